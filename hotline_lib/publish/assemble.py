"""成稿 (assembly): the blocks of all sections and the filled frame become one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotline_lib.model.contents import Imprint, Masthead, SectionEntry
from hotline_lib.model.document import Block, Chart, Document, Section
from hotline_lib.model.errors import RenderError
from hotline_lib.sections.composing import section_composer
from hotline_lib.sections.store import Store


def assemble(store: Store, blocks: Mapping[str, Sequence[Block]]) -> Document:
    """通报文档: sections and appendices in the order of `bulletin.yml`, templates of the frame filled.

    Raises `RenderError` if a section shows nothing or the charts are not numbered 图1, 图2 … in
    the order of the text.
    """
    contents, edition = store.layout.contents, store.layout.edition
    fill = section_composer(store, "版头版记").text
    for entry in (*contents.sections, *contents.appendices):
        if not blocks.get(entry.id):
            raise RenderError(f"栏目“{entry.id}”没有任何内容。请检查其笔记本的单元。")
    _check_chart_numbers([b for e in contents.sections for b in blocks[e.id]])
    masthead, imprint = contents.masthead, contents.imprint

    def section(entry: SectionEntry, appendix: int | None) -> Section:
        return Section(
            id=entry.id,
            title=fill(entry.title, entry.id),
            appendix=appendix,
            landscape=entry.landscape,
            blocks=tuple(blocks[entry.id]),
        )

    return Document(
        place=store.results.place,
        period=store.results.period,
        masthead=Masthead(
            form=masthead.form,
            mark=masthead.mark,
            issue=fill(masthead.issue, "masthead.issue"),
            office=masthead.office,
            date=fill(masthead.date, "masthead.date"),
        ),
        title=tuple(fill(line, "title") for line in contents.title),
        issued_on=edition.issued_on.isoformat(),
        sections=tuple(section(e, None) for e in contents.sections),
        appendices=tuple(section(e, n) for n, e in enumerate(contents.appendices, 1)),
        imprint=Imprint(
            copies_to=imprint.copies_to,
            office=imprint.office,
            printed=fill(imprint.printed, "imprint.printed"),
            licence=(fill(imprint.licence, "imprint.licence") or None) if imprint.licence else None,
        ),
    )


def _check_chart_numbers(blocks: Sequence[Block]) -> None:
    captions = [b.caption for b in blocks if isinstance(b, Chart)]
    for number, caption in enumerate(captions, 1):
        if not caption.startswith(f"图{number} "):
            raise RenderError(
                f"第 {number} 张图的图题是“{caption}”。charts.yml 的次序须与文中一致，且每张都要用到。"
            )
