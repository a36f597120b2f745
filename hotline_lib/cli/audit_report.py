"""核对结果的印法 (audit on the terminal): findings grouped by place in the document, then the coverage."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import click

from hotline_lib.model.findings import FINDING_LABELS, SEVERITY_LABELS, Finding, FindingSeverity
from hotline_lib.run.audit import AuditReport


def print_report(report: AuditReport, *, show_all: bool) -> None:
    """Print the findings; those of mere form are counted unless `show_all`."""
    shown = [f for f in report.findings if show_all or f.severity is not FindingSeverity.form]
    for where, findings in groupby(shown, key=lambda f: f.where):
        click.echo(f"\n【{where}】")
        for finding in findings:
            click.echo(_line(finding))
    click.echo("\n核对范围：")
    for part in (*report.coverage.parts, report.coverage.total):
        click.echo(
            f"  {part.part}：所印 {part.printed}，其中推算 {part.derived}"
            f"（{part.unprinted} 个须用通报未印的输入）、"
            f"给定 {part.given}；"
            f"逐字相同 {part.reproduced}，数值相同而写法不同 {part.same_value}；发现 {part.findings} 处"
        )
    kinds = Counter(f"{FINDING_LABELS[f.kind]}（{SEVERITY_LABELS[f.severity]}）" for f in report.findings)
    listing = "，".join(f"{kind} {count}" for kind, count in kinds.items()) or "无"
    click.echo(f"\n发现 {len(report.findings)} 处：{listing}。")
    hidden = len(report.findings) - len(shown)
    if hidden:
        click.echo(f"其中仅涉形式的 {hidden} 处未逐条列出，加 --all 可见。")


def _line(finding: Finding) -> str:
    subject = "，".join(part for part in (finding.row, finding.item) if part)
    note = f"（{finding.note}）" if finding.note else ""
    leads = finding.evidence.leads if finding.evidence else ()
    note += f"〔线索，不足为凭：{'；'.join(leads)}〕" if leads else ""
    return (
        f"  {SEVERITY_LABELS[finding.severity]}·{FINDING_LABELS[finding.kind]}　{subject}："
        f"印“{finding.printed}”，算“{finding.computed}”。{finding.cause}{note}"
    )
