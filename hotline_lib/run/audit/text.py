"""文字核对 (text audit): one computed passage against its printed quote."""

from __future__ import annotations

from dataclasses import dataclass

from hotline_lib.model.document import FigureMark
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.quantity import Quantity
from hotline_lib.run.audit.align import Alignment, Stretch, align
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.causes import explain
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.run.audit.evidence import evidence_of
from hotline_lib.run.audit.numbers import form_causes
from hotline_lib.run.audit.passages import Passage
from hotline_lib.run.audit.text_names import name_difference, rank_words
from hotline_lib.run.audit.tokens import Token, TokenKind, joined, shown
from hotline_lib.run.audit.wording import period_cause, wording_cause


@dataclass(frozen=True)
class ReadPassage:
    """读过的一段: the alignment of a passage with its quote, and the tokens of the quote."""

    passage: Passage
    quote: tuple[Token, ...]
    alignment: Alignment

    def printed_for(self, quantity: str) -> tuple[FigureMark, str] | None:
        """The mark of a quantity in this passage, and what is printed for it."""
        for mark in self.passage.marks:
            if mark.quantity == quantity and mark.id in self.alignment.printed_figures:
                return mark, self.alignment.printed_figures[mark.id]
        return None


def read_passage(passage: Passage, quote: str, basis: Basis) -> ReadPassage:
    """对读: align the quote with the computed runs."""
    printed = basis.tokeniser.tokens(quote)
    computed = basis.tokeniser.run_tokens(passage.runs)
    return ReadPassage(passage, tuple(printed), align(printed, computed))


def text_findings(read: ReadPassage, basis: Basis, row: str = "", item: str = "文字") -> list[Finding]:
    """文字发现: one for each differing stretch, classified by what it touches."""
    return [_finding(read, stretch, basis, row, item) for stretch in read.alignment.stretches]


def _finding(read: ReadPassage, stretch: Stretch, basis: Basis, row: str, item: str) -> Finding:
    where = read.passage.where
    printed, computed = stretch.excerpts()
    marks = {m.id: m for m in read.passage.marks}
    touched = [marks[t.figure] for t in stretch.computed if t.figure in marks]
    labels = "、".join(dict.fromkeys(basis.quantity(m).label for m in touched))
    if touched and not stretch.printed:
        return Finding(
            kind=FindingKind.missing,
            severity=FindingSeverity.error,
            where=where,
            row=row,
            item=labels,
            printed=printed,
            computed=computed,
            cause=f"通报漏“{shown(stretch.computed)}”{rank_words(stretch, touched, basis)}",
            evidence=evidence_of(basis.quantity(touched[0])),
        )
    if touched:
        return _value_finding(read, stretch, touched[0], labels, basis, row)
    if name := name_difference(read.passage, stretch, basis):
        return Finding(
            kind=FindingKind.name,
            severity=name.severity,
            where=where,
            row=row or name.row,
            item="单位名称",
            printed=printed,
            computed=computed,
            cause=name.cause,
        )
    if not stretch.computed and any(t.kind is TokenKind.number for t in stretch.printed):
        return Finding(
            kind=FindingKind.extra,
            severity=FindingSeverity.error,
            where=where,
            row=row,
            item=item,
            printed=printed,
            computed=computed,
            cause=f"通报多“{shown(stretch.printed)}”，计算结果没有此数",
        )
    return Finding(
        kind=FindingKind.wording,
        severity=FindingSeverity.notice,
        where=where,
        row=row,
        item=item,
        printed=printed,
        computed=computed,
        cause=period_cause(stretch, basis.layout.period) or wording_cause(stretch),
    )


def _value_finding(
    read: ReadPassage, stretch: Stretch, mark: FigureMark, labels: str, basis: Basis, row: str
) -> Finding:
    quantity = basis.quantity(mark)
    printed, computed = joined(stretch.printed), joined(stretch.computed)
    forms, explanation = form_causes(printed, computed, None), None
    if forms is None:
        beside = _beside(read.passage, basis)
        explanation = explain(
            Doubt(printed, computed, quantity, basis.layout.place, basis.quantities, beside=beside)
        )
    return Finding(
        kind=FindingKind.value if explanation else FindingKind.print_form,
        severity=FindingSeverity.error if explanation else FindingSeverity.form,
        where=read.passage.where,
        row=row,
        item=labels,
        printed=printed,
        computed=computed,
        cause=explanation.cause if explanation else "；".join(forms or ()),
        note=quantity.formula,
        evidence=evidence_of(quantity, explanation),
    )


def _beside(passage: Passage, basis: Basis) -> list[Quantity]:
    """The quantities that the passage prints, each once."""
    return list({m.quantity: basis.quantity(m) for m in passage.marks}.values())
