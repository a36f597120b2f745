"""栏目页 (page): the few calls a section notebook makes; each shows one block of the bulletin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from hotline_lib.display.tables import evaluation_table, ledger_table
from hotline_lib.ingest.editorial import Piece, Span
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.contents import EvaluationTable, ParagraphSpec
from hotline_lib.model.document import (
    BLOCK_MIME,
    FigureMark,
    Heading,
    Lead,
    Paragraph,
    Run,
    Shown,
    Table,
)
from hotline_lib.model.errors import ParamsError, Problem, UsageError
from hotline_lib.model.results import LedgerLine
from hotline_lib.prose.numbering import numbered
from hotline_lib.sections.composing import section_composer
from hotline_lib.sections.preview import preview_html
from hotline_lib.sections.reads import record_reads
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
        entries = {e.id: e for e in (*layout.contents.sections, *layout.contents.appendices)}
        if section not in entries:
            raise UsageError(f"“{layout.place.name}”的通报没有栏目“{section}”。现有：{'、'.join(entries)}。")
        self._section = section
        self._entry = entries[section]
        self._store = store
        self._fonts = fonts
        self._composer = section_composer(store, section)

    def heading(self) -> Display:
        """一级标题 of the section, numbered among the numbered sections of the bulletin.

        Raises `ParamsError` for a section without a title.
        """
        if self._entry.title is None:
            raise _unusable("bulletin.yml", self._section, "无标题", "page.heading() 须有 title")
        title = self._composer.text(self._entry.title, "标题")
        return Display(Shown(block=Heading(level=1, number=self._section_number(), text=title)))

    def body(self) -> Display:
        """正文: all paragraphs, charts and tables of the section as `sentences.yml` has them.

        A section that has none there is its editorial prose.
        """
        paragraphs = self._store.layout.sentences.sections.get(self._section, ())
        displays = [self.paragraph(p.id) for p in paragraphs] or [self.editorial()]
        return Display(*(shown for display in displays for shown in display.shown))

    def paragraph(self, paragraph_id: str) -> Display:
        """段落 from the place's sentence templates, with its heading; or the chart, table, prose put there.

        The heading runs in, or stands on its own line above the text; without a text it stands alone.
        """
        sentences = self._store.layout.sentences
        try:
            spec = sentences.paragraph(self._section, paragraph_id)
        except KeyError:
            known = "、".join(p.id for p in sentences.sections.get(self._section, ())) or "（无）"
            raise _missing("sentences.yml", self._section, paragraph_id, known) from None
        if spec.chart:
            return self.chart(spec.chart)
        if spec.table:
            return self.table(spec.table)
        if spec.editorial:
            return self.editorial()
        head, lead = [], None
        if spec.heading:
            number = _number_within(sentences.sections[self._section], spec)
            if own_line(spec):
                head = [self._own_heading(spec.heading, number, spec.level, spec.end)]
            else:
                lead = self._lead(spec.heading, number, spec.level, spec.end)
        if not spec.template:
            return Display(*head)
        runs, marks = self._composer.runs([Span(text=spec.template)], spec.id)
        return Display(*head, Shown(block=Paragraph(id=spec.id, lead=lead, runs=runs), figures=marks))

    def editorial(self) -> Display:
        """编辑文稿 of the section, all of it: headings in the section's style, paragraphs, numbered items."""
        pieces = self._store.layout.editorial.get(self._section, ())
        if not pieces:
            raise _missing(f"editorial/{self._section}.md", self._section, "文稿", "（无）")
        headings = list(dict.fromkeys(p.heading for p in pieces if p.heading))
        style = self._entry.headings
        shown: list[Shown] = []
        opened: set[str] = set()
        for number, piece in enumerate(pieces, 1):
            lead = None
            if piece.heading and piece.heading not in opened:
                opened.add(piece.heading)
                place = headings.index(piece.heading) + 1
                if style.own_line:
                    shown.append(self._own_heading(piece.heading, place, style.level, style.end))
                else:
                    lead = self._lead(piece.heading, place, style.level, style.end)
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
        from hotline_lib.display.charts import drawn_chart

        layout, results = self._store.layout, self._store.results
        try:
            spec = layout.charts.chart(chart_id)
        except KeyError:
            known = "、".join(c.id for c in layout.charts.charts)
            raise _missing("charts.yml", self._section, chart_id, known) from None
        pattern = layout.contents.numbering.chart
        caption = numbered(pattern, layout.charts.number(chart_id)) + self._composer.text(
            spec.caption, "图题"
        )
        chart = drawn_chart(spec, caption, results, layout.place, layout.units, self._fonts)
        return Display(Shown(block=chart))

    def _section_number(self) -> str:
        contents = self._store.layout.contents
        if not self._entry.numbered:
            return ""
        if self._entry in contents.appendices:
            place = contents.appendices.index(self._entry)
        else:
            place = [e for e in contents.sections if e.title and e.numbered].index(self._entry)
        return self._numbered(place + 1, 1)

    def _numbered(self, number: int, level: int) -> str:
        levels = self._store.layout.contents.numbering.levels
        if level > len(levels):
            expected = f"应有第 {level} 级序号式样"
            raise _unusable("bulletin.yml", "numbering.levels", f"{len(levels)} 级", expected)
        return numbered(levels[level - 1], number)

    def _lead(self, heading: str, number: int, level: Literal[2, 3], end: str) -> Lead:
        text = self._composer.text(heading, "段首标题")
        return Lead(level=level, number=self._numbered(number, level), runs=(Run(text=f"{text}{end}"),))

    def _own_heading(self, heading: str, number: int, level: Literal[2, 3], end: str) -> Shown:
        text = self._composer.text(heading, "小标题")
        return Shown(block=Heading(level=level, number=self._numbered(number, level), text=f"{text}{end}"))

    def _piece(self, piece: Piece, paragraph: str, lead: Lead | None) -> Shown:
        runs, marks = self._composer.runs(piece.spans, paragraph)
        item = self._entry.list_item or self._store.layout.contents.numbering.list_item
        number = numbered(item, piece.item) if piece.item is not None else None
        return Shown(block=Paragraph(id=paragraph, lead=lead, number=number, runs=runs), figures=marks)

    def _reason(self, line: LedgerLine, row_id: str) -> tuple[tuple[Run, ...], tuple[FigureMark, ...]]:
        extra = {**line.values, "numbers": "、".join(line.numbers)}
        return self._composer.runs([Span(text=line.reason)], f"{row_id}.reason", extra)


def open_page(section: str, place: str, period: str, store: str = "") -> Page:
    """打开栏目页: from the results store of a run, or computed afresh where `store` is empty.

    Raises the errors of `prepare`, or `UsageError` for an unknown section, place or period.
    """
    from hotline_lib.sections.kept_store import open_store
    from hotline_lib.sections.store import read_store

    workspace = Workspace.find()
    if store:
        record_reads(Path(store), section)
        opened = read_store(Path(store))
        if (opened.results.place, opened.results.period) != (place, period):
            raise UsageError(
                f"结果库属于 {opened.results.place} {opened.results.period}，不是 {place} {period}。"
            )
        return Page(section, opened, workspace.fonts)
    return Page(section, open_store(place, period), workspace.fonts)


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


def own_line(spec: ParagraphSpec) -> bool:
    """独立成行: whether the heading of a paragraph stands on its own line."""
    return bool(spec.heading) and (spec.own_line or not spec.template)


def _number_within(paragraphs: Sequence[ParagraphSpec], spec: ParagraphSpec) -> int:
    """序号 of a headed paragraph among those of its level since the last heading of a higher level."""
    number = 0
    for paragraph in paragraphs:
        if paragraph.heading and paragraph.level < spec.level:
            number = 0
        elif paragraph.heading and paragraph.level == spec.level:
            number += 1
        if paragraph.id == spec.id:
            break
    return number


def _unusable(file: str, where: str, found: str, expected: str) -> ParamsError:
    return ParamsError(
        [Problem(file=file, column=where, found=found, expected=expected, action="请改正参数文件或笔记本")]
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
