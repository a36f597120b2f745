"""审定 (release): who released a bulletin, what exactly, and perhaps that it was withdrawn.

Kept in `data/<place>/<period>/release.yml`, an input like any other: the same inputs print the same stamp.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from hotline_lib.model.document import ReleaseStamp
from hotline_lib.model.frozen import Frozen


class ReleaseState(StrEnum):
    """状态 (state) of a bulletin."""

    draft = "draft"  # 草稿：未经审定
    released = "released"  # 已发布：所印与审定的一致
    stale = "stale"  # 过期：审定之后内容或来源有变，印作草稿
    withdrawn = "withdrawn"  # 已撤回：审定被撤回，印作草稿


STATE_LABELS = {
    ReleaseState.draft: "草稿",
    ReleaseState.released: "已发布",
    ReleaseState.stale: "过期",
    ReleaseState.withdrawn: "已撤回",
}


class Withdrawal(Frozen):
    """撤回 (withdrawal) of a release: by whom, on which day, why."""

    by: str = Field(min_length=1, description="撤回人，照 git config user.name 所写")
    email: str = Field(min_length=1)
    on: date
    reason: str = Field(min_length=1, description="理由")


class Release(Frozen):
    """审定记录 (release record, `release.yml`)."""

    released_by: str = Field(min_length=1, description="审定人，照 git config user.name 所写")
    email: str = Field(min_length=1)
    released_on: date = Field(description="审定日期")
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$", description="所审内容的校验值，由命令写入")
    withdrawal: Withdrawal | None = None

    @property
    def stamp(self) -> ReleaseStamp:
        """审定章 that documents print."""
        return ReleaseStamp(
            released_by=self.released_by, released_on=self.released_on, fingerprint=self.fingerprint
        )

    def state_of(self, fingerprint: str) -> ReleaseState:
        """状态 of a bulletin with a content of that fingerprint, given this record."""
        if self.withdrawal is not None:
            return ReleaseState.withdrawn
        return ReleaseState.released if fingerprint == self.fingerprint else ReleaseState.stale
