"""期 (period): the span a bulletin reports on, named as in `data/<place>/<period>/`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from hotline_lib.model.errors import UsageError
from hotline_lib.model.spans import QUARTER_NAMES, MonthSpan, Span, WeekSpan
from hotline_lib.model.weeks import Weeks
from hotline_lib.model.windows import Window, window_label

if TYPE_CHECKING:  # many a command names a period and computes nothing
    from fractions import Fraction

_MONTH = re.compile(r"([1-9][0-9]{3})-([0-9]{2})")
_QUARTER = re.compile(r"([1-9][0-9]{3})Q([1-4])")
_WEEK = re.compile(r"([1-9][0-9]{3})W([0-9]{2})")
_YEAR = re.compile(r"([1-9][0-9]{3})")
_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3])")
_MONTHS_OF_QUARTER, _MONTHS_OF_YEAR = 3, 12


@dataclass(frozen=True)
class Period:
    """A span of days or hours. `id` is the folder name, `label` what the bulletin calls it.

    It begins on `first_day` at `first_hour` o'clock and ends on `last_day` at `last_hour` o'clock; a
    period of whole days runs from 0 to 24. `weeks` is how the place counts weeks.
    """

    id: str
    label: str
    first_day: date
    last_day: date
    first_hour: int = 0
    last_hour: int = 24
    weeks: Weeks = field(default_factory=Weeks)

    @classmethod
    def parse(cls, text: str, weeks: Weeks | None = None) -> Self:
        """Read one of the forms listed in the message of `UsageError`, which anything else raises.

        `weeks` are those of the place; without a place, weeks run from Monday to Sunday.
        """
        counted = weeks or Weeks()
        try:
            if span := _span(text, counted):
                return cls._of(span, counted)
        except (ValueError, OverflowError):
            pass
        raise UsageError(
            f"看不懂期“{text}”。请写成 2024-04（月）、2022Q3（季）、2024W28（周）、2024（年）、"
            "2023-01..2023-04（多月）、2024W27..2024W28（多周）、2024-07-05..2024-07-18（起止日）"
            "或 2024-07-05T12..2024-07-19T12（起止时）。"
        )

    @classmethod
    def _of(cls, span: Span, weeks: Weeks) -> Self:
        ends_at_midnight = span.end.time() == time()
        last_day = span.end.date() - timedelta(days=1) if ends_at_midnight else span.end.date()
        return cls(
            id=span.id,
            label=span.label,
            first_day=span.start.date(),
            last_day=last_day,
            first_hour=span.start.hour,
            last_hour=24 if ends_at_midnight else span.end.hour,
            weeks=weeks,
        )

    def counted_in(self, weeks: Weeks) -> Period:
        """本地的期: the same id as a place counts it, whose weeks may begin on another day and hour."""
        return self if weeks == self.weeks else Period.parse(self.id, weeks)

    @property
    def year(self) -> int:
        """年 of the first day."""
        return self.first_day.year

    @property
    def month(self) -> int:
        """月 of the first day."""
        return self.first_day.month

    @property
    def season(self) -> str:
        """季度 (season) without the year, as running text has it: 三季度; empty unless a quarter."""
        quarter = _QUARTER.fullmatch(self.id)
        return f"{QUARTER_NAMES[int(quarter[2]) - 1]}季度" if quarter else ""

    @property
    def short_label(self) -> str:
        """短称 (short label): a quarter without “第”, 2022年三季度; any other period its label."""
        return f"{self.year}年{self.season}" if self.season else self.label

    @property
    def last_day_label(self) -> str:
        """期末日 (last day) without the year: 9月30日."""
        return f"{self.last_day.month}月{self.last_day.day}日"

    @property
    def starts(self) -> datetime:
        """起 (first moment)."""
        return datetime.combine(self.first_day, time(self.first_hour))

    @property
    def ends(self) -> datetime:
        """止 (first moment after it)."""
        return datetime.combine(self.last_day, time()) + timedelta(hours=self.last_hour)

    @property
    def span_label(self) -> str:
        """起止 (from … to): 2024年7月8日至14日, with hours where days are not counted whole."""
        return window_label(self.starts, self.ends)

    @property
    def hours(self) -> int:
        """小时数 (hours in the period)."""
        return (self.ends - self.starts) // timedelta(hours=1)

    @property
    def days(self) -> Fraction:
        """天数 (days in the period), for daily averages: exact, 7 from Friday noon to Friday noon."""
        from fractions import Fraction

        return Fraction(self.hours, 24)

    @property
    def previous(self) -> Period:
        """上一期: the period of the same length just before, for 环比.

        Months go by number of months, weeks by number of weeks, other windows by their hours.
        """
        return self._beside(lambda span: span.before(), "上一期")

    @property
    def last_year(self) -> Period:
        """上年同期: the same months, weeks or dates of the year before, for 同比.

        Week 53 goes with the last week of a year that has 52; how windows treat 29 February is told in
        `windows.Window.year_before`.
        """
        return self._beside(lambda span: span.year_before(), "上年同期")

    def _beside(self, move: Callable[[Span], Span], what: str) -> Period:
        span = _span(self.id, self.weeks)
        try:
            return Period.parse(move(span).id, self.weeks)  # type: ignore[arg-type]
        except (UsageError, ValueError, OverflowError):
            raise UsageError(f"期“{self.id}”没有可写的{what}。") from None


def _span(text: str, weeks: Weeks) -> Span | None:
    """The span that a text means; `None` or `ValueError` for no known form."""
    first, dots, last = text.partition("..")
    if dots:
        return _from_to(first, last, weeks)
    if m := _MONTH.fullmatch(text):
        return MonthSpan(_month(m[1], m[2]), 1, "month")
    if m := _QUARTER.fullmatch(text):
        return MonthSpan(int(m[1]) * 12 + (int(m[2]) - 1) * 3, _MONTHS_OF_QUARTER, "quarter")
    if m := _YEAR.fullmatch(text):
        return MonthSpan(int(m[1]) * 12, _MONTHS_OF_YEAR, "year")
    if m := _WEEK.fullmatch(text):
        return WeekSpan(int(m[1]), int(m[2]), 1, weeks)
    return None


def _from_to(first: str, last: str, weeks: Weeks) -> Span | None:
    """Several months or weeks, or a window of days or hours; `None` unless it runs forward."""
    if (m := _MONTH.fullmatch(first)) and (n := _MONTH.fullmatch(last)):
        start, count = _month(m[1], m[2]), _month(n[1], n[2]) - _month(m[1], m[2]) + 1
        return MonthSpan(start, count, "months") if count > 0 else None
    if (m := _WEEK.fullmatch(first)) and (n := _WEEK.fullmatch(last)):
        mondays = [date.fromisocalendar(int(w[1]), int(w[2]), 1) for w in (m, n)]
        count = (mondays[1] - mondays[0]).days // 7 + 1
        return WeekSpan(int(m[1]), int(m[2]), count, weeks, several=True) if count > 0 else None
    if _DAY.fullmatch(first) and _DAY.fullmatch(last):
        begins, ends = (datetime.combine(date.fromisoformat(d), time()) for d in (first, last))
        return Window(begins, ends + timedelta(days=1)) if begins <= ends else None
    if (m := _HOUR.fullmatch(first)) and (n := _HOUR.fullmatch(last)):
        begins, ends = (datetime.combine(date.fromisoformat(x[1]), time(int(x[2]))) for x in (m, n))
        return Window(begins, ends, hourly=True) if begins < ends else None
    return None


def _month(year: str, month: str) -> int:
    """Months since year 0; raises `ValueError` for a month that is none."""
    return date(int(year), int(month), 1).year * 12 + int(month) - 1
