"""Leads of an index: alterations that give the printed value, and that are never called its cause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_lib.run.audit.causes_leads import slips_of


@given(st.integers(0, 99999))
def testslips_of_are_other_whole_numbers_near_in_writing(count: int) -> None:
    slips = slips_of(str(count))
    assert count not in slips
    assert count + 1 in slips
    assert all(n >= 0 for n in slips)
    assert all(abs(len(str(n)) - len(str(count))) <= 1 or n < 10 ** len(str(count)) for n in slips)


@pytest.mark.parametrize(("count", "slip"), [(97, 91), (1, 10), (57, 54), (32, 33), (12, 21), (102, 12)])
def test_a_digit_replaced_put_in_left_out_or_swapped(count: int, slip: int) -> None:
    assert slip in slips_of(str(count))
