"""印刷形式 (print form): how a place prints a value. A setting of the place, never of the code."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from pydantic import Field

from hotline_lib.model.exact import Rounding, decimal_text, round_exact
from hotline_lib.model.frozen import Frozen


class Zeros(Enum):
    """末尾零 (trailing zeros): what becomes of them after the decimal point."""

    keep = "keep"  # 98.40 · 100.00
    strip = "strip"  # 98.4 · 100
    strip_if_integer = "strip_if_integer"  # 98.40 · 100


class PrintForm(Frozen):
    """How one kind of value is printed."""

    id: str
    scale: int = Field(default=1, description="打印前乘以此数：比率印成百分数时为 100")
    decimals: int = Field(default=0, ge=0, le=6, description="小数位数")
    zeros: Zeros = Zeros.keep
    rounding: Rounding = Rounding.half_up
    prefix: str = ""
    suffix: str = ""
    plus_sign: bool = Field(default=False, description="正数前印加号（加扣分）")

    def rounded(self, value: Fraction) -> Fraction:
        """The number that is printed (98.4 for 98.4%), after scaling and one rounding."""
        return round_exact(value * self.scale, self.decimals, self.rounding)

    def text(self, value: Fraction) -> str:
        """The printed characters of an exact value."""
        number = self.rounded(value)
        digits = decimal_text(number, self.decimals)
        is_integer = number.denominator == 1
        if self.decimals and (
            self.zeros is Zeros.strip or (self.zeros is Zeros.strip_if_integer and is_integer)
        ):
            digits = digits.rstrip("0").rstrip(".")
        sign = "+" if self.plus_sign and number > 0 else ""
        return f"{self.prefix}{sign}{digits}{self.suffix}"
