"""到期的期 (due periods): the periods of a place's series whose due day has come, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hotline_lib.model.period import Period
from hotline_lib.model.schedule import Cadence, Schedule, ScheduleVersion
from hotline_lib.model.weeks import Weeks
from hotline_lib.run.schedule.working_days import WorkingDays


@dataclass(frozen=True)
class Due:
    """到期的一期: due on one day, overdue after another."""

    place: str
    period: Period
    due_on: date
    overdue_after: date

    def overdue(self, today: date) -> bool:
        """逾期: whether its grace has passed."""
        return today > self.overdue_after


def due_periods(
    place: str, schedule: Schedule, weeks: Weeks, calendar: WorkingDays, today: date
) -> list[Due]:
    """到期的期 on a day, oldest first, from the first period of the series on.

    A period that has not ended is never due, and no holiday is looked up for it. Raises `ParamsError`
    for a year whose holidays are unknown.
    """
    first = Period.parse(schedule.first_period, weeks)
    found = []
    for version in schedule.versions:
        for period in _ended(version, weeks, first, today):
            due_on = calendar.after(period.last_day, version.due_working_day)
            if due_on > today:
                continue
            overdue_after = calendar.after(due_on, version.grace_working_days)
            found.append(Due(place, period, due_on, overdue_after))
    return sorted(found, key=lambda d: (d.period.ends, d.period.id))


def _ended(version: ScheduleVersion, weeks: Weeks, first: Period, today: date) -> Iterator[Period]:
    """Periods of a version's cadence that ended before `today`, newest first."""
    last = min(today, version.in_force_until or today)
    period = _holding(version.cadence, last, weeks)
    while period.starts >= first.starts and period.last_day >= version.in_force_from:
        if period.last_day < today and version.covers(period.last_day):
            yield period
        period = period.previous


def _holding(cadence: Cadence, day: date, weeks: Weeks) -> Period:
    """The period of a cadence that holds a day."""
    match cadence:
        case Cadence.year:
            return Period.parse(str(day.year))
        case Cadence.quarter:
            return Period.parse(f"{day.year}Q{(day.month + 2) // 3}")
        case Cadence.month:
            return Period.parse(f"{day:%Y-%m}")
        case Cadence.week:
            # a place's weeks may begin days before or after the week of that number in the calendar
            iso = (day + timedelta(days=7)).isocalendar()
            period = Period.parse(f"{iso.year}W{iso.week:02d}", weeks)
            while period.first_day > day:
                period = period.previous
            return period
