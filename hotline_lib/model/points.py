"""计分制 (points scheme): components with full marks, thresholds, floors and caps, added up.

Each component is a named method with its settings; `scoring/component_points.py` holds the pure functions.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from hotline_lib.model.comparison import Comparison
from hotline_lib.model.exact import Exact, decimal_words
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER

PER_POINT = "每个百分点的分值"


class ByGroup(Frozen):
    """按组别取值 (value by group): `default` serves the groups that are not listed."""

    default: Exact = Field(description="未列组别所用之值")
    groups: dict[str, Exact] = Field(default={}, description="组别 → 值")

    def of(self, group: str) -> Exact:
        """The value for a group."""
        return self.groups.get(group, self.default)


class Counting(StrEnum):
    """百分点的计法 (counting of points): in proportion, full ones only, or begun ones as full.

    2.4 percentage points count as 2.4 (`proportional`), 2 (`full`), 3 (`begun`).
    """

    proportional = "proportional"
    full = "full"
    begun = "begun"


class AbsentRate(StrEnum):
    """无此率时 (absent rate): refused, full marks, or the floor of the component."""

    refuse = "refuse"
    full = "full"
    floor = "floor"


class Component(Frozen):
    """得分项 (component): id, printed label, full marks, print form."""

    id: str = Field(pattern=IDENTIFIER, description="标识，也是附表的列")
    label: str = Field(description="名称")
    full: Exact = Field(description="满分（加分项为最多所加）")
    form: str = Field(description="印刷形式")


class RateComponent(Component):
    """按比率的得分项: what it gets where its rate has no base is a setting of its own."""

    when_absent: AbsentRate = Field(
        default=AbsentRate.refuse, description="无此率（分母为0）时：拒绝、得满分（full）、得保底分（floor）"
    )


class RateShare(RateComponent):
    """按率得分: full × rate."""

    method: Literal["rate_share"] = "rate_share"
    rate: str = Field(description="比率")


class RateBonus(RateComponent):
    """达标加分: 0 up to the threshold, then `per_point` a percentage point over it, at most `full`."""

    method: Literal["rate_bonus"] = "rate_bonus"
    rate: str = Field(description="比率")
    threshold: Exact = Field(description="起加的比率，0–1")
    per_point: Exact = Field(description=PER_POINT)
    counting: Counting = Field(default=Counting.proportional, description="不足1个百分点怎样计")


class PointsStep(Frozen):
    """分段 (step): the points of rates at or above `at_least`."""

    at_least: Exact = Field(description="比率下限（含），0–1")
    points: Exact = Field(description="所得分")


class RateSteps(RateComponent):
    """分段得分: the points of the first step whose floor the rate reaches; `below` under all of them."""

    method: Literal["rate_steps"] = "rate_steps"
    rate: str = Field(description="比率")
    steps: tuple[PointsStep, ...] = Field(min_length=1, description="各段，由高到低")
    below: Exact = Field(default=Fraction(0), description="不到末段者所得分")

    @model_validator(mode="after")
    def _steps_descend(self) -> Self:
        if any(a.at_least <= b.at_least for a, b in pairwise(self.steps)):
            raise ValueError(f"得分项“{self.label}”的各段须由高到低排列")
        if not all(0 <= points <= self.full for points in (self.below, *(s.points for s in self.steps))):
            raise ValueError(f"得分项“{self.label}”各段的分应在 0 至满分之间")
        return self


class Floored(Component):
    """有保底的得分项: points are lost down to `floor`, never below."""

    floor: Exact = Field(default=Fraction(0), description="保底分")

    @model_validator(mode="after")
    def _floor_fits(self) -> Self:
        if not 0 <= self.floor <= self.full:
            raise ValueError(f"得分项“{self.label}”的保底分应在 0 至满分之间")
        return self


class ExcessPenalty(Floored, RateComponent):
    """超限扣分: full up to the tolerance, then minus `per_point` a percentage point over it."""

    method: Literal["excess_penalty"] = "excess_penalty"
    rate: str = Field(description="比率")
    tolerance: Exact = Field(description="容许的比率，0–1")
    per_point: Exact = Field(description=PER_POINT)
    counting: Counting = Field(default=Counting.proportional, description="不足1个百分点怎样计")


class ShortfallPenalty(Floored, RateComponent):
    """不足扣分: full − `per_point` × (target − mean of the rates) in points, `floor`…full.

    Rates that are absent take no part in the mean.
    """

    method: Literal["shortfall_penalty"] = "shortfall_penalty"
    rates: tuple[str, ...] = Field(min_length=1, description="比率；多于一项取平均值")
    target: ByGroup = Field(description="目标比率，0–1")
    per_point: Exact = Field(description=PER_POINT)
    counting: Counting = Field(default=Counting.proportional, description="不足1个百分点怎样计")


class CountPenalty(Floored):
    """按件扣分: full − `each` × count, down to the floor."""

    method: Literal["count_penalty"] = "count_penalty"
    count: str = Field(description="计数列或推算计数")
    each: ByGroup = Field(description="每件所扣")


class GivenPoints(Component):
    """给定得分: the points the input gives, 0…full."""

    method: Literal["given_points"] = "given_points"
    value: str = Field(description="给分的列")


class LedgerPoints(Component):
    """加减分入账: `base` plus the unit's ledger entries of one sign, clamped to 0…full.

    With `entries` only those entry rules are booked here; each entry must have exactly one component.
    """

    method: Literal["ledger_points"] = "ledger_points"
    base: Exact = Field(description="没有加减分时的得分")
    sign: Literal["positive", "negative", "both"] = Field(description="记入正分、负分或两者")
    entries: tuple[str, ...] = Field(default=(), description="只记入这些条目；空则不限")

    @model_validator(mode="after")
    def _base_fits(self) -> Self:
        if not 0 <= self.base <= self.full:
            raise ValueError(f"得分项“{self.label}”的底分应在 0 至满分之间")
        return self


PointsComponent = Annotated[
    RateShare
    | RateBonus
    | RateSteps
    | ExcessPenalty
    | ShortfallPenalty
    | CountPenalty
    | GivenPoints
    | LedgerPoints,
    Field(discriminator="method"),
]


class PointsTotal(Frozen):
    """总得分 (total): the sum of the components, rounded once when printed, perhaps limited."""

    method: Literal["points_total"] = "points_total"
    id: str = Field(default="total", pattern=IDENTIFIER, description="标识")
    label: str = Field(description="名称")
    form: str = Field(description="印刷形式")
    full: Exact | None = Field(default=None, description="总分的满分；写明则须等于各项满分之和")
    adds: Comparison = Field(
        default=Comparison.exact, description="由未取舍的各项相加（exact），或由所印的各项相加（printed）"
    )
    cap: Exact | None = Field(default=None, description="总分封顶")
    floor: Exact | None = Field(default=None, description="总分保底")
    components: tuple[PointsComponent, ...] = Field(min_length=1, description="各得分项")

    @model_validator(mode="after")
    def _ids_are_unique(self) -> PointsTotal:
        ids = [c.id for c in self.components]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"得分项标识重复：{'、'.join(twice)}")
        return self

    @model_validator(mode="after")
    def _full_marks_add_up(self) -> PointsTotal:
        total = sum((c.full for c in self.components), Fraction(0))
        if self.full is not None and self.full != total:
            stated = decimal_words(self.full)
            raise ValueError(f"总分的满分 {stated} 应等于各项满分之和 {decimal_words(total)}")
        if self.cap is not None and self.floor is not None and self.cap <= self.floor:
            raise ValueError("总分封顶应大于保底")
        return self
