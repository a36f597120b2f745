"""排期 (schedule): which periods a place's bulletin covers and when each falls due.

File `params/<place>/schedule.yml`; a place without one is not scheduled, only run by hand.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise

from pydantic import Field, model_validator

from hotline_lib.model.errors import UsageError
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.rules import RuleSource


class Cadence(StrEnum):
    """周期 (cadence): how long each period of a series is."""

    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


CADENCE_LABELS = {Cadence.week: "周", Cadence.month: "月", Cadence.quarter: "季", Cadence.year: "年"}


class SpecialDay(Frozen):
    """本地调整的日子 (special day): a working day or day of rest that the national calendar lacks."""

    day: date
    works: bool = Field(description="true 为上班日，false 为休息日")
    note: str = Field(description="依据，如“某市政府办公室通知”")


class ScheduleVersion(Frozen):
    """版本 (version) of a schedule: for the periods whose last day lies in its span."""

    in_force_from: date
    in_force_until: date | None = None
    source: RuleSource
    cadence: Cadence
    due_working_day: int = Field(gt=0, le=250, description="期末之后第几个工作日到期")
    grace_working_days: int = Field(default=0, ge=0, le=250, description="到期后再过几个工作日算逾期")

    def covers(self, day: date) -> bool:
        """Whether a period that ends on this day belongs to the version."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)


class Schedule(Frozen):
    """一地的排期 (schedule of one place). A period of the series that no version covers is not due."""

    first_period: str = Field(description="自哪一期起")
    versions: tuple[ScheduleVersion, ...] = Field(min_length=1)
    special_days: tuple[SpecialDay, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Schedule:
        for earlier, later in pairwise(self.versions):
            if earlier.in_force_until is None or earlier.in_force_until >= later.in_force_from:
                raise ValueError(f"{later.in_force_from} 起的版本之前，上一版本须写明 in_force_until")
        days = [s.day for s in self.special_days]
        if twice := sorted({d for d in days if days.count(d) > 1}):
            raise ValueError(f"special_days 重复：{'、'.join(map(str, twice))}")
        try:
            Period.parse(self.first_period)
        except UsageError as error:
            raise ValueError(f"first_period：{error}") from None
        return self
