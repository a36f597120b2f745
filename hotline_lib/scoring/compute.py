"""计算 (compute): from guarded tables to the results of one place and period, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.ingest.raw import RawTable
from hotline_lib.measures.changes import change_figure
from hotline_lib.measures.counts import column_totals, intake_quantities, unit_rows
from hotline_lib.measures.derived import breakdown, derived_figure
from hotline_lib.measures.earlier import EarlierPeriods, compared_period, series
from hotline_lib.measures.unit_counts import unit_count_totals
from hotline_lib.model.period import Period
from hotline_lib.model.points import PointsTotal
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import BreakdownItem, LedgerLine, RankedUnit, Results, UnitRow, UnitTable
from hotline_lib.model.rules import Evaluation, Grades, LedgerRules, Rankings, TextFigures
from hotline_lib.model.tables import TableKind
from hotline_lib.scoring.evaluation import evaluated_rows, total_row, with_cells
from hotline_lib.scoring.generated_lines import count_lines, grade_lines
from hotline_lib.scoring.grades import grade_counts, grade_quantity, register_counts
from hotline_lib.scoring.ledger import limited_lines, received_lines, scored_lines
from hotline_lib.scoring.ledger_totals import ledger_totals
from hotline_lib.scoring.text_lists import text_lists


def compute(
    tables: Sequence[RawTable],
    params: PlaceParams,
    period: Period,
    earlier: EarlierPeriods | None = None,
    unpublished: Mapping[str, str] | None = None,
) -> Results:
    """All results of one place and period. The tables must have passed the guards.

    `earlier` is what is known of earlier periods; `None` leaves out everything that compares with
    them, as when an earlier period is itself computed. `unpublished` tells of intake measures why
    they are not there. Raises `RuleNotInForceError`, `UnknownQuantityError`, or `InputError` where a
    rate has no base or a change nothing to compare with.
    """
    days = period_days(period)
    quantities: dict[str, Quantity] = {days.id: days}
    rows: dict[str, list[UnitRow]] = {}
    for table in tables:
        if table.spec.kind is TableKind.unit_counts:
            programme = table.spec.programme or table.spec.id
            rows[programme] = unit_rows(table, params.units)
            quantities |= column_totals(programme, rows[programme], table.file)
        elif table.spec.kind is TableKind.intake:
            quantities |= intake_quantities(table, params.intake)

    published, scored = _booked(tables, params, period, rows)
    totals: dict[str, UnitRow | None] = {}
    full_marks: dict[str, dict[str, Fraction]] = {}
    for cited, evaluation in params.in_force(Evaluation, period):
        programme, received = evaluation.programme, rows.get(evaluation.programme, [])
        quantities |= unit_count_totals(received, evaluation.counts, cited, programme)
        rows[programme] = evaluated_rows(received, evaluation, cited, scored, params.place)
        totals[programme] = total_row(rows[programme], evaluation, cited, quantities, params.place)
        if isinstance(evaluation.index, PointsTotal):
            full_marks[programme] = {c.id: c.full for c in evaluation.index.components}
        quantities |= register_counts(programme, rows[programme], params.units, period.last_day)
    ungraded = {
        e.programme
        for _, e in params.in_force(Evaluation, period)
        if e.without_tickets is not None and not e.without_tickets.graded
    }
    for cited, grades in params.in_force(Grades, period):
        programme = grades.programme
        rows[programme] = [
            with_cells(row, grade=grade_quantity(row, grades, cited, params.place))
            if row.has_tickets or programme not in ungraded
            else row
            for row in rows[programme]
        ]
        if (total := totals.get(programme)) is not None:
            totals[programme] = with_cells(total, grade=grade_quantity(total, grades, cited, params.place))
        quantities |= grade_counts(rows[programme], grades, cited)

    rankings: dict[str, tuple[RankedUnit, ...]] = {}
    for cited, body in params.in_force(Rankings, period):
        listed, limits = text_lists(body, cited, rows, quantities, params.place)
        rankings |= listed
        quantities |= limits

    breakdowns: dict[str, tuple[BreakdownItem, ...]] = {}
    missing: dict[str, str] = {}
    for cited, text in params.in_force(TextFigures, period):
        for rule in text.figures:
            figure = derived_figure(rule, cited, quantities)
            quantities[figure.id] = figure
        if earlier is not None:
            quantities |= _changes(text, cited, quantities, period, earlier, params)
        for parts in text.breakdowns:
            if parts.measure in (unpublished or {}):
                missing[parts.id] = (unpublished or {})[parts.measure]
            else:
                breakdowns[parts.id] = breakdown(parts, cited, quantities)

    lines = (*published, *_generated(params, period, rows))
    quantities |= ledger_totals(lines)
    return Results(
        place=params.place.id,
        period=period.id,
        quantities=quantities,
        tables={
            p: UnitTable(programme=p, rows=tuple(r), total=totals.get(p), full_marks=full_marks.get(p, {}))
            for p, r in rows.items()
        },
        rankings=rankings,
        breakdowns=breakdowns,
        ledger=lines,
        series=series(period, quantities, earlier or {}, params.charts),
        unpublished=missing,
    )


def _changes(
    text: TextFigures,
    cited: RuleRef,
    known: Mapping[str, Quantity],
    period: Period,
    earlier: EarlierPeriods,
    params: PlaceParams,
) -> dict[str, Quantity]:
    """环比与同比 that the rules of the text ask for."""
    units = params.units.ids_in_force(period.last_day)
    made = {}
    for rule in text.changes:
        then = compared_period(period, rule.against)
        figure = change_figure(rule, cited, known, then, earlier.get(then.id), units, params.place)
        made[figure.id] = figure
    return made


def period_days(period: Period) -> Quantity:
    """本期天数: the quantity `period.days`, the base of daily averages."""
    return Quantity(
        id="period.days",
        label="本期天数",
        value=Fraction(period.days),
        unit="天",
        form="count",
        formula=f"{period.span_label}，共 {period.hours} 小时 ÷ 24",
    )


def _booked(
    tables: Sequence[RawTable], params: PlaceParams, period: Period, rows: Mapping[str, Sequence[UnitRow]]
) -> tuple[list[LedgerLine], dict[str, list[LedgerLine]]]:
    """评分前的加扣分: all lines received or counted, and by unit those that count in the score."""
    published: list[LedgerLine] = []
    scored: dict[str, list[LedgerLine]] = {}
    for cited, rules in params.in_force(LedgerRules, period):
        lines = [
            line
            for table in tables
            if table.spec.kind is TableKind.ledger
            for line in received_lines(table, rules, cited, params.units)
        ]
        lines = limited_lines([*lines, *count_lines(rows, rules, cited)], rules)
        published += lines
        for line in scored_lines(lines, rules):
            scored.setdefault(line.unit, []).append(line)
    return published, scored


def _generated(
    params: PlaceParams, period: Period, rows: Mapping[str, Sequence[UnitRow]]
) -> list[LedgerLine]:
    """由等级得出的加扣分."""
    return [
        line
        for cited, rules in params.in_force(LedgerRules, period)
        for line in grade_lines(rows, rules, cited)
    ]
