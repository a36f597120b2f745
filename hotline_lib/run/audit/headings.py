"""栏目序号与题名 (headings): numbers that run on without gap, and appendices named alike in both places."""

from __future__ import annotations

import re

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.prose.numbering import chinese_number
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.text import ReadPassage
from hotline_lib.run.audit.tokens import joined, shown

_ORDINALS = {chinese_number(n): n for n in range(1, 100)}
_NUMBERED = re.compile(r"([一二三四五六七八九十]{1,3})、(.+)")


def numbering_findings(reading: Reading) -> list[Finding]:
    """序号发现 among the headings of the sections; one that is misprinted is left to the text audit."""
    heads = [r for (_, paragraph), r in reading.passages.items() if paragraph == "heading"]
    numbers = [_ordinal(read) for read in heads]
    last = max((n for n, number in enumerate(numbers) if number is not None), default=-1)
    findings, before = [], 0
    for place, (read, number) in enumerate(zip(heads, numbers, strict=True)):
        if number is None and before > 0 and place < last:
            cause = f"其前其后的栏目均有序号，此栏没有；{_before(before)}"
            findings.append(_number_finding(read, before + 1, cause))
        elif number is not None:
            if number != before + 1:
                cause = f"序号{'跳号' if number > before + 1 else '重号'}：{_before(before)}"
                findings.append(_number_finding(read, before + 1, cause))
            before = number
    return findings


def _before(number: int) -> str:
    return f"其前为“{chinese_number(number)}、”" if number else "其前没有序号"


def _ordinal(read: ReadPassage) -> int | None:
    """The number of a heading: as computed where the print differs."""
    text = compact(read.passage.text) if read.alignment.stretches else joined(read.quote)
    match = _NUMBERED.fullmatch(text)
    return _ORDINALS.get(match[1]) if match else None


def _number_finding(read: ReadPassage, number: int, cause: str) -> Finding:
    printed = shown(read.quote)
    match = _NUMBERED.fullmatch(printed)
    return Finding(
        kind=FindingKind.order,
        severity=FindingSeverity.notice,
        where=read.passage.where,
        item="栏目序号",
        printed=printed,
        computed=f"{chinese_number(number)}、{match[2] if match else printed}",
        cause=cause,
    )


def title_findings(reading: Reading) -> list[Finding]:
    """题名发现: an appendix that the list of attachments calls otherwise than its own title."""
    findings = []
    for (section, paragraph), read in reading.passages.items():
        listed = reading.passages.get(("attachments", section))
        if paragraph != "title" or listed is None or listed.alignment.stretches or read.alignment.stretches:
            continue
        if joined(read.quote) != joined(listed.quote):
            findings.append(
                Finding(
                    kind=FindingKind.wording,
                    severity=FindingSeverity.notice,
                    where=read.passage.where,
                    item="题名与附件说明",
                    printed=shown(read.quote),
                    computed=shown(listed.quote),
                    cause="附件说明所列名称与题名不一（“计算”一栏为附件说明）",
                )
            )
    return findings
