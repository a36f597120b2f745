"""措辞与读数 (words): how the guards read a cell's text and write numbers and lists in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from hotline_lib.model.exact import decimal_text

_WHOLE = re.compile(r"\+?(\d+|\d{1,3}([,，]\d{3})+)(\.0+)?")
_NEGATIVE = re.compile(r"[-－−]\s*[\d.,，]+%?")
_DECIMAL = re.compile(r"[-+]?[\d,，]*\.\d+")
_SHOWN = 8


def is_whole(text: str) -> bool:
    """整数 (whole number): whether the text is a whole number that is not negative."""
    return _WHOLE.fullmatch(text) is not None


def why_not_whole(text: str) -> str:
    """What a count should have been, said for the way in which the text misses it."""
    if _NEGATIVE.fullmatch(text):
        return "应为不小于 0 的整数，不能为负数"
    if _DECIMAL.fullmatch(text):
        return "应为整数，不能有小数"
    return "应为整数，只填数字，不带文字或符号"


def number_text(value: Fraction) -> str:
    """数字 (number) as a clerk writes it: `976`, `12.5`; a fraction only where no decimal is exact."""
    for decimals in range(7):
        if (value * 10**decimals).denominator == 1:
            return decimal_text(value, decimals)
    return f"{value.numerator}/{value.denominator}"


def quoted(names: Iterable[str]) -> str:
    """列举 (list) of names in quotation marks; long lists end with their length."""
    every = list(names)
    shown = "".join(f"“{n}”" for n in every[:_SHOWN])
    return shown if len(every) <= _SHOWN else f"{shown}等 {len(every)} 项"


def suggestion(nearest: str) -> str:
    """近似名称 (suggestion): the sentence that offers the nearest known names, or nothing."""
    return f"是否为“{nearest.replace('、', '”或“')}”？" if nearest else ""
