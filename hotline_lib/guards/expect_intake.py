"""来件检查 (intake): measures and items are known, stand once, are all there and fit their type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotline_lib.guards.faults import Fault, Row, text_of
from hotline_lib.guards.gx import (
    MetricDomainTypes,
    PandasExecutionEngine,
    TableMetricProvider,
    metric_value,
)
from hotline_lib.guards.gx_base import RowExpectation, TableExpectation, verdict
from hotline_lib.guards.words import quoted, suggestion, why_not_whole


class ExpectKnownMeasure(RowExpectation):
    """指标已登记 (known measure)."""

    map_metric = "hotline.known_measure"
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The text, the measure it means, and the nearest known ones."""
        return ["measure", "measure__id", "measure__nearest"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应为已登记的指标"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text = text_of(row, "measure")
        if not text or text_of(row, "measure__id"):
            return []
        action = "请改为 intake.yml 中登记的指标名称。"
        action = suggestion(text_of(row, "measure__nearest")) + action
        return [Fault(self.label, "应为已登记的指标", action, text)]


class ExpectKnownItem(RowExpectation):
    """分项已登记 (known item): an item of the measure, or blank where the measure has none."""

    map_metric = "hotline.known_item"
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """Measure and item, what they mean, and the items there are."""
        looked_up = ("item__id", "item__options", "item__nearest", "measure__id")
        return ["measure", "item", *looked_up]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应为该指标的分项"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text, options = text_of(row, "item"), text_of(row, "item__options")
        if not text_of(row, "measure__id") or text_of(row, "item__id"):
            return []
        measure = text_of(row, "measure")
        if not options:
            if not text:
                return []
            action = f"“{measure}”没有分项，请清空此格，或核对指标名称。"
            return [Fault(self.label, "应为空", action, text)]
        expected = f"应为“{measure}”的分项：{quoted(options.split('、'))}"
        action = suggestion(text_of(row, "item__nearest")) + "请填写 intake.yml 中登记的分项名称。"
        return [Fault(self.label, expected, action, text or None)]


class ExpectMeasureOnlyOnce(RowExpectation):
    """指标只列一次 (measure only once), with each of its items."""

    map_metric = "hotline.measure_only_once"
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """Measure and item, the row where they stand first, and this row."""
        return ["measure", "item", "measure__first", "row"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return "同一指标（分项）只应出现一次"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        first = text_of(row, "measure__first")
        if first == text_of(row, "row"):
            return []
        expected = f"同一指标（分项）只应出现一次（第 {first} 行已有）"
        name = "·".join(t for t in (text_of(row, "measure"), text_of(row, "item")) if t)
        return [Fault(self.label, expected, "请核对两行，只保留正确的一行。", name)]


class ExpectMeasureValue(RowExpectation):
    """数值合乎指标类型 (measure value): counts are whole, rates are numbers."""

    map_metric = "hotline.measure_value"
    label: str

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The measure and its type, the text and the value where it fits the type."""
        return ["measure", "measure__type", "value", "value__fit"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应合乎指标类型（数量为整数，比率为数字）"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text, kind = text_of(row, "value"), text_of(row, "measure__type")
        if not text or not kind or text_of(row, "value__fit"):
            return []
        expected = why_not_whole(text) if kind == "count" else "应为数字或百分数，如 99.89%"
        return [Fault(self.label, expected, f"请核对“{text_of(row, 'measure')}”。", text)]


class IntakeRows(TableMetricProvider):  # type: ignore[misc]
    """来件各行 (intake rows): the looked-up rows of the table, for checks that need all of them."""

    metric_name = "hotline.intake_rows"
    columns = (
        "row", "measure", "measure__id", "measure__nearest", "measure__first",
        "item", "item__id", "item__options", "value", "value__fit",
    )  # fmt: skip

    @metric_value(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(  # the engine passes the class
        cls,  # noqa: N805
        execution_engine: Any,
        metric_domain_kwargs: dict[str, Any],
        **_: Any,
    ) -> list[dict[str, Any]]:
        frame, _domain, _keys = execution_engine.get_compute_domain(
            domain_kwargs=metric_domain_kwargs, domain_type=MetricDomainTypes.TABLE
        )
        rows: list[dict[str, Any]] = frame[list(IntakeRows.columns)].to_dict("records")
        return rows


class ExpectMeasurePresent(TableExpectation):
    """必报指标齐全 (measures present): every required measure is reported.

    A required measure that is most likely meant by an unknown name is left to `ExpectKnownMeasure`.
    """

    metric_dependencies = ("hotline.intake_rows",)
    needed = ("measure",)
    label: str
    required: dict[str, str]

    def title(self) -> str:
        """See `TableExpectation`."""
        return "必报指标应齐全"

    def _validate(self, metrics: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = metrics["hotline.intake_rows"]
        present = {r["measure__id"] for r in rows}
        meant = {r["measure__nearest"].split("、")[0] for r in rows if r["measure__nearest"]}
        missing = {i: label for i, label in self.required.items() if i not in present}
        faults = [
            Fault(self.label, f"应有必报指标“{label}”", "请补报该指标；如本期为零，请填 0。")
            for label in missing.values()
            if label not in meant
        ]
        unclear = [label for label in missing.values() if label in meant]
        blocked = f"{quoted(unclear)}可能写成了未登记的名称" if unclear and not faults else None
        return verdict(faults, observed=len(self.required) - len(missing), blocked=blocked)
