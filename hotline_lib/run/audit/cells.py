"""单元格 (cells): one printed cell against the computed one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hotline_lib.model.document import Cell, FigureMark, Run
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.causes import explain
from hotline_lib.run.audit.characters import compact, untypeset
from hotline_lib.run.audit.columns import ColumnPair
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.run.audit.evidence import evidence_of
from hotline_lib.run.audit.numbers import form_causes, read_number
from hotline_lib.run.audit.passages import Passage
from hotline_lib.run.audit.table_audit import TableAudit
from hotline_lib.run.audit.tally import Outcome
from hotline_lib.run.audit.text import ReadPassage, read_passage, text_findings


@dataclass(frozen=True)
class CellPlace:
    """格位 (place of a cell): table, row and column as findings name them."""

    where: str
    row: str
    pair: ColumnPair


def figure_finding(at: CellPlace, printed: str, doubt: Doubt, table: TableAudit) -> Finding | None:
    """数格: a cell of one figure; `doubt` holds what explains a difference."""
    text = untypeset(printed)
    if text == doubt.computed:
        table.tally.figure(doubt.quantity, Outcome.reproduced, table.basis)
        return None
    if not text:
        table.tally.figure(doubt.quantity, Outcome.differs, table.basis)
        return _blank(at, doubt)
    if doubt.quantity.text is not None and compact(text) == compact(doubt.computed):
        forms: list[str] | None = ["换行处留有空格" if text.split() != [text] else "全角字符"]
    else:
        forms = form_causes(text, doubt.computed, at.pair.widest)
    same = forms is not None
    outcome = Outcome.same_value if same else Outcome.differs
    table.tally.figure(doubt.quantity, outcome, table.basis)
    explanation = None if same else explain(replace(doubt, printed=text))
    return Finding(
        kind=FindingKind.print_form if same else FindingKind.value,
        severity=FindingSeverity.form if same else FindingSeverity.error,
        where=at.where,
        row=at.row,
        item=at.pair.label,
        printed=printed,
        computed=doubt.computed,
        cause=explanation.cause if explanation else "；".join(forms or ()),
        note="" if same else doubt.quantity.formula,
        evidence=evidence_of(doubt.quantity, explanation),
    )


def text_cell(
    at: CellPlace, printed: str, cell: Cell, marks: tuple[FigureMark, ...], basis: Basis
) -> tuple[ReadPassage, list[Finding]]:
    """文字格: a cell of words, perhaps with figures in them."""
    passage = Passage("", "", at.where, cell.runs or (Run(text=cell.text),), marks)
    read = read_passage(passage, printed, basis)
    return read, text_findings(read, basis, at.row, at.pair.label)


def blank_finding(at: CellPlace, printed: str) -> Finding:
    """应空之格: a number in a cell that is blank in the computed table; a 0 is only a matter of form."""
    number = read_number(printed)
    zero = number is not None and number.value == 0
    return Finding(
        kind=FindingKind.print_form if zero else FindingKind.extra,
        severity=FindingSeverity.form if zero else FindingSeverity.error,
        where=at.where,
        row=at.row,
        item=at.pair.label,
        printed=printed,
        computed="",
        cause="本列的0不印" if zero else "计算结果此格为空",
    )


def _blank(at: CellPlace, doubt: Doubt) -> Finding:
    return Finding(
        kind=FindingKind.missing,
        severity=FindingSeverity.error,
        where=at.where,
        row=at.row,
        item=at.pair.label,
        printed="",
        computed=doubt.computed,
        cause="所印此格为空",
        note=doubt.quantity.formula,
        evidence=evidence_of(doubt.quantity),
    )
