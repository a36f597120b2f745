"""加扣分表 (ledger tables) of the document model, as the place prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from hotline_lib.display.table_cells import document_columns, figure_cell, no_value
from hotline_lib.model.contents import LedgerTable
from hotline_lib.model.document import Band, Cell, FigureMark, Row, Run, Table
from hotline_lib.model.place import Place
from hotline_lib.model.results import LedgerLine

ReasonRuns = Callable[[LedgerLine, str], tuple[tuple[Run, ...], tuple[FigureMark, ...]]]
"""Composes the reason of a ledger line under a figure prefix."""


def ledger_table(
    spec: LedgerTable, title: str, lines: Sequence[LedgerLine], place: Place, reason_runs: ReasonRuns
) -> tuple[Table, tuple[FigureMark, ...]]:
    """加扣分表: the lines of the table's sign, those of one unit (or of one indicator) together.

    The cell of that unit (indicator) and its running number span its lines; units (indicators)
    come in the order of their first line. Raises `ParamsError` if a column names no value.
    """
    rows: list[Row] = []
    marks: list[FigureMark] = []
    positions: Counter[str] = Counter()
    previous, number = None, 0
    for line in _gathered(spec, lines):
        merged = _head(spec, line) == previous
        previous = _head(spec, line)
        number += not merged
        positions[line.unit] += 1
        row_id = f"{line.unit}_{positions[line.unit]}"
        cells = []
        for column in spec.columns:
            merged_up = merged and column.value in {"number", spec.merge}
            if column.value == "number":
                cells.append(Cell(text=str(number), merged_up=merged_up))
            elif column.value == "unit":
                cells.append(Cell(text=line.name, merged_up=merged_up))
            elif column.value == "indicator":
                cells.append(Cell(text=line.indicator, merged_up=merged_up))
            elif column.value == "points":
                cell, mark = figure_cell(spec.id, row_id, line.name, column, line.points, place)
                cells.append(cell)
                marks += [mark] if mark else []
            elif column.value == "reason":
                runs, found = reason_runs(line, row_id)
                cells.append(Cell(text="".join(r.text for r in runs), runs=runs))
                marks += found
            else:
                raise no_value(spec.id, column, "number、unit、points、indicator、reason")
        rows.append(Row(unit=line.unit, cells=tuple(cells)))
    columns = document_columns(spec.columns)
    return Table(id=spec.id, title=title, columns=columns, bands=(Band(rows=tuple(rows)),)), tuple(marks)


def _gathered(spec: LedgerTable, lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """The lines of the table's sign, those under one head together, heads in order of first line."""
    wanted = [x for x in lines if spec.sign in {"both", "negative" if x.points.number < 0 else "positive"}]
    heads = list(dict.fromkeys(_head(spec, x) for x in wanted))
    return [x for head in heads for x in wanted if _head(spec, x) == head]


def _head(spec: LedgerTable, line: LedgerLine) -> str:
    """What the lines of a table are merged by."""
    return line.unit if spec.merge == "unit" else line.indicator
