"""Exact numbers: one rounding, and text that reads back to the same value."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hotline_lib.model.exact import Exact, Rounding, decimal_text, exact_text, parse_exact, round_exact

FINITE = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=9)
MIDDLES = st.builds(
    lambda n, k: Decimal(2 * n + 1).scaleb(-k) / 2, st.integers(-(10**6), 10**6), st.integers(0, 6)
)
EXACT = st.fractions(-(10**6), 10**6, max_denominator=10**6)
PLACES = st.integers(0, 6)
MODES = {
    Rounding.half_up: ROUND_HALF_UP,
    Rounding.half_even: ROUND_HALF_EVEN,
    Rounding.truncate: ROUND_DOWN,
}


@pytest.mark.parametrize("mode", MODES)
@given(value=FINITE | MIDDLES, places=PLACES)
def test_rounding_agrees_with_decimal(mode: Rounding, value: Decimal, places: int) -> None:
    with localcontext(prec=60):
        expected = value.quantize(Decimal(1).scaleb(-places), rounding=MODES[mode])
    assert round_exact(Fraction(value), places, mode) == Fraction(expected)


@pytest.mark.parametrize("mode", Rounding)
@given(value=EXACT, places=PLACES)
def test_rounding_is_idempotent_symmetric_and_near(mode: Rounding, value: Fraction, places: int) -> None:
    rounded = round_exact(value, places, mode)
    assert round_exact(rounded, places, mode) == rounded
    assert round_exact(-value, places, mode) == -rounded
    unit = Fraction(1, 10**places)
    if mode is Rounding.truncate:
        assert abs(rounded) <= abs(value) < abs(rounded) + unit
    else:
        assert abs(rounded - value) <= unit / 2


@given(first=EXACT, second=EXACT, places=PLACES, mode=st.sampled_from(Rounding))
def test_rounding_never_changes_an_order(
    first: Fraction, second: Fraction, places: int, mode: Rounding
) -> None:
    low, high = sorted((first, second))
    assert round_exact(low, places, mode) <= round_exact(high, places, mode)


@pytest.mark.parametrize(
    ("value", "places", "half_up", "half_even", "truncate"),
    [
        ("3.125", 2, "3.13", "3.12", "3.12"),
        ("15.625", 2, "15.63", "15.62", "15.62"),
        ("89.925", 2, "89.93", "89.92", "89.92"),
        ("-3.125", 2, "-3.13", "-3.12", "-3.12"),
        ("0.005", 2, "0.01", "0.00", "0.00"),
        ("98.4848", 2, "98.48", "98.48", "98.48"),
        ("2.5", 0, "3", "2", "2"),
    ],
)
def test_rounding_at_the_middle(value: str, places: int, half_up: str, half_even: str, truncate: str) -> None:
    printed = [decimal_text(round_exact(Fraction(value), places, m), places) for m in Rounding]
    assert printed == [half_up, half_even, truncate]


@given(value=EXACT)
def test_exact_text_reads_back(value: Fraction) -> None:
    assert parse_exact(exact_text(value)) == value


@given(value=FINITE)
def test_plain_decimals_are_read_exactly(value: Decimal) -> None:
    assert parse_exact(f"{value:f}") == Fraction(value)
    assert parse_exact(value) == Fraction(value)


@given(value=EXACT, places=PLACES)
def test_decimal_text_has_the_places_asked_for(value: Fraction, places: int) -> None:
    rounded = round_exact(value, places)
    text = decimal_text(rounded, places)
    assert Fraction(text) == rounded
    assert len(text.partition(".")[2]) == places


def test_decimal_text_refuses_what_was_not_rounded() -> None:
    with pytest.raises(ValueError, match="未按 1 位取舍"):
        decimal_text(Fraction("0.25"), 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        (" 0.5 ", Fraction(1, 2)),
        ("+3", 3),
        ("-1/3", Fraction(-1, 3)),
        ("1,063", 1063),
        ("67，991", 67991),
        ("1,234,567.5", Fraction("1234567.5")),
    ],
)
def test_numbers_as_people_write_them(text: str, value: Fraction) -> None:
    assert parse_exact(text) == value


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "一百",
            "1e5",
            "0,5",
            "1,06",
            "12,3456",
            "1/0",
            "1/00",
            "0.5%",
            ".5",
            "5.",
            "--1",
            "１２",
            "1_000",
        ),
        *(True, None, [], Decimal("NaN"), Decimal("Infinity"), 0.3, float("nan")),
    ],
)
def test_anything_else_is_refused_as_a_value_error(value: object) -> None:
    with pytest.raises(ValueError, match=r"应为数字|加引号"):
        parse_exact(value)


@given(text=st.text(max_size=12))
def test_hostile_text_is_a_number_or_a_value_error(text: str) -> None:
    try:
        value = parse_exact(text)
    except ValueError:
        return
    assert parse_exact(exact_text(value)) == value


def test_a_field_is_written_as_text_never_as_a_float() -> None:
    field = TypeAdapter(Exact)
    assert field.dump_python(Fraction(3, 8), mode="json") == "3/8"
    assert field.validate_json(field.dump_json(Fraction(1, 3))) == Fraction(1, 3)
    with pytest.raises(ValidationError, match="加引号"):
        field.validate_python(0.3)
