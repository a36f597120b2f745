"""表的工作表 (sheet of a table): title, heads, groups and rows as printed, then where they come from."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_lib.model.document import Band, Cell, Column, Table
from hotline_lib.publish.plain_text import clean_text
from hotline_lib.publish.table_heads import head_rows
from hotline_lib.publish.table_spans import spanned_rows
from hotline_lib.publish.xlsx.printed_numbers import PrintedNumber, printed_number
from hotline_lib.publish.xlsx.sheet import Sheet
from hotline_lib.publish.xlsx.sizes import Sizes
from hotline_lib.publish.xlsx.styles import Styles

RUNNING_NUMBER = "number"  # 序号列
HEAD_START = 1  # the heads stand below the title


class TableSheet:
    """写一张表: the whole of a sheet from top to bottom; rows and columns count from 0."""

    def __init__(self, sheet: Sheet, styles: Styles, table: Table) -> None:
        self._sheet, self._styles, self._table = sheet, styles, table
        self._sizes = Sizes.of(table)
        self._width = len(table.columns)
        self._levels = head_rows(table.columns)

    @property
    def head_end(self) -> int:
        """The last row of the heads."""
        return HEAD_START + len(self._levels) - 1

    def write(self, title: str, notes: Sequence[str]) -> None:
        """Title, heads, rows and notes.

        The heads are frozen and, in a table without groups and merged cells, can be filtered by.
        """
        worksheet = self._sheet.worksheet
        for column, width in enumerate(self._sizes.units):
            worksheet.set_column(column, column, width)
        worksheet.set_row(0, 30)
        self._sheet.text(0, 0, title, self._styles("title"), columns=self._width)
        self._heads()
        row = self.head_end + 1
        for band, before in zip(self._table.bands, (None, *self._table.bands), strict=False):
            row = self._band(band, before, row)
        if self._can_be_filtered():
            worksheet.autofilter(self.head_end, 0, max(row - 1, self.head_end), self._width - 1)
        for number, note in enumerate(notes, row):
            worksheet.set_row(number, self._sizes.note_height(note))
            self._sheet.text(number, 0, note, self._styles("note"), columns=self._width)
        worksheet.freeze_panes(self.head_end + 1, self._frozen_columns())

    def _heads(self) -> None:
        taken: set[tuple[int, int]] = set()
        for row, heads in enumerate(self._levels, HEAD_START):
            column = 0
            for head in heads:
                while (row, column) in taken:
                    column += 1
                style = self._styles("head")
                self._sheet.text(row, column, head.label, style, rows=head.rows, columns=head.columns)
                taken |= {(row + r, column + c) for r in range(head.rows) for c in range(head.columns)}
        for row, height in enumerate(self._sizes.head_heights(self._table.columns), HEAD_START):
            self._sheet.worksheet.set_row(row, height)

    def _band(self, band: Band, before: Band | None, row: int) -> int:
        """The titles of a group and a tier, where they change, then the rows; returns the next row."""
        same_group = before is not None and before.title == band.title
        group = band.title if not same_group else None
        for title, look in ((group, "band"), (band.tier, "tier")):
            if title:
                self._sheet.worksheet.set_row(row, self._sizes.row_height([title], across=True))
                self._sheet.text(row, 0, title, self._styles(look), columns=self._width)
                row += 1
        for cells, whole in zip(spanned_rows(band), band.rows, strict=True):
            height = self._sizes.row_height([cell.text for cell in whole.cells])
            self._sheet.worksheet.set_row(row, height)
            for spanned in cells:
                self._cell(row, spanned.column, spanned.cell, spanned.rows, total=whole.total)
            row += 1
        return row

    def _cell(self, row: int, place: int, cell: Cell, rows: int, *, total: bool) -> None:
        column = self._table.columns[place]
        look = "total" if total else "cell left" if column.align == "left" else "cell"
        number = _number(column, cell)
        if number is None:
            self._sheet.text(row, place, cell.text, self._styles(look), rows=rows)
        else:
            self._sheet.number(row, place, number, self._styles(look, number.number_format), rows=rows)

    def _can_be_filtered(self) -> bool:
        bands = self._table.bands
        titled = any(band.title or band.tier for band in bands)
        merged = any(cell.merged_up for band in bands for row in band.rows for cell in row.cells)
        return len(self._levels) == 1 and not titled and not merged

    def _frozen_columns(self) -> int:
        """Columns up to the unit's name stay in sight, unless that is most of the table."""
        names = [n for n, column in enumerate(self._table.columns, 1) if column.id == "unit"]
        return names[0] if names and names[0] <= self._width // 3 else 0


def _number(column: Column, cell: Cell) -> PrintedNumber | None:
    """A figure or a running number as a number; a name, a reason or a grade stays text."""
    is_number = cell.figure is not None or column.id == RUNNING_NUMBER
    return printed_number(clean_text(cell.text)) if is_number else None
