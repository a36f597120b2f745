"""一张表的核对 (audit of one table): what the checks of its rows and cells share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotline_lib.model.document import Cell, FigureMark
from hotline_lib.model.quantity import Quantity
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.columns import UNIT, ColumnPair
from hotline_lib.run.audit.tally import Tally


@dataclass(frozen=True)
class TableAudit:
    """The place of the table in words, its columns, its figures by id, and the running tally."""

    where: str
    pairs: Sequence[ColumnPair]
    marks: Mapping[str, FigureMark]
    basis: Basis
    tally: Tally

    @property
    def unit_label(self) -> str:
        """The heading of the unit column."""
        return next((p.column.label for p in self.pairs if p.column.id == UNIT), "")

    @property
    def unit_place(self) -> int:
        """Where the unit column stands in the computed table."""
        return next((p.computed for p in self.pairs if p.column.id == UNIT), 0)

    def quantity(self, cell: Cell) -> Quantity | None:
        """The quantity that a computed cell prints; `None` for a cell of words."""
        mark = self.marks.get(cell.figure or "")
        return self.basis.quantity(mark) if mark else None
