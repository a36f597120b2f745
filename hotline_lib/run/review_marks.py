"""标记之处 (places to mark): where on the page each finding and warning belongs, as far as it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hotline_lib.model.document import Cell, FigureMark, Heading, Shown, Table
from hotline_lib.model.errors import Problem
from hotline_lib.model.findings import Finding
from hotline_lib.model.quantity import Quantity
from hotline_lib.publish.review import ReviewMark, at_cell, at_figure, at_heading, at_paragraph, at_table
from hotline_lib.run.audit.passages import Appendix, Passage, passages
from hotline_lib.sections.store import Store


@dataclass(frozen=True)
class _Places:
    """What the words of a finding's place name: passages and tables of the computed bulletin."""

    passages: dict[str, Passage] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    headings: set[tuple[str, str]] = field(default_factory=set)


def review_marks(
    store: Store,
    blocks: Mapping[str, Sequence[Shown]],
    findings: Sequence[Finding],
    warnings: Sequence[Problem],
) -> tuple[ReviewMark, ...]:
    """标记 of findings, then of warnings; one that names no place on the page has none.

    A finding is placed by the passage or table, row and item that it names; a warning at the figures
    that were read from its row of the input, or from its very cell where one was.
    """
    known = store.results.all_quantities()
    places = _Places(headings=_headings(blocks))
    for item in passages(store, blocks):
        if isinstance(item, Appendix):
            places.tables.setdefault(item.where, item.table)
        else:
            places.passages.setdefault(item.where, item)
    figures = [mark for shown in blocks.values() for one in shown for mark in one.figures]
    marks = [
        ReviewMark(kind="finding", number=number, at=address)
        for number, finding in enumerate(findings, 1)
        if (address := _finding_address(finding, places, known))
    ]
    marks += [
        ReviewMark(kind="warning", number=number, at=at_figure(mark.id))
        for number, problem in enumerate(warnings, 1)
        for mark in _read_from(problem, figures, known)
    ]
    return tuple(marks)


def _finding_address(finding: Finding, places: _Places, known: Mapping[str, Quantity]) -> str | None:
    if passage := places.passages.get(finding.where):
        return _passage_address(finding, passage, known, places.headings)
    if table := places.tables.get(finding.where):
        return _table_address(finding, table)
    return None


def _headings(blocks: Mapping[str, Sequence[Shown]]) -> set[tuple[str, str]]:
    return {
        (section, one.block.number + one.block.text)
        for section, shown in blocks.items()
        for one in shown
        if isinstance(one.block, Heading)
    }


def _passage_address(
    finding: Finding, passage: Passage, known: Mapping[str, Quantity], headings: set[tuple[str, str]]
) -> str:
    """The figure of the finding's label, by preference the one of its value; else the whole passage."""
    labelled = [m for m in passage.marks if known[m.quantity].label == finding.item]
    exact = [m for m in labelled if m.text == finding.computed]
    if len(exact or labelled) == 1:
        return at_figure((exact or labelled)[0].id)
    if passage.paragraph == "title" and passage.section not in ("title", "preamble"):
        return at_table(passage.section)
    if (passage.section, passage.text) in headings:
        return at_heading(passage.section, passage.text)
    return at_paragraph(passage.section, passage.paragraph)


def _table_address(finding: Finding, table: Table) -> str:
    """The cell at the finding's row and column, the first cell of its row, or the table."""
    name, _, indicator = finding.row.partition("·")
    rows = [row for band in table.bands for row in band.rows]
    labels = {c.id: (c.label, f"{c.over}-{c.label}") for c in table.columns}
    naming = next((c.id for c in table.columns if c.id == "unit"), table.columns[0].id)
    for number, row in enumerate(rows):
        cells = dict(zip(labels, row.cells, strict=True))
        if name not in (cells[naming].text, row.unit) or not finding.row:
            continue
        if indicator and indicator not in {cell.text for cell in row.cells}:
            continue
        column = next((c for c, words in labels.items() if finding.item in words), naming)
        return _cell_address(table.id, number, column, cells[column])
    return at_table(table.id)


def _cell_address(table: str, row: int, column: str, cell: Cell) -> str:
    return at_figure(cell.figure) if cell.figure else at_cell(table, row, column)


def _read_from(
    problem: Problem, figures: Sequence[FigureMark], known: Mapping[str, Quantity]
) -> list[FigureMark]:
    origins = [(mark, known[mark.quantity].origin) for mark in figures]
    row = [(m, o) for m, o in origins if o and (o.file, o.row) == (problem.file, problem.row)]
    cell = [m for m, o in row if o and o.column == problem.column]
    return cell or [m for m, _ in row]
