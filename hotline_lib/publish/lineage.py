"""来由 (lineage) of the printed figures: the quantities they print, and all from which those were made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field

from hotline_lib.model.document import FigureMark
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.quantity import Quantity


class Lineage(Frozen):
    """来由: which quantity each figure prints, and every quantity on the way to what was received."""

    figures: dict[str, str] = Field(default={}, description="印刷数字的标识 → 数值的标识")
    quantities: dict[str, Quantity] = Field(default={}, description="按标识")
    previous: dict[str, str] = Field(default={}, description="数值的标识 → 上期所印")


def lineage_of(
    marks: Sequence[FigureMark], known: Mapping[str, Quantity], previous: Mapping[str, str] | None = None
) -> Lineage:
    """来由 of the figures marked: their quantities, then the inputs and members of those, to the last.

    `previous` is what the bulletin of the previous period printed, by quantity.
    """
    figures = {mark.id: mark.quantity for mark in marks}
    reached: dict[str, Quantity] = {}
    waiting = list(dict.fromkeys(figures.values()))
    while waiting:
        name = waiting.pop(0)
        if name in reached or name not in known:
            continue
        quantity = reached[name] = known[name]
        waiting += [i.source for i in quantity.inputs]
        waiting += quantity.members
    then = {name: text for name, text in (previous or {}).items() if name in reached}
    return Lineage(figures=figures, quantities=reached, previous=then)
