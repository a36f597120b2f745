"""工作日 (working days): the State Council's notices as the `chinesecalendar` package has them.

A year without a notice is refused, not guessed: the notice for the next year appears in November.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.schedule import SpecialDay

_ONE = timedelta(days=1)


class WorkingDays:
    """工作日历 of one place: the national calendar with the place's own special days before it."""

    def __init__(self, special: Sequence[SpecialDay], file: str) -> None:
        self._special = {s.day: s.works for s in special}
        self._file = file

    def works(self, day: date) -> bool:
        """Whether people work on a day; raises `ParamsError` for a year whose holidays are unknown."""
        if day in self._special:
            return self._special[day]
        import chinese_calendar

        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            raise ParamsError(
                [
                    Problem(
                        file=self._file,
                        column="special_days",
                        found=str(day),
                        expected=f"日历程序包还没有 {day.year} 年的放假安排",
                        action="请升级 chinesecalendar，或在 special_days 中逐日写明该年用到的日子及依据",
                    )
                ]
            ) from None

    def after(self, day: date, count: int) -> date:
        """期末之后第 `count` 个工作日: the first working day after `day` is number 1; 0 is `day` itself."""
        while count > 0:
            day += _ONE
            count -= self.works(day)
        return day
