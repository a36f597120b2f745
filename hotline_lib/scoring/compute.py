"""计算 (compute): from guarded tables to the results of one place and period, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.ingest.raw import RawTable
from hotline_lib.measures.counts import column_totals, intake_quantities, unit_rows
from hotline_lib.measures.derived import breakdown, derived_figure
from hotline_lib.measures.rates import unit_rate
from hotline_lib.model.period import Period
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import BreakdownItem, LedgerLine, RankedUnit, Results, UnitRow, UnitTable
from hotline_lib.model.rules import Evaluation, Grades, LedgerRules, Rankings, TextFigures
from hotline_lib.model.tables import TableKind
from hotline_lib.scoring.grades import grade_counts, grade_quantity, register_counts
from hotline_lib.scoring.index import index_quantity
from hotline_lib.scoring.ledger import grade_lines, merge_lines, received_lines
from hotline_lib.scoring.rankings import limit_quantity, ranked_units, value_count


def compute(tables: Sequence[RawTable], params: PlaceParams, period: Period) -> Results:
    """All results of one place and period. The tables must have passed the guards.

    Raises `RuleNotInForceError`, `UnknownQuantityError`, or `InputError` where a rate has no base.
    """
    quantities: dict[str, Quantity] = {}
    rows: dict[str, list[UnitRow]] = {}
    for table in tables:
        if table.spec.kind is TableKind.unit_counts:
            programme = table.spec.programme or table.spec.id
            rows[programme] = unit_rows(table, params.units)
            quantities |= column_totals(programme, rows[programme], table.file)
        elif table.spec.kind is TableKind.intake:
            quantities |= intake_quantities(table, params.intake)

    for cited, evaluation in params.in_force(Evaluation, period):
        programme = evaluation.programme
        rows[programme] = [_evaluated(row, evaluation, cited) for row in rows.get(programme, [])]
        quantities |= register_counts(programme, rows[programme], params.units, period.last_day)
    for cited, grades in params.in_force(Grades, period):
        rows[grades.programme] = [
            _with(row, grade=grade_quantity(row, grades, cited, params.place))
            for row in rows[grades.programme]
        ]
        quantities |= grade_counts(rows[grades.programme], grades, cited)

    rankings: dict[str, tuple[RankedUnit, ...]] = {}
    for cited, body in params.in_force(Rankings, period):
        for ranking in body.rankings:
            rankings[ranking.id] = ranked_units(rows[ranking.programme], ranking, params.place)
            if ranking.minimum is not None:
                least = Fraction(ranking.minimum.at_least)
                limit = limit_quantity(ranking.id, f"{ranking.label}：起评量", least, cited)
                quantities[limit.id] = limit
        for counted in body.counts:
            count = value_count(rows[counted.programme], counted, cited, params.place)
            limit = limit_quantity(counted.id, f"{counted.label}：所计之值", counted.equals, cited)
            quantities |= {count.id: count, limit.id: limit}

    breakdowns: dict[str, tuple[BreakdownItem, ...]] = {}
    for cited, text in params.in_force(TextFigures, period):
        for rule in text.figures:
            figure = derived_figure(rule, cited, quantities)
            quantities[figure.id] = figure
        for parts in text.breakdowns:
            breakdowns[parts.id] = breakdown(parts, cited, quantities)

    return Results(
        place=params.place.id,
        period=period.id,
        quantities=quantities,
        tables={p: UnitTable(programme=p, rows=tuple(r)) for p, r in rows.items()},
        rankings=rankings,
        breakdowns=breakdowns,
        ledger=_ledger(tables, params, period, rows),
    )


def _evaluated(row: UnitRow, rule: Evaluation, cited: RuleRef) -> UnitRow:
    """A row with its rates and index added."""
    rates = {r.id: unit_rate(row, r, cited, rule.programme) for r in rule.rates}
    row = _with(row, **rates)
    return _with(row, **{rule.index.id: index_quantity(row, rule.index, cited, rule.programme)})


def _with(row: UnitRow, **cells: Quantity) -> UnitRow:
    return row.model_copy(update={"cells": {**row.cells, **cells}})


def _ledger(
    tables: Sequence[RawTable], params: PlaceParams, period: Period, rows: dict[str, list[UnitRow]]
) -> tuple[LedgerLine, ...]:
    received: list[LedgerLine] = []
    generated: list[LedgerLine] = []
    for cited, rules in params.in_force(LedgerRules, period):
        for table in tables:
            if table.spec.kind is TableKind.ledger:
                received += received_lines(table, rules, cited, params.units)
        generated += grade_lines({p: tuple(r) for p, r in rows.items()}, rules, cited)
    return merge_lines(received, generated)
