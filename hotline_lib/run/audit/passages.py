"""篇目 (passages): the computed bulletin in document order, as paragraphs and tables with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hotline_lib.model.document import FigureMark, Heading, Paragraph, Run, Shown, Table
from hotline_lib.sections.composing import section_composer
from hotline_lib.sections.store import Store


@dataclass(frozen=True)
class Passage:
    """一段 (passage) of text: its ids, its place in words, its runs and figures."""

    section: str
    paragraph: str
    where: str
    runs: tuple[Run, ...]
    marks: tuple[FigureMark, ...] = ()

    @property
    def text(self) -> str:
        """The computed text."""
        return "".join(r.text for r in self.runs)


@dataclass(frozen=True)
class Appendix:
    """附表 (table of an appendix) with its figures."""

    section: str
    where: str
    table: Table
    marks: tuple[FigureMark, ...]


def passages(store: Store, blocks: Mapping[str, Sequence[Shown]]) -> Iterator[Passage | Appendix]:
    """篇目: masthead, title, sections, list of attachments, appendices, imprint.

    `blocks` are those of `declared_blocks`. Raises `TemplateError` if a title cannot be filled.
    """
    contents = store.layout.contents
    fill = section_composer(store, "版头版记").text

    def frame(section: str, paragraph: str, where: str, template: str) -> Passage:
        return Passage(section, paragraph, where, (Run(text=fill(template, where)),))

    masthead, imprint = contents.masthead, contents.imprint
    yield frame("masthead", "mark", "版头·发文机关标志", masthead.mark)
    yield frame("masthead", "issue", "版头·期号", masthead.issue)
    yield frame("masthead", "office", "版头·单位", masthead.office)
    yield frame("masthead", "date", "版头·日期", masthead.date)
    yield frame("title", "title", "标题", "".join(contents.title))
    for entry in contents.sections:
        yield from _section(entry.id, blocks[entry.id])
    for number, entry in enumerate(contents.appendices, 1):
        yield frame("attachments", entry.id, f"附件说明·附件{number}", entry.title)
    for number, entry in enumerate(contents.appendices, 1):
        for shown in blocks[entry.id]:
            if isinstance(shown.block, Table):
                title = (Run(text=shown.block.title),)
                yield Passage(entry.id, "title", f"附件{number}·题名", title)
                yield Appendix(entry.id, f"附件{number}", shown.block, shown.figures)
    yield frame("imprint", "copies_to", "版记·分送", imprint.copies_to)
    yield frame("imprint", "office", "版记·单位", imprint.office)
    yield frame("imprint", "printed", "版记·印发日期", imprint.printed)
    if imprint.licence:
        yield frame("imprint", "licence", "版记·准印号", imprint.licence)


def _section(section: str, shown_blocks: Sequence[Shown]) -> Iterator[Passage]:
    title, count = "", 0
    for shown in shown_blocks:
        block = shown.block
        if isinstance(block, Heading):
            title = f"{block.number}{block.text}"
            yield Passage(section, "heading", f"{title}·栏目标题", (Run(text=title),))
        elif isinstance(block, Paragraph):
            count += 1
            head: tuple[Run, ...] = ()
            name = f"第{count}段"
            if block.lead:
                head = (Run(text=block.lead.number), *block.lead.runs)
                name = "".join(r.text for r in head).rstrip("。")
            if block.number:
                head = (*head, Run(text=block.number))
            yield Passage(section, block.id, f"{title}·{name}", (*head, *block.runs), shown.figures)
