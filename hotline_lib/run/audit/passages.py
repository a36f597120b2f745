"""篇目 (passages): the computed bulletin in document order, as paragraphs and tables with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hotline_lib.model.document import FigureMark, Heading, Paragraph, Run, Shown, Table
from hotline_lib.sections.blocks import heading_ids
from hotline_lib.sections.composing import section_composer
from hotline_lib.sections.store import Store

UNTITLED = "引言"
"""What stands before the sections with headings; a section without one elsewhere reads like it."""


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
    """附表 (table of an appendix or in the text) with its figures."""

    section: str
    where: str
    table: Table
    marks: tuple[FigureMark, ...]


def passages(store: Store, blocks: Mapping[str, Sequence[Shown]]) -> Iterator[Passage | Appendix]:
    """篇目: masthead, title, addressees, sections, list of attachments, signature, appendices, imprint.

    `blocks` are those of `declared_blocks`. Raises `TemplateError` if a title cannot be filled.
    """
    contents = store.layout.contents
    fill = section_composer(store, "版头版记").text

    def frame(section: str, paragraph: str, where: str, template: str) -> Passage:
        return Passage(section, paragraph, where, (Run(text=fill(template, where)),))

    if masthead := contents.masthead:
        yield frame("masthead", "mark", "版头·发文机关标志", masthead.mark)
        parts = (
            ("issue", "期号", masthead.issue),
            ("office", "单位", masthead.office),
            ("date", "日期", masthead.date),
            ("number", "发文字号", masthead.number),
        )
        for name, label, template in parts:
            if template is not None:
                yield frame("masthead", name, f"版头·{label}", template)
    yield frame("title", "title", "标题", "".join(contents.title))
    if contents.addressees:
        yield frame("preamble", "addressees", "主送机关", contents.addressees)
    for entry in contents.sections:
        own = heading_ids(store.layout.sentences.sections.get(entry.id, ()), blocks[entry.id])
        yield from _section(entry.id, blocks[entry.id], own)
    for number, entry in enumerate(contents.appendices, 1):
        if listed := entry.listed_as or entry.title:
            yield frame("attachments", entry.id, f"附件说明·附件{number}", listed)
    if signature := contents.signature:
        yield frame("signature", "office", "落款·署名", signature.office)
        yield frame("signature", "date", "落款·成文日期", signature.date)
    for number, entry in enumerate(contents.appendices, 1):
        for shown in blocks[entry.id]:
            if isinstance(shown.block, Table):
                title = (Run(text=shown.block.title),)
                yield Passage(entry.id, "title", f"附件{number}·题名", title)
                yield Appendix(entry.id, f"附件{number}", shown.block, shown.figures)
    if imprint := contents.imprint:
        for number, copies in enumerate(imprint.copies, 1):
            paragraph = "copies_to" if number == 1 else f"copies_to_{number}"
            yield frame("imprint", paragraph, f"版记·{copies.label}", "".join(copies.to))
        if imprint.office:
            yield frame("imprint", "office", "版记·单位", imprint.office)
        if imprint.printed:
            yield frame("imprint", "printed", "版记·印发日期", imprint.printed)
        if imprint.licence:
            yield frame("imprint", "licence", "版记·准印号", imprint.licence)


def _section(section: str, shown_blocks: Sequence[Shown], own: Sequence[str]) -> Iterator[Passage | Appendix]:
    title, count, ids = UNTITLED, 0, iter(own)
    for shown in shown_blocks:
        block = shown.block
        if isinstance(block, Heading):
            text = f"{block.number}{block.text}"
            if block.level == 1:
                title = text
                yield Passage(section, "heading", f"{title}·栏目标题", (Run(text=text),))
            else:
                yield Passage(section, next(ids), f"{title}·小标题{text.rstrip('。')}", (Run(text=text),))
        elif isinstance(block, Table):
            yield Appendix(section, f"{title}·{block.title or '表'}", block, shown.figures)
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
