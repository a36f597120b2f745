"""用语 (terms): one thing called by several names within a bulletin."""

from __future__ import annotations

import re

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.comparisons import TermCheck
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.tokens import joined

CITED = re.compile(r"《[^》]*》")
"""A cited document keeps its own name."""


def term_findings(check: TermCheck, reading: Reading) -> list[Finding]:
    """用语发现: each name but the first, once, with every place that has it; nothing if only one is used."""
    places: dict[str, list[str]] = {}
    names = {compact(v): v for v in check.variants}
    longest_first = sorted(names, key=lambda n: (-len(n), n))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    for read in reading.passages.values():
        for match in pattern.finditer(CITED.sub("", joined(read.quote))):
            places.setdefault(names[match[0]], []).append(read.passage.where)
    if len(places) < 2:
        return []
    kept = next(v for v in check.variants if v in places)
    return [
        Finding(
            kind=FindingKind.name,
            severity=FindingSeverity.notice,
            where=places[name][0],
            item="用语不一",
            printed=name,
            computed=kept,
            cause=f"同一事物有{len(places)}种叫法：{'；'.join(_listing(places[n], n) for n in (name, kept))}",
            note=check.note,
        )
        for name in check.variants
        if name in places and name != kept
    ]


def _listing(places: list[str], name: str) -> str:
    return f"“{name}”见{'、'.join(dict.fromkeys(places))}"
