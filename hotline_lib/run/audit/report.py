"""核对报告 (audit report): the findings in document order, and how much of the bulletin was reproduced."""

from __future__ import annotations

import csv
import io

from hotline_lib.model.decisions import Decisions
from hotline_lib.model.findings import FINDING_LABELS, SEVERITY_LABELS, Finding
from hotline_lib.model.frozen import Frozen
from hotline_lib.publish.table_csv import spreadsheet_safe

CSV_HEADINGS = ("位置", "行", "项目", "印刷", "计算", "种类", "轻重", "原因", "备注", "编号", "处理")


class PartCoverage(Frozen):
    """覆盖 (coverage) of one part of the bulletin: the text, or one table.

    `printed` counts the cells of a table, or the numbers of the text. Each is `derived` (computed
    by a rule), `given` (received as it is) or `other` (names, prose and numbers within prose).
    `unprinted` of the derived rest on a received value that the bulletin does not print and that may
    have been recovered from it. Of the derived and the given, `reproduced` have the same characters
    and `same_value` the same value in other characters.
    """

    part: str
    printed: int
    derived: int
    given: int
    other: int
    unprinted: int
    reproduced: int
    same_value: int
    findings: int


class Coverage(Frozen):
    """覆盖 (coverage) of the whole bulletin, part by part in document order."""

    parts: tuple[PartCoverage, ...]

    @property
    def total(self) -> PartCoverage:
        """合计 of all parts."""
        sums = {
            name: sum(getattr(p, name) for p in self.parts)
            for name in PartCoverage.model_fields
            if name != "part"
        }
        return PartCoverage(part="合计", **sums)


class AuditReport(Frozen):
    """核对报告: every disagreement between the printed bulletin and the computed one."""

    findings: tuple[Finding, ...]
    coverage: Coverage
    decisions: Decisions = Decisions()


def findings_csv(report: AuditReport) -> str:
    """发现一览 as CSV text; a cell that a spreadsheet would take for a formula is prefixed with `'`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(CSV_HEADINGS)
    for f in report.findings:
        cells = (f.where, f.row, f.item, f.printed, f.computed)
        labels = (FINDING_LABELS[f.kind], SEVERITY_LABELS[f.severity])
        decision = report.decisions.of(f)
        rest = (f.cause, f.note, f.id, decision.text if decision else "")
        writer.writerow([spreadsheet_safe(c) for c in (*cells, *labels, *rest)])
    return buffer.getvalue()
