"""计分之因 (causes in points): a total of other parts, a component of other rates or entries."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hotline_lib.model.exact import decimal_words
from hotline_lib.model.points import CountPenalty, LedgerPoints, PointsComponent, ShortfallPenalty
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import LedgerLine, UnitRow
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.scoring.component_points import ledger_points
from hotline_lib.scoring.evaluation import with_cells
from hotline_lib.scoring.points import booked, component_points

TIMES = (2, 3, 4, -1)
"""An adjustment booked more than once, or with the wrong sign."""


def from_printed_parts(doubt: Doubt) -> str | None:
    """随上 (follows): the printed components of the row, some of which differ, add up to the total."""
    if (parts := _parts(doubt)) is None:
        return None
    made, differing = doubt.quantity.number, []
    for part in parts:
        printed = doubt.printed_for(part)
        if printed is None:
            return None
        if printed != doubt.rounded(part):
            made += printed - part.number
            differing.append(f"“{part.label}”{decimal_words(printed)}（应为{doubt.place.printed(part)}）")
    if differing and doubt.makes(made):
        return f"随上：由同行所印{'、'.join(differing)}相加得出"
    return None


def rounded_parts(doubt: Doubt) -> str | None:
    """由已取舍的各项得分相加: the sum of the components as printed instead of the exact ones."""
    if (parts := _parts(doubt)) is None:
        return None
    made = sum((doubt.rounded(part) for part in parts), Fraction(0))
    return "由已取舍的各项得分相加" if doubt.makes(made) else None


def from_printed_row(doubt: Doubt) -> str | None:
    """随上 (follows): the component made of a printed rate or count of the row that differs."""
    if (part := _component(doubt)) is None or doubt.scoring is None:
        return None
    row = doubt.scoring.row
    others: dict[str, Quantity] = {}
    for column, cell in row.cells.items():
        if cell.value is None or cell.id not in {i.source for i in doubt.quantity.inputs}:
            continue
        printed = doubt.printed_for(cell)
        if printed is not None and printed != doubt.rounded(cell):
            others[column] = cell.model_copy(update={"value": printed})
    if others and doubt.makes(_points(with_cells(row, **others), part, doubt)):
        names = "、".join(f"“{q.label}”{doubt.place.printed(q)}" for q in others.values())
        return f"随上：由同行所印{names}得出"
    return None


def of_rounded_rates(doubt: Doubt) -> str | None:
    """由已取舍的比率计算: the component made of the rates as printed instead of the exact ones."""
    if (part := _component(doubt)) is None or doubt.scoring is None:
        return None
    row = doubt.scoring.row
    numbers = {column: q for column, q in row.cells.items() if q.value is not None}
    cells = {column: q.model_copy(update={"value": doubt.rounded(q)}) for column, q in numbers.items()}
    made = _points(with_cells(row, **cells), part, doubt)
    return "由已取舍的比率计算，而非由件数" if doubt.makes(made) else None


def of_other_group(doubt: Doubt) -> str | None:
    """误用他组标准: the component as the rule makes it for units of another group."""
    part = _component(doubt)
    if not isinstance(part, ShortfallPenalty | CountPenalty) or doubt.scoring is None:
        return None
    setting = part.target if isinstance(part, ShortfallPenalty) else part.each
    row, right = doubt.scoring.row, setting.of(doubt.scoring.row.group)
    for value in dict.fromkeys((setting.default, *setting.groups.values())):
        group = next((g for g, v in setting.groups.items() if v == value), "")
        if value != right and doubt.makes(_points(row.model_copy(update={"group": group}), part, doubt)):
            return f"误用他组标准{decimal_words(value)}，本组为{decimal_words(right)}"
    return None


def not_booked(doubt: Doubt) -> str | None:
    """公布的加扣分未记入: the value without one or more of the unit's adjustments."""
    lines = _adjustments(doubt)
    for size in range(1, len(lines) + 1):
        fits = [
            left_out
            for left_out in combinations(lines, size)
            if doubt.makes(_rebooked(doubt, [x.points.number for x in lines if x not in left_out]))
        ]
        if fits:
            words = ["、".join(_words(x) for x in left_out) for left_out in fits]
            return f"本期{'或'.join(dict.fromkeys(words))}未记入"
    return None


def booked_otherwise(doubt: Doubt) -> str | None:
    """公布的加扣分记成他数: one adjustment at a multiple of its points, or with the wrong sign."""
    lines = _adjustments(doubt)
    for line in lines:
        others = [x.points.number for x in lines if x is not line]
        for times in TIMES:
            points = line.points.number * times
            if doubt.makes(_rebooked(doubt, [*others, points])):
                how = "正负号相反" if times < 0 else f"{times}倍"
                return f"本期{_words(line)}，所印相当于按{_signed(points)}分（{how}）记入"
    return None


def not_clamped(doubt: Doubt) -> str | None:
    """未限幅: the component without its floor or its full marks."""
    part = _component(doubt)
    if not isinstance(part, LedgerPoints):
        return None
    made = part.base + sum((x.points.number for x in _adjustments(doubt)), Fraction(0))
    return f"未按0至{decimal_words(part.full)}分限幅" if doubt.makes(made) else None


def _parts(doubt: Doubt) -> list[Quantity] | None:
    """The components of a total; `None` if the value is no total of a points scheme."""
    scoring = doubt.scoring
    if scoring is None or scoring.points is None or scoring.column != scoring.points.id:
        return None
    parts = [scoring.row.cells.get(c.id) for c in scoring.points.components]
    return [part for part in parts if part is not None] or None


def _component(doubt: Doubt) -> PointsComponent | None:
    scoring = doubt.scoring
    if scoring is None or scoring.points is None:
        return None
    return next((c for c in scoring.points.components if c.id == scoring.column), None)


def _points(row: UnitRow, part: PointsComponent, doubt: Doubt) -> Fraction:
    return component_points(row, part, doubt.scoring.ledger if doubt.scoring else ())


def _adjustments(doubt: Doubt) -> list[LedgerLine]:
    """The unit's adjustments that the value should hold."""
    if doubt.scoring is None:
        return []
    part = _component(doubt)
    if isinstance(part, LedgerPoints):
        return booked(part, doubt.scoring.ledger)
    return list(doubt.scoring.ledger) if doubt.index is not None and doubt.scoring.adjusted else []


def _rebooked(doubt: Doubt, points: Sequence[Fraction]) -> Fraction:
    """The value with other points booked."""
    part = _component(doubt)
    if isinstance(part, LedgerPoints):
        return ledger_points(part.full, part.base, points)
    right = sum((x.points.number for x in _adjustments(doubt)), Fraction(0))
    return doubt.quantity.number - right + sum(points, Fraction(0))


def _words(line: LedgerLine) -> str:
    return f"“{line.indicator}”{_signed(line.points.number)}分"


def _signed(points: Fraction) -> str:
    return f"{'+' if points > 0 else ''}{decimal_words(points)}"
