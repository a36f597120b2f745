"""Numbering: Chinese numbers 1–99 and the patterns that use them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_lib.prose.numbering import chinese_number, numbered

DIGITS = "零一二三四五六七八九"


def read_chinese(text: str) -> int:
    """A reader of its own, so that the writer is not tested against itself."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS.index(text)
    return 10 * (DIGITS.index(tens) if tens else 1) + (DIGITS.index(ones) if ones else 0)


@given(number=st.integers(1, 99))
def test_every_number_reads_back(number: int) -> None:
    text = chinese_number(number)
    assert read_chinese(text) == number
    assert "零" not in text
    assert not text.startswith("一十")


def test_all_numbers_differ() -> None:
    assert len({chinese_number(n) for n in range(1, 100)}) == 99


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_numbers_as_documents_write_them(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize("number", [0, -1, 100])
def test_numbers_outside_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="1 至 99"):
        chinese_number(number)


@pytest.mark.parametrize(
    ("pattern", "text"), [("{一}、", "十二、"), ("（{一}）", "（十二）"), ("{1}.", "12."), ("附", "附")]
)
def test_patterns(pattern: str, text: str) -> None:
    assert numbered(pattern, 12) == text
