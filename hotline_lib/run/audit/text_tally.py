"""文中数字的计数 (tally of the text): which printed numbers are figures, and which stand in prose."""

from __future__ import annotations

from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.numbers import form_causes
from hotline_lib.run.audit.tally import Outcome, Tally
from hotline_lib.run.audit.text import ReadPassage
from hotline_lib.run.audit.tokens import TokenKind


def count_passage(read: ReadPassage, basis: Basis, tally: Tally) -> None:
    """计数: each printed figure by its outcome; every other printed number is prose."""
    figures = 0
    for mark in read.passage.marks:
        printed = read.alignment.printed_figures.get(mark.id)
        if printed is None:
            continue
        figures += any(c.isdigit() for c in printed)
        tally.figure(basis.quantity(mark), _outcome(printed, mark.text), basis)
    tally.other += sum(t.kind is TokenKind.number for t in read.quote) - figures


def _outcome(printed: str, computed: str) -> Outcome:
    if printed == computed:
        return Outcome.reproduced
    return Outcome.same_value if form_causes(printed, computed, None) is not None else Outcome.differs
