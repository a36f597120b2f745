"""加扣分表的行 (rows of a ledger table): a blank first cell continues the unit above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.model.document import Row
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.columns import UNIT, ColumnPair
from hotline_lib.run.audit.names import NameReading, read_name
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.run.audit.printed import PrintedTable


@dataclass(frozen=True)
class LedgerRow:
    """所印一行 (printed ledger row) with its unit; `continued` rows have a blank first cell."""

    number: int
    cells: tuple[str, ...]
    reading: NameReading
    continued: bool


def ledger_rows(
    printed: PrintedTable, listed: Sequence[str], pairs: Sequence[ColumnPair], basis: Basis
) -> list[LedgerRow]:
    """所印各行 with units filled down; a first row that continues nothing has no unit."""
    place = next((p.printed for p in pairs if p.column.id == UNIT), 0)
    rows: list[LedgerRow] = []
    for number, row in enumerate(printed.rows, 1):
        text = row.cells[place]
        continued = not text.strip() and bool(rows)
        reading = rows[-1].reading if continued else read_name(text, listed, basis)
        rows.append(LedgerRow(number, row.cells, reading, continued))
    return rows


def match_ledger(
    rows: Sequence[LedgerRow], computed: Sequence[Row], pairs: Sequence[ColumnPair]
) -> dict[int, int]:
    """对应: the computed row (by place) of each printed row number, within the same unit.

    Rows are paired by all their cells, then by reason, then by indicator and points, then by
    indicator, then by points; what is left over is missing or extra.
    """
    columns = {p.column.id: p for p in pairs if p.column.id != UNIT}
    stages = [tuple(columns), ("reason",), ("indicator", "points"), ("indicator",), ("points",)]
    matched: dict[int, int] = {}
    for stage in stages:
        chosen = [columns[c] for c in stage if c in columns]
        if len(chosen) == len(stage) and chosen:
            _match_by(chosen, rows, computed, matched)
    return matched


def _match_by(
    pairs: Sequence[ColumnPair],
    rows: Sequence[LedgerRow],
    computed: Sequence[Row],
    matched: dict[int, int],
) -> None:
    def same(left: LedgerRow, right: Row) -> bool:
        return all(same_text(left.cells[p.printed], right.cells[p.computed].text) for p in pairs)

    for row in rows:
        if row.number in matched:
            continue
        for place, candidate in enumerate(computed):
            free = place not in matched.values() and candidate.unit == row.reading.unit
            if free and same(row, candidate):
                matched[row.number] = place
                break


def same_text(printed: str, computed: str) -> bool:
    """Whether two cells are the same number or the same characters, white space aside."""
    left, right = read_number(printed), read_number(computed)
    if left is not None and right is not None:
        return left.value == right.value
    return compact(printed) == compact(computed)
