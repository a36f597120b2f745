"""精确数 (exact numbers): fractions in, one rounding, printed text out.

No binary float takes part: 3.125 must print 3.13 (half-up), and a rate is rounded once from its
counts, never from an already rounded percentage.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_GROUPED_NUMBER = re.compile(r"[+-]?[0-9]{1,3}([,，][0-9]{3})+(\.[0-9]+)?")
_RATIO = re.compile(r"[+-]?[0-9]+/0*[1-9][0-9]*")
_TEXT_FORM = r"^\s*[+-]?[0-9]+([,，][0-9]{3})*(\.[0-9]+|/0*[1-9][0-9]*)?\s*$"
"""The text forms in one pattern, for JSON Schema; `parse_exact` decides."""


class Rounding(StrEnum):
    """取舍方式 (rounding mode) of a place's printed figures."""

    half_up = "half_up"
    half_even = "half_even"
    truncate = "truncate"


def parse_exact(value: object) -> Fraction:
    """Read an exact number from an int, a `Decimal`, a `Fraction` or text such as `0.3` or `1/3`.

    Thousands may be set off by commas (`1,063`); a comma anywhere else is refused, since `0,5` may
    mean 0.5. Raises `ValueError` for anything else, binary floats included: `0.3` in YAML must be quoted.
    """
    if isinstance(value, str):  # first: a stored number is text, and a store holds thousands
        if (read := _from_text(value)) is not None:
            return read
    elif isinstance(value, bool):
        raise ValueError("应为数字，实为真假值")
    elif isinstance(value, int | Fraction) or (isinstance(value, Decimal) and value.is_finite()):
        return Fraction(value)
    if isinstance(value, float):
        raise ValueError(f'小数请加引号写成文字，如 "0.3"，实为 {value!r}')
    raise ValueError(f"应为数字，实为 {value!r}")


def _from_text(text: str) -> Fraction | None:
    text = text.strip()
    if _GROUPED_NUMBER.fullmatch(text):
        text = text.replace("，", "").replace(",", "")
    if plain := _PLAIN_NUMBER.fullmatch(text):
        return Fraction(text) if plain.group(1) else Fraction(int(text))
    if _RATIO.fullmatch(text):
        above, _, below = text.partition("/")
        return Fraction(int(above), int(below))
    return None


def exact_text(value: Fraction) -> str:
    """Write an exact number so that `parse_exact` reads the same value back (`3/8`, `12`)."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def round_exact(value: Fraction, decimals: int, mode: Rounding = Rounding.half_up) -> Fraction:
    """Round to `decimals` places; half-up means away from zero at the middle (四舍五入)."""
    factor = 10**decimals
    scaled = abs(value) * factor
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    doubled = 2 * rest
    if mode is Rounding.half_up:
        up = doubled >= scaled.denominator
    elif mode is Rounding.half_even:
        up = doubled > scaled.denominator or (doubled == scaled.denominator and whole % 2 == 1)
    else:
        up = False
    magnitude = Fraction(whole + int(up), factor)
    return -magnitude if value < 0 else magnitude


def decimal_text(value: Fraction, decimals: int) -> str:
    """Write an already rounded number with exactly `decimals` places (`98.40`)."""
    scaled = value * 10**decimals
    if scaled.denominator != 1:
        raise ValueError(f"{value} 未按 {decimals} 位取舍")
    digits = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
    sign = "-" if scaled < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def decimal_words(value: Fraction) -> str:
    """A rule's number as people write it: `0.3`, `15`; a fraction stays one (`1/3`)."""
    for places in range(7):
        if (value * 10**places).denominator == 1:
            return decimal_text(value, places)
    return exact_text(value)


Exact = Annotated[
    Fraction,
    PlainValidator(parse_exact),
    PlainSerializer(exact_text, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": _TEXT_FORM}]}),
]
"""A pydantic field that holds a `Fraction` and is written as text, never as a float."""
