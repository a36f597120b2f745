"""文中名称 (names in the text): another name of the same unit, or another unit altogether."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.model.document import FigureMark
from hotline_lib.model.findings import FindingSeverity
from hotline_lib.model.quantity import Quantity
from hotline_lib.run.audit.align import Stretch
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.names import alias_cause
from hotline_lib.run.audit.passages import Passage
from hotline_lib.run.audit.tokens import Token, TokenKind

CONTEXT = 3


@dataclass(frozen=True)
class NameDifference:
    """名称之异: the unit meant and the tested cause."""

    row: str
    cause: str
    severity: FindingSeverity


def name_difference(passage: Passage, stretch: Stretch, basis: Basis) -> NameDifference | None:
    """名称之异 where a stretch replaces one unit name by one other; `None` if it is no such thing."""
    if len(stretch.printed) != 1 or len(stretch.computed) != 1:
        return None
    left, right = stretch.printed[0], stretch.computed[0]
    if right.kind is not TokenKind.name or left.kind is not TokenKind.name:
        return None
    if left.unit is None or right.unit is None:
        return None
    unit = basis.layout.units.unit(right.unit)
    if left.unit == right.unit:
        # the name on the printed side is the alias, unless the inputs themselves use one
        alias = right.text if left.text == unit.name else left.text
        return NameDifference(unit.name, *alias_cause(unit, alias))
    cause = _other_unit(left.text, left.unit, right, passage, stretch, basis)
    return NameDifference(unit.name, cause, FindingSeverity.error)


def rank_words(stretch: Stretch, touched: Sequence[FigureMark], basis: Basis) -> str:
    """名次 of a unit that the bulletin leaves out of a ranking; empty where the stretch ranks none."""
    units = {t.unit for t in stretch.computed if t.unit}
    values = {m.quantity for m in touched}
    words = ""
    for ranking in basis.store.results.rankings.values():
        for ranked in ranking:
            if ranked.unit in units and ranked.value.id in values:
                tied = [r.name for r in ranking if r.rank == ranked.rank and r.unit != ranked.unit]
                words += f"，“{ranked.name}”名列第{ranked.rank}"
                words += f"，与{'、'.join(tied)}并列" if tied else ""
    return words


def _other_unit(
    printed: str, printed_unit: str, right: Token, passage: Passage, stretch: Stretch, basis: Basis
) -> str:
    """Why another unit is wrong here: its own value, beside that of the unit that belongs here."""
    follows = next((t.figure for t in stretch.computed_after[:CONTEXT] if t.figure), None)
    mark = next((m for m in passage.marks if m.id == follows), None)
    right_value = basis.quantity(mark) if mark else None
    other = _same_value_of(printed_unit, right.unit, right_value, basis)
    if right_value is None or other is None:
        return f"另一单位：“{printed}”不是“{right.text}”"
    place = basis.layout.place
    return (
        f"另一单位：“{printed}”的{other.label}为{place.printed(other)}，"
        f"此处应为“{right.text}”（{place.printed(right_value)}）"
    )


def _same_value_of(unit: str, of: str | None, value: Quantity | None, basis: Basis) -> Quantity | None:
    """The quantity of another unit that corresponds to `value` of the unit `of`."""
    for rows in basis.rows.values():
        row = rows.get(of or "")
        for column, quantity in row.cells.items() if row else ():
            if value is not None and quantity.id == value.id:
                other = rows.get(unit)
                return other.cells.get(column) if other else None
    return None
