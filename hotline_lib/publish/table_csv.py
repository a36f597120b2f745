"""表的 CSV (tables as CSV): the printed tables cell for cell, merged cells filled down."""

from __future__ import annotations

import csv
import io
import re

from hotline_lib.model.document import Column, Table

BAND_HEADINGS = ("组别", "档次")
"""Headings of the first columns, each only where the table has groups or tiers."""
_NUMBER = re.compile(r"[+-]?\d[\d.]*%?")


def table_csv(table: Table) -> str:
    """A printed table as CSV (UTF-8 text): first the group, then the tier, where the table has them.

    Two-level headings are joined with `-`. Cells are made safe by `spreadsheet_safe`.
    """
    grouped = any(band.title for band in table.bands)
    tiered = any(band.tier for band in table.bands)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    leading = [name for name, used in zip(BAND_HEADINGS, (grouped, tiered), strict=True) if used]
    writer.writerow(leading + [spreadsheet_safe(printed_heading(c)) for c in table.columns])
    for band in table.bands:
        titles = [band.title or ""] * grouped + [band.tier or ""] * tiered
        for row in band.rows:
            writer.writerow([spreadsheet_safe(text) for text in (*titles, *(c.text for c in row.cells))])
    return buffer.getvalue()


def spreadsheet_safe(text: str) -> str:
    """A cell that a spreadsheet would take for a formula is prefixed with `'`.

    Printed numbers such as `+1.5` are left as printed.
    """
    formula = text[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _NUMBER.fullmatch(text)
    return f"'{text}" if formula else text


def printed_heading(column: Column) -> str:
    """列名 (heading) of one line: two levels are joined with `-`."""
    return f"{column.over}-{column.label}" if column.over else column.label
