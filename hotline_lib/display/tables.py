"""附表 (tables): evaluation and ledger tables of the document model, as the place prints them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hotline_lib.model.contents import EvaluationTable, LedgerTable, TableColumn
from hotline_lib.model.document import Band, Cell, Column, FigureMark, Row, Run, Table
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import LedgerLine, UnitRow, UnitTable
from hotline_lib.model.units import UnitRegister

ReasonRuns = Callable[[LedgerLine, str], tuple[tuple[Run, ...], tuple[FigureMark, ...]]]
"""Composes the reason of a ledger line under a figure prefix."""


def evaluation_table(
    spec: EvaluationTable, title: str, results: UnitTable, place: Place, register: UnitRegister
) -> tuple[Table, tuple[FigureMark, ...]]:
    """考评表: one band a group in the register's order, rows ordered as the table says.

    Groups without rows are left out. Raises `ParamsError` if a column names no value.
    """
    bands, marks = [], []
    for group in register.groups:
        rows = [row for row in results.rows if row.group == group.id]
        if not rows:
            continue
        keys = spec.order.get(group.id) or spec.order.get("default", ())
        printed_rows = []
        for row in ordered(rows, keys, place):
            cells = []
            for column in spec.columns:
                cell, mark = _evaluation_cell(spec, column, row, place)
                cells.append(cell)
                marks += [mark] if mark else []
            printed_rows.append(Row(unit=row.unit, cells=tuple(cells)))
        bands.append(Band(title=group.label, rows=tuple(printed_rows)))
    table = Table(id=spec.id, title=title, columns=_columns(spec.columns), bands=tuple(bands))
    return table, tuple(marks)


def ordered(rows: Sequence[UnitRow], keys: Sequence[str], place: Place) -> list[UnitRow]:
    """排序: by the printed value of each key in turn (`-` descends), then as received.

    Raises `ParamsError` for a key that a row has no value for.
    """
    result = list(rows)
    for key in reversed(keys):
        column = key.removeprefix("-")
        if lacking := next((row for row in rows if column not in row.cells), None):
            known = "、".join(lacking.cells)
            raise _problem("order", key, f"“{lacking.name}”的排序键应取自：{known}", "排序键")
        result.sort(key=lambda row: _printed_value(row.cells[column], place), reverse=key.startswith("-"))
    return result


def _printed_value(quantity: Quantity, place: Place) -> tuple[int, object]:
    if quantity.text is not None:
        return (1, quantity.text)
    return (0, place.form(quantity.form).rounded(quantity.number))


def _evaluation_cell(
    spec: EvaluationTable, column: TableColumn, row: UnitRow, place: Place
) -> tuple[Cell, FigureMark | None]:
    if column.value == "unit":
        return Cell(text=row.name), None
    quantity = row.cells.get(column.value)
    if quantity is None:
        raise _no_value(spec.id, column, "、".join(row.cells))
    return _figure_cell(spec.id, row.unit, row.name, column, quantity, place)


def _figure_cell(
    table: str, row_id: str, row_name: str, column: TableColumn, quantity: Quantity, place: Place
) -> tuple[Cell, FigureMark]:
    text = place.printed(quantity)
    identifier = f"{table}.{row_id}.{column.value}"
    mark = FigureMark(
        id=identifier, section=table, where=f"{row_name}“{column.label}”", quantity=quantity.id, text=text
    )
    return Cell(text=text, figure=identifier), mark


def ledger_table(
    spec: LedgerTable, title: str, lines: Sequence[LedgerLine], place: Place, reason_runs: ReasonRuns
) -> tuple[Table, tuple[FigureMark, ...]]:
    """加扣分表: the lines of the table's sign; the unit's cell spans all of its lines."""
    rows: list[Row] = []
    marks: list[FigureMark] = []
    wanted = [x for x in lines if (x.points.number < 0) == (spec.sign == "negative")]
    previous, position = None, 0
    for line in wanted:
        position = position + 1 if line.unit == previous else 1
        row_id = f"{line.unit}_{position}"
        cells = []
        for column in spec.columns:
            if column.value == "unit":
                cells.append(Cell(text=line.name, merged_up=line.unit == previous))
            elif column.value == "indicator":
                cells.append(Cell(text=line.indicator))
            elif column.value == "points":
                cell, mark = _figure_cell(spec.id, row_id, line.name, column, line.points, place)
                cells.append(cell)
                marks.append(mark)
            elif column.value == "reason":
                runs, found = reason_runs(line, row_id)
                cells.append(Cell(text="".join(r.text for r in runs), runs=runs))
                marks += found
            else:
                raise _no_value(spec.id, column, "unit、points、indicator、reason")
        rows.append(Row(unit=line.unit, cells=tuple(cells)))
        previous = line.unit
    table = Table(id=spec.id, title=title, columns=_columns(spec.columns), bands=(Band(rows=tuple(rows)),))
    return table, tuple(marks)


def _columns(columns: Sequence[TableColumn]) -> tuple[Column, ...]:
    return tuple(Column(id=c.value, label=c.label, weight=c.weight, align=c.align) for c in columns)


def _no_value(table: str, column: TableColumn, known: str) -> ParamsError:
    return _problem(f"{table}.columns", column.value, f"列“{column.label}”应取自：{known}", " value")


def _problem(where: str, found: str, expected: str, what: str) -> ParamsError:
    problem = Problem(file="tables.yml", column=where, found=found, expected=expected, action=f"请改正{what}")
    return ParamsError([problem])
