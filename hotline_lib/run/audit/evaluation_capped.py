"""封顶的比率 (capped rates): counts that exceed what they are said to be a part of."""

from __future__ import annotations

from collections.abc import Mapping

from hotline_lib.model.exact import exact_text
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.results import UnitRow
from hotline_lib.model.rules import RateRule
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.evaluation_rows import Line, TableRows
from hotline_lib.run.audit.evidence import evidence_of


def capped_findings(
    line: Line, programme: str, rows: TableRows, basis: Basis, where: str, labels: Mapping[str, str]
) -> list[Finding]:
    """封顶发现: each rate of a row that only the cap of its rule keeps from passing 100 %.

    The rule says how such a rate is printed and scored, so the figure is right; that a part exceeds
    its whole is for a reviewer to know. `labels` are the headings of the columns.
    """
    row, rule = basis.rows[programme][line.reading.unit or ""], basis.evaluations.get(programme)
    found = []
    for rate in rule.rates if rule else ():
        text = rows.printed(line, rate.id)
        if not text or not _exceeds(rate, row):
            continue
        top, base, value = row.cells[rate.numerator], row.cells[rate.denominator], row.cells[rate.id]
        counts = f"“{top.label}”{exact_text(top.number)}多于分母“{base.label}”{exact_text(base.number)}"
        found.append(
            Finding(
                kind=FindingKind.impossible,
                severity=FindingSeverity.notice,
                where=where,
                row=row.name,
                item=labels.get(rate.id, rate.label),
                printed=text,
                computed=basis.layout.place.form(value.form).text(top.number / base.number),
                cause=f"{counts}，按规则封顶；请核对两数是否同一批",
                evidence=evidence_of(value),
            )
        )
    return found


def _exceeds(rate: RateRule, row: UnitRow) -> bool:
    top, base = row.cells.get(rate.numerator), row.cells.get(rate.denominator)
    if rate.cap is None or top is None or base is None or top.value is None or not base.value:
        return False
    return top.value / base.value > rate.cap
