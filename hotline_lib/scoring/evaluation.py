"""综合考评 (evaluation): the rates, index or points, tier and rank of every unit of one programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hotline_lib.measures.rates import unit_rate
from hotline_lib.model.exact import decimal_words, exact_text
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import UnitRow, UnknownQuantityError
from hotline_lib.model.rules import Evaluation, Tiers, WeightedIndex
from hotline_lib.scoring.index import fixed_index, index_quantity
from hotline_lib.scoring.points import points_cells

Ledger = Mapping[str, Sequence[Quantity]]
"""Points received by unit id."""

TOTAL = "total"


def evaluated_rows(
    rows: Sequence[UnitRow], rule: Evaluation, cited: RuleRef, ledger: Ledger
) -> list[UnitRow]:
    """考评行: every unit with its rates, index or points, tier and rank; omitted units are left out."""
    evaluated = []
    for row in rows:
        empty = rule.without_tickets is not None and row.cells[rule.without_tickets.column].number == 0
        if empty and rule.without_tickets is not None and rule.without_tickets.policy == "omit":
            continue
        scored = _scored(row, rule, cited, ledger.get(row.unit, ()), empty)
        evaluated.append(scored.model_copy(update={"has_tickets": not empty, "tier": _tier(row, rule.tiers)}))
    return _ranked(evaluated, rule, cited) if rule.ranked else evaluated


def total_row(
    rows: Sequence[UnitRow], rule: Evaluation, cited: RuleRef, known: Mapping[str, Quantity]
) -> UnitRow | None:
    """合计行: sums of the counts (or given totals), and rates and index computed from them."""
    if rule.total is None:
        return None
    cells = {
        name.removeprefix(f"{rule.programme}.total."): quantity
        for name, quantity in known.items()
        if name.startswith(f"{rule.programme}.total.")
    }
    for column, name in rule.total.given.items():
        if name not in known:
            raise UnknownQuantityError(name, f"规则 {cited.id} 的合计行")
        cells[column] = known[name]
    row = UnitRow(unit=TOTAL, name="合计", group=rows[0].group if rows else "", cells=cells)
    return _scored(row, rule, cited, (), False)


def with_cells(row: UnitRow, **cells: Quantity) -> UnitRow:
    """A row with cells added or replaced."""
    return row.model_copy(update={"cells": {**row.cells, **cells}})


def _scored(
    row: UnitRow, rule: Evaluation, cited: RuleRef, points: Sequence[Quantity], empty: bool
) -> UnitRow:
    row = with_cells(row, **{r.id: unit_rate(row, r, cited, rule.programme) for r in rule.rates})
    index = rule.index
    if index is None:
        return row
    if not isinstance(index, WeightedIndex):
        return with_cells(row, **points_cells(row, index, cited, rule.programme, points))
    policy = rule.without_tickets
    if empty and policy is not None and policy.value is not None:
        return with_cells(row, **{index.id: fixed_index(row, index, cited, rule.programme, policy.value)})
    booked = points if rule.adjusted_by_ledger else ()
    return with_cells(row, **{index.id: index_quantity(row, index, cited, rule.programme, booked)})


def _tier(row: UnitRow, tiers: Tiers | None) -> str | None:
    """档次 of a unit by its volume; `None` where its group is not divided."""
    if tiers is None or row.group not in tiers.groups:
        return None
    volume = row.cells[tiers.column].number
    return next(t.label for t in tiers.tiers if t.at_least is None or volume >= t.at_least)


def dense_ranks(values: Sequence[Fraction]) -> list[int]:
    """密集名次: 1 + the number of different better values, for each value."""
    better = sorted(set(values), reverse=True)
    return [better.index(value) + 1 for value in values]


def _ranked(rows: Sequence[UnitRow], rule: Evaluation, cited: RuleRef) -> list[UnitRow]:
    """Dense ranks inside each group, or inside each tier of a divided group, by the exact value."""
    index = rule.index
    if index is None:
        return list(rows)
    ranks: dict[str, int] = {}
    for scope in dict.fromkeys((row.group, row.tier) for row in rows):
        members = [row for row in rows if (row.group, row.tier) == scope]
        values = [row.cells[index.id].number for row in members]
        ranks |= {row.unit: rank for row, rank in zip(members, dense_ranks(values), strict=True)}
    return [
        with_cells(
            row,
            rank=Quantity(
                id=f"{rule.programme}.{row.unit}.rank",
                label="排名",
                value=Fraction(ranks[row.unit]),
                form="count",
                formula=f"组（档）内按{index.label}由高到低的密集排名，同分同名次",
                inputs=(row.cells[index.id].as_input(_short(row.cells[index.id].number)),),
                rule=cited,
            ),
        )
        for row in rows
    ]


def _short(value: Fraction) -> str:
    words = decimal_words(value)
    return words if "/" not in words else f"{float(value):.6f}（{exact_text(value)}）"
