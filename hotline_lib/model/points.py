"""计分制 (points scheme): components with full marks, thresholds, floors and caps, added up.

Each component is a named method with its settings; `scoring/points.py` holds the pure functions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from hotline_lib.model.exact import Exact, decimal_words
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER


class ByGroup(Frozen):
    """按组别取值 (value by group): `default` serves the groups that are not listed."""

    default: Exact
    groups: dict[str, Exact] = Field(default={})

    def of(self, group: str) -> Exact:
        """The value for a group."""
        return self.groups.get(group, self.default)


class Component(Frozen):
    """得分项 (component): id, printed label, full marks, print form."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    full: Exact
    form: str


class RateShare(Component):
    """按率得分: full × rate."""

    method: Literal["rate_share"] = "rate_share"
    rate: str


class RateBonus(Component):
    """达标加分: 0 up to the threshold, then `per_point` a percentage point over it, at most `full`."""

    method: Literal["rate_bonus"] = "rate_bonus"
    rate: str
    threshold: Exact = Field(description="起加的比率，0–1")
    per_point: Exact


class Floored(Component):
    """有保底的得分项: points are lost down to `floor`, never below."""

    floor: Exact = Field(default=Fraction(0), description="保底分")

    @model_validator(mode="after")
    def _floor_fits(self) -> Self:
        if not 0 <= self.floor <= self.full:
            raise ValueError(f"得分项“{self.label}”的保底分应在 0 至满分之间")
        return self


class ExcessPenalty(Floored):
    """超限扣分: full up to the tolerance, then minus `per_point` a percentage point over it."""

    method: Literal["excess_penalty"] = "excess_penalty"
    rate: str
    tolerance: Exact = Field(description="容许的比率，0–1")
    per_point: Exact


class ShortfallPenalty(Floored):
    """不足扣分: full − `per_point` × (target − mean of the rates) in points, `floor`…full."""

    method: Literal["shortfall_penalty"] = "shortfall_penalty"
    rates: tuple[str, ...] = Field(min_length=1)
    target: ByGroup = Field(description="目标比率，0–1")
    per_point: Exact


class CountPenalty(Component):
    """按件扣分: full − `each` × count, floor 0."""

    method: Literal["count_penalty"] = "count_penalty"
    count: str
    each: ByGroup


class GivenPoints(Component):
    """给定得分: the points the input gives, 0…full."""

    method: Literal["given_points"] = "given_points"
    value: str


class LedgerPoints(Component):
    """加减分入账: `base` plus the unit's ledger entries of one sign, clamped to 0…full."""

    method: Literal["ledger_points"] = "ledger_points"
    base: Exact
    sign: Literal["positive", "negative", "both"]


PointsComponent = Annotated[
    RateShare | RateBonus | ExcessPenalty | ShortfallPenalty | CountPenalty | GivenPoints | LedgerPoints,
    Field(discriminator="method"),
]


class PointsTotal(Frozen):
    """总得分 (total): the sum of the exact components, rounded once when printed."""

    method: Literal["points_total"] = "points_total"
    id: str = Field(default="total", pattern=IDENTIFIER)
    label: str
    form: str
    full: Exact | None = Field(default=None, description="总分的满分；写明则须等于各项满分之和")
    components: tuple[PointsComponent, ...] = Field(min_length=1)

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
        return self
