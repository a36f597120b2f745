"""表的变动 (changes of tables): rows matched by unit, cells by column, numbers told from words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from hotline_lib.model.differences import CellChange, RowChange
from hotline_lib.model.document import Column, Row, Table

_NUMBER = re.compile(r"([+-]?)(\d+(?:\.\d+)?)(%?)")

Keyed = dict[str, tuple[str, dict[str, str]]]
"""Rows by key: the name of the row, and its printed texts by column id."""


def table_changes(
    before: Sequence[Table], after: Sequence[Table]
) -> tuple[list[CellChange], list[RowChange]]:
    """变动 of all tables; one that is on one side only has all its rows added or gone."""
    then = {t.id: t for t in before}
    now = {t.id: t for t in after}
    cells: list[CellChange] = []
    rows: list[RowChange] = []
    for table in dict.fromkeys((*now, *then)):
        old, new = _keyed(then.get(table)), _keyed(now.get(table))
        rows += [RowChange(table=table, row=k, name=new[k][0], added=True) for k in new if k not in old]
        rows += [RowChange(table=table, row=k, name=old[k][0], added=False) for k in old if k not in new]
        labels = {c.id: _label(c) for c in (*_columns(then.get(table)), *_columns(now.get(table)))}
        for key in (k for k in new if k in old):
            cells += _cells(table, key, new[key][0], old[key][1], new[key][1], labels)
    return cells, rows


def printed_number(text: str) -> Fraction | None:
    """The number of a printed text, a percentage as a share of 1; `None` if it is none."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    value = Fraction(found[2]) / (100 if found[3] else 1)
    return -value if found[1] == "-" else value


def _cells(
    table: str, key: str, name: str, old: Mapping[str, str], new: Mapping[str, str], labels: Mapping[str, str]
) -> Iterator[CellChange]:
    for column, label in labels.items():
        then, now = old.get(column, ""), new.get(column, "")
        if then == now:
            continue
        before, after = printed_number(then), printed_number(now)
        difference = after - before if before is not None and after is not None else None
        ratio = difference / abs(before) if difference is not None and before else None
        yield CellChange(
            table=table,
            row=key,
            name=name,
            column=column,
            label=label,
            before=then,
            after=now,
            difference=difference,
            ratio=ratio,
        )


def _keyed(table: Table | None) -> Keyed:
    """Rows by unit; of several rows of one unit (加扣分) each has the words it begins with in its key."""
    if table is None:
        return {}
    rows = [row for band in table.bands for row in band.rows]
    several = {unit for unit, count in Counter(row.unit for row in rows if row.unit).items() if count > 1}
    keyed: Keyed = {}
    for row in rows:
        key = _key(row, several)
        number = 1
        while (unique := f"{key}#{number}" if number > 1 else key) in keyed:
            number += 1
        texts = {c.id: cell.text for c, cell in zip(table.columns, row.cells, strict=True)}
        if table.columns and table.columns[0].id == "number":
            texts.pop("number")  # a running number says nothing about its row
        keyed[unique] = (_name(row, table.columns), texts)
    return keyed


def _key(row: Row, several: set[str]) -> str:
    if row.total:
        return "total"
    if row.unit and row.unit not in several:
        return row.unit
    words = "|".join(cell.text for cell in row.cells if printed_number(cell.text) is None)
    return f"{row.unit or ''}:{words}"


def _name(row: Row, columns: Sequence[Column]) -> str:
    texts = {c.id: cell.text for c, cell in zip(columns, row.cells, strict=True)}
    return texts.get("unit") or next((c.text for c in row.cells if printed_number(c.text) is None), "")


def _columns(table: Table | None) -> tuple[Column, ...]:
    return table.columns if table else ()


def _label(column: Column) -> str:
    return f"{column.over}-{column.label}" if column.over else column.label
