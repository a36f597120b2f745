"""期 (period): the span a bulletin reports on, named as in `data/<place>/<period>/`."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Self

from hotline_lib.model.errors import UsageError
from hotline_lib.model.frozen import Frozen

_MONTH = re.compile(r"([1-9][0-9]{3})-([0-9]{2})")
_QUARTER = re.compile(r"([1-9][0-9]{3})Q([1-4])")
_WEEK = re.compile(r"([1-9][0-9]{3})W([0-9]{2})")
_YEAR = re.compile(r"([1-9][0-9]{3})")
_MONTHS = re.compile(r"([0-9]{4}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2})")
_QUARTER_NAMES = ("一", "二", "三", "四")


class Period(Frozen):
    """A span of whole days. `id` is the folder name, `label` what the bulletin calls it."""

    id: str
    label: str
    first_day: date
    last_day: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2024-04`, `2022Q3`, `2024W28`, `2024` or `2023-01..2023-04`.

        Raises `UsageError` with the accepted forms for anything else.
        """
        try:
            if m := _MONTH.fullmatch(text):
                return cls._months(text, int(m[1]), int(m[2]), 1, f"{m[1]}年{int(m[2])}月")
            if m := _QUARTER.fullmatch(text):
                quarter = int(m[2])
                label = f"{m[1]}年第{_QUARTER_NAMES[quarter - 1]}季度"
                return cls._months(text, int(m[1]), 3 * quarter - 2, 3, label)
            if m := _WEEK.fullmatch(text):
                monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
                label = f"{m[1]}年第{int(m[2])}周"
                return cls(id=text, label=label, first_day=monday, last_day=monday + timedelta(days=6))
            if m := _YEAR.fullmatch(text):
                return cls._months(text, int(m[1]), 1, 12, f"{m[1]}年")
            if m := _MONTHS.fullmatch(text):
                first, last = cls.parse(m[1]), cls.parse(m[2])
                if first.first_day <= last.first_day:
                    label = f"{first.label}至{last.label}"
                    return cls(id=text, label=label, first_day=first.first_day, last_day=last.last_day)
        except (ValueError, OverflowError):
            pass
        raise UsageError(
            f"看不懂期“{text}”。请写成 2024-04（月）、2022Q3（季）、2024W28（周）、2024（年）"
            "或 2023-01..2023-04（多月）。"
        )

    @classmethod
    def _months(cls, text: str, year: int, month: int, count: int, label: str) -> Self:
        end_month = month + count - 1
        last = calendar.monthrange(year, end_month)[1] if 1 <= end_month <= 12 else 0
        return cls(
            id=text,
            label=label,
            first_day=date(year, month, 1),
            last_day=date(year, end_month, last),
        )

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
        return f"{_QUARTER_NAMES[int(quarter[2]) - 1]}季度" if quarter else ""

    @property
    def short_label(self) -> str:
        """短称 (short label): a quarter without “第”, 2022年三季度; any other period its label."""
        return f"{self.year}年{self.season}" if self.season else self.label

    @property
    def last_day_label(self) -> str:
        """期末日 (last day) without the year: 9月30日."""
        return f"{self.last_day.month}月{self.last_day.day}日"

    @property
    def days(self) -> int:
        """天数 (days in the period), for daily averages."""
        return (self.last_day - self.first_day).days + 1

    @property
    def previous(self) -> Period:
        """上一期: the period of the same length just before, for 环比. Months, quarters, years, weeks."""
        day = self.first_day - timedelta(days=1)
        if _QUARTER.fullmatch(self.id):
            return Period.parse(f"{day.year}Q{(day.month + 2) // 3}")
        if _MONTH.fullmatch(self.id):
            return Period.parse(f"{day:%Y-%m}")
        if _WEEK.fullmatch(self.id):
            iso = day.isocalendar()
            return Period.parse(f"{iso.year}W{iso.week:02d}")
        if _YEAR.fullmatch(self.id):
            return Period.parse(str(day.year))
        raise UsageError(f"期“{self.id}”没有通行的“上一期”，请在输入中给出对比数。")
