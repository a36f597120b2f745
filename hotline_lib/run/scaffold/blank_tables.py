"""空白输入表 (blank input tables): right headings, one row a unit or measure, “待填” for each number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.period import Period
from hotline_lib.model.tables import ColumnType, InputColumn, InputTable, IntakeMeasure, TableKind
from hotline_lib.run.scaffold.files import MARK

_TO_FILL = {ColumnType.count, ColumnType.number, ColumnType.choice}
_BYTE_ORDER_MARK = "\ufeff"  # or spreadsheets misread the Chinese


@dataclass(frozen=True)
class BlankTable:
    """空白表: the text of the CSV file, the rows in it, and earlier units that are left out."""

    text: str
    rows: int
    dropped: tuple[str, ...] = ()


def blank_table(
    spec: InputTable, earlier: RawTable | None, params: PlaceParams, period: Period
) -> BlankTable:
    """空白表 of one input table, after the same table of an earlier period where there is one."""
    columns = [c for c in spec.columns if c.required or earlier is None or earlier.has(c.id)]
    rows: list[dict[str, str]] = []
    dropped: tuple[str, ...] = ()
    if spec.kind is TableKind.unit_counts:
        rows, dropped = _unit_rows(spec, earlier, params, period)
    elif spec.kind is TableKind.intake:
        rows = _measure_rows(earlier, params.intake.measures)
    return BlankTable(_csv(columns, rows), len(rows), dropped)


def _unit_rows(
    spec: InputTable, earlier: RawTable | None, params: PlaceParams, period: Period
) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """One row a unit: those of the earlier period that still exist, else all that are registered."""
    register, unit_column = params.units, next(c.id for c in spec.columns if c.type is ColumnType.unit)
    if earlier is None or not earlier.has(unit_column):
        names = [u.name for u in register.units if u.in_force(period.last_day)]
    else:
        names = [name for name in earlier.frame[unit_column].tolist() if name]
    rows, dropped = [], []
    for name in names:
        unit = register.resolve(name, period.last_day)
        if unit is None:
            dropped.append(name)
            continue
        given = {ColumnType.unit: name, ColumnType.group: register.group(unit.group).label}
        rows.append({c.id: given.get(c.type, _blank(c)) for c in spec.columns})
    return rows, tuple(dropped)


def _measure_rows(earlier: RawTable | None, measures: Sequence[IntakeMeasure]) -> list[dict[str, str]]:
    """One row a measure and item; an optional one only where the earlier period reported it."""
    reported = set()
    if earlier is not None and earlier.has("measure") and earlier.has("item"):
        reported = set(zip(earlier.frame["measure"].tolist(), earlier.frame["item"].tolist(), strict=True))
    return [
        {"measure": measure.label, "item": item, "value": MARK}
        for measure in measures
        for item in (measure.dimension.values() or [""])
        if measure.required or (measure.label, item) in reported
    ]


def _blank(column: InputColumn) -> str:
    return MARK if column.type in _TO_FILL else ""


def _csv(columns: Sequence[InputColumn], rows: Iterable[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([c.label for c in columns])
    writer.writerows([row.get(c.id, "") for c in columns] for row in rows)
    return _BYTE_ORDER_MARK + file.getvalue()
