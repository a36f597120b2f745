"""排名 (rankings) of the text: best and worst with ties, minimum volumes, counts of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hotline_lib.model.comparison import RankKind, SortKey
from hotline_lib.model.exact import exact_text
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.rankings import Ranking, ValueCount
from hotline_lib.model.results import RankedUnit, UnitRow, UnknownQuantityError
from hotline_lib.scoring.grades import compared
from hotline_lib.scoring.ranks import RANKS


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
        and row.cells[rule.by].value is not None
        and (rule.minimum is None or row.cells[rule.minimum.column].number >= rule.minimum.at_least)
    ]


def ranked_units(rows: Sequence[UnitRow], rule: Ranking, place: Place) -> tuple[RankedUnit, ...]:
    """前（后）几名: all units with rank ≤ `top`, the best or the worst first, as the rule directs.

    Ties are ordered by the rule's keys, then as received.
    """
    candidates = eligible(rows, rule)
    if rule.kind is RankKind.ordinal:
        candidates.sort(key=lambda row: sort_key(row, rule.ties))

    def reached(limit: Fraction | None, row: UnitRow) -> bool:
        """Whether the value reaches a limit that is compared as the values are."""
        value = row.cells[rule.by]
        like = value.model_copy(update={"value": limit})
        return compared(value, rule.compare, place) >= compared(like, rule.compare, place)

    values = [ranked_first(compared(row.cells[rule.by], rule.compare, place), rule) for row in candidates]
    ranked = [
        (rank, row)
        for rank, row in zip(RANKS[rule.kind](values), candidates, strict=True)
        if (rule.top is None or rank <= rule.top)
        and (rule.at_least is None or reached(rule.at_least, row))
        and (rule.below is None or not reached(rule.below, row))
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
    chosen = [r for r in rows if r.group in rule.groups and r.cells[rule.by].value is not None]
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


def with_bound(rule: Ranking, cited: RuleRef, known: Mapping[str, Quantity]) -> Ranking:
    """上限取自数值: the ranking with `below` taken from the quantity that `below_of` names.

    Raises `UnknownQuantityError`.
    """
    if rule.below_of is None:
        return rule
    if rule.below_of not in known:
        raise UnknownQuantityError(rule.below_of, f"规则 {cited.id} 的排名“{rule.label}”")
    return rule.model_copy(update={"below": known[rule.below_of].number})


def bound_quantity(rule: Ranking, bound: str, like: Quantity, cited: RuleRef) -> Quantity:
    """下限、上限 (bounds) of a ranking by value, printed as the values are: `floor.<id>`, `ceiling.<id>`.

    `bound` is `floor` (reached by all units listed) or `ceiling` (reached by none).
    """
    value, words = (rule.at_least, "下限") if bound == "floor" else (rule.below, "上限")
    return Quantity(
        id=f"{bound}.{rule.id}",
        label=f"{rule.label}：{words}",
        value=value,
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
