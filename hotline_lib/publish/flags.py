"""就地标记 (flags): findings and warnings marked in place, each linked with its entry in the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.model.findings import FINDING_LABELS, Finding
from hotline_lib.publish.review import Review, ReviewMark


@dataclass(frozen=True)
class Flag:
    """一处标记: its anchor on the page, the anchor of its entry in the list, and its text."""

    at: str
    anchor: str
    entry: str
    kind: str
    text: str
    severity: str


def flags_of(review: Review) -> list[Flag]:
    """标记 in the order of the lists: findings first."""
    return [_flag(mark, number, review) for number, mark in enumerate(review.marks, 1)]


def by_address(flags: Sequence[Flag]) -> dict[str, list[Flag]]:
    """The flags at each address of the page."""
    found: dict[str, list[Flag]] = {}
    for flag in flags:
        found.setdefault(flag.at, []).append(flag)
    return found


def by_entry(flags: Sequence[Flag]) -> dict[str, list[Flag]]:
    """The flags of each entry of the lists, for the links back."""
    found: dict[str, list[Flag]] = {}
    for flag in flags:
        found.setdefault(flag.entry, []).append(flag)
    return found


def _flag(mark: ReviewMark, number: int, review: Review) -> Flag:
    entry = f"{mark.kind}-{mark.number}"
    anchor = f"mark-{number}"
    if mark.kind == "warning":
        return Flag(mark.at, anchor, entry, "检查提醒", review.warnings[mark.number - 1], "notice")
    finding = review.findings[mark.number - 1]
    return Flag(mark.at, anchor, entry, FINDING_LABELS[finding.kind], _words(finding), finding.severity.value)


def _words(finding: Finding) -> str:
    """A finding in one sentence: what was printed, what is computed, and why."""
    printed, computed = finding.printed or "（无）", finding.computed or "（无）"
    note = f"（{finding.note}）" if finding.note else ""
    cause = f"。{finding.cause}{note}" if finding.cause or note else ""
    return f"{finding.item}：已印通报作“{printed}”，计算为“{computed}”{cause}"
