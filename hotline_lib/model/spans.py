"""时段 (spans): whole months and weeks; the arithmetic of periods. Free windows stand in `windows`.

A span is half-open: it holds its `start` and every moment before its `end`. Each kind knows its id
(a folder name on every system), its Chinese label, the span just before it and the one a year before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol, Self

from hotline_lib.model.weeks import Weeks, last_week
from hotline_lib.model.windows import window_label

QUARTER_NAMES = ("一", "二", "三", "四")


class Span(Protocol):
    """一种时段 (one kind of span)."""

    @property
    def id(self) -> str:
        """The id, which `Period.parse` reads back."""
        ...

    @property
    def label(self) -> str:
        """What a bulletin calls the span."""
        ...

    @property
    def start(self) -> datetime:
        """The first moment."""
        ...

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        ...

    def before(self) -> Self:
        """The span of the same length that ends where this one starts."""
        ...

    def year_before(self) -> Self:
        """The same span of the year before, by the calendar."""
        ...


@dataclass(frozen=True)
class MonthSpan:
    """整月 (whole months) counted from year 0: a month, a quarter, a year or several months."""

    first: int
    count: int
    written: Literal["month", "quarter", "year", "months"]

    @property
    def start(self) -> datetime:
        """See `Span`."""
        return _month_start(self.first)

    @property
    def end(self) -> datetime:
        """See `Span`."""
        return _month_start(self.first + self.count)

    @property
    def id(self) -> str:
        """`2024-04`, `2022Q3`, `2024` or `2023-01..2023-04`."""
        year, month = divmod(self.first, 12)
        if self.written == "year":
            return f"{year:04d}"
        if self.written == "quarter":
            return f"{year:04d}Q{month // 3 + 1}"
        return _month_id(self.first) + (f"..{_month_id(self._last)}" if self.written == "months" else "")

    @property
    def label(self) -> str:
        """2024年4月, 2022年第三季度, 2024年, 2023年1月至4月, 2023年12月至2024年1月."""
        (year, month), (last_year, last_month) = divmod(self.first, 12), divmod(self._last, 12)
        if self.written == "year":
            return f"{year}年"
        if self.written == "quarter":
            return f"{year}年第{QUARTER_NAMES[month // 3]}季度"
        head = f"{year}年{month + 1}月"
        if self.count == 1:
            return head
        return f"{head}至{f'{last_year}年' if last_year != year else ''}{last_month + 1}月"

    def before(self) -> Self:
        """See `Span`: the same number of months."""
        return replace(self, first=self.first - self.count)

    def year_before(self) -> Self:
        """See `Span`: the same months."""
        return replace(self, first=self.first - 12)

    @property
    def _last(self) -> int:
        return self.first + self.count - 1


@dataclass(frozen=True)
class WeekSpan:
    """周 (weeks) as a place counts them: one, or several on end."""

    year: int
    week: int
    count: int
    weeks: Weeks
    several: bool = False

    @property
    def start(self) -> datetime:
        """See `Span`."""
        return self.weeks.start(self.year, self.week)

    @property
    def end(self) -> datetime:
        """See `Span`."""
        return self.start + timedelta(weeks=self.count)

    @property
    def id(self) -> str:
        """`2024W28` or `2024W27..2024W28`."""
        year, week = self._last
        return f"{self.year:04d}W{self.week:02d}" + (f"..{year:04d}W{week:02d}" if self.several else "")

    @property
    def label(self) -> str:
        """2024年第28周, or what the place calls it; 2024年第27至28周."""
        if self.count == 1:
            span = window_label(self.start, self.end)
            return self.weeks.label.format(year=self.year, week=self.week, span=span)
        year, week = self._last
        return f"{self.year}年第{self.week}{f'周至{year}年第' if year != self.year else '至'}{week}周"

    def before(self) -> Self:
        """See `Span`: the same number of weeks."""
        return self._from(self._monday - timedelta(weeks=self.count))

    def year_before(self) -> Self:
        """See `Span`: the week of the same number; the last one for a week 53 that the year before lacks."""
        year = self.year - 1
        return replace(self, year=year, week=min(self.week, last_week(year)))

    @property
    def _monday(self) -> date:
        return date.fromisocalendar(self.year, self.week, 1)

    @property
    def _last(self) -> tuple[int, int]:
        last = (self._monday + timedelta(weeks=self.count - 1)).isocalendar()
        return last.year, last.week

    def _from(self, monday: date) -> Self:
        year, week, _ = monday.isocalendar()
        return replace(self, year=year, week=week)


def _month_start(index: int) -> datetime:
    year, month = divmod(index, 12)
    return datetime.combine(date(year, month + 1, 1), time())


def _month_id(index: int) -> str:
    year, month = divmod(index, 12)
    return f"{year:04d}-{month + 1:02d}"
