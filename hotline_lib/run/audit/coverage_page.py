"""覆盖一览 (coverage page): what of every printed bulletin is computed, reproduced and found wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.findings import FINDING_LABELS, FindingKind, FindingSeverity
from hotline_lib.model.period import Period
from hotline_lib.run.audit import AuditReport, audit_store
from hotline_lib.run.audit.causes import UNEXPLAINED
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.store import store_of

HEAD = """# 覆盖一览 (coverage)

由 `nox -s coverage` 从 `data/*/*/printed/` 生成，测试核对其为最新；请勿手改。
所印：附表的单元格与正文的数字；推算：由规则算得；给定：照来件印出；其余为名称与叙述。
复现：推算与给定中逐字相同者；同值：数值相同而写法不同者。
原因未明：检验了各种可能而没有一种能得出所印之数者，所检验者见 `hotline audit`。

| 通报 | 所印 | 推算 | 给定 | 复现 | 同值 | 发现 | 其中仅涉形式 | 其中原因未明 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""

KINDS_HEAD = "\n## 发现的种类（不计仅涉形式）\n\n"


@dataclass(frozen=True)
class AuditedBulletin:
    """One printed bulletin and its audit."""

    place: str
    label: str
    report: AuditReport


def audited_bulletins(workspace: Workspace) -> list[AuditedBulletin]:
    """已核对的通报: every period of every place that has a printed bulletin, in order of place and period."""
    found = []
    for place in workspace.places():
        for period in workspace.periods(place):
            prepared = prepare(workspace, place, Period.parse(period))
            report = audit_store(workspace, prepared, store_of(prepared))
            if report is not None:
                label = f"{prepared.params.place.name} {prepared.period.label}"
                found.append(AuditedBulletin(place, label, report))
    return found


def coverage_page(bulletins: Sequence[AuditedBulletin]) -> str:
    """`docs/coverage.md`: one row a bulletin for its figures, and one for its findings by kind."""
    figures = "".join(_figures_row(b) for b in bulletins)
    heads = ["通报", *(FINDING_LABELS[kind] for kind in FindingKind), "合计"]
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *(_kinds_row(b) for b in bulletins)]
    return HEAD + figures + KINDS_HEAD + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _figures_row(bulletin: AuditedBulletin) -> str:
    total = bulletin.report.coverage.total
    findings = bulletin.report.findings
    form = sum(f.severity is FindingSeverity.form for f in findings)
    unexplained = sum(UNEXPLAINED in f.cause for f in findings)
    numbers = (total.printed, total.derived, total.given, total.reproduced, total.same_value)
    cells = " | ".join(str(n) for n in (*numbers, len(findings), form, unexplained))
    return f"| {bulletin.label} | {cells} |\n"


def _kinds_row(bulletin: AuditedBulletin) -> list[str]:
    kinds = Counter(f.kind for f in bulletin.report.findings if f.severity is not FindingSeverity.form)
    return [bulletin.label, *(str(kinds[kind]) for kind in FindingKind), str(kinds.total())]


def main() -> None:
    """Write the page (`python -m hotline_lib.run.audit.coverage_page`)."""
    workspace = Workspace.find()
    page = coverage_page(audited_bulletins(workspace))
    (workspace.root / "docs" / "coverage.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
