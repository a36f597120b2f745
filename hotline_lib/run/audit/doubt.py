"""疑数 (doubt): a printed value that differs from the computed one, with what is needed to explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from hotline_lib.model.place import Place
from hotline_lib.model.points import PointsTotal
from hotline_lib.model.printform import PrintForm
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import LedgerLine, UnitRow
from hotline_lib.model.rules import Grades, RateRule, WeightedIndex
from hotline_lib.run.audit.numbers import read_number


@dataclass(frozen=True)
class Peer:
    """同组一行 (row ranked together): its exact value, and what is printed for it and its rank."""

    value: Fraction
    printed_value: Fraction | None
    printed_rank: Fraction | None


@dataclass(frozen=True)
class Scoring:
    """计分之据 (what a row is scored by): rule, row, the adjustments received for the unit.

    `points` is set for the total of a points scheme and its components, `index` for a weighted index.
    """

    row: UnitRow
    column: str
    rates: Sequence[RateRule] = ()
    index: WeightedIndex | None = None
    points: PointsTotal | None = None
    ledger: Sequence[LedgerLine] = ()
    adjusted: bool = False


@dataclass(frozen=True)
class Doubt:
    """One printed value that differs.

    `beside` are the quantities of the same row or paragraph, `printed_beside` what is printed for
    them by quantity id, `neighbours` the computed texts of the same column in the rows around.
    `column` are the printed numbers that a total adds up, `peers` the rows ranked with this one.
    """

    printed: str
    computed: str
    quantity: Quantity
    place: Place
    known: Mapping[str, Quantity]
    beside: Sequence[Quantity] = ()
    printed_beside: Mapping[str, str] = field(default_factory=dict)
    neighbours: Mapping[str, str] = field(default_factory=dict)
    scoring: Scoring | None = None
    grades: Grades | None = None
    column: Sequence[Fraction] = ()
    peers: Sequence[Peer] = ()

    @property
    def index(self) -> WeightedIndex | None:
        """加权指标值的规则 if the value is a weighted index."""
        scoring = self.scoring
        return scoring.index if scoring and scoring.index and scoring.column == scoring.index.id else None

    @property
    def form(self) -> PrintForm:
        """The print form of the quantity."""
        return self.place.form(self.quantity.form)

    @property
    def printed_value(self) -> Fraction | None:
        """The printed number on the printed scale; `None` if it is no number."""
        number = read_number(self.printed)
        return None if number is None else number.value

    @property
    def one_off(self) -> bool:
        """末位差1: a decimal that is just one unit of its last place off."""
        right, printed = read_number(self.computed), self.printed_value
        if right is None or printed is None or not self.form.decimals:
            return False
        return abs(right.value - printed) == Fraction(1, 10**self.form.decimals)

    def makes(self, value: Fraction) -> bool:
        """Whether an exact value prints as what is printed."""
        return self.form.rounded(value) == self.printed_value

    def printed_for(self, quantity: Quantity) -> Fraction | None:
        """What is printed beside for a quantity, as an exact value; `None` if it is no number."""
        number = read_number(self.printed_beside.get(quantity.id, ""))
        return number.value / self.place.form(quantity.form).scale if number else None

    def rounded(self, quantity: Quantity) -> Fraction:
        """The value of a quantity as it should be printed."""
        form = self.place.form(quantity.form)
        return form.rounded(quantity.number) / form.scale

    def ratio_inputs(self) -> tuple[Quantity, Quantity] | None:
        """分子与分母 where the quantity is the ratio of its two inputs; `None` otherwise."""
        inputs = [self.known.get(i.source) for i in self.quantity.inputs]
        if self.quantity.value is None or len(inputs) != 2:
            return None
        top, base = inputs
        if top is None or base is None or not base.value or top.value is None:
            return None
        return (top, base) if top.value / base.value == self.quantity.value else None
