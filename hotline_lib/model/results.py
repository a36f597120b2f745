"""结果 (results): everything computed for one place and period; what notebooks read and nothing else."""

from __future__ import annotations

from pydantic import Field

from hotline_lib.model.errors import HotlineError
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.quantity import Quantity


class UnitRow(Frozen):
    """单位行 (row): one unit of one programme with its counts, rates, index and grade by column id.

    `tier` is the printed label of its tier (档次), where the programme has tiers.
    """

    unit: str
    name: str
    short: str = ""
    group: str
    tier: str | None = None
    has_tickets: bool = True
    cells: dict[str, Quantity]


class UnitTable(Frozen):
    """考评结果 (evaluation): the units of one programme in the order received, perhaps with a total.

    `full_marks` are the full marks of each component of a points scheme.
    """

    programme: str
    rows: tuple[UnitRow, ...]
    total: UnitRow | None = None
    full_marks: dict[str, Exact] = Field(default={})


class RankedUnit(Frozen):
    """名次 (ranked unit): competition rank, ties share a rank. `short` is its name in running text."""

    unit: str
    name: str
    short: str = ""
    rank: int
    value: Quantity


class BreakdownItem(Frozen):
    """分项 (item of a breakdown) with its count and its share of the named base."""

    id: str
    label: str
    count: Quantity
    share: Quantity


class SeriesPoint(Frozen):
    """时点 (point) of a series over periods: what a quantity was then; `None` where it is not known."""

    period: str
    label: str
    quantity: Quantity | None


class LedgerLine(Frozen):
    """加扣分 (ledger line): points of one unit under one rule. `generated`: follows from a grade."""

    unit: str
    name: str
    short: str = ""
    rule: str
    indicator: str
    points: Quantity
    reason: str
    values: dict[str, Quantity]
    numbers: tuple[str, ...] = ()
    generated: bool = False


class Results(Frozen):
    """All results of one place and period. Quantities hold every value outside the unit tables.

    `series` holds the points of trend charts, `unpublished` why the data of a breakdown are not there.
    """

    place: str
    period: str
    quantities: dict[str, Quantity]
    tables: dict[str, UnitTable]
    rankings: dict[str, tuple[RankedUnit, ...]]
    breakdowns: dict[str, tuple[BreakdownItem, ...]]
    ledger: tuple[LedgerLine, ...]
    series: dict[str, tuple[SeriesPoint, ...]] = Field(default={})
    unpublished: dict[str, str] = Field(default={})

    def all_quantities(self) -> dict[str, Quantity]:
        """Every quantity by id, those of table cells and ledger lines included."""
        every = dict(self.quantities)
        for table in self.tables.values():
            for row in table.rows:
                every.update({q.id: q for q in row.cells.values()})
            if table.total is not None:
                every.update({q.id: q for q in table.total.cells.values()})
        for items in self.breakdowns.values():
            for item in items:
                every |= {item.count.id: item.count, item.share.id: item.share}
        for line in self.ledger:
            every[line.points.id] = line.points
            every.update({q.id: q for q in line.values.values()})
        return every


class UnknownQuantityError(HotlineError):
    """数值不存在: a rule or template names a quantity that was not computed."""

    def __init__(self, name: str, used_in: str, hint: str = "") -> None:
        super().__init__(f"{used_in} 用到的数值“{name}”不存在。请核对标识，或先在输入与规则中给出。{hint}")
