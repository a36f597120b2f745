"""疑数 (doubt): a printed value that differs from the computed one, with what is needed to explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from hotline_lib.model.place import Place
from hotline_lib.model.printform import PrintForm
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.rules import Grades, WeightedIndex
from hotline_lib.run.audit.numbers import read_number


@dataclass(frozen=True)
class Doubt:
    """One printed value that differs.

    `beside` are the quantities of the same row or paragraph, `printed_beside` what is printed for
    them by quantity id, `neighbours` the computed texts of the same column in the rows around.
    """

    printed: str
    computed: str
    quantity: Quantity
    place: Place
    known: Mapping[str, Quantity]
    beside: Sequence[Quantity] = ()
    printed_beside: Mapping[str, str] = field(default_factory=dict)
    neighbours: Mapping[str, str] = field(default_factory=dict)
    index: WeightedIndex | None = None
    grades: Grades | None = None

    @property
    def form(self) -> PrintForm:
        """The print form of the quantity."""
        return self.place.form(self.quantity.form)

    @property
    def printed_value(self) -> Fraction | None:
        """The printed number on the printed scale; `None` if it is no number."""
        number = read_number(self.printed)
        return None if number is None else number.value

    def ratio_inputs(self) -> tuple[Quantity, Quantity] | None:
        """分子与分母 where the quantity is the ratio of its two inputs; `None` otherwise."""
        inputs = [self.known.get(i.source) for i in self.quantity.inputs]
        if self.quantity.value is None or len(inputs) != 2:
            return None
        top, base = inputs
        if top is None or base is None or not base.value or top.value is None:
            return None
        return (top, base) if top.value / base.value == self.quantity.value else None
