"""考评表的行 (rows of an evaluation table): each printed row finds its unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hotline_lib.model.document import Band, Row, Table
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.columns import UNIT, ColumnPair
from hotline_lib.run.audit.names import NameReading, read_name, unknown_cause
from hotline_lib.run.audit.numbers import form_causes
from hotline_lib.run.audit.printed import PrintedRow, PrintedTable
from hotline_lib.scoring.evaluation import TOTAL

BandTitle = tuple[str, str]
"""组别与档次: the titles of a band, blank where it has none."""


@dataclass(frozen=True)
class Line:
    """所印一行 (printed line): its number in the table, its unit, and why it does not belong, if so."""

    number: int
    band: BandTitle | None
    cells: tuple[str, ...]
    reading: NameReading
    problem: str = ""


@dataclass(frozen=True)
class TableRows:
    """对应的行: printed lines, and the computed rows and bands by unit, in printed order.

    `computed` has the total row under `TOTAL`, which belongs to no band. `titles` tells which
    computed band each printed one is.
    """

    lines: tuple[Line, ...]
    computed: Mapping[str, Row]
    bands: Mapping[str, BandTitle]
    titles: Mapping[BandTitle, BandTitle]
    places: Mapping[str, int]

    def printed(self, line: Line, column: str) -> str:
        """What a line prints in a column; empty where the print lacks the column."""
        return line.cells[self.places[column]] if column in self.places else ""

    def band_of(self, line: Line) -> BandTitle | None:
        """The computed band under whose title a line is printed; `None` if the print has no bands."""
        return self.titles.get(line.band) if line.band is not None else None


def match_rows(printed: PrintedTable, table: Table, pairs: Sequence[ColumnPair], basis: Basis) -> TableRows:
    """对应: by name, else by equal cells; of a unit printed twice the line that fits best counts."""
    rows = [(band, row) for band in table.bands for row in band.rows]
    computed = {key: row for _, row in rows if (key := _key(row))}
    bands = {row.unit: title_of(band) for band, row in rows if row.unit}
    unit_pair = next((p for p in pairs if p.column.id == UNIT), None)
    place = unit_pair.printed if unit_pair else 0
    lines = []
    for number, row in enumerate(printed.rows, 1):
        reading = _reading(row.cells[place], computed, unit_pair, basis)
        lines.append(Line(number, _printed_band(row), row.cells, reading))
    lines = _by_content(lines, computed, pairs)
    lines = [_judged(line, computed, basis) for line in lines]
    titles = _titles(lines, bands)
    found = TableRows(tuple(lines), computed, bands, titles, {p.column.id: p.printed for p in pairs})
    return replace(found, lines=tuple(_without_repeats(lines, found, pairs)))


def title_of(band: Band) -> BandTitle:
    """组别与档次 of a computed band."""
    return (band.title or "", band.tier or "")


def same_title(left: BandTitle, right: BandTitle) -> bool:
    """Whether two titles have the same characters, white space aside."""
    return all(compact(a) == compact(b) for a, b in zip(left, right, strict=True))


def _key(row: Row) -> str | None:
    return TOTAL if row.total else row.unit


def _printed_band(row: PrintedRow) -> BandTitle | None:
    return None if row.group is None and row.tier is None else (row.group or "", row.tier or "")


def _reading(
    text: str, computed: Mapping[str, Row], unit_pair: ColumnPair | None, basis: Basis
) -> NameReading:
    total = computed.get(TOTAL)
    if total and unit_pair and compact(text) == compact(total.cells[unit_pair.computed].text):
        return NameReading(text, TOTAL)
    return read_name(text, [unit for unit in computed if unit != TOTAL], basis)


def _titles(lines: Sequence[Line], bands: Mapping[str, BandTitle]) -> dict[BandTitle, BandTitle]:
    """Each printed title is the computed one of the same characters, else that of most of its units."""
    printed = list(dict.fromkeys(line.band for line in lines if line.band is not None))
    titles = {p: c for p in printed for c in dict.fromkeys(bands.values()) if same_title(p, c)}
    taken = set(titles.values())
    for title in printed:
        units = [line.reading.unit or "" for line in lines if line.band == title and not line.problem]
        votes = Counter(bands[u] for u in units if u in bands and bands[u] not in taken)
        if title not in titles and votes:
            titles[title] = votes.most_common(1)[0][0]
            taken.add(titles[title])
    return titles


def _by_content(lines: list[Line], computed: Mapping[str, Row], pairs: Sequence[ColumnPair]) -> list[Line]:
    """A line of unknown name is the one unmatched unit whose cells it has, all of them."""
    free = [u for u in computed if u not in {line.reading.unit for line in lines}]
    result = []
    for line in lines:
        fits = [u for u in free if not _differing(line, computed[u], pairs)]
        if line.reading.unit is None and len(fits) == 1:
            cause = "名称未登记，但全行各数与此单位相同"
            line = replace(line, reading=replace(line.reading, unit=fits[0], cause=cause))
            free.remove(fits[0])
        result.append(line)
    return result


def _judged(line: Line, computed: Mapping[str, Row], basis: Basis) -> Line:
    if line.reading.unit is None:
        return replace(line, problem=unknown_cause(line.reading.printed, basis))
    if line.reading.unit not in computed:
        return replace(line, problem="输入中此单位没有件数")
    return line


def _without_repeats(lines: list[Line], rows: TableRows, pairs: Sequence[ColumnPair]) -> list[Line]:
    result = list(lines)
    for unit in dict.fromkeys(line.reading.unit for line in lines if not line.problem):
        same = [line for line in lines if line.reading.unit == unit and not line.problem]
        if unit is None or len(same) == 1:
            continue
        best = min(
            same,
            key=lambda x: (
                rows.band_of(x) not in (None, rows.bands.get(unit)),
                len(_differing(x, rows.computed[unit], pairs)),
                x.number,
            ),
        )
        for line in same:
            if line is not best:
                result[line.number - 1] = replace(line, problem=_repeat_cause(line, best, pairs))
    return result


def _repeat_cause(line: Line, best: Line, pairs: Sequence[ColumnPair]) -> str:
    differ = [
        p.column.label
        for p in pairs
        if p.column.id != UNIT and compact(line.cells[p.printed]) != compact(best.cells[p.printed])
    ]
    words = f"“{'、'.join(differ)}”不同" if differ else "各格相同"
    return f"同一单位列了两次：第{line.number}行与第{best.number}行，{words}"


def _differing(line: Line, row: Row, pairs: Sequence[ColumnPair]) -> list[str]:
    return [
        p.column.id
        for p in pairs
        if p.column.id != UNIT and not _same(line.cells[p.printed], row.cells[p.computed].text)
    ]


def _same(printed: str, computed: str) -> bool:
    return compact(printed) == compact(computed) or form_causes(printed, computed, None) is not None
