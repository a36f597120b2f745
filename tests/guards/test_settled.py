"""The configuration of our expectations is read out once, and again when a field changes."""

from __future__ import annotations

import copy

from hotline_lib.guards.expectations import ExpectNotBlank, ExpectRowsPresent
from hotline_lib.guards.gx import MulticolumnMapExpectation, gxe


def test_it_is_what_the_engine_itself_reads_and_read_out_once() -> None:
    check = ExpectNotBlank(column="received", label="受理量")
    assert check.configuration is check.configuration
    assert check.configuration == MulticolumnMapExpectation.configuration.fget(check)
    rows = ExpectRowsPresent(description="表中应有数据")
    assert rows.configuration is rows.configuration
    assert rows.configuration == gxe.ExpectTableRowCountToBeBetween.configuration.fget(rows)


def test_it_follows_a_field_that_changes() -> None:
    check = ExpectNotBlank(column="received", label="受理量")
    assert not check.configuration.meta
    check.meta = {"check": 3}
    assert check.configuration.meta == {"check": 3}


def test_a_copy_has_its_own() -> None:
    check = ExpectNotBlank(column="received", label="受理量")
    before = check.configuration
    other = copy.copy(check)
    other.label = "办结量"
    assert other.configuration.kwargs["label"] == "办结量"
    assert check.configuration is before
    assert before.kwargs["label"] == "受理量"
