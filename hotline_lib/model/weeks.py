"""周的起止 (weeks): when a place's weeks begin, and after which calendar week they are named."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from string import Formatter
from typing import Literal

from pydantic import Field, field_validator

from hotline_lib.model.frozen import Frozen

_LABEL_NAMES = {"year", "week", "span"}


class Weekday(StrEnum):
    """星期 (weekday)."""

    monday = "monday"
    tuesday = "tuesday"
    wednesday = "wednesday"
    thursday = "thursday"
    friday = "friday"
    saturday = "saturday"
    sunday = "sunday"

    @property
    def days_after_monday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return list(Weekday).index(self)


class Weeks(Frozen):
    """A place's weeks: seven days from a weekday and hour, numbered by the ISO weeks of the calendar.

    `named_by`: week 28 is the one that begins, or the one that ends, in ISO week 28. The two are the
    same where weeks begin on Monday at 0 o'clock. `label` may use `{year}`, `{week}` and `{span}`.
    """

    starts_on: Weekday = Weekday.monday
    starts_at: int = Field(default=0, ge=0, le=23, description="起算的整点，如 12 为当日12时")
    named_by: Literal["start", "end"] = Field(
        default="start", description="周次按起点（start）还是终点（end）所在的日历周"
    )
    label: str = Field(
        default="{year}年第{week}周", description="周的称呼，可用 {year}、{week}、{span}（起止）"
    )

    @field_validator("label")
    @classmethod
    def _label_uses_known_names(cls, label: str) -> str:
        try:
            used = {name for _, name, _, _ in Formatter().parse(label) if name is not None}
        except ValueError as error:
            raise ValueError(f"周的称呼“{label}”花括号不成对") from error
        if not used or used - _LABEL_NAMES:
            raise ValueError("周的称呼须用且只能用 {year}、{week}、{span}")
        return label

    def start(self, year: int, week: int) -> datetime:
        """The first moment of a week; raises `ValueError` for a week that the year lacks."""
        monday = datetime.combine(date.fromisocalendar(year, week, 1), time())
        offset = timedelta(days=self.starts_on.days_after_monday, hours=self.starts_at)
        if self.named_by == "end" and offset:
            offset -= timedelta(days=7)
        return monday + offset


def last_week(year: int) -> int:
    """末周 (last ISO week) of a year: 52 or 53."""
    return date(year, 12, 28).isocalendar().week
