"""计数 (tally): cells and numbers counted while a part is audited, for the coverage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hotline_lib.model.quantity import Quantity
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.report import PartCoverage


class Outcome(Enum):
    """核对结果 (outcome) for one computed figure."""

    reproduced = "reproduced"
    same_value = "same_value"
    differs = "differs"


@dataclass
class Tally:
    """计数 of one part; grows while the part is walked."""

    derived: int = 0
    given: int = 0
    other: int = 0
    unprinted: int = 0
    reproduced: int = 0
    same_value: int = 0

    def figure(self, quantity: Quantity, outcome: Outcome, basis: Basis) -> None:
        """Count one printed figure."""
        derived = basis.is_derived(quantity)
        self.derived += derived
        self.given += not derived
        self.unprinted += derived and basis.rests_on_unprinted(quantity)
        self.reproduced += outcome is Outcome.reproduced
        self.same_value += outcome is Outcome.same_value

    def part(self, name: str, findings: int) -> PartCoverage:
        """The coverage of the part."""
        return PartCoverage(
            part=name,
            printed=self.derived + self.given + self.other,
            derived=self.derived,
            given=self.given,
            other=self.other,
            unprinted=self.unprinted,
            reproduced=self.reproduced,
            same_value=self.same_value,
            findings=findings,
        )
