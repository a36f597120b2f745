"""Periods: five ways of writing one, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period

YEARS = st.integers(1990, 2100)
MONTHS = st.builds("{:04d}-{:02d}".format, YEARS, st.integers(1, 12))
QUARTERS = st.builds("{:04d}Q{}".format, YEARS, st.integers(1, 4))
WEEKS = st.builds("{:04d}W{:02d}".format, YEARS, st.integers(1, 52))
WHOLE_YEARS = st.builds("{:04d}".format, YEARS)
PERIODS = MONTHS | QUARTERS | WEEKS | WHOLE_YEARS


@pytest.mark.parametrize(
    ("text", "label", "first", "last", "days"),
    [
        ("2024-04", "2024年4月", "2024-04-01", "2024-04-30", 30),
        ("2024-02", "2024年2月", "2024-02-01", "2024-02-29", 29),
        ("2022Q3", "2022年第三季度", "2022-07-01", "2022-09-30", 92),
        ("2024W28", "2024年第28周", "2024-07-08", "2024-07-14", 7),
        ("2020W53", "2020年第53周", "2020-12-28", "2021-01-03", 7),
        ("2024", "2024年", "2024-01-01", "2024-12-31", 366),
        ("2023-01..2023-04", "2023年1月至2023年4月", "2023-01-01", "2023-04-30", 120),
        ("2023-12..2024-01", "2023年12月至2024年1月", "2023-12-01", "2024-01-31", 62),
    ],
)
def test_forms_of_a_period(text: str, label: str, first: str, last: str, days: int) -> None:
    period = Period.parse(text)
    assert (period.id, period.label, str(period.first_day), str(period.last_day), period.days) == (
        text,
        label,
        first,
        last,
        days,
    )


@given(text=PERIODS)
def test_the_previous_period_ends_the_day_before(text: str) -> None:
    period = Period.parse(text)
    before = period.previous
    assert before.last_day + timedelta(days=1) == period.first_day
    assert before.first_day <= before.last_day
    assert Period.parse(before.id) == before


@given(first=MONTHS, second=MONTHS)
def test_a_span_runs_from_its_first_to_its_last_month(first: str, second: str) -> None:
    low, high = sorted((first, second))
    span = Period.parse(f"{low}..{high}")
    assert (span.first_day, span.last_day) == (Period.parse(low).first_day, Period.parse(high).last_day)
    if low != high:
        with pytest.raises(UsageError, match="看不懂期"):
            Period.parse(f"{high}..{low}")
    with pytest.raises(UsageError, match="没有通行的“上一期”"):
        _ = span.previous


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
        *("../2024-04", "2024-04/..", "四月", "2024年4月", "-2024", "2024-04;rm", "\x00"),
    ],
)
def test_hostile_text_is_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Period.parse(text)
    for form in ("2024-04（月）", "2022Q3（季）", "2024W28（周）", "2024（年）", "2023-01..2023-04"):
        assert form in str(caught.value)


@given(text=st.text("0123456789-QW. ٢０年", max_size=18) | st.text(max_size=10))
def test_any_text_is_a_sound_period_or_a_usage_error(text: str) -> None:
    try:
        period = Period.parse(text)
    except UsageError:
        return
    assert period.id == text
    assert text.isascii()
    assert date(1000, 1, 1) <= period.first_day <= period.last_day
    assert period.days >= 7


def test_nothing_precedes_the_first_year_that_can_be_written() -> None:
    with pytest.raises(UsageError):
        _ = Period.parse("1000-01").previous
