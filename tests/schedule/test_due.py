"""When a period is due: working days of the real calendar, series, versions, weeks of the place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hotline_lib.model.errors import ParamsError
from hotline_lib.model.schedule import Schedule, SpecialDay
from hotline_lib.model.weeks import Weekday, Weeks
from hotline_lib.run.schedule.due import due_periods
from hotline_lib.run.schedule.working_days import WorkingDays
from tests.schedule.made import monthly

FILE = "params/x/schedule.yml"
NATIONAL = WorkingDays((), FILE)


def due(schedule: str, today: str, weeks: Weeks | None = None) -> list[tuple[str, str, str]]:
    read = Schedule.model_validate(yaml.safe_load(schedule))
    calendar = WorkingDays(read.special_days, FILE)
    found = due_periods("x", read, weeks or Weeks(), calendar, date.fromisoformat(today))
    return [(d.period.id, d.due_on.isoformat(), d.overdue_after.isoformat()) for d in found]


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        # 2024年劳动节放假 5月1日至5日，4月28日、5月11日上班
        ("2024-04-30", 1, "2024-05-06"),
        ("2024-04-30", 6, "2024-05-11"),
        ("2024-04-27", 1, "2024-04-28"),
        # 从休息日起数，下一个工作日是第 1 个
        ("2025-01-04", 1, "2025-01-06"),
        ("2024-03-29", 0, "2024-03-29"),
    ],
)
def test_working_days_follow_the_notices(day: str, count: int, wanted: str) -> None:
    assert NATIONAL.after(date.fromisoformat(day), count) == date.fromisoformat(wanted)


@given(st.dates(date(2022, 1, 1), date(2025, 6, 1)), st.integers(1, 30))
def test_counting_on_equals_counting_at_once(day: date, count: int) -> None:
    assert NATIONAL.after(NATIONAL.after(day, count), 1) == NATIONAL.after(day, count + 1)
    reached = NATIONAL.after(day, count)
    between = [day + timedelta(days=n) for n in range(1, (reached - day).days + 1)]
    assert sum(NATIONAL.works(d) for d in between) == count


def test_a_special_day_of_the_place_goes_before_the_national_calendar() -> None:
    local = WorkingDays([SpecialDay(day=date(2024, 5, 6), works=False, note="x")], FILE)
    assert local.after(date(2024, 4, 30), 1) == date(2024, 5, 7)


def test_a_year_without_a_notice_is_refused_by_name_and_can_be_stated() -> None:
    with pytest.raises(ParamsError, match=r"special_days.*2043 年的放假安排.*2043-06-01"):
        NATIONAL.works(date(2043, 6, 1))
    stated = WorkingDays([SpecialDay(day=date(2043, 6, 1), works=True, note="x")], FILE)
    assert stated.works(date(2043, 6, 1))


def test_a_month_is_due_on_its_day_and_not_the_day_before() -> None:
    # 2024年4月的第 10 个工作日：清明 4、5、6 日放假，4月7日上班
    assert due(monthly(), "2024-04-14") == []
    assert due(monthly(), "2024-04-15") == [("2024-03", "2024-04-15", "2024-04-18")]


def test_all_missed_months_are_due_oldest_first() -> None:
    assert [p for p, *_ in due(monthly(first="2024-01"), "2024-06-20")] == [
        "2024-01",
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
    ]


def test_the_series_begins_and_ends_where_the_schedule_says() -> None:
    assert [p for p, *_ in due(monthly(first="2024-02", until="2024-03-31"), "2024-12-31")] == [
        "2024-02",
        "2024-03",
    ]


def test_a_new_version_changes_cadence_from_its_day_on() -> None:
    text = monthly(first="2024-02", until="2024-06-30") + (
        "  - in_force_from: 2024-07-01\n    source: {document: 新约定}\n"
        "    cadence: quarter\n    due_working_day: 15\n"
    )
    assert [p for p, *_ in due(text, "2024-12-31")] == [
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
        "2024-06",
        "2024Q3",
    ]


@pytest.mark.parametrize(
    ("weeks", "today", "wanted"),
    [
        (Weeks(), "2024-07-15", ["2024W28"]),
        (Weeks(), "2024-07-14", []),
        # 星期五12时起算的周，第28周止于7月19日
        (Weeks(starts_on=Weekday.friday, starts_at=12), "2024-07-19", []),
        (Weeks(starts_on=Weekday.friday, starts_at=12), "2024-07-22", ["2024W28"]),
    ],
)
def test_weeks_of_the_place(weeks: Weeks, today: str, wanted: list[str]) -> None:
    text = (
        "first_period: 2024W28\nversions:\n  - in_force_from: 2024-01-01\n"
        "    source: {document: 本系统约定}\n    cadence: week\n    due_working_day: 1\n"
    )
    assert [p for p, *_ in due(text, today, weeks)] == wanted


def test_years_are_due_once() -> None:
    text = (
        'first_period: "2023"\nversions:\n  - in_force_from: 2020-01-01\n'
        "    source: {document: 本系统约定}\n    cadence: year\n    due_working_day: 20\n"
    )
    assert [p for p, *_ in due(text, "2025-12-31")] == ["2023", "2024"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (monthly().replace('"2024-03"', '"三月"'), "first_period"),
        (monthly() + monthly().split("versions:\n")[1], "in_force_until"),
        (
            monthly()
            + "special_days: [{day: 2024-05-06, works: true, note: 甲}, "
            + "{day: 2024-05-06, works: false, note: 乙}]\n",
            "重复",
        ),
        (monthly(working_day=0), "greater than 0"),
    ],
)
def test_a_schedule_that_contradicts_itself_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Schedule.model_validate(yaml.safe_load(text))
