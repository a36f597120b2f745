"""印刷数字入格 (printed numbers as cells): a number and the format that displays it exactly as printed.

The cell holds the *printed* number, rounded once by the place's print form; what is exact stands in
`figures.json`. A spreadsheet would round an exact value again, by its own rule, and two cells that
look alike could add up to a third number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_PRINTED = re.compile(
    r"(?P<before>[^\d.,+-]*)(?P<sign>[+-]?)(?P<digits>(?:0|[1-9]\d*)(?:\.\d+)?)(?P<after>[^\d.,+-]*)"
)
_MOST_DIGITS = 15  # more than these a spreadsheet cannot hold


@dataclass(frozen=True)
class PrintedNumber:
    """数字格: the value (0.9991 for 99.91%) and its number format."""

    value: float
    number_format: str


def printed_number(text: str) -> PrintedNumber | None:
    """The number a printed text is, such as `98.40`, `+1.5`, `-2%` or `3件`; none for other text.

    Numbers with leading zeros or too many digits are names, not numbers.
    """
    match = _PRINTED.fullmatch(text)
    if match is None or len(match["digits"].replace(".", "")) > _MOST_DIGITS:
        return None
    decimals = len(match["digits"].partition(".")[2])
    value = Decimal(match["sign"] + match["digits"])
    digits = "0" + ("." + "0" * decimals if decimals else "")
    before, after = _quoted(match["before"]), _quoted(match["after"])
    if match["after"] == "%":
        value, after = value / 100, "%"
    positive = f"{before}{digits}{after}"
    if match["sign"] == "+":
        return PrintedNumber(float(value), f"{before}+{digits}{after};{before}-{digits}{after}")
    return PrintedNumber(float(value), positive)


def _quoted(literal: str) -> str:
    """Text in a number format; a quotation mark cannot be quoted and is escaped."""
    return '\\"'.join(f'"{part}"' if part else "" for part in literal.split('"'))
