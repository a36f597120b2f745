"""核对依据 (basis): results, layout and rules, indexed as the audit needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.model.document import FigureMark, Shown
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import LedgerLine, UnitRow, UnitTable
from hotline_lib.model.rules import Evaluation, GivenEntry, Grades, LedgerRules
from hotline_lib.model.tables import AchievableCheck
from hotline_lib.run.audit.tokens import Tokeniser
from hotline_lib.scoring.evaluation import TOTAL
from hotline_lib.sections.store import Layout, Store


@dataclass(frozen=True)
class Basis:
    """What is held to be right: built once for an audit by `basis_of`."""

    store: Store
    blocks: Mapping[str, Sequence[Shown]]
    quantities: Mapping[str, Quantity]
    rows: Mapping[str, Mapping[str, UnitRow]]
    evaluations: Mapping[str, Evaluation]
    ledger: Mapping[str, Sequence[LedgerLine]]
    grades: Mapping[str, Grades]
    given: frozenset[str]
    unprinted: frozenset[str]
    achievable: Sequence[AchievableCheck]
    tokeniser: Tokeniser

    @property
    def layout(self) -> Layout:
        """版面 of the place and period."""
        return self.store.layout

    @property
    def on(self) -> date:
        """The day that decides which units are in force."""
        return self.layout.period.last_day

    def quantity(self, mark: FigureMark) -> Quantity:
        """The quantity that a figure prints."""
        return self.quantities[mark.quantity]

    def is_derived(self, quantity: Quantity) -> bool:
        """是否推算: made by a rule or from other values, not received as it is."""
        return quantity.id not in self.given and bool(quantity.rule or quantity.inputs)

    def rests_on_unprinted(self, quantity: Quantity) -> bool:
        """是否依赖未印之数: made, however indirectly, of a received value that the bulletin does not print.

        Such a value may have been recovered from the printed figure itself, which then proves nothing.
        """
        sources = [self.quantities[i.source] for i in quantity.inputs if i.source in self.quantities]
        return any(s.id in self.unprinted or self.rests_on_unprinted(s) for s in sources)

    def unit_name(self, unit: str) -> str:
        """The registered name of a unit; that of a total row is 合计."""
        if unit == TOTAL:
            return "合计"
        return self.layout.units.unit(unit).name


def basis_of(store: Store, params: PlaceParams, blocks: Mapping[str, Sequence[Shown]]) -> Basis:
    """核对依据 for the period of a store, with its `declared_blocks`. Raises `RuleNotInForceError`."""
    period, results = store.layout.period, store.results
    entries = [e for _, body in params.in_force(LedgerRules, period) for e in body.entries]
    judged = {e.id for e in entries if isinstance(e, GivenEntry)}
    printed = {m.quantity for shown in blocks.values() for s in shown for m in s.figures}
    cells = [q for t in results.tables.values() for row in _rows(t) for q in row.cells.values()]
    # a count of items whose numbers the bulletin lists is as good as printed
    items = [q for line in results.ledger if not line.numbers for q in line.values.values()]
    received = [q for q in (*cells, *results.quantities.values(), *items) if not q.inputs and not q.rule]
    return Basis(
        store=store,
        blocks=blocks,
        quantities=results.all_quantities(),
        rows={p: {row.unit: row for row in _rows(table)} for p, table in results.tables.items()},
        evaluations={body.programme: body for _, body in params.in_force(Evaluation, period)},
        ledger=_by_unit(results.ledger),
        grades={body.programme: body for _, body in params.in_force(Grades, period)},
        given=frozenset(line.points.id for line in results.ledger if line.rule in judged),
        unprinted=frozenset(q.id for q in received if q.id not in printed),
        achievable=tuple(c for t in params.inputs.tables for c in t.checks if isinstance(c, AchievableCheck)),
        tokeniser=Tokeniser(store.layout.units, period.last_day),
    )


def _rows(table: UnitTable) -> Sequence[UnitRow]:
    """The rows of a programme, its total last."""
    return table.rows if table.total is None else (*table.rows, table.total)


def _by_unit(lines: Sequence[LedgerLine]) -> dict[str, list[LedgerLine]]:
    return {unit: [x for x in lines if x.unit == unit] for unit in dict.fromkeys(x.unit for x in lines)}
