"""变动一览的 CSV (changes as CSV): one line a changed figure, cell, row or paragraph."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from hotline_lib.model.differences import CellChange, Changes, FigureChange
from hotline_lib.publish.change_words import difference_words, ratio_words
from hotline_lib.publish.table_csv import spreadsheet_safe

HEADINGS = ("类别", "栏目或表", "行", "项目", "前", "后", "差", "变化率")


def changes_csv(changes: Changes) -> str:
    """变动一览 as CSV text, in the order of the document; cells are made safe by `spreadsheet_safe`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(HEADINGS)
    for line in _lines(changes):
        writer.writerow([spreadsheet_safe(cell) for cell in line])
    return buffer.getvalue()


def _lines(changes: Changes) -> Iterator[tuple[str, ...]]:
    for figure in changes.figures:
        yield ("正文的数", figure.section, "", figure.label, *_values(figure))
    for cell in changes.cells:
        yield ("附表的格", _title(changes, cell.table), cell.name, cell.label, *_values(cell))
    for row in changes.rows:
        before, after = ("", row.name) if row.added else (row.name, "")
        yield ("附表的行", _title(changes, row.table), row.name, "", before, after, "", "")
    for text in changes.texts:
        yield ("文字", text.section, "", text.paragraph, text.before, text.after, "", "")


def _values(change: FigureChange | CellChange) -> tuple[str, str, str, str]:
    return change.before, change.after, difference_words(change), ratio_words(change)


def _title(changes: Changes, table: str) -> str:
    return changes.tables.get(table) or table
