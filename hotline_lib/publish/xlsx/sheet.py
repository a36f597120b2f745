"""工作表 (sheet): writing into one sheet so that text stays text and nothing is left out silently."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hotline_lib.model.errors import RenderError
from hotline_lib.publish.plain_text import clean_text
from hotline_lib.publish.xlsx.printed_numbers import PrintedNumber

A4 = 9
LONGEST_TEXT = 32767


class Sheet:
    """工作表: rows and columns count from 0. No text is ever a formula, a number or an address."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet

    def text(self, row: int, column: int, text: str, style: Format, rows: int = 1, columns: int = 1) -> None:
        """A text, perhaps over several cells. Raises `RenderError` if it is too long for a cell."""
        cleaned = clean_text(text)
        if len(cleaned) > LONGEST_TEXT:
            raise RenderError(
                f"排版失败：工作表“{self.worksheet.get_name()}”第 {row + 1} 行有一格文字"
                f"超过 {LONGEST_TEXT} 字，表格文件放不下。请缩短。"
            )
        self._merge(row, column, rows, columns, style)
        if cleaned:
            self._check(self.worksheet.write_string(row, column, cleaned, style), row)
        else:
            self._check(self.worksheet.write_blank(row, column, None, style), row)

    def number(
        self, row: int, column: int, number: PrintedNumber, style: Format, rows: int = 1, columns: int = 1
    ) -> None:
        """A number, perhaps over several cells."""
        self._merge(row, column, rows, columns, style)
        self._check(self.worksheet.write_number(row, column, number.value, style), row)

    def link(self, row: int, column: int, sheet: str, text: str, style: Format) -> None:
        """A link to another sheet of the workbook."""
        target = f"internal:'{sheet}'!A1"
        self._check(self.worksheet.write_url(row, column, target, style, clean_text(text)), row)

    def print_setup(self, *, landscape: bool, heads: tuple[int, int], left: str, centre: str) -> None:
        """打印设置: A4, as wide as one page, `heads` repeated, the footer with page numbers."""
        page = self.worksheet
        if landscape:
            page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.repeat_rows(*heads)
        # the blank after a size: digits of the text would be read as part of it
        page.set_footer(f"&L&9 {_literal(left)}&C&9 {_literal(centre)}&R&9 第 &P 页 共 &N 页")

    def _merge(self, row: int, column: int, rows: int, columns: int, style: Format) -> None:
        if rows * columns > 1:
            last_row, last_column = row + rows - 1, column + columns - 1
            self._check(self.worksheet.merge_range(row, column, last_row, last_column, "", style), row)

    def _check(self, result: object, row: int) -> None:
        if result != 0:
            raise RenderError(
                f"排版失败：工作表“{self.worksheet.get_name()}”第 {row + 1} 行写不进去（{result}）。"
            )


def _literal(text: str) -> str:
    """Text in a footer, where `&` opens a code; cut, since a footer holds 255 characters in all."""
    return clean_text(text)[:60].replace("&", "&&")
