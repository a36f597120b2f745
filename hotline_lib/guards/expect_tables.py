"""表头检查 (columns and rows): all required columns are there, no heading is strange, rows exist."""

from __future__ import annotations

from typing import Any

from hotline_lib.guards.faults import Fault
from hotline_lib.guards.gx import PrivateAttr, gxe
from hotline_lib.guards.gx_base import TableExpectation, verdict
from hotline_lib.guards.gx_settled import Settled
from hotline_lib.guards.words import quoted


class ExpectColumnsComplete(Settled, gxe.ExpectTableColumnsToMatchSet):  # type: ignore[misc]
    """列应齐全 (columns complete): every required column is in the file."""

    _kept: Any = PrivateAttr(None)
    exact_match: bool = False
    labels: dict[str, str]
    unknown: list[str]

    def needs(self) -> set[str]:
        """Nothing: it looks at the headings themselves."""
        return set()

    def _validate(self, metrics: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        made: dict[str, Any] = super()._validate(metrics, *args, **kwargs)
        present = set(metrics["table.columns"])
        hint = f"表中有未识别的表头{quoted(self.unknown)}，如为同一列请改名。" if self.unknown else ""
        faults = [
            Fault(label, "表中应有此列", f"请补上“{label}”列。{hint}")
            for column, label in self.labels.items()
            if column not in present
        ]
        if bool(faults) == made["success"]:
            raise ValueError("列的检查前后不一致")
        return made | verdict(faults, observed=sorted(self.labels.keys() & present))


class ExpectRowsPresent(Settled, gxe.ExpectTableRowCountToBeBetween):  # type: ignore[misc]
    """表中有数据 (rows present): the table is not a bare heading."""

    _kept: Any = PrivateAttr(None)
    min_value: Any = 1

    def needs(self) -> set[str]:
        """Nothing: it counts rows."""
        return set()

    def _validate(self, metrics: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        made: dict[str, Any] = super()._validate(metrics, *args, **kwargs)
        fault = Fault(None, "表中应至少有一行数据", "请核对文件是否完整。")
        return made | verdict([] if made["success"] else [fault], observed=metrics["table.row_count"])


class ExpectHeadingsOnlyOnce(TableExpectation):
    """表头不重复 (headings only once): no two columns of the file mean the same."""

    metric_dependencies = ("table.columns",)
    repeated: list[str]

    def title(self) -> str:
        """See `TableExpectation`."""
        return "同一列不应重复"

    def _validate(self, metrics: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        faults = [
            Fault(heading, "同一列只应出现一次", "表中有两列含义相同，请核对后只保留一列。")
            for heading in dict.fromkeys(self.repeated)
        ]
        return verdict(faults, observed=len(faults))


class ExpectHeadingsKnown(TableExpectation):
    """表头均已登记 (headings known): a column that means nothing to the place is pointed out."""

    metric_dependencies = ("table.columns",)
    unknown: list[str]

    def title(self) -> str:
        """See `TableExpectation`."""
        return "表头应均已登记"

    def _validate(self, metrics: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        action = "此列未参与计算；如需使用，请在 columns.yml 中登记其表头。"
        faults = [Fault(None, "应为已登记的表头", action, heading) for heading in dict.fromkeys(self.unknown)]
        return verdict(faults, observed=len(faults))
