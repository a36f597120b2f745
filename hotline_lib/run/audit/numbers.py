"""所印数字 (printed numbers): reading them, and why the same value may stand in other characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from hotline_lib.run.audit.characters import compact, unified

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?(%?)")


@dataclass(frozen=True)
class PrintedNumber:
    """A number as printed: its value on the printed scale (98.4 for 98.4%) and its form."""

    value: Fraction
    decimals: int
    percent: bool


def read_number(text: str) -> PrintedNumber | None:
    """读数: the number that a text is, spaces and thousands separators aside; `None` if it is none."""
    match = _NUMBER.fullmatch(compact(text))
    if match is None:
        return None
    sign, whole, part, percent = match.groups()
    digits = whole.replace(",", "") + (f".{part}" if part else "")
    value = Fraction(digits) * (-1 if sign == "-" else 1)
    return PrintedNumber(value, len(part or ""), bool(percent))


def form_causes(printed: str, computed: str, widest: int | None) -> list[str] | None:
    """印刷形式之因: how `printed` differs from `computed` though the value is the same.

    `None` if they are not the same number. `widest` is the most characters that any cell of the
    printed column has; where the printed text is the computed one cut at that width, this is said.
    """
    left, right = read_number(printed), read_number(computed)
    if left is None or right is None or left.value != right.value:
        return None
    causes = []
    if printed.strip() != "".join(printed.split()):
        causes.append("换行处留有空格")
    text, wanted = compact(printed), compact(computed)
    if text != wanted:
        causes += _differences(text, wanted, left, right)
        if widest is not None and wanted.startswith(text) and len(text) == widest:
            causes.append(f"列宽所限：本列所印均不超过{widest}个字符")
    elif not causes and unified(printed) != printed:
        causes.append("全角数字或符号")
    return causes or ["字符不同而数值相同"]


def _differences(text: str, wanted: str, left: PrintedNumber, right: PrintedNumber) -> list[str]:
    causes = []
    if right.percent and not left.percent:
        causes.append("缺“%”")
    if left.percent and not right.percent:
        causes.append("多“%”")
    if left.decimals < right.decimals:
        causes.append(f"末尾的零少印{right.decimals - left.decimals}位")
    if left.decimals > right.decimals:
        causes.append(f"末尾的零多印{left.decimals - right.decimals}位")
    if wanted.startswith("+") and not text.startswith("+"):
        causes.append("缺“+”")
    if text.startswith("+") and not wanted.startswith("+"):
        causes.append("多“+”")
    if "," in text and "," not in wanted:
        causes.append("有千分位分隔符")
    return causes
