"""考评表的旁证 (context of a cell): its scoring, the sum of its column, the rows ranked with it."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.points import PointsTotal
from hotline_lib.model.results import UnitRow
from hotline_lib.model.rules import WeightedIndex
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.columns import ColumnPair
from hotline_lib.run.audit.doubt import Peer, Scoring
from hotline_lib.run.audit.evaluation_rows import Line, TableRows
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.scoring.evaluation import TOTAL

RANK = "rank"


def scoring_of(spec: EvaluationTable, row: UnitRow, column: str, basis: Basis) -> Scoring | None:
    """计分之据 of a cell; `None` where the programme is not evaluated."""
    rule = basis.evaluations.get(spec.programme)
    if rule is None:
        return None
    return Scoring(
        row=row,
        column=column,
        rates=rule.rates,
        index=rule.index if isinstance(rule.index, WeightedIndex) else None,
        points=rule.index if isinstance(rule.index, PointsTotal) else None,
        ledger=[x for x in basis.ledger.get(row.unit, ()) if not x.generated],
        adjusted=rule.adjusted_by_ledger,
    )


def column_numbers(
    spec: EvaluationTable, rows: TableRows, pair: ColumnPair, basis: Basis
) -> tuple[Fraction, ...]:
    """合计所加各数: the printed numbers of a column whose right total is their sum; else nothing."""
    column, units = pair.column.id, basis.rows[spec.programme]
    values = [row.cells[column].value for unit, row in units.items() if unit != TOTAL and column in row.cells]
    total = units[TOTAL].cells[column].value
    added = sum((v for v in values if v is not None), Fraction(0))
    if total is None or added != total:
        return ()
    lines = [line for line in rows.lines if not line.problem and line.reading.unit != TOTAL]
    numbers = [read_number(rows.printed(line, column)) for line in lines]
    return tuple(n.value for n in numbers if n is not None)


def peers_of(spec: EvaluationTable, rows: TableRows, line: Line, basis: Basis) -> tuple[Peer, ...]:
    """同组各行 of a ranked row, itself first: those of its group and tier."""
    rule = basis.evaluations.get(spec.programme)
    unit, units = line.reading.unit or "", basis.rows[spec.programme]
    if rule is None or rule.index is None or unit == TOTAL:
        return ()
    scope = (units[unit].group, units[unit].tier)
    others = [
        other
        for other in rows.lines
        if not other.problem
        and other.reading.unit not in (unit, TOTAL)
        and (units[other.reading.unit or ""].group, units[other.reading.unit or ""].tier) == scope
    ]
    peers = []
    for one in (line, *others):
        value, rank = (read_number(rows.printed(one, c)) for c in (rule.index.id, RANK))
        peers.append(
            Peer(
                units[one.reading.unit or ""].cells[rule.index.id].number,
                value.value if value else None,
                rank.value if rank else None,
            )
        )
    return tuple(peers)
