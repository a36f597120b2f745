"""加扣分细则 (ledger rules): entries that follow from grades or counts, per item, or by judgement."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hotline_lib.model.comparison import SortKey
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER


class EntryRule(Frozen):
    """加扣分条目 (entry rule): id and the indicator it is printed under."""

    id: str = Field(pattern=IDENTIFIER, description="标识")
    label: str = Field(description="指标名称")


class GradeEntry(EntryRule):
    """按等级扣分: points for the grade of one programme; generated after grading, never typed.

    They follow from the score and hence are no part of it.
    """

    kind: Literal["by_grade"] = "by_grade"
    programme: str = Field(description="业务")
    points: dict[str, Exact] = Field(description="等级 → 分值；未列的等级不加不扣")
    reason: str = Field(description="事由模板")
    order: tuple[SortKey, ...] = Field(default=(), description="同一等级各单位的先后")


class BookedEntry(EntryRule):
    """可计入得分的条目: booked to the component that the points scheme names, unless `in_score` is false."""

    in_score: bool = Field(default=True, description="是否计入得分；否则只公布")
    at_most: Exact | None = Field(
        default=None, gt=0, description="一个单位本期按此条累计加（扣）分的上限，写正数"
    )


class PerCountEntry(BookedEntry):
    """按列计分: points per case counted in a column of the unit table; generated, never typed."""

    kind: Literal["per_count"] = "per_count"
    programme: str = Field(description="业务")
    column: str = Field(description="计数列")
    points: Exact = Field(description="每件分值，扣分为负")
    beyond: int = Field(default=0, ge=0, description="超过此数的各件才计")
    reason: str = Field(description="事由模板，可用 each、count")


class PerItemEntry(BookedEntry):
    """按件计分: points per case, letter, ticket or occurrence named in the input."""

    kind: Literal["per_item"] = "per_item"
    points: Exact = Field(description="每件分值，扣分为负")
    reason: str = Field(default="", description="事由模板；空则照来件事由")
    needs_numbers: bool = Field(default=False, description="须逐件列出编号")


class GivenEntry(BookedEntry):
    """裁量计分: points given by judgement; the input carries points and reason, perhaps evidence."""

    kind: Literal["given"] = "given"
    allowed: tuple[Exact, ...] = Field(default=(), description="允许的分值；空则不限")
    needs_numbers: bool = Field(default=False, description="须写明佐证的编号（文号、工单号等）")


LedgerEntryRule = Annotated[
    GradeEntry | PerCountEntry | PerItemEntry | GivenEntry, Field(discriminator="kind")
]


class LedgerRules(Frozen):
    """加扣分细则 (ledger rules)."""

    kind: Literal["ledger"] = "ledger"
    form: str = Field(description="分值的印刷形式")
    entries: tuple[LedgerEntryRule, ...] = Field(description="各条目")

    def entry(self, entry_id: str) -> LedgerEntryRule:
        """The entry rule of that id; raises `KeyError`."""
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        raise KeyError(entry_id)
