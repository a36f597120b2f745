"""断语 (claims): words of the bulletin that its own numbers, or other words of it, do not bear out."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction

from hotline_lib.model.exact import decimal_words
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.comparisons import ClaimCheck, OppositeCheck
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.tokens import joined

RELATIONS: dict[str, tuple[Callable[[Fraction, Fraction], bool], str]] = {
    "equal": (operator.eq, "等于"),
    "more": (operator.gt, "大于"),
    "less": (operator.lt, "小于"),
    "at_least": (operator.ge, "不小于"),
    "at_most": (operator.le, "不大于"),
}


def claim_finding(check: ClaimCheck, reading: Reading) -> Finding | None:
    """断语发现 where the words are printed and the values do not stand so to each other."""
    read = reading.passages.get((check.section, check.paragraph))
    if read is None or compact(check.words) not in joined(read.quote):
        return None
    holds, words = RELATIONS[check.relation]
    left, right = reading.number(check.left), reading.number(check.right)
    if holds(left, right):
        return None
    labels = [reading.basis.quantities[name].label for name in (check.left, check.right)]
    both = reading.in_text(check.left) and reading.in_text(check.right)
    return Finding(
        kind=FindingKind.text_against_text if both else FindingKind.text_against_table,
        severity=FindingSeverity.error if both else FindingSeverity.notice,
        where=read.passage.where,
        item="断语与数字",
        printed=check.words,
        computed=f"{labels[0]}{decimal_words(left)}，{labels[1]}{decimal_words(right)}",
        cause=f"此说须“{labels[0]}”{words}“{labels[1]}”，{'所印' if both else '附表'}并非如此",
        note=check.note,
    )


def opposite_finding(check: OppositeCheck, reading: Reading) -> Finding | None:
    """相反之说 where both are printed; reported at the first named, the other beside it."""
    here = reading.passages.get((check.section, check.paragraph))
    there = reading.passages.get((check.against.section, check.against.paragraph))
    if here is None or there is None:
        return None
    if compact(check.words) not in joined(here.quote) or compact(check.against.words) not in joined(
        there.quote
    ):
        return None
    return Finding(
        kind=FindingKind.text_against_text,
        severity=FindingSeverity.notice,
        where=here.passage.where,
        item="两处说法",
        printed=check.words,
        computed=check.against.words,
        cause=f"与“{there.passage.where}”所说相反（“计算”一栏为该处字句）",
        note=check.note,
    )
