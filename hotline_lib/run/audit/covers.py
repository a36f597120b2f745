"""名录完整 (covers): a unit that one table has and the table of all units lacks."""

from __future__ import annotations

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.columns import UNIT, heading_of
from hotline_lib.run.audit.comparisons import CoverCheck
from hotline_lib.run.audit.reading import Reading


def cover_findings(check: CoverCheck, reading: Reading) -> list[Finding]:
    """漏列发现: each unit of the one printed table that the other does not list."""
    have, wanted = _units(check.table, reading), _units(check.of, reading)
    basis, there = reading.basis, reading.tables[check.of].where
    return [
        Finding(
            kind=FindingKind.missing,
            severity=FindingSeverity.notice,
            where=reading.tables[check.table].where,
            row=basis.unit_name(unit),
            item="整行",
            printed="",
            computed=basis.unit_name(unit),
            cause=f"{there}列有此单位，本表连同无件单位一并列出，而没有它",
            note=check.note,
        )
        for unit in wanted
        if unit not in have
    ]


def _units(table_id: str, reading: Reading) -> list[str]:
    """The registered units of a printed table, each once; names that are none are left to the rows' audit."""
    table, basis = reading.printed.tables.get(table_id), reading.basis
    columns = reading.tables[table_id].table.columns
    label = next((compact(heading_of(c)) for c in columns if c.id == UNIT), "")
    heads = [compact(h) for h in table.headings] if table else []
    if table is None or label not in heads:
        return []
    place = heads.index(label)
    units = [basis.layout.units.resolve(row.cells[place], basis.on) for row in table.rows]
    return list(dict.fromkeys(u.id for u in units if u is not None))
