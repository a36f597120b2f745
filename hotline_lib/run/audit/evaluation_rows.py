"""考评表的行 (rows of an evaluation table): each printed row finds its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hotline_lib.model.document import Row, Table
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.columns import UNIT, ColumnPair
from hotline_lib.run.audit.names import NameReading, read_name, unknown_cause
from hotline_lib.run.audit.numbers import form_causes
from hotline_lib.run.audit.printed import PrintedTable


@dataclass(frozen=True)
class Line:
    """所印一行 (printed line): its number in the table, its unit, and why it does not belong, if so."""

    number: int
    band: str | None
    cells: tuple[str, ...]
    reading: NameReading
    problem: str = ""


@dataclass(frozen=True)
class TableRows:
    """对应的行: printed lines, and the computed rows and group labels by unit, in printed order."""

    lines: tuple[Line, ...]
    computed: Mapping[str, Row]
    bands: Mapping[str, str]
    order: tuple[Row, ...]


def match_rows(printed: PrintedTable, table: Table, pairs: Sequence[ColumnPair], basis: Basis) -> TableRows:
    """对应: by name, else by equal cells; of a unit printed twice the line that fits best counts."""
    computed = {row.unit: row for band in table.bands for row in band.rows if row.unit}
    bands = {row.unit: band.title or "" for band in table.bands for row in band.rows if row.unit}
    unit_place = next((p.printed for p in pairs if p.column.id == UNIT), 0)
    lines = []
    for number, row in enumerate(printed.rows, 1):
        reading = read_name(row.cells[unit_place], list(computed), basis)
        lines.append(Line(number, row.group, row.cells, reading))
    lines = _by_content(lines, computed, pairs)
    lines = [_judged(line, computed, basis) for line in lines]
    lines = _without_repeats(lines, computed, bands, pairs)
    order = tuple(row for band in table.bands for row in band.rows)
    return TableRows(tuple(lines), computed, bands, order)


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


def _without_repeats(
    lines: list[Line], computed: Mapping[str, Row], bands: Mapping[str, str], pairs: Sequence[ColumnPair]
) -> list[Line]:
    result = list(lines)
    for unit in dict.fromkeys(line.reading.unit for line in lines if not line.problem):
        same = [line for line in lines if line.reading.unit == unit and not line.problem]
        if unit is None or len(same) == 1:
            continue
        best = min(
            same,
            key=lambda x: (
                x.band not in (None, bands[unit]),
                len(_differing(x, computed[unit], pairs)),
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
