"""往期检查 (earlier periods): a given total belongs to a period that this one is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotline_lib.guards.faults import Fault, Row, text_of
from hotline_lib.guards.gx_base import RowExpectation


class ExpectEarlierPeriod(RowExpectation):
    """往期有用 (earlier period): one of the periods that a change or a trend chart looks back to.

    A total of any other period would be read by nothing.
    """

    map_metric = "hotline.earlier_period"
    label: str
    wanted: dict[str, str]

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The period; the row number beside it, since the engine wants two."""
        return ["period", "row"]

    def title(self) -> str:
        """See `RowExpectation`."""
        return f"“{self.label}”应为本期要比的往期"

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        text = text_of(row, "period")
        if not text or text in self.wanted:
            return []
        if not self.wanted:
            expected = "规则与图都不与往期相比，此行无处可用"
            return [Fault(self.label, expected, "请删去此行，或先在规则中写明 changes。", text)]
        listed = "、".join(f"{period}（{label}）" for period, label in self.wanted.items())
        return [Fault(self.label, f"应为本期要比的往期：{listed}", "请照此改写期，或删去此行。", text)]
