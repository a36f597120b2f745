"""指标的行 (rows of measures): what checks over several measures of the intake table share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from hotline_lib.guards import expect_intake  # noqa: F401 - registers the metric of the intake rows
from hotline_lib.guards.gx_base import TableExpectation
from hotline_lib.guards.words import quoted

Rows = list[dict[str, Any]]


class MeasuresExpectation(TableExpectation):
    """指标间检查: figures of several measures together; each reference is a measure or `measure.item`.

    Where a figure involved was already refused by another check, the check says that it could not
    decide, never that the figures fit. `labels` names every measure and item referred to,
    `required` the measures that must be there.
    """

    metric_dependencies = ("hotline.intake_rows",)
    needed = ("measure", "value")
    label: str
    labels: dict[str, str]
    required: list[str]

    def name(self, reference: str) -> str:
        """The label of a measure or item; raises `ValueError` for one the place does not declare."""
        if reference not in self.labels:
            raise ValueError(f"“{reference}”不是 intake.yml 中登记的指标或分项")
        return self.labels[reference]

    def undecided(self, rows: Rows, references: Sequence[str]) -> str | None:
        """Why the rows do not let the check decide: refused rows, or required measures missing."""
        involved = {r.partition(".")[0] for r in references}
        refused = [r for r in rows_of(rows, references) if _is_refused(r)]
        refused += [r for r in rows if self._may_mean(r, involved)]
        if refused:
            return f"第 {_row_list(refused)} 行的指标、分项或数值有误"
        absent = involved & set(self.required) - {r["measure__id"] for r in rows}
        return f"缺少{quoted(self.labels[m] for m in sorted(absent))}" if absent else None

    def _may_mean(self, row: dict[str, Any], measures: set[str]) -> bool:
        """Whether a row with an unknown measure is likely to be one of those that count here."""
        meant = row["measure__nearest"].split("、")[0]
        unknown = not row["measure__id"]
        return unknown and (not row["measure"] or meant in {self.labels.get(m) for m in measures})


def rows_of(rows: Rows, references: Iterable[str]) -> Rows:
    """所指各行: the rows that references mean, each measure and item once."""
    found: Rows = []
    for reference in references:
        measure, _, item = reference.partition(".")
        found += [
            r
            for r in rows
            if r["measure__id"] == measure
            and (not item or r["item__id"] == item)
            and r["measure__first"] == str(r["row"])
        ]
    return found


def sum_of(rows: Rows) -> Fraction:
    """合计: the exact sum of the values of some rows."""
    return sum((Fraction(r["value__fit"]) for r in rows), Fraction(0))


def _is_refused(row: dict[str, Any]) -> bool:
    """Whether another check reports the row: no usable value, or an item that is not one."""
    return not row["value__fit"] or bool(row["item"] or row["item__options"]) != bool(row["item__id"])


def _row_list(rows: Rows) -> str:
    return "、".join(sorted({str(r["row"]) for r in rows}, key=int))
