"""检查方案 (suites): which expectations apply to an input table, read from its declaration.

Nothing here knows a place: columns, types and checks come from `params/<place>/columns.yml`, the
measures from `intake.yml`. Imports Great Expectations; only `gx_run` imports this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotline_lib.guards import expectations as e
from hotline_lib.guards.gx import ExpectationSuite
from hotline_lib.guards.suite_intake import (
    achievable_expectation,
    carry_over_expectation,
    earlier_expectations,
    intake_expectations,
    parts_expectation,
)
from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.tables import (
    AchievableCheck,
    AddsUpCheck,
    AtMostCheck,
    BlankOnlyIfZeroCheck,
    CarryOverCheck,
    Check,
    ColumnType,
    InputColumn,
    InputTable,
    IntakeMeasures,
    Severity,
    TableKind,
)

GX_SEVERITY = {Severity.error: "critical", Severity.warning: "warning"}


@dataclass(frozen=True)
class TableSuite:
    """一表的检查方案 (suite of one table): what the engine runs, and what cannot be asked of the file.

    `skipped` are checks whose columns the file lacks although they are required: the missing
    column is the error, and they are listed as not carried out.
    """

    suite: Any
    planned: tuple[Any, ...]
    skipped: tuple[tuple[Any, str], ...]


def build_suite(
    raw: RawTable, measures: IntakeMeasures, required: Sequence[str], earlier: Mapping[str, str]
) -> TableSuite:
    """检查方案: the expectation suite of one raw table, numbered in the order of the report.

    `required` are the ids of the intake measures that this table must hold, `earlier` the periods a
    table of earlier totals may speak of.
    """
    planned, skipped = [], []
    for number, expectation in enumerate(_expectations(raw, measures, required, earlier), 1):
        expectation.meta = {"check": number}
        lacking = [
            c.label
            for c in raw.spec.columns
            if c.id in expectation.needs() and c.required and not raw.has(c.id)
        ]
        if lacking:
            skipped.append((expectation, f"缺少“{'”“'.join(lacking)}”列"))
        else:
            planned.append(expectation)
    suite = ExpectationSuite(name=raw.spec.id, expectations=planned)
    return TableSuite(suite, tuple(planned), tuple(skipped))


def _expectations(
    raw: RawTable, measures: IntakeMeasures, required: Sequence[str], earlier: Mapping[str, str]
) -> Iterator[Any]:
    spec = raw.spec
    labels = {c.id: c.label for c in spec.columns if c.required}
    headings = {h for c in spec.columns if raw.has(c.id) for h in c.all_headings}
    unknown = [h for h in raw.unknown if h not in headings]
    yield e.ExpectColumnsComplete(
        column_set=[*labels, "row"],
        labels=labels,
        unknown=unknown,
        description="必需的列应齐全",
    )
    yield e.ExpectHeadingsOnlyOnce(repeated=[h for h in raw.unknown if h in headings])
    yield e.ExpectHeadingsKnown(unknown=unknown, severity="warning")
    if spec.kind is TableKind.unit_counts:
        yield e.ExpectRowsPresent(description="表中应有数据")
    for column in spec.columns:
        if raw.has(column.id):
            yield from _column_expectations(raw, column)
    yield from _unit_expectations(raw)
    if spec.kind is TableKind.intake:
        yield from intake_expectations(raw, measures, required)
    if spec.kind is TableKind.earlier:
        yield from earlier_expectations(raw, earlier)
    if spec.kind is TableKind.ledger:
        label = _label(spec, "rule")
        yield e.ExpectKnownLedgerRule(label=label)
        yield e.ExpectLedgerPointsFit(labels={c.id: c.label for c in spec.columns})
    for check in spec.checks:
        yield from _declared_expectation(raw, check, measures)


def _column_expectations(raw: RawTable, column: InputColumn) -> Iterator[Any]:
    """What the declaration of one column asks of its cells."""
    spec, named = raw.spec, {"column": column.id, "label": column.label}
    conditional = {
        c.column
        for c in spec.checks
        if isinstance(c, BlankOnlyIfZeroCheck) and _applies(raw, c.column, c.zero)
    }
    if spec.kind.is_long:
        conditional |= {"item"}  # ExpectKnownItem says where an item must be given
    if not column.blank and column.id not in conditional:
        yield e.ExpectNotBlank(**named)
    if spec.kind.is_long and column.id == "value":
        return  # ExpectMeasureValue reads it by the type of its measure
    if column.type is ColumnType.unit:
        yield e.ExpectUnitRegistered(**named)
    elif column.type is ColumnType.count:
        yield e.ExpectWholeCount(**named)
    elif column.type is ColumnType.number:
        yield e.ExpectNumber(**named)
    elif column.type is ColumnType.choice:
        yield e.ExpectKnownChoice(**named, choices=list(column.choices.values()))


def _unit_expectations(raw: RawTable) -> Iterator[Any]:
    """Once only (tables of unit counts), and in the group of the register (wherever both stand)."""
    units = [c for c in raw.spec.columns if c.type is ColumnType.unit]
    groups = [c for c in raw.spec.columns if c.type is ColumnType.group and raw.has(c.id)]
    for unit in units[:1]:
        named = {"column": unit.id, "label": unit.label}
        if raw.spec.kind is TableKind.unit_counts:
            yield e.ExpectUnitOnlyOnce(**named)
        for group in groups:
            yield e.ExpectUnitInItsGroup(**named, group=group.id, group_label=group.label)


def _declared_expectation(raw: RawTable, check: Check, measures: IntakeMeasures) -> Iterator[Any]:
    """One entry of `checks`; none where an optional column that it names is not in the file."""
    severity = GX_SEVERITY[check.severity]
    if isinstance(check, AtMostCheck):
        if _applies(raw, check.column, check.limit):
            yield e.ExpectAtMost(
                column=check.column,
                label=_label(raw.spec, check.column),
                limit=check.limit,
                limit_label=_label(raw.spec, check.limit),
                severity=severity,
            )
    elif isinstance(check, BlankOnlyIfZeroCheck):
        if _applies(raw, check.column, check.zero):
            yield e.ExpectBlankOnlyIfZero(
                column=check.column,
                label=_label(raw.spec, check.column),
                zero=check.zero,
                zero_label=_label(raw.spec, check.zero),
                zero_told=not raw.spec.column(check.zero).blank,
                severity=severity,
            )
    elif isinstance(check, CarryOverCheck) and raw.spec.kind is TableKind.intake:
        yield carry_over_expectation(raw.spec, check, measures, severity)
    elif isinstance(check, AddsUpCheck | CarryOverCheck):
        left, right = check.sides
        if _applies(raw, *left, *right):
            yield e.ExpectRowBalance(
                left=list(left),
                right=list(right),
                labels={c: _label(raw.spec, c) for c in (*left, *right)},
                severity=severity,
            )
    elif isinstance(check, AchievableCheck):
        yield achievable_expectation(raw.spec, check, measures, severity)
    else:
        yield parts_expectation(raw.spec, check, measures, severity)


def _applies(raw: RawTable, *columns: str) -> bool:
    return all(raw.has(c) or raw.spec.column(c).required for c in columns)


def _label(spec: InputTable, column_id: str) -> str:
    """The printed term of a column; its id where the table does not declare it."""
    return next((c.label for c in spec.columns if c.id == column_id), column_id)
