"""考评表 (evaluation tables) of the document model, as the place prints them."""

from __future__ import annotations

from hotline_lib.display.evaluation_bands import FillTitle, plain_title, unit_bands
from hotline_lib.display.printed_heads import printed_heads
from hotline_lib.display.table_cells import document_columns, figure_cell, no_value, table_problem
from hotline_lib.model.contents import EvaluationTable, TableColumn
from hotline_lib.model.document import Band, Cell, FigureMark, Row, Table
from hotline_lib.model.place import Place
from hotline_lib.model.results import UnitRow, UnitTable
from hotline_lib.model.units import UnitRegister


def evaluation_table(
    spec: EvaluationTable,
    title: str,
    results: UnitTable,
    place: Place,
    register: UnitRegister,
    fill: FillTitle = plain_title,
) -> tuple[Table, tuple[FigureMark, ...]]:
    """考评表: the units in their bands, rows ordered as the table says, the total in the last row.

    Raises `ParamsError` if a column names no value, or for a total that no rule makes.
    """
    bands: list[Band] = []
    marks: list[FigureMark] = []
    for band in unit_bands(spec, results, place, register, fill):
        printed_rows = []
        for row in band.rows:
            cells, found = _cells(spec, row, results, place)
            printed_rows.append(Row(unit=row.unit, cells=cells))
            marks += found
        heads = printed_heads(spec.id, spec.columns, band.rows, results.full_marks)
        bands.append(Band(title=band.title, tier=band.tier, columns=heads, rows=tuple(printed_rows)))
    if spec.total is not None:
        cells, found = _total_cells(spec, spec.total, results, place)
        *before, last = bands or [Band(rows=())]
        rows = (*last.rows, Row(total=True, cells=cells))
        bands = [*before, last.model_copy(update={"rows": rows})]
        marks += found
    table = Table(id=spec.id, title=title, columns=document_columns(spec.columns), bands=tuple(bands))
    return table, tuple(marks)


def _cells(
    spec: EvaluationTable, row: UnitRow, results: UnitTable, place: Place
) -> tuple[tuple[Cell, ...], list[FigureMark]]:
    cells, marks = [], []
    for column in spec.columns:
        cell, mark = Cell(text=row.name), None
        if column.value != "unit":
            quantity = row.cells.get(column.value)
            if quantity is not None:
                cell, mark = figure_cell(spec.id, row.unit, row.name, column, quantity, place)
            elif _may_be_blank(column, row, results):
                cell = Cell(text="")
            else:
                raise no_value(spec.id, column, "、".join(row.cells))
        cells.append(cell)
        marks += [mark] if mark else []
    return tuple(cells), marks


def _may_be_blank(column: TableColumn, row: UnitRow, results: UnitTable) -> bool:
    """Whether a row may lack a value: one received for other units, or a column that prints no 0.

    A unit without tickets may lack any value.
    """
    if column.blank_zero or not row.has_tickets:
        return True
    given = (other.cells[column.value] for other in results.rows if column.value in other.cells)
    return any(quantity.rule is None for quantity in given)


def _total_cells(
    spec: EvaluationTable, label: str, results: UnitTable, place: Place
) -> tuple[tuple[Cell, ...], list[FigureMark]]:
    if results.total is None:
        raise table_problem(f"{spec.id}.total", label, f"“{results.programme}”的考评规则没有合计", "合计行")
    cells, marks = [], []
    for column in spec.columns:
        quantity = results.total.cells.get(column.value)
        cell, mark = Cell(text=label if column.value == "unit" else ""), None
        if quantity is not None and column.value != "unit":
            cell, mark = figure_cell(spec.id, "total", label, column, quantity, place)
        cells.append(cell)
        marks += [mark] if mark else []
    return tuple(cells), marks
