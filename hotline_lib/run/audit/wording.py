"""文字之因 (causes in the wording): what a differing stretch of plain text looks like."""

from __future__ import annotations

import re

from hotline_lib.model.period import Period
from hotline_lib.run.audit.align import Stretch
from hotline_lib.run.audit.characters import SENTENCE_ENDS, compact
from hotline_lib.run.audit.tokens import joined, shown

_ENDS = compact(SENTENCE_ENDS)
LEAST_CUT = 4
PERIOD_NAME = re.compile(
    r"\d{4}年(?:第?[一二三四]季度|\d{1,2}月|第\d{1,2}周|全?年度?)?"
    r"|第?[一二三四]季度|\d{1,2}月份"
)
"""How a bulletin names a month, a quarter, a week or a year."""
NEAR = 12
"""How many characters around a difference may belong to the name of a period."""


def period_cause(stretch: Stretch, period: Period) -> str | None:
    """期次之因: another period is named where the computed text names that of the bulletin."""
    before = joined(stretch.before)[-NEAR:]
    printed, computed = joined(stretch.printed), joined(stretch.computed)
    left = _period_over(before, printed, joined(stretch.printed_after)[:NEAR])
    right = _period_over(before, computed, joined(stretch.computed_after)[:NEAR])
    own = (period.label, period.short_label, period.season, f"{period.month}月份", f"{period.year}年")
    if left is None or right is None or left == right or right not in own:
        return None
    return f"期次不符：所印“{left}”，本期为“{right}”"


def _period_over(before: str, text: str, after: str) -> str | None:
    """The name of a period that the text is a part of."""
    for match in PERIOD_NAME.finditer(before + text + after):
        if match.start() < len(before) + len(text) and match.end() > len(before):
            return match[0]
    return None


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
