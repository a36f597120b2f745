"""读者的对比 (readers' comparisons): two places of one bulletin that a reader would hold side by side."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.columns import UNIT
from hotline_lib.run.audit.comparisons import MentionCheck, NameCheck
from hotline_lib.run.audit.names import alias_cause
from hotline_lib.run.audit.printed import PrintedTable
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.tokens import Token, TokenKind


def name_findings(check: NameCheck, reading: Reading) -> list[Finding]:
    """文表名称: units that the printed passage calls otherwise than the register, each once.

    Names that differ from the computed text are left to the text audit.
    """
    read, basis = reading.passages.get((check.section, check.paragraph)), reading.basis
    if read is None:
        return []
    differing = {t for s in read.alignment.stretches for t in s.printed}
    findings = []
    for token in dict.fromkeys(t for t in read.quote if t.kind is TokenKind.name):
        if token.unit is None or token in differing:
            continue
        unit = basis.layout.units.unit(token.unit)
        if token.text not in (compact(unit.name), compact(unit.text_name)):
            cause, severity = alias_cause(unit, token.text)
            findings.append(
                Finding(
                    kind=FindingKind.name,
                    severity=severity,
                    where=read.passage.where,
                    row=unit.name,
                    item="文表名称",
                    printed=token.text,
                    computed=unit.name,
                    cause=cause,
                    note="正文与附表名称不一",
                )
            )
    return findings


def mention_finding(check: MentionCheck, reading: Reading) -> Finding | None:
    """点名: the units that the passages name against those of the ledger rows with the reason."""
    table, basis = reading.printed.tables.get(check.table), reading.basis
    found = [reading.passages.get((check.section, p)) for p in check.paragraphs]
    paragraphs = [read for read in found if read is not None]
    if table is None or len(paragraphs) < len(found):
        return None  # not printed; the text audit and that of the tables report it
    named = _units([t for read in paragraphs for t in read.quote])
    booked = _booked(table, check.reason, basis)
    if set(named) == set(booked):
        return None
    only_text = [basis.unit_name(u) for u in named if u not in booked]
    only_table = [basis.unit_name(u) for u in booked if u not in named]
    causes = [f"只见于正文：{'、'.join(only_text)}"] if only_text else []
    causes += [f"只见于加扣分表：{'、'.join(only_table)}"] if only_table else []
    return Finding(
        kind=FindingKind.text_against_table,
        severity=FindingSeverity.notice,
        where=paragraphs[-1].passage.where,
        item=f"所涉单位（{check.reason}）",
        printed="、".join(basis.unit_name(u) for u in named),
        computed="、".join(basis.unit_name(u) for u in booked),
        cause="；".join(causes),
        note="“计算”一栏为加扣分表所列单位",
    )


def _booked(table: PrintedTable, reason: str, basis: Basis) -> list[str]:
    """The units of the printed rows whose reason holds the words; blank first cells continue."""
    spec = basis.layout.tables.table(table.id)
    label = next((compact(c.label) for c in spec.columns if c.value == UNIT), "")
    heads = [compact(h) for h in table.headings]
    place = heads.index(label) if label in heads else 0
    units: list[str] = []
    current: str | None = None
    for row in table.rows:
        if row.cells[place].strip():
            named = basis.layout.units.resolve(row.cells[place], basis.on)
            current = named.id if named else None
        others = "".join(text for n, text in enumerate(row.cells) if n != place)
        if current and compact(reason) in compact(others) and current not in units:
            units.append(current)
    return units


def _units(tokens: Sequence[Token]) -> list[str]:
    return list(dict.fromkeys(t.unit for t in tokens if t.unit is not None))
