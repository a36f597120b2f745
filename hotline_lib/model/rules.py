"""规则 (rules): dated, cited numbers set by an authority (`params/<place>/rules/*.yml`).

A rule file holds one rule in one or more dated versions; the formula it chooses is a named method
of `hotline_lib.measures` or `hotline_lib.scoring`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotline_lib.model.changes import ChangeFigure
from hotline_lib.model.errors import RuleNotInForceError
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.model.points import PointsTotal
from hotline_lib.model.quantity import RuleRef


class RuleSource(Frozen):
    """依据 (source): the document a rule comes from, or the bulletin it was derived from."""

    document: str
    issued: date | None = None
    link: str | None = None
    clause: str | None = Field(default=None, description="条文原文")
    derived: str | None = Field(default=None, description="条文未公开时：由哪期通报推得、复现多少行")


class Comparison(StrEnum):
    """比较依据: the printed (rounded) value or the exact one decides a threshold or a rank."""

    printed = "printed"
    exact = "exact"


class MissingBase(StrEnum):
    """分母缺失时 (missing denominator)."""

    refuse = "refuse"
    zero_if_numerator_zero = "zero_if_numerator_zero"


class ZeroBase(StrEnum):
    """分母为零时 (zero denominator)."""

    refuse = "refuse"
    zero = "zero"


class RateRule(Frozen):
    """比率 (rate): numerator over denominator, both columns of the unit counts."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    numerator: str
    denominator: str
    form: str
    given: str | None = Field(default=None, description="分子分母缺一时取此列给定的比率")
    cap: Exact | None = Field(default=None, description="比率上限，如 1")
    when_base_missing: MissingBase = MissingBase.refuse
    when_base_zero: ZeroBase = ZeroBase.refuse


class IndexTerm(Frozen):
    """加权项 (term): a rate times its weight; with `complement` it is 1 − rate that counts."""

    rate: str
    weight: Exact
    complement: bool = False


class WeightedIndex(Frozen):
    """加权综合指标值 (weighted index): Σ weight × rate × 100."""

    method: Literal["weighted_index"] = "weighted_index"
    id: str = Field(default="index", pattern=IDENTIFIER)
    label: str
    form: str
    terms: tuple[IndexTerm, ...]

    @model_validator(mode="after")
    def _weights_sum_to_one(self) -> WeightedIndex:
        total = sum(t.weight for t in self.terms)
        if total != 1:
            raise ValueError(f"各项权重之和应为 1，实为 {total}")
        return self


class WithoutTickets(Frozen):
    """无件单位 (units without tickets): what becomes of a unit whose volume is 0.

    `omit`: not listed, but counted as without tickets; `fixed`: gets `value` as its index;
    `as_computed`: the formula with its zero rates.
    """

    column: str = Field(description="以哪一列为工单量")
    policy: Literal["omit", "fixed", "as_computed"]
    value: Exact | None = None
    graded: bool = Field(default=True, description="是否评等级")

    @model_validator(mode="after")
    def _value_fits(self) -> WithoutTickets:
        if (self.policy == "fixed") != (self.value is not None):
            raise ValueError("policy 为 fixed 时须给 value，其余不得给")
        return self


class Tier(Frozen):
    """档次 (tier) by volume: units at or above `at_least`, best first; the last has no floor."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    at_least: Exact | None = None


class Tiers(Frozen):
    """分档 (tiers) of the units of some groups; ranks are given inside a tier."""

    column: str
    groups: tuple[str, ...]
    tiers: tuple[Tier, ...] = Field(min_length=1)


class TotalRow(Frozen):
    """合计行 (total): sums of the counts, rates and index from the sums.

    `given` takes a column's total from another quantity where the sum is not the total, such as
    valid call-backs that are known for some units only.
    """

    given: dict[str, str] = Field(default={}, description="列 → 数值标识")


class Evaluation(Frozen):
    """综合考评 (evaluation) of the units of one programme: rates and the index or points made of them."""

    kind: Literal["evaluation"] = "evaluation"
    programme: str
    rates: tuple[RateRule, ...] = ()
    index: Annotated[WeightedIndex | PointsTotal, Field(discriminator="method")] | None = None
    without_tickets: WithoutTickets | None = None
    adjusted_by_ledger: bool = Field(default=False, description="加扣分直接计入指标值（评等级之前）")
    tiers: Tiers | None = None
    ranked: bool = Field(default=False, description="是否在组（档）内按指标值密集排名")
    total: TotalRow | None = None

    @model_validator(mode="after")
    def _terms_name_rates(self) -> Evaluation:
        known = {r.id for r in self.rates}
        if isinstance(self.index, WeightedIndex) and (
            unknown := sorted({t.rate for t in self.index.terms} - known)
        ):
            raise ValueError(f"加权项用到未定义的比率：{'、'.join(unknown)}")
        if self.index is None and (self.adjusted_by_ledger or self.ranked):
            raise ValueError("没有指标值（index），不能加扣分或排名")
        fixed = self.without_tickets is not None and self.without_tickets.policy == "fixed"
        if fixed and not isinstance(self.index, WeightedIndex):
            raise ValueError("without_tickets 的 fixed 只用于加权综合指标值")
        return self


class GradeStep(Frozen):
    """等级档 (grade step): the grade of values at or above `at_least`; the last has no floor."""

    grade: str
    at_least: Exact | None = None


class Grades(Frozen):
    """等级评价 (grades) by thresholds on a value, best first, bounds inclusive."""

    kind: Literal["grades"] = "grades"
    programme: str
    of: str = Field(default="index", description="按哪个数值评级")
    label: str = "等级评价"
    compare: Comparison
    steps: tuple[GradeStep, ...]

    @model_validator(mode="after")
    def _steps_descend(self) -> Grades:
        floors = [s.at_least for s in self.steps[:-1]]
        if None in floors or self.steps[-1].at_least is not None:
            raise ValueError("除末档外每档须有 at_least，末档不得有")
        if any(a <= b for a, b in pairwise(floors)):  # type: ignore[operator]
            raise ValueError("等级档须由高到低排列")
        return self


class SortKey(Frozen):
    """排序键 (sort key): a column of the evaluation; ties fall to the next key, then to order received."""

    by: str
    descending: bool = True


class Minimum(Frozen):
    """起评量 (minimum volume), inclusive."""

    column: str
    at_least: int


class Ranking(Frozen):
    """排名 (ranking) printed in the text: the units ranked at most `top`, ties included.

    `direction`: best units first (红榜), or worst first (黑榜); `better` says whether a high value is
    the better one. `kind`: after a tie of two for the first rank comes the third (competition) or
    the second (dense).
    """

    id: str = Field(pattern=IDENTIFIER)
    label: str
    programme: str
    groups: tuple[str, ...]
    by: str = "index"
    compare: Comparison
    direction: Literal["best", "worst"] = "best"
    better: Literal["high", "low"] = "high"
    kind: Literal["competition", "dense"] = "competition"
    top: int | None = Field(default=None, gt=0, description="列出名次不大于此数者；空则不限")
    at_least: Exact | None = Field(default=None, description="列出此值以上者（含），如返工率20%以上")
    minimum: Minimum | None = None
    ties: tuple[SortKey, ...] = ()

    @model_validator(mode="after")
    def _is_limited(self) -> Ranking:
        if self.top is None and self.at_least is None:
            raise ValueError(f"排名“{self.id}”须有 top 或 at_least")
        return self


class ValueCount(Frozen):
    """计数 (count of units) whose printed or exact value equals a given one."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    programme: str
    groups: tuple[str, ...]
    by: str = "index"
    compare: Comparison
    equals: Exact


class Rankings(Frozen):
    """文中排名与计数 (rankings and counts of the text)."""

    kind: Literal["rankings"] = "rankings"
    rankings: tuple[Ranking, ...]
    counts: tuple[ValueCount, ...] = ()


class GradeEntry(Frozen):
    """按等级扣分: points booked for the grade of one programme."""

    kind: Literal["by_grade"] = "by_grade"
    id: str = Field(pattern=IDENTIFIER)
    label: str = Field(description="指标名称")
    programme: str
    points: dict[str, Exact]
    reason: str
    order: tuple[SortKey, ...] = ()


class PerItemEntry(Frozen):
    """按件计分: points per case, letter, ticket or occurrence named in the input."""

    kind: Literal["per_item"] = "per_item"
    id: str = Field(pattern=IDENTIFIER)
    label: str = Field(description="指标名称")
    points: Exact
    reason: str = Field(default="", description="事由模板；空则照来件事由")
    needs_numbers: bool = Field(default=False, description="须逐件列出编号")


class GivenEntry(Frozen):
    """裁量计分: points given by judgement; the input carries points and reason."""

    kind: Literal["given"] = "given"
    id: str = Field(pattern=IDENTIFIER)
    label: str = Field(description="指标名称")
    allowed: tuple[Exact, ...] = Field(default=(), description="允许的分值；空则不限")


LedgerEntryRule = Annotated[GradeEntry | PerItemEntry | GivenEntry, Field(discriminator="kind")]


class LedgerRules(Frozen):
    """加扣分细则 (ledger rules)."""

    kind: Literal["ledger"] = "ledger"
    form: str
    entries: tuple[LedgerEntryRule, ...]

    def entry(self, entry_id: str) -> GradeEntry | PerItemEntry | GivenEntry:
        """The entry rule of that id; raises `KeyError`."""
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        raise KeyError(entry_id)


class DerivedFigure(Frozen):
    """文中推算数 (derived figure): a named method over other quantities; `period.days` is one too.

    环比 and 同比 are no derived figures but `ChangeFigure`s.
    """

    id: str = Field(pattern=IDENTIFIER)
    label: str
    method: Literal["sum", "difference", "mean", "ratio", "complement_ratio"]
    of: tuple[str, ...] = Field(min_length=2, description="数值标识")
    form: str
    unit: str = ""


class Breakdown(Frozen):
    """构成 (breakdown): the parts of a measure, each with its share of a named base."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    measure: str
    base: str = Field(description="占比的分母（数值标识）：须指明，从不默认")
    form: str
    order: Literal["largest_first", "as_declared"] = "largest_first"
    remainder: str | None = Field(
        default=None, description="各项之外余数的名称，如“其余（未分列）”；不写则不列余数"
    )


class TextFigures(Frozen):
    """文中数字 (figures of the text) that follow from others."""

    kind: Literal["text_figures"] = "text_figures"
    figures: tuple[DerivedFigure, ...] = ()
    changes: tuple[ChangeFigure, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()


RuleBody = Annotated[Evaluation | Grades | Rankings | LedgerRules | TextFigures, Field(discriminator="kind")]


class RuleVersion(Frozen):
    """版本 (version) of a rule: in force from a day, until another day or further notice."""

    in_force_from: date
    in_force_until: date | None = None
    source: RuleSource
    body: RuleBody


class Rule(Frozen):
    """规则 (rule) with its dated versions. The last day of the period selects the version."""

    id: str = Field(pattern=IDENTIFIER)
    title: str
    applies_by: Literal["period_end"] = "period_end"
    versions: tuple[RuleVersion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _versions_do_not_overlap(self) -> Rule:
        if len({v.body.kind for v in self.versions}) > 1:
            raise ValueError(f"规则“{self.title}”：各版本的 kind 应相同")
        for earlier, later in pairwise(self.versions):
            if earlier.in_force_until is None or earlier.in_force_until >= later.in_force_from:
                raise ValueError(
                    f"规则“{self.title}”：{earlier.in_force_from} 起的版本须在 "
                    f"{later.in_force_from} 之前写明 in_force_until"
                )
        return self

    def in_force(self, period: Period) -> RuleVersion:
        """The version for a period; raises `RuleNotInForceError` instead of guessing."""
        day = period.last_day
        for version in self.versions:
            ended = version.in_force_until is not None and version.in_force_until < day
            if version.in_force_from <= day and not ended:
                return version
        spans = "；".join(f"{v.in_force_from} 至 {v.in_force_until or '今'}" for v in self.versions)
        raise RuleNotInForceError(
            f"规则“{self.title}”（{self.id}）在 {day} 没有生效的版本，现有版本：{spans}。"
            f"请在 rules/{self.id}.yml 中补充该日适用的版本及其依据。"
        )

    def ref(self, version: RuleVersion) -> RuleRef:
        """How a quantity cites this rule."""
        source = version.source.document
        if version.source.derived:
            source += f"（{version.source.derived}）"
        return RuleRef(id=self.id, title=self.title, in_force_from=version.in_force_from, source=source)
