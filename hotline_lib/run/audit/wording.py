"""文字之因 (causes in the wording): what a differing stretch of plain text looks like."""

from __future__ import annotations

from hotline_lib.run.audit.align import Stretch
from hotline_lib.run.audit.characters import SENTENCE_ENDS, compact
from hotline_lib.run.audit.tokens import joined, shown

_ENDS = compact(SENTENCE_ENDS)
LEAST_CUT = 4


def wording_cause(stretch: Stretch) -> str:
    """文字之因: a doubled word, a text cut short, words left out or put in."""
    printed, computed = shown(stretch.printed), shown(stretch.computed)
    before, after = joined(stretch.before), joined(stretch.printed_after)
    if not computed:
        return _put_in(stretch, before, after)
    if not printed:
        if not after and len(before) >= LEAST_CUT and before[-1] not in _ENDS:
            return f"印刷截断：所印{len(before)}字与应有文字前{len(before)}字相同，少“{computed}”"
        return f"通报少“{computed}”"
    return f"“{computed}”印作“{printed}”"


def _put_in(stretch: Stretch, before: str, after: str) -> str:
    extra, seen = joined(stretch.printed), shown(stretch.printed)
    if before.endswith(extra) or after.startswith(extra):
        return f"通报重“{seen}”"
    if not after and extra[-1] not in _ENDS:
        return f"通报句尾多“{seen}”，且止于“{seen[-1]}”字、无句末标点：原文未印完，输入略去未完的一句"
    return f"通报多“{seen}”"
