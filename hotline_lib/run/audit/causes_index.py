"""指标值之因 (causes in a weighted index): made of other rates, or with other points booked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.rules import RateRule
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.scoring.index import weighted_index


def from_printed_rates(doubt: Doubt) -> str | None:
    """由所印比率得出: the printed rates of the row, one of which differs, give the printed index."""
    differs = False

    def printed(rate: Quantity) -> Fraction | None:
        nonlocal differs
        value = doubt.printed_for(rate)
        differs |= value is not None and value != doubt.rounded(rate)
        return value

    made = _index_of(doubt, printed)
    fits = made is not None and differs and doubt.makes(made)
    return "随上：与同行所印比率相符，比率与计算不同" if fits else None


def rounded_rates(doubt: Doubt) -> str | None:
    """由已取舍的比率计算: the index made of the rates as printed instead of the exact ones."""
    made = _index_of(doubt, doubt.rounded)
    return "由已取舍的比率计算，而非由件数" if made is not None and doubt.makes(made) else None


def index_of_other_base(doubt: Doubt) -> str | None:
    """一项比率误用分母: the index if one of its rates had the base of another rate, or another count."""
    if doubt.index is None or doubt.scoring is None:
        return None
    row, rates = doubt.scoring.row, doubt.scoring.rates
    own = {rate.denominator for rate in rates}
    forms = {row.cells[c].form for c in own if c in row.cells}
    others = {c for c, q in row.cells.items() if q.value is not None and q.form in forms} - own
    for bases in (own, others):
        found = list(dict.fromkeys(w for rate in rates for w in _with_base_of(doubt, rate, sorted(bases))))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _with_base_of(doubt: Doubt, rate: RateRule, bases: Sequence[str]) -> Iterator[str]:
    """The bases among these columns that, put under one rate, give the printed index."""
    row = doubt.scoring.row if doubt.scoring else None
    if row is None or rate.id not in row.cells or not {rate.numerator, rate.denominator} <= set(row.cells):
        return
    top, right = row.cells[rate.numerator], row.cells[rate.denominator]
    for base in (row.cells[c] for c in bases if c in row.cells and c != rate.numerator):
        if not base.value or base.value == right.value or base.number < top.number:
            continue
        wrong, other = row.cells[rate.id].id, top.number / base.number
        made = _index_of(doubt, lambda q, w=wrong, o=other: o if q.id == w else q.number)  # type: ignore[misc]
        if made is not None and doubt.makes(made):
            words = f"“{rate.label}”误以“{base.label}”{exact_text(base.number)}为分母"
            yield f"若{words}（应为{exact_text(right.number)}），则得此数"


def _index_of(doubt: Doubt, rate_of: Callable[[Quantity], Fraction | None]) -> Fraction | None:
    """The index made of other rates, with the points booked as the rule has it."""
    if doubt.index is None or len(doubt.quantity.inputs) < len(doubt.index.terms):
        return None
    right, others = {}, {}
    for term, source in zip(doubt.index.terms, doubt.quantity.inputs, strict=False):
        rate = doubt.known.get(source.source)
        if rate is None or rate.value is None or (other := rate_of(rate)) is None:
            return None
        right[term.rate], others[term.rate] = rate.value, other
    booked = doubt.quantity.number - weighted_index(right, doubt.index)
    return weighted_index(others, doubt.index) + booked
