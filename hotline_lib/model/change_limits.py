"""变动限度 (change limits): how much a place's figures may change before a person has to look.

File `params/<place>/change_limits.yml`, used only by runs that ask for the gate (`--max-change`). The
limits are agreed by those who run the system; they change no figure.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

from pydantic import Field, model_validator

from hotline_lib.model.differences import ChangeLimit
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.rules import RuleSource

PERCENT = "%"
_ON_SCALES = (PERCENT, "分", "名")
"""Units of numbers on a scale of their own, for which a ratio says little."""

Limits = dict[str, ChangeLimit]
"""By printed unit: `件`, `分`, `名`; `%` for rates, whose difference is in percentage points."""


class LimitSet(Frozen):
    """一种比较的限度 (limits of one comparison): for numbers of the text, and for cells of tables.

    A change is beyond its limit if it reaches every part the limit states; no limit, no objection.
    """

    text: Limits = Field(default={}, description="正文的数，按单位")
    tables: Limits = Field(default={}, description="附表的数，按单位")

    @model_validator(mode="after")
    def _states_something(self) -> LimitSet:
        for unit, limit in (*self.text.items(), *self.tables.items()):
            if limit.ratio is None and limit.difference is None:
                raise ValueError(f"“{unit}”的限度须写 ratio 或 difference")
        return self

    def limit(self, unit: str, *, in_table: bool, ratio: Fraction | None = None) -> ChangeLimit | None:
        """限度 for a number of a printed unit; a `ratio` given takes the place of that of quantities."""
        stated = (self.tables if in_table else self.text).get(unit)
        if ratio is None or unit in _ON_SCALES:
            return stated
        return (stated or ChangeLimit()).model_copy(update={"ratio": ratio})


class ChangeLimitsVersion(Frozen):
    """版本 (version): for the periods whose last day lies in its span."""

    in_force_from: date
    in_force_until: date | None = None
    source: RuleSource
    previous_period: LimitSet = Field(default=LimitSet(), description="与上一期相比")
    last_draft: LimitSet = Field(default=LimitSet(), description="同一期重出时，与上一稿相比")
    exempt: tuple[str, ...] = Field(
        default=(), description="不受限的数值标识，* 代表任意字，如 derived.*_change"
    )


class ChangeLimits(Frozen):
    """一地的变动限度 (change limits of one place)."""

    versions: tuple[ChangeLimitsVersion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _versions_follow_each_other(self) -> ChangeLimits:
        for earlier, later in pairwise(self.versions):
            if earlier.in_force_until is None or earlier.in_force_until >= later.in_force_from:
                raise ValueError(f"{later.in_force_from} 起的版本之前，上一版本须写明 in_force_until")
        return self

    def in_force(self, day: date) -> ChangeLimitsVersion | None:
        """The version for a period that ends on this day; `None` if there is none."""
        for version in self.versions:
            if version.in_force_from <= day and (
                version.in_force_until is None or day <= version.in_force_until
            ):
                return version
        return None
