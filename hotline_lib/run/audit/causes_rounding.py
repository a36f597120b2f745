"""取舍之因 (causes in rounding): the right value, rounded otherwise than the place rounds."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.exact import Rounding, round_exact
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.run.audit.numbers import read_number

_WORDS = {
    Rounding.truncate: "舍去尾数",
    Rounding.half_up: "四舍五入",
    Rounding.half_even: "四舍六入五成双",
}


def _scaled(doubt: Doubt) -> Fraction | None:
    value = doubt.quantity.value
    return None if value is None else value * doubt.form.scale


def other_rounding(doubt: Doubt) -> str | None:
    """截断或五成双: other rounding modes give the printed value.

    Half-even differs from half-up only in the exact middle, so only there is it named.
    """
    exact = _scaled(doubt)
    if exact is None:
        return None
    decimals, own = doubt.form.decimals, doubt.form.rounding
    middle = (exact * 10**decimals * 2).denominator == 1
    modes = [
        words
        for mode, words in _WORDS.items()
        if mode is not own
        and (middle or mode is not Rounding.half_even)
        and round_exact(exact, decimals, mode) == doubt.printed_value
    ]
    return f"{'或'.join(modes)}，而本地规定{_WORDS[own]}" if modes else None


def rounded_up(doubt: Doubt) -> str | None:
    """进一: the value rounded up whatever follows."""
    exact = _scaled(doubt)
    if exact is None:
        return None
    factor = 10**doubt.form.decimals
    up = Fraction(-((-exact * factor).__floor__()), factor)
    return "逢尾数即进一" if up == doubt.printed_value else None


def rounded_twice(doubt: Doubt) -> str | None:
    """两次取舍: first to one more decimal, then again."""
    exact = _scaled(doubt)
    if exact is None:
        return None
    decimals, mode = doubt.form.decimals, doubt.form.rounding
    twice = round_exact(round_exact(exact, decimals + 1, mode), decimals, mode)
    return f"先取{decimals + 1}位小数再取{decimals}位" if twice == doubt.printed_value else None


def fewer_decimals(doubt: Doubt) -> str | None:
    """位数不足: correctly rounded, but to fewer decimals than the column has."""
    exact, number = _scaled(doubt), read_number(doubt.printed)
    if exact is None or number is None or number.decimals >= doubt.form.decimals:
        return None
    rounded = round_exact(exact, number.decimals, doubt.form.rounding)
    return f"只取{number.decimals}位小数" if rounded == number.value else None
