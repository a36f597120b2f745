"""分项检查 (parts): the parts of a total add up to it, or at least do not exceed it."""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction
from typing import Any

from hotline_lib.guards.faults import Fault
from hotline_lib.guards.gx_base import verdict
from hotline_lib.guards.measure_rows import MeasuresExpectation, rows_of, sum_of
from hotline_lib.guards.words import number_text, quoted


class _PartsExpectation(MeasuresExpectation):
    """A total against its parts; optional parts that are not reported count as nothing."""

    total: str
    parts: list[str]

    @abstractmethod
    def fits(self, total: Fraction, parts: Fraction) -> bool:
        """Whether a total and the sum of its parts agree."""

    @abstractmethod
    def expected(self, parts: Fraction) -> str:
        """What the total should have been."""

    def _validate(self, metrics: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = metrics["hotline.intake_rows"]
        total_name, part_names = self.name(self.total), [self.name(p) for p in self.parts]
        if reason := self.undecided(rows, (self.total, *self.parts)):
            return verdict([], blocked=reason)
        totals, parts = rows_of(rows, [self.total]), rows_of(rows, self.parts)
        if not totals:
            blocked = f"缺少“{total_name}”" if parts else None
            return verdict([], observed="本期未报", blocked=blocked)
        total, added = sum_of(totals), sum_of(parts)
        observed = f"{number_text(total)} / {number_text(added)}"
        if self.fits(total, added):
            return verdict([], observed=observed)
        fault = Fault(
            self.label,
            f"“{total_name}”{self.expected(added)}",
            f"请核对“{total_name}”与各分项：{quoted(part_names)}。",
            totals[0]["value"] if len(totals) == 1 else number_text(total),
            totals[0]["row"],
        )
        return verdict([fault], observed=observed)


class ExpectPartsAddUp(_PartsExpectation):
    """分项之和等于总数 (parts add up)."""

    def title(self) -> str:
        """See `TableExpectation`."""
        parts = quoted(self.labels.get(p, p) for p in self.parts)
        return f"“{self.labels.get(self.total, self.total)}”应等于分项之和（{parts}）"

    def fits(self, total: Fraction, parts: Fraction) -> bool:
        """Equal."""
        return total == parts

    def expected(self, parts: Fraction) -> str:
        """The sum itself."""
        return f"应等于各分项之和（{number_text(parts)}）"


class ExpectPartsWithin(_PartsExpectation):
    """所列分项不超过总数 (parts within)."""

    def title(self) -> str:
        """See `TableExpectation`."""
        parts = quoted(self.labels.get(p, p) for p in self.parts)
        return f"“{self.labels.get(self.total, self.total)}”应不小于所列分项之和（{parts}）"

    def fits(self, total: Fraction, parts: Fraction) -> bool:
        """Not more than the total."""
        return parts <= total

    def expected(self, parts: Fraction) -> str:
        """At least the sum."""
        return f"应不小于所列分项之和（{number_text(parts)}）"
