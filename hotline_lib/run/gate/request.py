"""要求把关 (gate request): what a run asks of the gate. Imports nothing that only the gate itself needs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class GateRequest:
    """要求把关: by the place's limits, or with this ratio for quantities; `accept` lets changes pass."""

    ratio: Fraction | None = None
    accept: bool = False
