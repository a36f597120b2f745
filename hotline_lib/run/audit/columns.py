"""列 (columns): the printed headings against those of the computed table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.model.document import Column
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.printed import PrintedTable

UNIT = "unit"


@dataclass(frozen=True)
class ColumnPair:
    """对应列: where a computed column stands in the printed table, and how wide its widest cell is."""

    column: Column
    printed: int
    computed: int
    widest: int | None

    @property
    def label(self) -> str:
        """列名 for findings; where both levels are the same, that one."""
        column = self.column
        return column.label if column.over == column.label else heading_of(column)


def pair_columns(
    table: PrintedTable, columns: Sequence[Column], where: str
) -> tuple[list[ColumnPair], list[Finding]]:
    """对应列 by heading; two lone columns at the same place are one column under another heading."""
    heads = [compact(h) for h in table.headings]
    labels = {c.id: heading_of(c) for c in columns}
    places = {c: heads.index(compact(h)) if compact(h) in heads else None for c, h in labels.items()}
    taken = {p for p in places.values() if p is not None}
    findings = []
    for number, column in enumerate(columns):
        if places[column.id] is None and number < len(heads) and number not in taken:
            places[column.id] = number
            taken.add(number)
            findings.append(
                _finding(FindingKind.wording, where, table.headings[number], labels[column.id], "列名不同")
            )
        elif places[column.id] is None:
            findings.append(_finding(FindingKind.missing, where, "", labels[column.id], "所印表没有此列"))
    for number, heading in enumerate(table.headings):
        if number not in taken:
            findings.append(_finding(FindingKind.extra, where, heading, "", "计算所得的表没有此列"))
    found = [(number, column, places[column.id]) for number, column in enumerate(columns)]
    pairs = [ColumnPair(c, p, n, _widest(table, p)) for n, c, p in found if p is not None]
    order = [p.printed for p in pairs]
    if order != sorted(order):
        printed = "、".join(table.headings)
        wanted = "、".join(labels.values())
        findings.append(_finding(FindingKind.order, where, printed, wanted, "列的次序不同"))
    return pairs, findings


def heading_of(column: Column) -> str:
    """列名 as transcriptions write it: a two-level heading joined with `-`."""
    return f"{column.over}-{column.label}" if column.over else column.label


def _widest(table: PrintedTable, place: int) -> int | None:
    """The most characters of a cell of the column, cells with a line wrap aside."""
    texts = [row.cells[place].strip() for row in table.rows]
    lengths = [len(t) for t in texts if t == "".join(t.split())]
    return max(lengths, default=None)


def _finding(kind: FindingKind, where: str, printed: str, computed: str, cause: str) -> Finding:
    return Finding(
        kind=kind,
        severity=FindingSeverity.notice,
        where=where,
        item="列名",
        printed=printed,
        computed=computed,
        cause=cause,
    )
