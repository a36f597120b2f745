"""合并单元格 (merged cells): `merged_up` cells become the row spans of the cell above them."""

from __future__ import annotations

from dataclasses import dataclass

from hotline_lib.model.document import Band, Cell, Table
from hotline_lib.model.errors import RenderError


@dataclass(frozen=True)
class SpannedCell:
    """一格 (one printed cell): where it stands and how many rows it covers."""

    column: int
    cell: Cell
    rows: int


def check_cells(table: Table) -> None:
    """核对格数 (check): raises `RenderError` for a row with too many or too few cells."""
    for band in table.bands:
        for number, row in enumerate(band.rows, 1):
            if len(row.cells) != len(table.columns):
                raise RenderError(
                    f"排版失败：表“{table.title}”{band.title or ''}第 {number} 行有 "
                    f"{len(row.cells)} 格，应为 {len(table.columns)} 格。"
                )


def spanned_rows(band: Band) -> list[list[SpannedCell]]:
    """各行 (rows) of a band with only the cells that are printed.

    A `merged_up` cell in the first row of a band has nothing above it and is printed.
    """
    return [
        [
            SpannedCell(c, cell, _rows_below(band, r, c))
            for c, cell in enumerate(row.cells)
            if r == 0 or not cell.merged_up
        ]
        for r, row in enumerate(band.rows)
    ]


def _rows_below(band: Band, row: int, column: int) -> int:
    rows = 1
    for below in band.rows[row + 1 :]:
        if not below.cells[column].merged_up:
            break
        rows += 1
    return rows
