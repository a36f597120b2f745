"""综合考评 (evaluation): the rates, index or points, tier and rank of every unit of one programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotline_lib.measures.rates import unit_rate
from hotline_lib.measures.unit_counts import with_unit_counts
from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.evaluation import Evaluation, Tiers, WeightedIndex
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import LedgerLine, UnitRow, UnknownQuantityError
from hotline_lib.scoring.index import fixed_index, index_quantity
from hotline_lib.scoring.points import points_cells
from hotline_lib.scoring.row_ranks import row_ranks

Ledger = Mapping[str, Sequence[LedgerLine]]
"""The ledger lines that count in the score, by unit id."""

TOTAL = "total"


def evaluated_rows(
    rows: Sequence[UnitRow], rule: Evaluation, cited: RuleRef, ledger: Ledger, place: Place
) -> list[UnitRow]:
    """考评行: every unit with its rates, index or points, tier and rank; omitted units are left out."""
    evaluated = []
    for received in rows:
        row = with_unit_counts(received, rule.counts, cited, rule.programme)
        empty = _is_empty(row, rule)
        if empty and rule.without_tickets is not None and rule.without_tickets.policy == "omit":
            continue
        scored = _scored(row, rule, cited, ledger.get(row.unit, ()), empty, place)
        evaluated.append(scored.model_copy(update={"has_tickets": not empty, "tier": _tier(row, rule.tiers)}))
    if rule.ranked is None or rule.index is None:
        return evaluated
    return row_ranks(evaluated, rule.index.id, rule.ranked, cited, rule.programme, place)


def _is_empty(row: UnitRow, rule: Evaluation) -> bool:
    """Whether the unit had no tickets; `InputError` where its volume is blank."""
    if rule.without_tickets is None:
        return False
    volume = row.cells.get(rule.without_tickets.column)
    if volume is None:
        raise InputError(
            [
                Problem(
                    file=f"单位“{row.name}”",
                    column=rule.without_tickets.column,
                    expected="缺少工单量，无从判断有无工单",
                    action="请补全该单位的数；没有工单则填 0",
                )
            ]
        )
    return volume.number == 0


def total_row(
    rows: Sequence[UnitRow], rule: Evaluation, cited: RuleRef, known: Mapping[str, Quantity], place: Place
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
    return _scored(row, rule, cited, (), False, place)


def with_cells(row: UnitRow, **cells: Quantity) -> UnitRow:
    """A row with cells added or replaced."""
    return row.model_copy(update={"cells": {**row.cells, **cells}})


def _scored(
    row: UnitRow, rule: Evaluation, cited: RuleRef, ledger: Sequence[LedgerLine], empty: bool, place: Place
) -> UnitRow:
    row = with_cells(row, **{r.id: unit_rate(row, r, cited, rule.programme) for r in rule.rates})
    index = rule.index
    if index is None:
        return row
    policy = rule.without_tickets
    if empty and policy is not None and policy.value is not None:
        return with_cells(row, **{index.id: fixed_index(row, index, cited, rule.programme, policy.value)})
    if not isinstance(index, WeightedIndex):
        return with_cells(row, **points_cells(row, index, cited, rule.programme, ledger, place))
    booked = [line.points for line in ledger] if rule.adjusted_by_ledger else []
    return with_cells(row, **{index.id: index_quantity(row, index, cited, rule.programme, booked)})


def _tier(row: UnitRow, tiers: Tiers | None) -> str | None:
    """档次 of a unit by its volume; `None` where its group is not divided."""
    if tiers is None or row.group not in tiers.groups:
        return None
    volume = row.cells[tiers.column].number
    return next(t.label for t in tiers.tiers if t.at_least is None or volume >= t.at_least)
