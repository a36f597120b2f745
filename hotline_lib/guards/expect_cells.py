"""单元格检查 (cells): blank, whole count, number, choice, and two columns of one row compared."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hotline_lib.guards.faults import Fault, Row, text_of
from hotline_lib.guards.gx_base import RowExpectation
from hotline_lib.guards.words import number_text, quoted, why_not_whole


class ExpectNotBlank(RowExpectation):
    """不应为空 (not blank)."""

    map_metric = "hotline.not_blank"
    column: str
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The column; the row number beside it, since the engine wants two."""
        return [values["column"], "row"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”不应为空"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        if text_of(row, self.column):
            return []
        return [Fault(self.label, "不应为空", f"请补填“{self.label}”。")]


class _ReadableExpectation(RowExpectation):
    """A cell that is not blank can be read as what its column holds."""

    map_metric = "hotline.readable"
    column: str
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The text and what was read from it."""
        return [values["column"], f"{values['column']}__value"]

    def unread(self, row: Row) -> str | None:
        """The text that could not be read, if any."""
        text, value = text_of(row, self.column), text_of(row, f"{self.column}__value")
        return text if text and not value else None


class ExpectWholeCount(_ReadableExpectation):
    """应为整数 (whole count): a whole number, not negative."""

    map_metric = "hotline.whole_count"

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应为不小于 0 的整数"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text = self.unread(row)
        if text is None:
            return []
        return [Fault(self.label, why_not_whole(text), f"请核对“{self.label}”。", text)]


class ExpectNumber(_ReadableExpectation):
    """应为数字 (number), with or without %."""

    map_metric = "hotline.number"

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应为数字"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text = self.unread(row)
        if text is None:
            return []
        expected = "应为数字（可带 %），不带其他文字"
        return [Fault(self.label, expected, f"请核对“{self.label}”。", text)]


class ExpectKnownChoice(_ReadableExpectation):
    """应为所列选项 (known choice)."""

    map_metric = "hotline.known_choice"
    choices: list[str]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应为所列选项之一"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text = self.unread(row)
        if text is None:
            return []
        expected = f"应为下列之一：{quoted(self.choices)}"
        return [Fault(self.label, expected, "请改为所列写法。", text)]


class ExpectAtMost(RowExpectation):
    """不应大于 (at most): one column does not exceed another; unreadable cells are reported elsewhere."""

    map_metric = "hotline.at_most"
    column: str
    label: str
    limit: str
    limit_label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """Text and value of the column, text and value of its limit."""
        column, limit = values["column"], values["limit"]
        return [column, f"{column}__value", limit, f"{limit}__value"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”不应大于“{self.limit_label}”"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        value, limit = text_of(row, f"{self.column}__value"), text_of(row, f"{self.limit}__value")
        if not value or not limit or Fraction(value) <= Fraction(limit):
            return []
        expected = f"不应大于{self.limit_label}（{text_of(row, self.limit)}）"
        action = f"请核对该单位的{self.label}与{self.limit_label}。"
        return [Fault(self.label, expected, action, text_of(row, self.column))]


class ExpectBlankOnlyIfZero(RowExpectation):
    """仅在为零时可空 (blank only if zero).

    `zero_told` says that a blank in the other column is refused by a check of its own.
    """

    map_metric = "hotline.blank_only_if_zero"
    column: str
    label: str
    zero: str
    zero_label: str
    zero_told: bool

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The column that may be blank; text and value of the one that must then be 0."""
        return [values["column"], values["zero"], f"{values['zero']}__value"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”仅在“{self.zero_label}”为 0 时可以为空"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text, value = text_of(row, self.zero), text_of(row, f"{self.zero}__value")
        if text_of(row, self.column):
            return []
        if value:
            told = Fraction(value) == 0
            other = f"为 {number_text(Fraction(value))}"
        else:
            told = bool(text) or self.zero_told  # unreadable, or blank where no blank is allowed
            other = "也为空"
        if told:
            return []
        expected = f"不应为空（仅在{self.zero_label}为 0 时可空，本行{self.zero_label}{other}）"
        return [Fault(self.label, expected, f"请补填{self.label}，或核对{self.zero_label}。")]
