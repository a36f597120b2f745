"""排名 (rankings) of the text: competition rank with ties, minimum volumes, counts of units."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import RankedUnit, UnitRow
from hotline_lib.model.rules import Ranking, SortKey, ValueCount
from hotline_lib.scoring.grades import compared


def competition_ranks(values: Sequence[Fraction]) -> list[int]:
    """竞赛名次: 1 + the number of better values, for each value; equal values share a rank."""
    return [1 + sum(other > value for other in values) for value in values]


def eligible(rows: Sequence[UnitRow], rule: Ranking) -> list[UnitRow]:
    """参评单位: rows of the ranking's groups that reach the minimum volume (inclusive)."""
    return [
        row
        for row in rows
        if row.group in rule.groups
        and (rule.minimum is None or row.cells[rule.minimum.column].number >= rule.minimum.at_least)
    ]


def ranked_units(rows: Sequence[UnitRow], rule: Ranking, place: Place) -> tuple[RankedUnit, ...]:
    """前几名: all units with rank ≤ `top`, best first; ties ordered by the rule's keys, then as received."""
    candidates = eligible(rows, rule)
    values = [compared(row.cells[rule.by], rule.compare, place) for row in candidates]
    ranked = [
        (rank, row)
        for rank, row in zip(competition_ranks(values), candidates, strict=True)
        if rank <= rule.top
    ]
    ranked.sort(key=lambda pair: (pair[0], *sort_key(pair[1], rule.ties)))
    return tuple(
        RankedUnit(unit=row.unit, name=row.name, rank=rank, value=row.cells[rule.by]) for rank, row in ranked
    )


def sort_key(row: UnitRow, keys: Sequence[SortKey]) -> tuple[Fraction, ...]:
    """排序键: the exact values of the keys, negated where descending."""
    return tuple((-1 if k.descending else 1) * row.cells[k.by].number for k in keys)


def value_count(rows: Sequence[UnitRow], rule: ValueCount, cited: RuleRef, place: Place) -> Quantity:
    """计数: how many units of the groups have exactly the given value (printed or exact)."""
    chosen = [row for row in rows if row.group in rule.groups]
    count = sum(compared(row.cells[rule.by], rule.compare, place) == rule.equals for row in chosen)
    return Quantity(
        id=f"count.{rule.id}",
        label=rule.label,
        value=Fraction(count),
        unit="个",
        form="count",
        formula=f"{len(chosen)} 个单位中{chosen[0].cells[rule.by].label if chosen else rule.by}为 "
        f"{exact_text(rule.equals)} 的个数",
        rule=cited,
    )


def limit_quantity(rule_id: str, label: str, value: Fraction, cited: RuleRef) -> Quantity:
    """界限 (limit): a number the rule itself sets and the text repeats, `limit.<rule id>`."""
    return Quantity(
        id=f"limit.{rule_id}",
        label=label,
        value=value,
        form="count",
        formula="规则所定",
        rule=cited,
    )
