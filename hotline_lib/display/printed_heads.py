"""表头 (printed heads) of a band: names by group, full marks from the rule; the table keeps plain ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hotline_lib.display.table_cells import document_columns, table_problem
from hotline_lib.model.contents import TableColumn
from hotline_lib.model.document import Column
from hotline_lib.model.exact import decimal_words
from hotline_lib.model.results import UnitRow


def printed_heads(
    table: str, columns: Sequence[TableColumn], rows: Sequence[UnitRow], full: Mapping[str, Fraction]
) -> tuple[Column, ...] | None:
    """The columns of a band as it prints their heads; `None` where they are those of the table.

    A head above several columns bears the full marks of the column that asks for them. Raises
    `ParamsError` for full marks of a column that is no component of a points scheme.
    """
    if not any(c.heads or c.full_marks for c in columns):
        return None
    groups = {row.group for row in rows}
    group = groups.pop() if len(groups) == 1 else ""
    above = {c.over: _marks(table, c, full) for c in columns if c.full_marks and c.over}
    printed = []
    for spec, column in zip(columns, document_columns(columns), strict=True):
        label = spec.heads.get(group, spec.label)
        if spec.full_marks and not spec.over:
            label += _marks(table, spec, full)
        over = column.over + above.get(column.over, "") if column.over else None
        printed.append(column.model_copy(update={"label": label, "over": over}))
    return tuple(printed)


def _marks(table: str, column: TableColumn, full: Mapping[str, Fraction]) -> str:
    if column.value not in full:
        known = "、".join(full) or "（无）"
        expected = f"full_marks 只用于得分项：{known}"
        raise table_problem(f"{table}.columns", column.value, expected, "该列")
    return f"（{decimal_words(full[column.value])}分）"
