"""表结构 (table schema): the columns of a printed table as its CSV has them, with their types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hotline_lib.model.document import Cell, Table
from hotline_lib.publish.table_csv import BAND_HEADINGS, printed_heading, spreadsheet_safe

MISSING = ("", "-", "—", "——", "/")
"""缺值: how bulletins print that there is no value."""
_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?%?")


def table_schema(table: Table) -> dict[str, Any]:
    """表结构 of a table's CSV: a field for every column, called as the bulletin heads it.

    A column is a number only if every value in it is a printed figure; shares keep their percent sign,
    which `bareNumber` allows. All else is text, also a number that may be a name.
    """
    rows = [row for band in table.bands for row in band.rows]
    leading = [
        {"name": heading, "title": heading, "type": "string"}
        for heading, used in zip(BAND_HEADINGS, _band_columns(table), strict=True)
        if used
    ]
    columns = []
    for position, column in enumerate(table.columns):
        heading = spreadsheet_safe(printed_heading(column))
        cells = [row.cells[position] for row in rows]
        columns.append({"name": heading, "title": heading, "column": column.id, **_type_of(cells)})
    return {"fields": [*leading, *columns], "missingValues": list(MISSING)}


def text_schema(headings: Sequence[str]) -> dict[str, Any]:
    """表结构 of a CSV in which every column is text."""
    fields = [{"name": heading, "title": heading, "type": "string"} for heading in headings]
    return {"fields": fields, "missingValues": [""]}


def _band_columns(table: Table) -> tuple[bool, bool]:
    return any(band.title for band in table.bands), any(band.tier for band in table.bands)


def _type_of(cells: Sequence[Cell]) -> dict[str, Any]:
    given = [cell for cell in cells if cell.text not in MISSING]
    texts = [cell.text for cell in given]
    if not given or any(cell.figure is None for cell in given):
        return {"type": "string"}
    if all(_INTEGER.fullmatch(text) for text in texts):
        return {"type": "integer"}
    if not all(_NUMBER.fullmatch(text) for text in texts):
        return {"type": "string"}
    shares = any(text.endswith("%") for text in texts)
    return {"type": "number", "bareNumber": False} if shares else {"type": "number"}
