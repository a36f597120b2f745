"""字面之因 (causes in the digits): a slip of typing in the characters of the right value."""

from __future__ import annotations

from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.run.audit.numbers import read_number


def digits_swapped(doubt: Doubt) -> str | None:
    """两位颠倒: two neighbouring digits stand in the wrong order."""
    printed, right = _texts(doubt)
    for n in range(len(right) - 1):
        turned = right[:n] + right[n + 1] + right[n] + right[n + 2 :]
        if turned == printed != right and right[n].isdigit() and right[n + 1].isdigit():
            return f"相邻两位“{right[n : n + 2]}”颠倒为“{printed[n : n + 2]}”"
    return None


def one_digit_off(doubt: Doubt) -> str | None:
    """一位之差: one digit is another."""
    printed, right = _texts(doubt)
    if len(printed) != len(right):
        return None
    places = [n for n, (a, b) in enumerate(zip(printed, right, strict=True)) if a != b]
    if len(places) == 1 and printed[places[0]].isdigit() and right[places[0]].isdigit():
        return f"一位数字之差：“{right[places[0]]}”印作“{printed[places[0]]}”"
    return None


def digit_missing_or_doubled(doubt: Doubt) -> str | None:
    """少印或多印一位: one digit left out or put in."""
    printed, right = _texts(doubt)
    if (n := _left_out(right, printed)) is not None:
        return f"少印一位“{right[n]}”"
    if (n := _left_out(printed, right)) is not None:
        return f"多印一位“{printed[n]}”"
    return None


def point_moved(doubt: Doubt) -> str | None:
    """小数点移位: the same digits with the point elsewhere."""
    printed, right = read_number(doubt.printed), read_number(doubt.computed)
    if printed is None or right is None or not right.value or not printed.value:
        return None
    for places in range(1, 4):
        if printed.value in (right.value * 10**places, right.value / 10**places):
            return f"小数点移{places}位"
    return None


def sign_turned(doubt: Doubt) -> str | None:
    """正负号颠倒: plus for minus."""
    printed, right = read_number(doubt.printed), read_number(doubt.computed)
    if printed is None or right is None or printed.value == right.value:
        return None
    return "正负号颠倒" if printed.value == -right.value else None


def _texts(doubt: Doubt) -> tuple[str, str]:
    return compact(doubt.printed).rstrip("%"), compact(doubt.computed).rstrip("%")


def _left_out(longer: str, shorter: str) -> int | None:
    """The place of the one digit by which `longer` exceeds `shorter`."""
    if len(longer) != len(shorter) + 1:
        return None
    for n, character in enumerate(longer):
        if character.isdigit() and longer[:n] + longer[n + 1 :] == shorter:
            return n
    return None
