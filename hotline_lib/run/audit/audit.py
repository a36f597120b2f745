"""核对 (audit): the printed bulletin walked in document order beside the computed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.achievable import impossible_findings
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.evaluation import evaluation_findings
from hotline_lib.run.audit.ledger import ledger_findings
from hotline_lib.run.audit.passages import Appendix, Passage, passages
from hotline_lib.run.audit.printed import Printed
from hotline_lib.run.audit.reader_checks import reading_findings, refuse_unknown
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.report import AuditReport, Coverage, PartCoverage
from hotline_lib.run.audit.tally import Tally
from hotline_lib.run.audit.text import ReadPassage, read_passage, text_findings
from hotline_lib.run.audit.text_tally import count_passage

TEXT = "正文"


def audit(printed: Printed, basis: Basis) -> AuditReport:
    """核对: findings in document order, and the coverage of text and tables.

    Raises `ParamsError` if `printed/comparisons.yml` names what does not exist.
    """
    computed = list(passages(basis.store, basis.blocks))
    refuse_unknown(printed.comparisons, computed, basis)
    quotes = {(t.section, t.paragraph): t.quote for t in printed.texts}
    reads: dict[tuple[str, str], ReadPassage] = {}
    found: dict[str, list[Finding]] = {}
    tally, parts = Tally(), []
    for item in computed:
        if isinstance(item, Appendix):
            findings, part = _table(item, printed, basis)
            parts.append(part)
        else:
            findings = _passage(item, quotes, reads, basis, tally)
        found.setdefault(item.where, []).extend(findings)
    tables = {item.table.id: item for item in computed if isinstance(item, Appendix)}
    for finding in reading_findings(Reading(printed, basis, reads, tables)):
        found.setdefault(finding.where, []).append(finding)
    extra = _extra_texts(printed, computed)
    every = (*(finding for findings in found.values() for finding in findings), *extra)
    parts = [p.model_copy(update={"findings": len(found[p.part])}) for p in parts]
    text = tally.part(TEXT, len(every) - sum(p.findings for p in parts))
    return AuditReport(findings=every, coverage=Coverage(parts=(text, *parts)))


def _passage(
    passage: Passage,
    quotes: Mapping[tuple[str, str], str],
    reads: dict[tuple[str, str], ReadPassage],
    basis: Basis,
    tally: Tally,
) -> list[Finding]:
    key = (passage.section, passage.paragraph)
    if key not in quotes:
        return [_missing(passage)]
    read = reads[key] = read_passage(passage, quotes[key], basis)
    count_passage(read, basis, tally)
    findings = text_findings(read, basis)
    if passage.paragraph == "title":
        findings = _beside_attachment(findings, passage.section, quotes)
    return findings + impossible_findings(read, basis)


def _table(appendix: Appendix, printed: Printed, basis: Basis) -> tuple[list[Finding], PartCoverage]:
    tally = Tally()
    table = printed.tables.get(appendix.table.id)
    if table is None:
        found = [_absent(appendix.where, "全表", appendix.table.title)]
    else:
        spec = basis.layout.tables.table(appendix.table.id)
        if isinstance(spec, EvaluationTable):
            found = evaluation_findings(spec, appendix, table, basis, tally)
        else:
            found = ledger_findings(spec, appendix, table, basis, tally)
    return found, tally.part(appendix.where, len(found))


def _beside_attachment(
    findings: list[Finding], section: str, quotes: Mapping[tuple[str, str], str]
) -> list[Finding]:
    """A title that differs is held against the list of attachments of the same bulletin."""
    listed = quotes.get(("attachments", section))
    if listed is None or listed == quotes[(section, "title")]:
        return findings
    note = f"附件说明作“{listed}”，与题名不一"
    return [f.model_copy(update={"note": note}) for f in findings]


def _missing(passage: Passage) -> Finding:
    return _absent(passage.where, "整段", passage.text)


def _absent(where: str, item: str, computed: str) -> Finding:
    return Finding(
        kind=FindingKind.missing,
        severity=FindingSeverity.error,
        where=where,
        item=item,
        printed="",
        computed=computed,
        cause="已印通报的转录中没有此项",
    )


def _extra_texts(printed: Printed, computed: Sequence[Passage | Appendix]) -> list[Finding]:
    known = {(p.section, p.paragraph) for p in computed if isinstance(p, Passage)}
    return [
        Finding(
            kind=FindingKind.extra,
            severity=FindingSeverity.error,
            where=f"{text.section}·{text.paragraph}",
            item="整段",
            printed=text.quote,
            computed="",
            cause="计算所得的通报没有此段",
        )
        for text in printed.texts
        if (text.section, text.paragraph) not in known
    ]
