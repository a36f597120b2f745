"""表的 CSV (tables as CSV): the printed tables cell for cell, merged cells filled down."""

from __future__ import annotations

import csv
import io
import re

from hotline_lib.model.document import Table

_NUMBER = re.compile(r"[+-]?\d[\d.]*%?")


def table_csv(table: Table) -> str:
    """A printed table as CSV (UTF-8 text): the group first where the table has groups.

    A cell that a spreadsheet would take for a formula is prefixed with `'`; printed numbers such
    as `+1.5` are left as printed.
    """
    grouped = any(band.title for band in table.bands)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow((["组别"] if grouped else []) + [_safe(c.label) for c in table.columns])
    for band in table.bands:
        for row in band.rows:
            head = [_safe(band.title or "")] if grouped else []
            writer.writerow(head + [_safe(cell.text) for cell in row.cells])
    return buffer.getvalue()


def _safe(text: str) -> str:
    formula = text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _NUMBER.fullmatch(text)
    return f"'{text}" if formula else text
