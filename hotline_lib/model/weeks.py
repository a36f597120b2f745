"""周的起止 (weeks): when a place's weeks begin, and after which calendar week they are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal


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


@dataclass(frozen=True)
class Weeks:
    """A place's weeks: seven days from a weekday and hour, numbered by the ISO weeks of the calendar.

    `named_by`: week 28 is the one that begins, or the one that ends, in ISO week 28. The two are the
    same where weeks begin on Monday at 0 o'clock. `label` may use `{year}`, `{week}` and `{span}`. What
    `place.yml` may say of them is checked in `model/place.py`.
    """

    starts_on: Weekday = Weekday.monday
    starts_at: int = 0
    named_by: Literal["start", "end"] = "start"
    label: str = "{year}年第{week}周"

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
