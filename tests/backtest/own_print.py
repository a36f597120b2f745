"""The computed bulletin as if it had been printed, and harmless changes to a print."""

from __future__ import annotations

from collections.abc import Iterator

from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.document import Table
from hotline_lib.run.audit import Basis, Printed
from hotline_lib.run.audit.columns import heading_of
from hotline_lib.run.audit.order import sort_positions
from hotline_lib.run.audit.passages import Appendix, Passage, passages
from hotline_lib.run.audit.printed import PrintedRow, PrintedTable, PrintedText


def as_printed(basis: Basis) -> Printed:
    """Every passage and table as computed, without comparisons."""
    texts, tables = [], {}
    for item in passages(basis.store, basis.blocks):
        if isinstance(item, Passage):
            texts.append(PrintedText(section=item.section, paragraph=item.paragraph, quote=item.text))
        elif isinstance(item, Appendix):
            tables[item.table.id] = printed_table(item.table)
    return Printed(texts=tuple(texts), tables=tables)


def printed_table(table: Table) -> PrintedTable:
    grouped = any(band.title for band in table.bands)
    tiered = any(band.tier for band in table.bands)
    rows = [
        PrintedRow(
            group=(band.title or "") if grouped else None,
            tier=(band.tier or "") if tiered else None,
            cells=tuple("" if c.merged_up else c.text for c in row.cells),
        )
        for band in table.bands
        for row in band.rows
    ]
    return PrintedTable(id=table.id, headings=tuple(map(heading_of, table.columns)), rows=tuple(rows))


def ties(basis: Basis, spec: EvaluationTable, table: Table) -> Iterator[int]:
    """Rows, counted from 0, that tie with the row below in everything the table is sorted by."""
    first = 0
    for band in table.bands:
        rows = [row for row in band.rows if not row.total]
        members = [basis.rows[spec.programme][row.unit or ""] for row in rows]
        groups = {member.group for member in members}
        own = spec.order.get(next(iter(groups)), ()) if len(groups) == 1 else ()
        keys = own or spec.order.get("default", ())
        keys = tuple(k for k in keys if all(k.removeprefix("-") in m.cells for m in members))
        places = sort_positions(members, keys, basis.layout.place)
        yield from (first + n for n in range(len(rows) - 1) if places[n] == places[n + 1])
        first += len(band.rows)


def swapped(table: PrintedTable, place: int) -> PrintedTable:
    """The table with a row and the one below it changed about; each keeps the title it stands under."""
    rows = list(table.rows)
    rows[place], rows[place + 1] = rows[place + 1], rows[place]
    return table.model_copy(update={"rows": tuple(rows)})


_NARROW = str.maketrans("，：；（）？！", ",:;()?!")


def narrow(printed: Printed) -> Printed:
    """All punctuation of the text in half width."""
    texts = tuple(t.model_copy(update={"quote": t.quote.translate(_NARROW)}) for t in printed.texts)
    return printed.model_copy(update={"texts": texts})


def spaced(printed: Printed) -> Printed:
    """A space between Chinese and what is not, in text and cells, as typesetting puts it."""

    def loose(text: str) -> str:
        return "".join(
            f" {c}" if n and c.isascii() and c.isalnum() and "\u4e00" <= text[n - 1] <= "\u9fff" else c
            for n, c in enumerate(text)
        )

    def row(found: PrintedRow) -> PrintedRow:
        return found.model_copy(update={"cells": tuple(map(loose, found.cells))})

    tables = {
        name: table.model_copy(update={"rows": tuple(map(row, table.rows))})
        for name, table in printed.tables.items()
    }
    texts = tuple(t.model_copy(update={"quote": loose(t.quote)}) for t in printed.texts)
    return printed.model_copy(update={"texts": texts, "tables": tables})
