"""Periods: eight ways of writing one and nothing else; what stands before them and a year before."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period
from hotline_lib.model.place import WeekSettings
from hotline_lib.model.weeks import Weekday, Weeks

YEARS = st.integers(1990, 2100)
MONTHS = st.builds("{:04d}-{:02d}".format, YEARS, st.integers(1, 12))
QUARTERS = st.builds("{:04d}Q{}".format, YEARS, st.integers(1, 4))
WEEKS = st.builds("{:04d}W{:02d}".format, YEARS, st.integers(1, 52))
WHOLE_YEARS = st.builds("{:04d}".format, YEARS)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31)).map(lambda m: f"{m:%Y-%m-%dT%H}")


def runs(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Two different parts, the earlier first."""
    pairs = st.tuples(parts, parts).filter(lambda pair: pair[0] != pair[1])
    return pairs.map(lambda pair: "..".join(sorted(pair)))


MONTH_RUNS, WEEK_RUNS = runs(MONTHS), runs(WEEKS)
DAY_WINDOWS, HOUR_WINDOWS = runs(DAYS.map(str)), runs(MOMENTS)
PERIODS = MONTHS | QUARTERS | WEEKS | WHOLE_YEARS | MONTH_RUNS | WEEK_RUNS | DAY_WINDOWS | HOUR_WINDOWS
COUNTED = st.builds(
    Weeks,
    starts_on=st.sampled_from(list(Weekday)),
    starts_at=st.integers(0, 23),
    named_by=st.sampled_from(["start", "end"]),
)


@pytest.mark.parametrize(
    ("text", "label", "first", "last", "days"),
    [
        ("2024-04", "2024年4月", "2024-04-01", "2024-04-30", 30),
        ("2024-02", "2024年2月", "2024-02-01", "2024-02-29", 29),
        ("2022Q3", "2022年第三季度", "2022-07-01", "2022-09-30", 92),
        ("2024W28", "2024年第28周", "2024-07-08", "2024-07-14", 7),
        ("2020W53", "2020年第53周", "2020-12-28", "2021-01-03", 7),
        ("2024", "2024年", "2024-01-01", "2024-12-31", 366),
        ("2023-01..2023-04", "2023年1月至4月", "2023-01-01", "2023-04-30", 120),
        ("2023-12..2024-01", "2023年12月至2024年1月", "2023-12-01", "2024-01-31", 62),
        ("2024W27..2024W28", "2024年第27至28周", "2024-07-01", "2024-07-14", 14),
        ("2020W53..2021W01", "2020年第53周至2021年第1周", "2020-12-28", "2021-01-10", 14),
        ("2024-07-05..2024-07-18", "2024年7月5日至18日", "2024-07-05", "2024-07-18", 14),
        ("2024-06-28..2024-07-11", "2024年6月28日至7月11日", "2024-06-28", "2024-07-11", 14),
        ("2023-12-28..2024-01-03", "2023年12月28日至2024年1月3日", "2023-12-28", "2024-01-03", 7),
        ("2024-02-29..2024-02-29", "2024年2月29日", "2024-02-29", "2024-02-29", 1),
        ("2024-07-05T12..2024-07-19T12", "2024年7月5日12时至19日12时", "2024-07-05", "2024-07-19", 14),
        (
            "2024-07-05T12..2024-07-05T18",
            "2024年7月5日12时至18时",
            "2024-07-05",
            "2024-07-05",
            Fraction(1, 4),
        ),
        ("2024-07-05T00..2024-07-06T00", "2024年7月5日", "2024-07-05", "2024-07-05", 1),
    ],
)
def test_forms_of_a_period(text: str, label: str, first: str, last: str, days: Fraction) -> None:
    period = Period.parse(text)
    assert (period.id, period.label, str(period.first_day), str(period.last_day), period.days) == (
        text,
        label,
        first,
        last,
        days,
    )


@given(text=PERIODS, weeks=COUNTED)
def test_the_previous_period_ends_where_this_one_starts(text: str, weeks: Weeks) -> None:
    period = Period.parse(text, weeks)
    before = period.previous
    assert before.ends == period.starts
    assert before.starts < before.ends
    assert Period.parse(before.id, weeks) == before


@given(text=WEEKS | WEEK_RUNS | DAY_WINDOWS | HOUR_WINDOWS, weeks=COUNTED)
def test_weeks_and_windows_have_the_length_of_the_previous_one(text: str, weeks: Weeks) -> None:
    period = Period.parse(text, weeks)
    assert period.previous.hours == period.hours
    assert period.days * 24 == period.hours


@given(text=MONTHS | MONTH_RUNS | QUARTERS | WHOLE_YEARS)
def test_months_a_year_before_are_the_same_months(text: str) -> None:
    period, before = Period.parse(text), Period.parse(text).last_year
    assert (before.first_day, before.year) == (
        period.first_day.replace(year=period.year - 1),
        period.year - 1,
    )
    assert (before.last_day.year, before.last_day.month) == (period.last_day.year - 1, period.last_day.month)
    assert (before.last_day + timedelta(days=1)).day == 1, "whole months, February in full"


@given(text=DAY_WINDOWS | HOUR_WINDOWS)
def test_a_window_a_year_before_differs_by_a_leap_day_at_most(text: str) -> None:
    period, before = Period.parse(text), Period.parse(text).last_year
    assert before.starts < before.ends
    assert abs(before.hours - period.hours) <= 24
    for now, then in ((period.starts, before.starts), (period.ends, before.ends)):
        assert then.year == now.year - 1
        assert (then.month, then.day, then.hour) == (now.month, now.day, now.hour) or (
            (now.month, now.day) == (2, 29)
            and (then.month, then.day) in {(2, 28), (3, 1)}
            and then.hour == now.hour
        )


@given(text=WEEKS, weeks=COUNTED)
def test_a_week_a_year_before_has_the_same_number(text: str, weeks: Weeks) -> None:
    before = Period.parse(text, weeks).last_year
    assert before.id == f"{int(text[:4]) - 1}{text[4:]}"


@pytest.mark.parametrize(
    ("text", "previous", "last_year"),
    [
        ("2024-01", "2023-12", "2023-01"),
        ("2024-02", "2024-01", "2023-02"),
        ("2022Q1", "2021Q4", "2021Q1"),
        ("2024", "2023", "2023"),
        ("2023-01..2023-04", "2022-09..2022-12", "2022-01..2022-04"),
        ("2023-12..2024-01", "2023-10..2023-11", "2022-12..2023-01"),
        ("2024W01", "2023W52", "2023W01"),
        ("2021W01", "2020W53", "2020W01"),
        ("2020W53", "2020W52", "2019W52"),
        ("2024W27..2024W28", "2024W25..2024W26", "2023W27..2023W28"),
        ("2024-07-05..2024-07-18", "2024-06-21..2024-07-04", "2023-07-05..2023-07-18"),
        ("2024-02-29..2024-02-29", "2024-02-28..2024-02-28", "2023-02-28..2023-02-28"),
        ("2024-02-20..2024-02-29", "2024-02-10..2024-02-19", "2023-02-20..2023-02-28"),
        ("2025-02-20..2025-02-28", "2025-02-11..2025-02-19", "2024-02-20..2024-02-29"),
        ("2024-02-28T12..2024-02-29T12", "2024-02-27T12..2024-02-28T12", "2023-02-28T12..2023-03-01T12"),
        ("2024-07-05T12..2024-07-19T12", "2024-06-21T12..2024-07-05T12", "2023-07-05T12..2023-07-19T12"),
    ],
)
def test_periods_beside(text: str, previous: str, last_year: str) -> None:
    period = Period.parse(text)
    assert (period.previous.id, period.last_year.id) == (previous, last_year)


@pytest.mark.parametrize(
    ("named_by", "starts", "ends"),
    [
        ("start", "2024-07-12 12:00:00", "2024-07-19 12:00:00"),
        ("end", "2024-07-05 12:00:00", "2024-07-12 12:00:00"),
    ],
)
def test_a_week_from_friday_noon(named_by: str, starts: str, ends: str) -> None:
    weeks = WeekSettings.model_validate(
        {"starts_on": "friday", "starts_at": 12, "named_by": named_by}
    ).counted
    week = Period.parse("2024W28").counted_in(weeks)
    assert (str(week.starts), str(week.ends), week.id, week.label) == (
        starts,
        ends,
        "2024W28",
        "2024年第28周",
    )
    assert (week.days, week.hours) == (7, 168)
    assert week.previous.ends == week.starts


def test_a_week_is_called_what_the_place_calls_it() -> None:
    weeks = Weeks(starts_on=Weekday.friday, starts_at=12, label="{span}")
    assert Period.parse("2024W28", weeks).label == "2024年7月12日12时至19日12时"
    assert Period.parse("2024W28", weeks).previous.label == "2024年7月5日12时至12日12时"


@given(text=WEEKS, weeks=COUNTED)
def test_weeks_begin_on_the_day_and_hour_of_the_place(text: str, weeks: Weeks) -> None:
    week = Period.parse(text, weeks)
    assert (week.starts.weekday(), week.starts.hour) == (weeks.starts_on.days_after_monday, weeks.starts_at)
    named = week.starts if weeks.named_by == "start" else week.ends - timedelta(hours=1)
    if weeks.named_by == "start" or (weeks.starts_on, weeks.starts_at) != (Weekday.monday, 0):
        assert "{}W{:02d}".format(*named.isocalendar()[:2]) == text


@pytest.mark.parametrize("label", ["第周", "{year}年第{woche}周", "{year", "{}"])
def test_a_label_without_the_week_is_refused(label: str) -> None:
    with pytest.raises(ValidationError, match="周的称呼"):
        WeekSettings(label=label)


@given(first=MONTHS, second=MONTHS)
def test_a_span_runs_from_its_first_to_its_last_month(first: str, second: str) -> None:
    low, high = sorted((first, second))
    span = Period.parse(f"{low}..{high}")
    assert (span.first_day, span.last_day) == (Period.parse(low).first_day, Period.parse(high).last_day)
    if low != high:
        with pytest.raises(UsageError, match="看不懂期"):
            Period.parse(f"{high}..{low}")


@given(text=PERIODS)
def test_an_id_is_a_folder_name_on_every_system(text: str) -> None:
    period = Period.parse(text)
    for made in (period, period.previous, period.last_year):
        assert re.fullmatch(r"[0-9A-Z.-]+", made.id)
        assert not made.id.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "2024-13",
            "2024-00",
            "2024-4",
            "24-04",
            "2024Q0",
            "2024Q5",
            "2024q3",
            "2024W00",
            "2024W54",
        ),
        *("2023W53", "9999W52", "0000", "0001", "0999-01", "２０２４-０４", "٢٠٢٤", "2024-04\n", " 2024-04"),
        *("2024-04..", "..2024-04", "2024-04..2024-03", "2024-13..2024-14", "2024..2025", "2024-04-01"),
        *("2024W28..2024W27", "2024W28..2024-07", "2024W52..2024W53", "2024-07-05..2024-07-04"),
        *("2023-02-29..2023-03-01", "2024-07-05T12..2024-07-05T12", "2024-07-05T24..2024-07-06T12"),
        *("2024-07-05T12:00..2024-07-19T12:00", "2024-07-05T12..2024-07-19", "2024-07-05t12..2024-07-19t12"),
        *("../2024-04", "2024-04/..", "四月", "2024年4月", "-2024", "2024-04;rm", "\x00"),
    ],
)
def test_hostile_text_is_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Period.parse(text)
    forms = ("2024-04（月）", "2022Q3（季）", "2024W28（周）", "2024（年）", "2023-01..2023-04（多月）")
    more = (
        "2024W27..2024W28（多周）",
        "2024-07-05..2024-07-18（起止日）",
        "2024-07-05T12..2024-07-19T12（起止时）",
    )
    for form in (*forms, *more):
        assert form in str(caught.value)


@given(text=st.text("0123456789-QWT. ٢０年", max_size=30) | st.text(max_size=10))
def test_any_text_is_a_sound_period_or_a_usage_error(text: str) -> None:
    try:
        period = Period.parse(text)
    except UsageError:
        return
    assert period.id == text
    assert text.isascii()
    assert date(1000, 1, 1) <= period.first_day <= period.last_day
    assert period.hours >= 1


@pytest.mark.parametrize("text", ["1000-01", "1000Q1", "1000", "1000W01", "1000-01-01..1000-01-02"])
def test_nothing_precedes_the_first_year_that_can_be_written(text: str) -> None:
    with pytest.raises(UsageError, match="没有可写的上一期"):
        _ = Period.parse(text).previous
    with pytest.raises(UsageError, match="没有可写的上年同期"):
        _ = Period.parse(text).last_year
