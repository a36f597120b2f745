"""次序 (order): printed rows against the table's declared ordering."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hotline_lib.model.place import Place
from hotline_lib.model.results import UnitRow


def sort_positions(rows: Sequence[UnitRow], keys: Sequence[str], place: Place) -> list[tuple[int, ...]]:
    """排序位置 of each row: one number a key, smaller first; rows with equal keys are equal."""
    columns = []
    for key in keys:
        values = [_value(row, key.removeprefix("-"), place) for row in rows]
        ranked = sorted(set(values), reverse=key.startswith("-"))
        columns.append([ranked.index(v) for v in values])
    return list(zip(*columns, strict=True)) if columns else [()] * len(rows)


def _value(row: UnitRow, column: str, place: Place) -> Any:
    quantity = row.cells[column]
    if quantity.text is not None:
        return (1, Fraction(0), quantity.text)
    return (0, place.form(quantity.form).rounded(quantity.number), "")


def misplaced(positions: Sequence[tuple[int, ...]]) -> list[int]:
    """错位 (misplaced): the fewest places whose removal leaves the rest in order.

    They are what a longest non-decreasing subsequence leaves out; equal positions are in order.
    """
    if not positions:
        return []
    length = [1] * len(positions)
    previous = [-1] * len(positions)
    for n, here in enumerate(positions):
        for m in range(n):
            if positions[m] <= here and length[m] + 1 > length[n]:
                length[n], previous[n] = length[m] + 1, m
    at = length.index(max(length))
    kept = set()
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return [n for n in range(len(positions)) if n not in kept]
