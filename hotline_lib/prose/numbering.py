"""序号 (numbering) of headings and list items: `一、`, `（二）`, `3、`, as the place's patterns say."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """汉字数 1–99: 一, 十, 十二, 二十, 九十九; raises `ValueError` outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"序号应在 1 至 99 之间，实为 {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def numbered(pattern: str, number: int) -> str:
    """A number in a pattern: `{一}` becomes Chinese, `{1}` Arabic digits."""
    return pattern.replace("{一}", chinese_number(number)).replace("{1}", str(number))
