"""单位检查 (units): registered, once only, in its own group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotline_lib.guards.faults import Fault, Row, text_of
from hotline_lib.guards.gx_base import RowExpectation
from hotline_lib.guards.words import suggestion


class ExpectUnitRegistered(RowExpectation):
    """单位在册 (unit registered): the name means a unit that is in force on the day."""

    map_metric = "hotline.unit_registered"
    column: str
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The name, the unit it means, and what helps where it means none."""
        return [values["column"], *(f"{values['column']}__{c}" for c in _UNIT)]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应为名录中的承办单位"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text = text_of(row, self.column)
        if not text or text_of(row, f"{self.column}__value"):
            return []
        if validity := text_of(row, f"{self.column}__validity"):
            expected = f"应为当期在册的承办单位（名录中该单位有效期为 {validity}）"
            successor = text_of(row, f"{self.column}__successor")
            taker = f"“{successor}”" if successor else "承接其职能的单位"
            action = f"请改填{taker}，或在 units.yml 中更正有效期。"
        else:
            expected = "应为名录中的承办单位"
            action = "请改为名录中的名称，或在 units.yml 中登记该单位或其别名。"
            action = suggestion(text_of(row, f"{self.column}__nearest")) + action
        return [Fault(self.label, expected, action, text)]


_UNIT = ("value", "nearest", "validity", "successor")


class ExpectUnitOnlyOnce(RowExpectation):
    """单位只列一次 (unit only once), under any of its names and in whichever group."""

    map_metric = "hotline.unit_only_once"
    column: str
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The unit, the row in which it counts, and this row."""
        column = values["column"]
        return [column, f"{column}__value", f"{column}__kept", "row"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return "一个单位只应出现一次、只列入一个组别"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        kept = text_of(row, f"{self.column}__kept")
        if not text_of(row, f"{self.column}__value") or kept == text_of(row, "row"):
            return []
        expected = f"一个单位只应出现一次、只列入一个组别（第 {kept} 行已有该单位）"
        action = "请核对两行，只保留正确的一行。"
        return [Fault(self.label, expected, action, text_of(row, self.column))]


class ExpectUnitInItsGroup(RowExpectation):
    """组别相符 (unit in its group): the group received is the register's.

    A surplus row of a unit is left to `ExpectUnitOnlyOnce`.
    """

    map_metric = "hotline.unit_in_its_group"
    column: str
    label: str
    group: str
    group_label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The unit, its group by the register, the group received."""
        unit, group = values["column"], values["group"]
        named = [f"{unit}__{c}" for c in ("value", "home", "group", "kept")]
        return [unit, *named, group, f"{group}__value", "row"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.group_label}”应与名录一致"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        received = text_of(row, self.group)
        surplus = text_of(row, f"{self.column}__kept") != text_of(row, "row")
        if not received or not text_of(row, f"{self.column}__value") or surplus:
            return []
        if text_of(row, f"{self.group}__value") == text_of(row, f"{self.column}__home"):
            return []
        unit, home = text_of(row, self.column), text_of(row, f"{self.column}__group")
        expected = f"“{unit}”在名录中属于“{home}”"
        action = f"请改正{self.group_label}；如单位已调整组别，请更新 units.yml。"
        return [Fault(self.group_label, expected, action, received)]
