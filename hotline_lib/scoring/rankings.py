"""排名 (rankings) of the text: best and worst with ties, minimum volumes, counts of units."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import RankedUnit, UnitRow
from hotline_lib.model.rules import Ranking, SortKey, ValueCount
from hotline_lib.scoring.evaluation import dense_ranks
from hotline_lib.scoring.grades import compared


def competition_ranks(values: Sequence[Fraction]) -> list[int]:
    """竞赛名次: 1 + the number of better values, for each value; equal values share a rank."""
    return [1 + sum(other > value for other in values) for value in values]


RANKS = {"competition": competition_ranks, "dense": dense_ranks}
"""The kinds of rank that a ranking may choose; both give the highest value the first rank."""


def ranked_first(value: Fraction, rule: Ranking) -> Fraction:
    """排名值: the value, negated where the ranking begins with the lowest one.

    The best of high values and the worst of low ones (the highest 重派率) stand first as they are.
    """
    highest_first = (rule.direction == "best") == (rule.better == "high")
    return value if highest_first else -value


def eligible(rows: Sequence[UnitRow], rule: Ranking) -> list[UnitRow]:
    """参评单位: rows of the ranking's groups that have the value and reach the minimum volume (inclusive)."""
    return [
        row
        for row in rows
        if row.group in rule.groups
        and rule.by in row.cells
        and (rule.minimum is None or row.cells[rule.minimum.column].number >= rule.minimum.at_least)
    ]


def ranked_units(rows: Sequence[UnitRow], rule: Ranking, place: Place) -> tuple[RankedUnit, ...]:
    """前（后）几名: all units with rank ≤ `top`, the best or the worst first, as the rule directs.

    Ties are ordered by the rule's keys, then as received.
    """
    candidates = eligible(rows, rule)
    floor = Fraction(0)
    if rule.at_least is not None and candidates:
        floor = compared(floor_quantity(rule, candidates[0].cells[rule.by], None), rule.compare, place)
    values = [ranked_first(compared(row.cells[rule.by], rule.compare, place), rule) for row in candidates]
    ranked = [
        (rank, row)
        for rank, row in zip(RANKS[rule.kind](values), candidates, strict=True)
        if (rule.top is None or rank <= rule.top)
        and (rule.at_least is None or compared(row.cells[rule.by], rule.compare, place) >= floor)
    ]
    ranked.sort(key=lambda pair: (pair[0], *sort_key(pair[1], rule.ties)))
    return tuple(
        RankedUnit(
            unit=row.unit, name=row.name, short=row.short or row.name, rank=rank, value=row.cells[rule.by]
        )
        for rank, row in ranked
    )


def sort_key(row: UnitRow, keys: Sequence[SortKey]) -> tuple[Fraction, ...]:
    """排序键: the exact values of the keys, negated where descending."""
    return tuple((-1 if k.descending else 1) * row.cells[k.by].number for k in keys)


def value_count(rows: Sequence[UnitRow], rule: ValueCount, cited: RuleRef, place: Place) -> Quantity:
    """计数: how many units of the groups have exactly the given value (printed or exact)."""
    chosen = [row for row in rows if row.group in rule.groups]
    counted = [row for row in chosen if compared(row.cells[rule.by], rule.compare, place) == rule.equals]
    return Quantity(
        id=f"count.{rule.id}",
        label=rule.label,
        value=Fraction(len(counted)),
        unit="个",
        form="count",
        formula=f"{len(chosen)} 个单位中{chosen[0].cells[rule.by].label if chosen else rule.by}为 "
        f"{exact_text(rule.equals)} 的个数",
        members=tuple(row.cells[rule.by].id for row in counted),
        rule=cited,
    )


def floor_quantity(rule: Ranking, like: Quantity, cited: RuleRef | None) -> Quantity:
    """下限 (floor) of a ranking by value, printed as the values are: `floor.<rule id>`."""
    return Quantity(
        id=f"floor.{rule.id}",
        label=f"{rule.label}：下限",
        value=rule.at_least,
        unit=like.unit,
        form=like.form,
        formula="规则所定",
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
