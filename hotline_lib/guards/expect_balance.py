"""平衡检查 (balance): the two sides of an equation of counts agree, in each row or among the measures."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hotline_lib.guards.faults import Fault, Row, text_of
from hotline_lib.guards.gx_base import RowExpectation, verdict
from hotline_lib.guards.measure_rows import MeasuresExpectation, rows_of, sum_of
from hotline_lib.guards.words import number_text, quoted


class ExpectRowBalance(RowExpectation):
    """一行的平衡 (row balance): the columns of one side add up to those of the other.

    Rows in which one of the cells is blank or unreadable are left to the checks of those cells.
    """

    map_metric = "hotline.row_balance"
    left: list[str]
    right: list[str]
    labels: dict[str, str]

    @classmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """Text and value of every column."""
        columns = [*values["left"], *values["right"]]
        return [*columns, *(f"{c}__value" for c in columns)]

    def title(self) -> str:
        """See `RowExpectation`."""
        return balance_words(self.left, self.right, self.labels)

    def faults(self, row: Row) -> list[Fault]:
        """See `RowExpectation`."""
        texts = {c: text_of(row, f"{c}__value") for c in (*self.left, *self.right)}
        if not all(texts.values()):
            return []
        sides = [sum((Fraction(texts[c]) for c in side), Fraction(0)) for side in (self.left, self.right)]
        if sides[0] == sides[1]:
            return []
        last = self.right[-1]
        expected = f"{self.title()}，今为 {number_text(sides[0])} 与 {number_text(sides[1])}"
        action = f"请核对该单位的{quoted(self.labels[c] for c in texts)}。"
        return [Fault(self.labels[last], expected, action, text_of(row, last))]


class ExpectMeasureBalance(MeasuresExpectation):
    """指标的平衡 (measure balance): 上期结转 + 受理 = 办结 + 结转下期, and the like."""

    left: list[str]
    right: list[str]

    def title(self) -> str:
        """See `TableExpectation`."""
        return balance_words(self.left, self.right, self.labels)

    def _validate(self, metrics: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = metrics["hotline.intake_rows"]
        for reference in (*self.left, *self.right):
            self.name(reference)
        if reason := self.undecided(rows, (*self.left, *self.right)):
            return verdict([], blocked=reason)
        found = {r: rows_of(rows, [r]) for r in (*self.left, *self.right)}
        if not any(found.values()):
            return verdict([], observed="本期未报")
        if missing := [self.labels[r] for r, values in found.items() if not values]:
            return verdict([], blocked=f"缺少{quoted(missing)}")
        sides = [sum_of(rows_of(rows, side)) for side in (self.left, self.right)]
        observed = f"{number_text(sides[0])} / {number_text(sides[1])}"
        if sides[0] == sides[1]:
            return verdict([], observed=observed)
        last = found[self.right[-1]][0]
        fault = Fault(
            self.label,
            f"{self.title()}，今为 {number_text(sides[0])} 与 {number_text(sides[1])}",
            f"请核对{quoted(self.labels[r] for r in found)}。",
            last["value"],
            last["row"],
        )
        return verdict([fault], observed=observed)


def balance_words(left: list[str], right: list[str], labels: Mapping[str, str]) -> str:
    """等式: `“上期结转”加“本期受理”应等于“本期办结”加“结转下期”`."""
    sides = ["加".join(f"“{labels.get(c, c)}”" for c in side) for side in (left, right)]
    return f"{sides[0]}应等于{sides[1]}"
