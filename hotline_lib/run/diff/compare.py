"""比较 (compare): the changes from one snapshot to another, in the order of the later one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.differences import Changes, FigureChange, TextChange
from hotline_lib.run.diff.snapshot import PrintedFigure, Snapshot
from hotline_lib.run.diff.tables import table_changes


def compare(before: Snapshot, after: Snapshot, *, names: tuple[str, str]) -> Changes:
    """变动 from `before` to `after`; `names` is what the two are called.

    Figures of the text are matched by the quantity they print, wherever the sentence puts it; table
    cells by unit and column; paragraphs by section and id. A print form that changes is a change too.
    """
    cells, rows = table_changes(before.tables, after.tables)
    return Changes(
        before=names[0],
        after=names[1],
        figures=figure_changes(before.figures, after.figures),
        cells=tuple(cells),
        rows=tuple(rows),
        texts=_texts(before, after),
        tables={t.id: t.title for t in (*before.tables, *after.tables)},
    )


def figure_changes(
    before: Sequence[PrintedFigure], after: Sequence[PrintedFigure]
) -> tuple[FigureChange, ...]:
    """变动 of figures by the quantity they print, in the order of the later ones."""
    then = {f.quantity: f for f in before}
    now = {f.quantity: f for f in after}
    found = []
    for quantity in dict.fromkeys((*now, *then)):
        old, new = then.get(quantity), now.get(quantity)
        if old and new and (old.text, old.value) == (new.text, new.value):
            continue
        found.append(_figure(old, new))
    return tuple(found)


def _figure(old: PrintedFigure | None, new: PrintedFigure | None) -> FigureChange:
    shown = new or old
    if shown is None:
        raise ValueError("变动须有前值或后值")
    difference, ratio = None, None
    if old and new and old.value is not None and new.value is not None:
        difference, ratio = change_of(old.value, new.value)
    return FigureChange(
        quantity=shown.quantity,
        label=shown.label,
        section=shown.section,
        before=old.text if old else "",
        after=new.text if new else "",
        difference=difference,
        ratio=ratio,
    )


def change_of(before: Fraction, after: Fraction) -> tuple[Fraction, Fraction | None]:
    """差与变化率: after − before, and that over `before`; no ratio where `before` is 0."""
    difference = after - before
    return difference, difference / abs(before) if before else None


def _texts(before: Snapshot, after: Snapshot) -> tuple[TextChange, ...]:
    then = {(p.section, p.id): p.text for p in before.passages}
    now = {(p.section, p.id): p.text for p in after.passages}
    return tuple(
        TextChange(section=key[0], paragraph=key[1], before=then.get(key, ""), after=now.get(key, ""))
        for key in dict.fromkeys((*now, *then))
        if then.get(key) != now.get(key)
    )
