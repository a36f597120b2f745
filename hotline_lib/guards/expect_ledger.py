"""加扣分检查 (ledger): the rule named exists, and the row holds what that rule asks for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hotline_lib.guards.faults import Fault, Row, text_of
from hotline_lib.guards.gx_base import RowExpectation
from hotline_lib.guards.words import number_text, quoted, suggestion

_REFUSALS = {
    "no_rules": ("本期没有生效的加扣分细则，不应有加扣分记录", "请删除此行，或在 rules/ 中补充细则。"),
    "generated": ("此项由系统按等级或按计数自动生成，不应在此填报", "请删除此行。"),
    "unknown": ("应为加扣分细则中的指标名称或标识", "请改为细则中的名称。"),
}


class ExpectKnownLedgerRule(RowExpectation):
    """依据已登记 (known ledger rule): the row names one entry rule that may be booked by hand."""

    map_metric = "hotline.known_ledger_rule"
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The text and what it means."""
        return ["rule", "rule__kind", "rule__nearest", "rule__choices"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应为加扣分细则中的指标"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text, kind = text_of(row, "rule"), text_of(row, "rule__kind")
        if not text or kind in ("given", "per_item"):
            return []
        if kind == "ambiguous":
            choices = text_of(row, "rule__choices").split("、")
            expected = "应只对应一条细则（有多条细则同名）"
            return [Fault(self.label, expected, f"请改填细则标识：{quoted(choices)}。", text)]
        expected, action = _REFUSALS[kind]
        if kind == "unknown":
            action = suggestion(text_of(row, "rule__nearest")) + action
        return [Fault(self.label, expected, action, text)]


class ExpectLedgerPointsFit(RowExpectation):
    """分值与数量合乎细则 (ledger points fit).

    Given entries need points (an allowed value, if the rule lists some), a reason, and the number of
    the evidence where the rule says so. Per-item
    entries need a whole quantity of at least 1 or the numbers (编号) of the cases, as many as the
    quantity; their points follow from the rule and may only repeat it.
    """

    map_metric = "hotline.ledger_points_fit"
    labels: dict[str, str]

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """What the row gives, and what its rule asks for."""
        given = ["count", "count__value", "numbers", "points", "points__value", "reason"]
        asked = [f"rule__{c}" for c in ("kind", "allowed", "points", "needs_numbers")]
        return [*given, *asked]

    def title(self) -> str:
        """See `RowExpectation`."""
        return "分值、数量、编号与事由应合乎细则"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        kind = text_of(row, "rule__kind")
        if kind == "given":
            return self._given_faults(row)
        return self._per_item_faults(row) if kind == "per_item" else []

    def _given_faults(self, row: Row) -> list[Fault]:
        faults = []
        points, value = text_of(row, "points"), text_of(row, "points__value")
        allowed = [t for t in text_of(row, "rule__allowed").split("、") if t]
        if not points:
            faults.append(self._fault("points", "裁量计分应填写分值", "请补填分值。"))
        elif value and allowed and Fraction(value) not in map(Fraction, allowed):
            expected = f"应为细则允许的分值：{quoted(allowed)}"
            faults.append(self._fault("points", expected, "请核对分值。", points))
        if not text_of(row, "reason"):
            faults.append(self._fault("reason", "裁量计分应写明事由", "请补填事由。"))
        if text_of(row, "rule__needs_numbers") and not text_of(row, "numbers"):
            faults.append(self._fault("numbers", "此项裁量计分应写明佐证的编号", "请补填文号或工单号。"))
        return faults

    def _per_item_faults(self, row: Row) -> list[Fault]:
        text, value = text_of(row, "count"), text_of(row, "count__value")
        numbers = text_of(row, "numbers")
        listed = [n for n in numbers.split("、") if n.strip()]
        if text and not value:
            return []  # unreadable: told by ExpectWholeCount
        if value == "0" or (not text and not listed and not text_of(row, "rule__needs_numbers")):
            expected = "按件计分应填写数量（不小于 1 的整数）或逐件列出编号"
            return [self._fault("count", expected, "请核对数量。", text or None)]
        if text_of(row, "rule__needs_numbers") and not listed:
            return [self._fault("numbers", "应逐件列出编号，以“、”分隔", "请补填编号。")]
        if value and listed and int(value) != len(listed):
            expected = f"编号应与数量（{value}）一样多，以“、”分隔"
            found = f"{numbers}（{len(listed)} 个）"
            return [self._fault("numbers", expected, "请核对数量与编号。", found)]
        due = Fraction(text_of(row, "rule__points")) * (int(value) if value else len(listed))
        points, given = text_of(row, "points"), text_of(row, "points__value")
        if given and Fraction(given) != due:
            expected = f"应为空，或等于细则分值乘以数量（{number_text(due)}）"
            return [self._fault("points", expected, "请清空分值，或核对数量。", points)]
        return []

    def _fault(self, column: str, expected: str, action: str, found: str | None = None) -> Fault:
        return Fault(self.labels.get(column, column), expected, action, found)
