"""单元格 (cells): columns, figure cells and problems that evaluation and ledger tables share."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_lib.model.contents import TableColumn
from hotline_lib.model.document import Cell, Column, FigureMark
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity


def document_columns(columns: Sequence[TableColumn]) -> tuple[Column, ...]:
    """表列 of the document model for the declared columns."""
    return tuple(
        Column(id=c.value, label=c.label, over=c.over, weight=c.weight, align=c.align) for c in columns
    )


def figure_cell(
    table: str, row_id: str, row_name: str, column: TableColumn, quantity: Quantity, place: Place
) -> tuple[Cell, FigureMark | None]:
    """一格数字: its printed text under the figure `<table>.<row>.<column>`; a 0 left blank is no figure."""
    if column.blank_zero and quantity.value == 0:
        return Cell(text=""), None
    text = place.printed(quantity)
    identifier = f"{table}.{row_id}.{column.value}"
    mark = FigureMark(
        id=identifier, section=table, where=f"{row_name}“{column.label}”", quantity=quantity.id, text=text
    )
    return Cell(text=text, figure=identifier), mark


def no_value(table: str, column: TableColumn, known: str) -> ParamsError:
    """The error for a column that names no value."""
    return table_problem(f"{table}.columns", column.value, f"列“{column.label}”应取自：{known}", " value")


def table_problem(where: str, found: str, expected: str, what: str) -> ParamsError:
    """An error in `tables.yml`."""
    problem = Problem(file="tables.yml", column=where, found=found, expected=expected, action=f"请改正{what}")
    return ParamsError([problem])
