"""线索 (leads): one count altered so that the printed value comes out.

Of an index or a ratio some alteration always comes near what is printed. A lead is therefore never a
cause: it tells a reviewer where to look in the sources, and that what it alters is printed otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from hotline_lib.model.exact import decimal_words, exact_text
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.rules import WeightedIndex
from hotline_lib.run.audit.doubt import Doubt, Scoring
from hotline_lib.scoring.index import weighted_index

BOOKINGS = (1, 0, -1, 2, 3)
"""How often the adjustments of the unit may have been booked: as announced first."""


MOST = 3
"""More whole numbers than this that would fit tell nothing."""


def leads_of(doubt: Doubt) -> tuple[str, ...]:
    """线索 of an index or a ratio; none for any other value."""
    return index_leads(doubt) or ratio_leads(doubt)


def ratio_leads(doubt: Doubt) -> tuple[str, ...]:
    """比率的线索: the numerator over the right base, and the base under the right numerator, that fit."""
    inputs, printed = doubt.ratio_inputs(), doubt.printed_value
    if inputs is None or printed is None or not printed:
        return ()
    top, base = inputs
    rate = printed / doubt.form.scale
    tops = _near(rate * base.number, lambda n: doubt.makes(Fraction(n) / base.number))
    bases = _near(top.number / rate, lambda n: n > 0 and doubt.makes(top.number / n))
    return tuple(
        f"若“{count.label}”为{'或'.join(map(str, fits))}（应为{exact_text(count.number)}），则得此数"
        for count, fits in ((top, tops), (base, bases))
        if 0 < len(fits) <= MOST
    )


def _near(value: Fraction, fits: Callable[[int], bool]) -> list[int]:
    """The whole numbers next to a value that fit, a few more than `MOST` at the utmost."""
    start = int(value)
    return [n for n in range(max(0, start - MOST), start + MOST + 1) if fits(n)]


def index_leads(doubt: Doubt) -> tuple[str, ...]:
    """线索: each single altered count that gives the printed index, with the adjustments as announced.

    Only where there is none, other bookings are tried as well. Empty where the value is no weighted
    index.
    """
    scoring, index = doubt.scoring, doubt.index
    if scoring is None or index is None or doubt.quantity.value is None:
        return ()
    counts = _counts(scoring)
    right = _index(counts, scoring, index)
    if right is None:
        return ()
    booked = doubt.quantity.number - right
    for times in BOOKINGS if booked else (1,):
        found = tuple(
            _words(column, count, scoring, times, booked)
            for column, count in _alterations(counts)
            if (made := _index({**counts, column: count}, scoring, index)) is not None
            and doubt.makes(made + times * booked)
        )
        if found:
            return found
    return ()


def _counts(scoring: Scoring) -> dict[str, Fraction]:
    """The known counts that the rates of the row are made of."""
    columns = dict.fromkeys(c for r in scoring.rates for c in (r.numerator, r.denominator))
    cells = scoring.row.cells
    return {c: cells[c].number for c in columns if c in cells and cells[c].value is not None}


def _index(counts: Mapping[str, Fraction], scoring: Scoring, index: WeightedIndex) -> Fraction | None:
    """The index of these counts; `None` where one of them is unknown, or more than its base."""
    rates = {}
    for rate in scoring.rates:
        top, base = counts.get(rate.numerator), counts.get(rate.denominator)
        if top is None or not base or top > base:
            return None
        rates[rate.id] = top / base
    return weighted_index(rates, index)


def _alterations(counts: Mapping[str, Fraction]) -> Iterator[tuple[str, Fraction]]:
    """Each count one more or less, and with one digit replaced, put in, left out or swapped."""
    for column, count in counts.items():
        for slip in sorted(slips_of(str(int(count)))):
            yield column, Fraction(slip)


def slips_of(text: str) -> set[int]:
    """笔误 (slips): the numbers one slip of writing, or one unit, away from a whole number."""
    value, cuts = int(text), range(len(text) + 1)
    made = {text[:n] + digit + text[n:] for n in cuts for digit in "0123456789"}
    made |= {text[:n] + digit + text[n + 1 :] for n in cuts[:-1] for digit in "0123456789"}
    made |= {text[:n] + text[n + 1 :] for n in cuts[:-1]}
    made |= {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in cuts[:-2]}
    numbers = {int(m) for m in made if m} | {value - 1, value + 1}
    return {n for n in numbers if n >= 0 and n != value}


def _words(column: str, count: Fraction, scoring: Scoring, times: int, booked: Fraction) -> str:
    cell: Quantity = scoring.row.cells[column]
    how = "" if times == 1 or not booked else f"，且加扣分{decimal_words(booked)}分记作{times}倍"
    return f"若“{cell.label}”为{exact_text(count)}（应为{exact_text(cell.number)}）{how}，则得此数"
