"""单位历史 (unit history): what every bulletin printed about one unit, table by table, period by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hotline_lib.model.document import Band, Row, Table
from hotline_lib.publish.site.content import Passage, SiteBulletin, SiteUnit
from hotline_lib.publish.table_csv import printed_heading


@dataclass(frozen=True)
class PrintedRow:
    """一行 (row) of the unit as printed in one period, in its own group or tier."""

    bulletin: SiteBulletin
    band: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """走势 (series) of one column: printed text and exact value by period, oldest first.

    `peers` are the values of all units of the same group in the last period, the unit's own among them.
    """

    heading: str
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    values: tuple[Fraction, ...]
    peers: tuple[Fraction, ...]
    peer_texts: tuple[str, ...]
    group: str


@dataclass(frozen=True)
class TableHistory:
    """一表历史: the rows of the unit under the same columns, newest first, and the series of its numbers."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class UnitHistory:
    """单位历史: tables, then the sentences that name the unit, newest period first."""

    unit: SiteUnit
    tables: tuple[TableHistory, ...]
    passages: tuple[tuple[SiteBulletin, tuple[Passage, ...]], ...]


def unit_history(unit: SiteUnit, bulletins: Sequence[SiteBulletin]) -> UnitHistory:
    """单位历史 over the bulletins of its place; tables whose columns differ are not put under one head."""
    own = sorted((b for b in bulletins if b.place == unit.place), key=lambda b: b.period.first_day)
    kinds: dict[tuple[str, ...], list[tuple[SiteBulletin, Table]]] = {}
    for bulletin in own:
        for table in bulletin.tables:
            if any(row.unit == unit.id for band in table.bands for row in band.rows):
                key = (table.id, *map(printed_heading, table.columns))
                kinds.setdefault(key, []).append((bulletin, table))
    passages = [(b, b.mentions[unit.id]) for b in reversed(own) if unit.id in b.mentions]
    return UnitHistory(unit, tuple(_table(unit.id, found) for found in kinds.values()), tuple(passages))


def _table(unit: str, found: Sequence[tuple[SiteBulletin, Table]]) -> TableHistory:
    """`found`: the table of each period, oldest first, all with the same columns."""
    shown: list[PrintedRow] = []
    single: list[tuple[SiteBulletin, Band, Row]] = []
    for bulletin, table in reversed(found):
        own = [(band, row) for band in table.bands for row in band.rows if row.unit == unit]
        shown += [_printed(bulletin, band, row) for band, row in own]
        if len(own) == 1:
            single.insert(0, (bulletin, *own[0]))
    newest = found[-1][1]
    series: tuple[Series, ...] = ()
    if len(single) == len(found) and not _is_ledger(newest):
        columns = range(len(newest.columns))
        series = tuple(s for c in columns if (s := _series(printed_heading(newest.columns[c]), c, single)))
    return TableHistory(
        title=newest.title if len(found) == 1 else _undated(newest.title, found[-1][0]),
        headings=tuple(map(printed_heading, newest.columns)),
        rows=tuple(shown),
        series=series,
    )


def _is_ledger(table: Table) -> bool:
    """Whether rows are occasions with their reasons in prose, which no line can join."""
    return any(cell.runs for band in table.bands for row in band.rows for cell in row.cells)


def _printed(bulletin: SiteBulletin, band: Band, row: Row) -> PrintedRow:
    title = " ".join(part for part in (band.title, band.tier) if part)
    return PrintedRow(bulletin, title, tuple(cell.text for cell in row.cells))


def _series(heading: str, column: int, rows: Sequence[tuple[SiteBulletin, Band, Row]]) -> Series | None:
    """走势 of a column; `None` where its cells are no numbers in any period."""
    points = []
    for bulletin, _, row in rows:
        cell = row.cells[column]
        if cell.figure is not None and cell.figure in bulletin.values:
            points.append((bulletin.period.label, cell.text, bulletin.values[cell.figure]))
    if not points:
        return None
    last, band, _ = rows[-1]
    peers = [(row.cells[column].figure, row.cells[column].text) for row in band.rows if row.unit]
    known = sorted((last.values[figure], text) for figure, text in peers if figure in last.values)
    return Series(
        heading=heading,
        labels=tuple(label for label, _, _ in points),
        texts=tuple(text for _, text, _ in points),
        values=tuple(value for _, _, value in points),
        peers=tuple(value for value, _ in known),
        peer_texts=tuple(text for _, text in known),
        group=band.title or "全部单位",
    )


def _undated(title: str, bulletin: SiteBulletin) -> str:
    """A title that no longer speaks of one period, where rows of several stand under it."""
    return title.removeprefix(bulletin.period.label) or title
