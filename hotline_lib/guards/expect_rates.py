"""比率检查 (rates): a reported rate must be a whole number of cases over the base it refers to."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

from hotline_lib.guards.faults import Fault
from hotline_lib.guards.gx_base import verdict
from hotline_lib.guards.measure_rows import MeasuresExpectation, rows_of, sum_of
from hotline_lib.guards.words import number_text
from hotline_lib.model.exact import Rounding, decimal_text, round_exact


class ExpectRateAchievable(MeasuresExpectation):
    """可达比率 (achievable rate): some whole number over the base prints as the rate.

    Every way of rounding is tried: the platform's own is not known, and a rate that none of them
    yields is certainly not a share of that base.
    """

    rate: str
    base: str
    decimals: int

    def title(self) -> str:
        """See `TableExpectation`."""
        rate, base = (self.labels.get(r, r) for r in (self.rate, self.base))
        return f"“{rate}”应能由整数件除以“{base}”得出"

    def _validate(self, metrics: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        rows = metrics["hotline.intake_rows"]
        rate_name, base_name = self.name(self.rate), self.name(self.base)
        if reason := self.undecided(rows, (self.rate, self.base)):
            return verdict([], blocked=reason)
        rates, bases = rows_of(rows, [self.rate]), rows_of(rows, [self.base])
        if not rates or not bases:
            lacking = base_name if rates else None
            return verdict([], observed="本期未报", blocked=lacking and f"缺少“{lacking}”")
        rate, base = sum_of(rates) * 100, sum_of(bases)
        near = _shares_near(rate, base, self.decimals) if base else set()
        if rate in near:
            return verdict([], observed=rates[0]["value"])
        nearest = "、".join(f"{decimal_text(n, self.decimals)}%" for n in sorted(near))
        expected = f"应能由整数件除以{base_name}（{number_text(base)}）得出"
        expected += f"，最接近的为 {nearest}" if nearest else ""
        fault = Fault(
            self.label,
            expected,
            f"请核对“{rate_name}”及其基数“{base_name}”是否同一口径。",
            rates[0]["value"],
            rates[0]["row"],
        )
        return verdict([fault], observed=rates[0]["value"])


def _shares_near(percent: Fraction, base: Fraction, decimals: int) -> set[Fraction]:
    """The printed percentages of the whole numbers just below and above a share of the base."""
    below = floor(percent * base / 100)
    counts = [n for n in (below - 1, below, below + 1) if 0 <= n <= base]
    shares = {round_exact(100 * n / base, decimals, mode) for n in counts for mode in Rounding}
    if percent in shares:
        return {percent}
    return {round_exact(100 * n / base, decimals) for n in (below, below + 1) if 0 <= n <= base}
