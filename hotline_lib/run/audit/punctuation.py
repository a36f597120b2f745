"""标点 (punctuation): half-width marks beside Chinese in a text that prints full-width ones elsewhere."""

from __future__ import annotations

import re

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.tokens import shown

_HAN = r"[\u4e00-\u9fff]"
_HALF = re.compile(rf"(?<={_HAN})[,:;?!](?={_HAN}|$)")
_FULL = re.compile(r"[，：；？！]")


def punctuation_findings(reading: Reading) -> list[Finding]:
    """标点发现: one for the bulletin, at the first such passage; nothing where all passages agree."""
    half = [read for read in reading.passages.values() if _HALF.search(shown(read.quote))]
    full = [read for read in reading.passages.values() if _FULL.search(shown(read.quote))]
    if not half or not full:
        return []
    marks = dict.fromkeys(mark for read in half for mark in _HALF.findall(shown(read.quote)))
    return [
        Finding(
            kind=FindingKind.print_form,
            severity=FindingSeverity.form,
            where=half[0].passage.where,
            item="标点",
            printed="".join(marks),
            computed=_wide(marks),
            cause="全角与半角混用：此段等处用半角，别处用全角",
        )
    ]


def _wide(marks: dict[str, None]) -> str:
    return "".join(marks).translate(str.maketrans(",:;?!", "，：；？！"))
