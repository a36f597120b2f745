"""综合考评 (evaluation): rates of the units of one programme, and the index or points made of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotline_lib.model.comparison import Comparison, Minimum, RankKind, SortKey
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.model.points import PointsTotal
from hotline_lib.model.rates import MissingBase, RateRule, UnitCount, ZeroBase


class IndexTerm(Frozen):
    """加权项 (term): a rate times its weight; with `complement` it is 1 − rate that counts."""

    rate: str = Field(description="比率")
    weight: Exact = Field(description="权重，各项之和为 1")
    complement: bool = Field(default=False, description="按（1 − 比率）计")


class WeightedIndex(Frozen):
    """加权综合指标值 (weighted index): Σ weight × rate × 100."""

    method: Literal["weighted_index"] = "weighted_index"
    id: str = Field(default="index", pattern=IDENTIFIER, description="标识")
    label: str = Field(description="名称")
    form: str = Field(description="印刷形式")
    terms: tuple[IndexTerm, ...] = Field(description="各加权项")

    @model_validator(mode="after")
    def _weights_sum_to_one(self) -> WeightedIndex:
        total = sum(t.weight for t in self.terms)
        if total != 1:
            raise ValueError(f"各项权重之和应为 1，实为 {total}")
        return self


class WithoutTickets(Frozen):
    """无件单位 (units without tickets): what becomes of a unit whose volume is 0.

    `omit`: not listed, but counted as without tickets; `fixed`: gets `value` as its index or total;
    `as_computed`: the formula with the rates that a zero base gives.
    """

    column: str = Field(description="以哪一列为工单量")
    policy: Literal["omit", "fixed", "as_computed"] = Field(
        description="不列入；计固定分（value）；或照公式计算"
    )
    value: Exact | None = Field(default=None, description="policy 为 fixed 时所计的分")
    graded: bool = Field(default=True, description="是否评等级")

    @model_validator(mode="after")
    def _value_fits(self) -> WithoutTickets:
        if (self.policy == "fixed") != (self.value is not None):
            raise ValueError("policy 为 fixed 时须给 value，其余不得给")
        return self


class Tier(Frozen):
    """档次 (tier) by volume: units at or above `at_least`, largest first; the last has no floor."""

    id: str = Field(pattern=IDENTIFIER, description="标识")
    label: str = Field(description="所印档名")
    at_least: Exact | None = Field(default=None, description="下限（含）；末档不写")


class Tiers(Frozen):
    """分档 (tiers) of the units of some groups; ranks are given inside a tier."""

    column: str = Field(description="以哪一列分档")
    groups: tuple[str, ...] = Field(description="分档的组别")
    tiers: tuple[Tier, ...] = Field(min_length=1, description="各档，由大到小")

    @model_validator(mode="after")
    def _tiers_descend(self) -> Tiers:
        floors = [t.at_least for t in self.tiers[:-1]]
        if None in floors or self.tiers[-1].at_least is not None:
            raise ValueError("除末档外每档须有 at_least，末档不得有")
        if any(a <= b for a, b in pairwise(floors)):  # type: ignore[operator]
            raise ValueError("档次须由大到小排列")
        return self


class TotalRow(Frozen):
    """合计行 (total): sums of the counts, rates and index from the sums.

    `given` takes a column's total from another quantity where the sum is not the total, such as
    valid call-backs that are known for some units only.
    """

    given: dict[str, str] = Field(default={}, description="列 → 数值标识")


class RowRank(Frozen):
    """附表名次 (row rank) of every unit by its index or total, the highest first."""

    kind: RankKind = Field(
        default=RankKind.competition,
        description="名次种类：竞赛（1、1、3）、密集（1、1、2）、顺序（1、2、3）",
    )
    compare: Comparison = Field(default=Comparison.exact, description="以印刷值还是精确值比较")
    within: Literal["band", "group", "all"] = Field(
        default="band", description="在组内且档内排（band）、组内排（group）或全体同排（all）"
    )
    minimum: Minimum | None = Field(default=None, description="起评量；不足者不排名")
    unranked_text: str = Field(default="—", description="不足起评量者名次一格所印")
    ties: tuple[SortKey, ...] = Field(default=(), description="顺序名次中同分者的先后")


class Evaluation(Frozen):
    """综合考评 (evaluation) of the units of one programme: rates and the index or points made of them."""

    kind: Literal["evaluation"] = "evaluation"
    programme: str = Field(description="业务")
    counts: tuple[UnitCount, ...] = Field(default=(), description="推算计数，先于比率")
    rates: tuple[RateRule, ...] = Field(default=(), description="各比率")
    index: Annotated[WeightedIndex | PointsTotal, Field(discriminator="method")] | None = Field(
        default=None, description="综合指标值或总得分；空则只列各数"
    )
    without_tickets: WithoutTickets | None = Field(default=None, description="无件单位怎样处理")
    adjusted_by_ledger: bool = Field(default=False, description="加扣分直接计入指标值（评等级之前）")
    tiers: Tiers | None = Field(default=None, description="分档")
    ranked: RowRank | None = Field(default=None, description="附表名次；空则不排")
    total: TotalRow | None = Field(default=None, description="合计行；空则没有")

    @model_validator(mode="after")
    def _fits_together(self) -> Evaluation:
        known = {r.id for r in self.rates}
        if isinstance(self.index, WeightedIndex):
            if unknown := sorted({t.rate for t in self.index.terms} - known):
                raise ValueError(f"加权项用到未定义的比率：{'、'.join(unknown)}")
            may_lack = {
                r.id
                for r in self.rates
                if r.when_base_zero is ZeroBase.absent or r.when_base_missing is MissingBase.absent
            }
            if lacking := sorted({t.rate for t in self.index.terms} & may_lack):
                raise ValueError(f"加权项的比率不能为 absent（无此率）：{'、'.join(lacking)}")
        if self.index is None and (self.adjusted_by_ledger or self.ranked):
            raise ValueError("没有指标值（index），不能加扣分或排名")
        if self.adjusted_by_ledger and isinstance(self.index, PointsTotal):
            raise ValueError("adjusted_by_ledger 只用于加权综合指标值；计分制用 ledger_points 得分项")
        if self.without_tickets is not None and self.without_tickets.policy == "fixed" and self.index is None:
            raise ValueError("没有指标值（index），without_tickets 不能为 fixed")
        return self
