"""起止时段 (windows): any days, or any hours, from one to another; see `spans` for what a span offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Self


@dataclass(frozen=True)
class Window:
    """起止时段 (window) of days, or of hours where `hourly`."""

    start: datetime
    end: datetime
    hourly: bool = False

    @property
    def id(self) -> str:
        """`2024-07-05..2024-07-18` (both days inside) or `2024-07-05T12..2024-07-19T12`."""
        if self.hourly:
            return f"{self.start:%Y-%m-%dT%H}..{self.end:%Y-%m-%dT%H}"
        return f"{self.start:%Y-%m-%d}..{self.end - timedelta(days=1):%Y-%m-%d}"

    @property
    def label(self) -> str:
        """2024年7月5日至18日, 2024年7月5日12时至19日12时."""
        return window_label(self.start, self.end)

    def before(self) -> Self:
        """See `Span`: the same number of hours."""
        return replace(self, start=self.start - (self.end - self.start), end=self.start)

    def year_before(self) -> Self:
        """See `Span`: the same dates and hours.

        In a year without 29 February a span from that day starts on 28 February, one up to some hour of
        it ends on 1 March; a window of days up to the end of February ends with February in either year.
        """
        return replace(self, start=_year_before(self.start, (2, 28)), end=_year_before(self.end, (3, 1)))


def window_label(start: datetime, end: datetime) -> str:
    """起止 (from … to) in words; hours are told only where a day is not counted whole."""
    whole = start.time() == time() == end.time()
    last = end - timedelta(days=1) if whole else end
    head = f"{start.year}年{start.month}月{start.day}日"
    if whole and last.date() == start.date():
        return head
    tail = f"{last.day}日"
    if (last.year, last.month) != (start.year, start.month):
        tail = f"{last.month}月{tail}"
    if last.year != start.year:
        tail = f"{last.year}年{tail}"
    if whole:
        return f"{head}至{tail}"
    return f"{head}{start.hour}时至{tail if last.date() != start.date() else ''}{last.hour}时"


def _year_before(moment: datetime, instead_of_leap_day: tuple[int, int]) -> datetime:
    try:
        return moment.replace(year=moment.year - 1)
    except ValueError:
        month, day = instead_of_leap_day
        return moment.replace(year=moment.year - 1, month=month, day=day)
