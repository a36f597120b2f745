"""文中名单 (lists of the text): rankings and counts of units, and the limits that the text repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.rankings import Ranking, Rankings
from hotline_lib.model.results import RankedUnit, UnitRow
from hotline_lib.scoring.rankings import (
    bound_quantity,
    eligible,
    limit_quantity,
    ranked_units,
    value_count,
    with_bound,
)


def text_lists(
    body: Rankings,
    cited: RuleRef,
    rows: Mapping[str, Sequence[UnitRow]],
    known: Mapping[str, Quantity],
    place: Place,
) -> tuple[dict[str, tuple[RankedUnit, ...]], dict[str, Quantity]]:
    """文中名单与其界限 of one rule: the units listed by ranking, and every quantity beside them.

    Raises `UnknownQuantityError` for a bound that another figure should give.
    """
    listed: dict[str, tuple[RankedUnit, ...]] = {}
    quantities: dict[str, Quantity] = {}
    for declared in body.rankings:
        ranking = with_bound(declared, cited, known)
        listed[ranking.id] = ranked_units(rows[ranking.programme], ranking, place)
        for quantity in _limits(ranking, cited, rows[ranking.programme]):
            quantities[quantity.id] = quantity
    for counted in body.counts:
        count = value_count(rows[counted.programme], counted, cited, place)
        wanted = limit_quantity(counted.id, f"{counted.label}：所计之值", counted.equals, cited)
        quantities |= {count.id: count, wanted.id: wanted}
    return listed, quantities


def _limits(ranking: Ranking, cited: RuleRef, rows: Sequence[UnitRow]) -> list[Quantity]:
    """下限、上限与起评量 of a ranking; a bound is printed as the values are, if there are any."""
    limits = []
    like = next((row.cells[ranking.by] for row in eligible(rows, ranking)), None)
    for bound, limit in (("floor", ranking.at_least), ("ceiling", ranking.below)):
        if limit is not None and like is not None:
            limits.append(bound_quantity(ranking, bound, like, cited))
    if ranking.minimum is not None:
        least = Fraction(ranking.minimum.at_least)
        limits.append(limit_quantity(ranking.id, f"{ranking.label}：起评量", least, cited))
    return limits
