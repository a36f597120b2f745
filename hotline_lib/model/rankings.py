"""排名与计数 (rankings and counts): red and black lists of the text, units with a given value."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from hotline_lib.model.comparison import Comparison, Minimum, RankKind, SortKey
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER


class Ranking(Frozen):
    """排名 (ranking) printed in the text: the units ranked at most `top`, ties included.

    `direction`: best units first (红榜), or worst first (黑榜); `better` says whether a high value is
    the better one. Limits stand together: a black list may hold the worst three of those below 80 %.
    """

    id: str = Field(pattern=IDENTIFIER, description="标识，句式里写 rankings.标识")
    label: str = Field(description="名称")
    programme: str = Field(description="业务")
    groups: tuple[str, ...] = Field(description="参加排名的组别")
    by: str = Field(default="index", description="按考评表的哪一列")
    compare: Comparison = Field(description="以印刷值还是精确值比较")
    direction: Literal["best", "worst"] = Field(default="best", description="好的在前，或差的在前")
    better: Literal["high", "low"] = Field(default="high", description="以高为好，或以低为好")
    kind: RankKind = Field(
        default=RankKind.competition,
        description="名次种类：竞赛（1、1、3）、密集（1、1、2）、顺序（1、2、3）",
    )
    top: int | None = Field(default=None, gt=0, description="列出名次不大于此数者；空则不限")
    at_least: Exact | None = Field(default=None, description="列出此值以上者（含），如返工率20%以上")
    below: Exact | None = Field(default=None, description="列出低于此值者（不含），如满意率低于80%")
    below_of: str | None = Field(
        default=None, description="列出低于此数值者（不含），写数值标识，如全省平均；与 below 二者居一"
    )
    minimum: Minimum | None = Field(default=None, description="起评量")
    ties: tuple[SortKey, ...] = Field(default=(), description="并列者的先后")

    @model_validator(mode="after")
    def _is_limited(self) -> Ranking:
        if (self.top, self.at_least, self.below, self.below_of) == (None, None, None, None):
            raise ValueError(f"排名“{self.id}”须有 top、at_least、below 或 below_of")
        if self.below is not None and self.below_of is not None:
            raise ValueError(f"排名“{self.id}”的 below 与 below_of 只能有其一")
        return self


class ValueCount(Frozen):
    """计数 (count of units) whose printed or exact value equals a given one."""

    id: str = Field(pattern=IDENTIFIER, description="标识，句式里写 count.标识")
    label: str = Field(description="名称")
    programme: str = Field(description="业务")
    groups: tuple[str, ...] = Field(description="计入的组别")
    by: str = Field(default="index", description="按考评表的哪一列")
    compare: Comparison = Field(description="以印刷值还是精确值比较")
    equals: Exact = Field(description="所计之值")


class Rankings(Frozen):
    """文中排名与计数 (rankings and counts of the text)."""

    kind: Literal["rankings"] = "rankings"
    rankings: tuple[Ranking, ...] = Field(description="各排名")
    counts: tuple[ValueCount, ...] = Field(default=(), description="各计数")
