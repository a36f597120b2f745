"""Damage to a copy of the printed bulletin, so that a test knows what the audit must find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hotline_lib.run.audit import Printed
from hotline_lib.run.audit.printed import PrintedRow, PrintedTable

Damage = Callable[[Printed], Printed]


def on_table(table: str, change: Callable[[PrintedTable], PrintedTable]) -> Damage:
    return lambda printed: printed.model_copy(
        update={"tables": {**printed.tables, table: change(printed.tables[table])}}
    )


def on_rows(table: str, change: Callable[[list[PrintedRow]], Sequence[PrintedRow]]) -> Damage:
    return on_table(table, lambda t: t.model_copy(update={"rows": tuple(change(list(t.rows)))}))


def place_of(rows: Sequence[PrintedRow], unit: str) -> int:
    """Where a unit stands: its name is in one of the first three columns."""
    return next(n for n, row in enumerate(rows) if unit in row.cells[:3])


def cell(table: str, unit: str, column: str, old: str, new: str) -> Damage:
    """Another text in one cell; `old` makes sure that the right cell is meant."""

    def change(found: PrintedTable) -> PrintedTable:
        place, rows = found.headings.index(column), list(found.rows)
        at = place_of(rows, unit)
        cells = list(rows[at].cells)
        assert cells[place] == old
        cells[place] = new
        rows[at] = rows[at].model_copy(update={"cells": tuple(cells)})
        return found.model_copy(update={"rows": tuple(rows)})

    return on_table(table, change)


def without(table: str, unit: str) -> Damage:
    return on_rows(table, lambda rows: [row for row in rows if unit not in row.cells[:3]])


def twice(table: str, unit: str, after: str) -> Damage:
    def change(rows: list[PrintedRow]) -> list[PrintedRow]:
        at = place_of(rows, after) + 1
        return [*rows[:at], rows[place_of(rows, unit)], *rows[at:]]

    return on_rows(table, change)


def moved(table: str, unit: str, before: str, group: str | None = None, tier: str | None = None) -> Damage:
    """A row moved before another one, perhaps into another group or tier."""

    def change(rows: list[PrintedRow]) -> list[PrintedRow]:
        row = rows.pop(place_of(rows, unit))
        at = place_of(rows, before)
        row = row.model_copy(update={"group": group or row.group, "tier": tier or row.tier})
        return [*rows[:at], row, *rows[at:]]

    return on_rows(table, change)


def titled(table: str, old: str, new: str) -> Damage:
    """Another title over a band or tier."""

    def change(rows: list[PrintedRow]) -> list[PrintedRow]:
        assert any(old in (row.group, row.tier) for row in rows)
        group = [new if row.group == old else row.group for row in rows]
        tier = [new if row.tier == old else row.tier for row in rows]
        return [
            r.model_copy(update={"group": g, "tier": t}) for r, g, t in zip(rows, group, tier, strict=True)
        ]

    return on_rows(table, change)


def heading(table: str, old: str, new: str) -> Damage:
    def change(found: PrintedTable) -> PrintedTable:
        assert old in found.headings
        return found.model_copy(update={"headings": tuple(new if h == old else h for h in found.headings)})

    return on_table(table, change)


def quote(section: str, paragraph: str, old: str, new: str) -> Damage:
    """Another text in one paragraph."""

    def change(printed: Printed) -> Printed:
        texts = []
        for text in printed.texts:
            if (text.section, text.paragraph) == (section, paragraph):
                assert text.quote.count(old) == 1, old
                text = text.model_copy(update={"quote": text.quote.replace(old, new)})
            texts.append(text)
        return printed.model_copy(update={"texts": tuple(texts)})

    return change


def all_of(*damages: Damage) -> Damage:
    def change(printed: Printed) -> Printed:
        for damage in damages:
            printed = damage(printed)
        return printed

    return change
