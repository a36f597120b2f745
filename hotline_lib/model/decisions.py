"""处理意见 (decisions): what the people responsible decided on each finding of an audit.

Kept in `data/<place>/<period>/decisions.yml`. The tool reports a disagreement; whether the computed or
the printed figure stands is for people to say, by name and with their reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from pydantic import Field

from hotline_lib.model.findings import Finding
from hotline_lib.model.frozen import Frozen


class Verdict(StrEnum):
    """处理 (verdict) on a finding, written in the file as the people who decide call it."""

    as_computed = "照算"  # the computed figure stands; nothing more is to be done
    as_printed = "照印"  # the printed figure stands, for a reason that the inputs do not show
    correct = "更正"  # the printed figure is wrong and a correction is issued
    doubtful = "存疑"  # looked at and not settled

    @property
    def settles(self) -> bool:
        """Whether the matter is closed; a doubt is written down, but stays open."""
        return self is not Verdict.doubtful


class Decision(Frozen):
    """一条处理意见: the finding, the verdict, who decided, why, and when where the person gives it."""

    finding: str = Field(min_length=1, description="发现编号，如 value-0123456789")
    decision: Verdict = Field(description="照算、照印、更正 或 存疑")
    by: str = Field(min_length=1, description="决定人，照 git config user.name 所写")
    reason: str = Field(min_length=1, description="理由")
    decided_on: date | None = Field(default=None, description="决定日期，由决定人填写")

    @property
    def text(self) -> str:
        """一句话: verdict, person, date and reason."""
        when = f"，{self.decided_on.isoformat()}" if self.decided_on else ""
        return f"{self.decision.value}（{self.by}{when}）：{self.reason}"


class Decisions(Frozen):
    """处理意见一览 (`decisions.yml`), each finding at most once."""

    decisions: tuple[Decision, ...] = ()

    def of(self, finding: Finding) -> Decision | None:
        """The decision on a finding; `None` while there is none."""
        return next((d for d in self.decisions if d.finding == finding.id), None)

    def open(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """待处理 (open): the findings that nobody has decided on, or that are left in doubt."""
        settled = {d.finding for d in self.decisions if d.decision.settles}
        return tuple(f for f in findings if f.id not in settled)
