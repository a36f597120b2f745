"""输入表 (input tables): a month's files and what their columns mean (`params/<place>/columns.yml`)."""

from __future__ import annotations

from enum import Enum, StrEnum

from pydantic import Field, model_validator

from hotline_lib.model.checks import (
    AchievableCheck,
    AddsUpCheck,
    AtMostCheck,
    BlankOnlyIfZeroCheck,
    CarryOverCheck,
    Check,
    PartsCheck,
    PartsWithinCheck,
    Severity,
)
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER

__all__ = [
    "AchievableCheck",
    "AddsUpCheck",
    "AtMostCheck",
    "BlankOnlyIfZeroCheck",
    "CarryOverCheck",
    "Check",
    "ColumnType",
    "InputColumn",
    "InputTable",
    "InputTables",
    "IntakeMeasure",
    "IntakeMeasures",
    "MeasureType",
    "PartsCheck",
    "PartsWithinCheck",
    "Severity",
    "TableKind",
]


class ColumnType(Enum):
    """列类型 (column type): how the text of a cell is read."""

    unit = "unit"  # a name of the unit register
    group = "group"  # a group label of the unit register
    count = "count"  # a whole number, not negative
    number = "number"  # an exact decimal, with or without %
    choice = "choice"  # one of `choices`
    text = "text"


class InputColumn(Frozen):
    """列 (column) of an input table: our id, the printed term, the headings it may carry."""

    id: str = Field(pattern=IDENTIFIER)
    label: str = Field(description="规范名称，用于提示与表头")
    headings: tuple[str, ...] = Field(default=(), description="来件中可能用的其他表头")
    type: ColumnType
    required: bool = Field(default=True, description="表中必须有此列")
    blank: bool = Field(default=False, description="单元格可否留空")
    choices: dict[str, str] = Field(default={}, description="选项：标识 → 中文写法")
    unit: str = "件"
    form: str = Field(default="count", description="计数列、数字列的印刷形式")

    @model_validator(mode="after")
    def _choices_fit(self) -> InputColumn:
        if (self.type is ColumnType.choice) != bool(self.choices):
            raise ValueError(f"列“{self.label}”：choices 只能且必须用于 choice 类型")
        return self

    @property
    def all_headings(self) -> tuple[str, ...]:
        """Every heading under which the column is accepted."""
        return (self.label, *self.headings, self.id)


class TableKind(StrEnum):
    """表的种类 (table kind), which decides how it enters the computation."""

    unit_counts = "unit_counts"
    intake = "intake"
    ledger = "ledger"
    earlier = "earlier"

    @property
    def is_long(self) -> bool:
        """Whether a row is one measure (and item) with its value."""
        return self in (TableKind.intake, TableKind.earlier)


class InputTable(Frozen):
    """One input table of a period folder: a CSV file or a sheet of the workbook.

    A table of kind `earlier` (往期总量) holds totals of earlier periods: period, measure, item, value and
    source.
    """

    id: str = Field(pattern=IDENTIFIER)
    label: str
    kind: TableKind
    programme: str | None = None
    file: str
    sheet: str
    optional: bool = Field(default=False, description="本期可以没有此表")
    columns: tuple[InputColumn, ...]
    checks: tuple[Check, ...] = ()

    @model_validator(mode="after")
    def _checks_name_columns(self) -> InputTable:
        known = {c.id for c in self.columns}
        if self.kind is TableKind.intake and any(isinstance(c, AddsUpCheck) for c in self.checks):
            raise ValueError(f"表“{self.label}”一行一个指标，分项之和请用 parts，不用 adds_up")
        for check in self.checks:
            if isinstance(check, AtMostCheck):
                named = {check.column, check.limit}
            elif isinstance(check, BlankOnlyIfZeroCheck):
                named = {check.column, check.zero}
            elif isinstance(check, AddsUpCheck | CarryOverCheck) and self.kind is not TableKind.intake:
                named = {name for side in check.sides for name in side}
            else:
                continue
            if unknown := sorted(named - known):
                raise ValueError(f"表“{self.label}”的检查用到未登记的列：{'、'.join(unknown)}")
        return self

    def column(self, column_id: str) -> InputColumn:
        """The column of that id; raises `KeyError`."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)


class InputTables(Frozen):
    """All input tables of a place."""

    workbook: str = Field(default="input.xlsx", description="若存在，则各表取自其工作表")
    tables: tuple[InputTable, ...]

    def of_kind(self, kind: TableKind) -> tuple[InputTable, ...]:
        """The tables of one kind, in file order."""
        return tuple(t for t in self.tables if t.kind is kind)


class MeasureType(Enum):
    """指标类型 (measure type) of an intake value."""

    count = "count"
    rate = "rate"


class IntakeMeasure(Frozen):
    """来件指标 (intake measure): a total, a breakdown or a rate that the platform reports."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    type: MeasureType = MeasureType.count
    unit: str = "件"
    form: str = "count"
    dimension: dict[str, str] = Field(default={}, description="分项：标识 → 中文名称；无分项则空")
    required: bool = True
    note: str | None = Field(default=None, description="口径说明")


class IntakeMeasures(Frozen):
    """All intake measures of a place (`params/<place>/intake.yml`)."""

    measures: tuple[IntakeMeasure, ...]

    def measure(self, measure_id: str) -> IntakeMeasure:
        """The measure of that id; raises `KeyError`."""
        for measure in self.measures:
            if measure.id == measure_id:
                return measure
        raise KeyError(measure_id)
