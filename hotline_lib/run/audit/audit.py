"""核对 (audit): the printed bulletin walked in document order beside the computed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.achievable import impossible_findings
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.evaluation import evaluation_findings
from hotline_lib.run.audit.ledger import ledger_findings
from hotline_lib.run.audit.passages import Appendix, Passage, passages
from hotline_lib.run.audit.printed import Printed
from hotline_lib.run.audit.readers import mention_finding, name_findings, totals_finding
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
    quotes = {(t.section, t.paragraph): t.quote for t in printed.texts}
    _refuse_unknown(printed, computed)
    reads: dict[tuple[str, str], ReadPassage] = {}
    findings: list[Finding] = []
    tally, text_count, parts = Tally(), 0, []
    for item in computed:
        if isinstance(item, Appendix):
            found, part = _table(item, printed, basis)
            parts.append(part)
        else:
            found = _passage(item, quotes, printed, reads, basis, tally)
            text_count += len(found)
        findings += found
    extra = _extra_texts(printed, computed)
    text = tally.part(TEXT, text_count + len(extra))
    return AuditReport(findings=(*findings, *extra), coverage=Coverage(parts=(text, *parts)))


def _passage(
    passage: Passage,
    quotes: Mapping[tuple[str, str], str],
    printed: Printed,
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
    findings += impossible_findings(read, basis)
    for check in printed.comparisons.totals:
        if (check.section, check.paragraph) == key and (found := totals_finding(check, read, basis)):
            findings.append(found)
    if any((c.section, c.paragraph) == key for c in printed.comparisons.names):
        findings += name_findings(read, basis)
    for mention in printed.comparisons.mentions:
        if (mention.section, mention.paragraphs[-1]) == key and mention.table in printed.tables:
            section = {p: r for (s, p), r in reads.items() if s == mention.section}
            if found := mention_finding(mention, section, printed.tables[mention.table], basis):
                findings.append(found)
    return findings


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


def _refuse_unknown(printed: Printed, computed: Sequence[Passage | Appendix]) -> None:
    """A comparison that names no passage or no table would never be made."""
    known = {(p.section, p.paragraph) for p in computed if isinstance(p, Passage)}
    tables = {p.table.id for p in computed if isinstance(p, Appendix)}
    checks = printed.comparisons
    named = [(c.section, c.paragraph) for c in checks.totals]
    named += [(c.section, c.paragraph) for c in checks.names]
    named += [(c.section, p) for c in checks.mentions for p in c.paragraphs]
    wrong = ["/".join(n) for n in named if n not in known]
    wrong += [c.table for c in checks.mentions if c.table not in tables]
    if wrong:
        raise ParamsError(
            Problem(
                file="printed/comparisons.yml",
                found=name,
                expected="应为已有的段落（栏目/段落）或附表",
                action="请改正标识",
            )
            for name in dict.fromkeys(wrong)
        )
