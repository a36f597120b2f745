"""考评表的次序 (order of an evaluation table): misplaced rows and where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.results import UnitRow
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.evaluation_rows import Line, TableRows
from hotline_lib.run.audit.order import misplaced, sort_positions


def order_findings(spec: EvaluationTable, rows: TableRows, basis: Basis, where: str) -> dict[int, Finding]:
    """次序发现 by the number of the printed line, band by band.

    The computed values decide, so that a misprinted value is not reported again as a wrong order.
    """
    found: dict[int, Finding] = {}
    units = basis.rows.get(spec.programme, {})
    for band in dict.fromkeys(rows.bands.values()):
        lines = [
            line
            for line in rows.lines
            if not line.problem
            and rows.bands.get(line.reading.unit or "") == band
            and rows.band_of(line) in (None, band)
        ]
        members = [units[line.reading.unit or ""] for line in lines]
        keys = _keys(spec, members)
        positions = sort_positions(members, keys, basis.layout.place)
        wrong = misplaced(positions)
        for n in wrong:
            rest = [m for m in range(len(lines)) if m not in wrong]
            found[lines[n].number] = _finding(where, lines, members, positions, n, rest, keys, basis)
    return found


def _keys(spec: EvaluationTable, members: Sequence[UnitRow]) -> list[str]:
    """The sort keys of a band, those left out that a unit without tickets has no value for."""
    groups = {row.group for row in members}
    own = spec.order.get(groups.pop(), ()) if len(groups) == 1 and "group" in spec.band_by else ()
    keys = own or spec.order.get("default", ())
    return [key for key in keys if all(key.removeprefix("-") in row.cells for row in members)]


def _finding(
    where: str,
    lines: Sequence[Line],
    members: Sequence[UnitRow],
    positions: Sequence[tuple[int, ...]],
    n: int,
    rest: Sequence[int],
    keys: Sequence[str],
    basis: Basis,
) -> Finding:
    later = [m for m in rest if positions[m] > positions[n]]
    earlier = [m for m in rest if positions[m] < positions[n]]
    if n > 0 and any(m < n for m in later):  # printed too low
        other = min(m for m in later if m < n)
        right = f"应列在“{members[other].name}”之前"
    else:  # printed too high
        other = max(m for m in earlier if m > n)
        right = f"应列在“{members[other].name}”之后"
    above = f"列在“{members[n - 1].name}”之后" if n else "列在本组第1行"
    words = [f"“{members[k].name}”{_values(members[k], keys, basis)}" for k in (n, other)]
    rule = "、".join(_key_words(members[n], key) for key in keys)
    return Finding(
        kind=FindingKind.order,
        severity=FindingSeverity.notice,
        where=where,
        row=members[n].name,
        item="次序",
        printed=above,
        computed=right,
        cause=f"排序规则：{rule}；{words[0]}，{words[1]}",
        note=_swap_note(positions, n),
    )


def _values(row: UnitRow, keys: Sequence[str], basis: Basis) -> str:
    cells = [row.cells[key.removeprefix("-")] for key in keys]
    return "、".join(f"{c.label}{basis.layout.place.printed(c)}" for c in cells)


def _key_words(row: UnitRow, key: str) -> str:
    quantity = row.cells[key.removeprefix("-")]
    if quantity.text is not None:
        return quantity.label
    return f"{quantity.label}由{'大到小' if key.startswith('-') else '小到大'}"


def _swap_note(positions: Sequence[tuple[int, ...]], n: int) -> str:
    """Whether changing places with a row next to it puts the whole group in order."""
    for other, words in ((n - 1, "与上一行互换即合"), (n + 1, "与下一行互换即合")):
        if 0 <= other < len(positions):
            swapped = list(positions)
            swapped[n], swapped[other] = swapped[other], swapped[n]
            if not misplaced(swapped):
                return words
    return ""
