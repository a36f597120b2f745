"""栏目页 (page): the few calls a section notebook makes; each shows one block of the bulletin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hotline_lib.display.tables import evaluation_table, ledger_table
from hotline_lib.ingest.editorial import Piece, Span
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.contents import BreakdownChart, EvaluationTable
from hotline_lib.model.document import (
    BLOCK_MIME,
    Chart,
    FigureMark,
    Heading,
    Lead,
    Paragraph,
    Run,
    Shown,
    Table,
)
from hotline_lib.model.errors import ParamsError, Problem, UsageError
from hotline_lib.model.period import Period
from hotline_lib.model.results import LedgerLine
from hotline_lib.prose.numbering import numbered
from hotline_lib.sections.composing import section_composer
from hotline_lib.sections.preview import preview_html
from hotline_lib.sections.store import Store


class Display:
    """显示 (display): what a cell shows, in JupyterLab as HTML and for the bulletin as a block."""

    def __init__(self, *shown: Shown) -> None:
        self.shown = shown

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        blocks = [s.model_dump(mode="json") for s in self.shown]
        return {
            "text/plain": "\n".join(_plain(s) for s in self.shown),
            "text/html": "".join(preview_html(s.block) for s in self.shown),
            BLOCK_MIME: {"shown": blocks},
        }


class Page:
    """栏目页 (page) of one section; every method returns something a notebook cell displays."""

    def __init__(self, section: str, store: Store, fonts: Path) -> None:
        layout = store.layout
        entries = {e.id: (n, e) for n, e in enumerate(layout.contents.sections, 1)}
        appendices = {e.id: (n, e) for n, e in enumerate(layout.contents.appendices, 1)}
        if section not in entries and section not in appendices:
            known = "、".join([*entries, *appendices])
            raise UsageError(f"“{layout.place.name}”的通报没有栏目“{section}”。现有：{known}。")
        self._section = section
        self._number, self._entry = entries.get(section) or appendices[section]
        self._store = store
        self._fonts = fonts
        self._composer = section_composer(store, section)

    def heading(self) -> Display:
        """一级标题 of the section, numbered by its place in the bulletin."""
        pattern = self._store.layout.contents.numbering.levels[0]
        title = self._composer.text(self._entry.title, "标题")
        return Display(Shown(block=Heading(level=1, number=numbered(pattern, self._number), text=title)))

    def paragraph(self, paragraph_id: str) -> Display:
        """段落 from the place's sentence templates, with its run-in heading if it has one."""
        sentences = self._store.layout.sentences
        try:
            spec = sentences.paragraph(self._section, paragraph_id)
        except KeyError:
            known = "、".join(p.id for p in sentences.sections.get(self._section, ())) or "（无）"
            raise _missing("sentences.yml", self._section, paragraph_id, known) from None
        headed = [p.id for p in sentences.sections[self._section] if p.heading and p.level == spec.level]
        lead = self._lead(spec.heading, headed.index(spec.id) + 1, spec.level) if spec.heading else None
        runs, marks = self._composer.runs([Span(text=spec.template)], spec.id)
        return Display(Shown(block=Paragraph(id=spec.id, lead=lead, runs=runs), figures=marks))

    def editorial(self) -> Display:
        """编辑文稿 of the section, all of it: run-in headings, paragraphs and numbered items."""
        pieces = self._store.layout.editorial.get(self._section, ())
        if not pieces:
            raise _missing(f"editorial/{self._section}.md", self._section, "文稿", "（无）")
        headings = list(dict.fromkeys(p.heading for p in pieces if p.heading))
        shown, opened = [], set()
        for number, piece in enumerate(pieces, 1):
            lead = None
            if piece.heading and piece.heading not in opened:
                opened.add(piece.heading)
                lead = self._lead(piece.heading, headings.index(piece.heading) + 1, 2)
            shown.append(self._piece(piece, f"p{number}", lead))
        return Display(*shown)

    def table(self, table_id: str | None = None) -> Display:
        """附表 declared in `tables.yml`; by default the one of the section's own id."""
        layout, results = self._store.layout, self._store.results
        wanted = table_id or self._section
        try:
            spec = layout.tables.table(wanted)
        except KeyError:
            known = "、".join(t.id for t in layout.tables.tables)
            raise _missing("tables.yml", self._section, wanted, known) from None
        title = self._composer.text(spec.title, "表题")
        table: Table
        marks: tuple[FigureMark, ...]
        if isinstance(spec, EvaluationTable):
            rows = results.tables[spec.programme]
            table, marks = evaluation_table(spec, title, rows, layout.place, layout.units)
        else:
            table, marks = ledger_table(spec, title, results.ledger, layout.place, self._reason)
        return Display(Shown(block=table, figures=marks))

    def chart(self, chart_id: str) -> Display:
        """图 declared in `charts.yml`, numbered in file order."""
        from hotline_lib.display.charts import breakdown_chart, unit_chart

        layout, results = self._store.layout, self._store.results
        try:
            spec = layout.charts.chart(chart_id)
        except KeyError:
            known = "、".join(c.id for c in layout.charts.charts)
            raise _missing("charts.yml", self._section, chart_id, known) from None
        number = [c.id for c in layout.charts.charts].index(chart_id) + 1
        caption = f"图{number} {self._composer.text(spec.caption, '图题')}"
        chart: Chart
        if isinstance(spec, BreakdownChart):
            items = results.breakdowns[spec.breakdown]
            chart = breakdown_chart(spec.id, caption, items, layout.place, self._fonts)
        else:
            table = results.tables[spec.programme]
            chart = unit_chart(spec, caption, table, layout.place, layout.units, self._fonts)
        return Display(Shown(block=chart))

    def _lead(self, heading: str, number: int, level: Any) -> Lead:
        pattern = self._store.layout.contents.numbering.levels[level - 1]
        text = self._composer.text(heading, "段首标题")
        return Lead(level=level, number=numbered(pattern, number), runs=(Run(text=f"{text}。"),))

    def _piece(self, piece: Piece, paragraph: str, lead: Lead | None) -> Shown:
        runs, marks = self._composer.runs(piece.spans, paragraph)
        item = self._store.layout.contents.numbering.list_item
        number = numbered(item, piece.item) if piece.item is not None else None
        return Shown(block=Paragraph(id=paragraph, lead=lead, number=number, runs=runs), figures=marks)

    def _reason(self, line: LedgerLine, row_id: str) -> tuple[tuple[Run, ...], tuple[FigureMark, ...]]:
        extra = {**line.values, "numbers": "、".join(line.numbers)}
        return self._composer.runs([Span(text=line.reason)], f"{row_id}.reason", extra)


def open_page(section: str, place: str, period: str, store: str = "") -> Page:
    """打开栏目页: from the results store of a run, or computed afresh where `store` is empty.

    Raises the errors of `prepare`, or `UsageError` for an unknown section, place or period.
    """
    from hotline_lib.sections.store import read_store, store_of

    workspace = Workspace.find()
    if store:
        opened = read_store(Path(store))
        if (opened.results.place, opened.results.period) != (place, period):
            raise UsageError(
                f"结果库属于 {opened.results.place} {opened.results.period}，不是 {place} {period}。"
            )
        return Page(section, opened, workspace.fonts)
    from hotline_lib.sections.prepare import prepare

    prepared = prepare(workspace, place, Period.parse(period))
    return Page(section, store_of(prepared), workspace.fonts)


def _missing(file: str, section: str, wanted: str, known: str) -> ParamsError:
    return ParamsError(
        [
            Problem(
                file=file,
                column=section,
                found=wanted,
                expected=f"应为已有的：{known}",
                action="请补写或改正名称",
            )
        ]
    )


def _plain(shown: Shown) -> str:
    block = shown.block
    if isinstance(block, Heading):
        return f"{block.number}{block.text}"
    if isinstance(block, Paragraph):
        lead = block.lead.number + _joined(block.lead.runs) if block.lead else ""
        return f"{lead}{block.number or ''}{_joined(block.runs)}"
    if isinstance(block, Table):
        return f"[表] {block.title}"
    return f"[图] {block.caption}"


def _joined(runs: Sequence[Run]) -> str:
    return "".join(r.text for r in runs)
