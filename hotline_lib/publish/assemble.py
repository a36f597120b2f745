"""成稿 (assembly): the blocks of all sections and the filled frame become one document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from hotline_lib.model.contents import SectionEntry
from hotline_lib.model.document import Block, Chart, Document, Section
from hotline_lib.model.errors import ParamsError, Problem, RenderError
from hotline_lib.model.frame import Imprint, Masthead, Signature
from hotline_lib.prose.numbering import numbered
from hotline_lib.sections.composing import section_composer
from hotline_lib.sections.store import Store

_Fill = Callable[[str, str], str]
_DOCUMENT_NUMBER = re.compile(r"[^〔〕0-9]+〔[0-9]{4}〕[1-9][0-9]*号")


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
    _check_chart_numbers([b for e in contents.sections for b in blocks[e.id]], contents.numbering.chart)

    def optional(template: str | None, where: str) -> str | None:
        return (fill(template, where) or None) if template else None

    def section(entry: SectionEntry, appendix: int | None) -> Section:
        return Section(
            id=entry.id,
            title=optional(entry.title, entry.id),
            listed_as=optional(entry.listed_as, entry.id),
            appendix=appendix,
            landscape=entry.landscape,
            blocks=tuple(blocks[entry.id]),
        )

    return Document(
        place=store.results.place,
        period=store.results.period,
        masthead=_masthead(contents.masthead, fill),
        title=tuple(fill(line, "title") for line in contents.title),
        issued_on=(edition.issued_on or store.layout.period.last_day).isoformat(),
        addressees=optional(contents.addressees, "addressees"),
        sections=tuple(section(e, None) for e in contents.sections),
        appendices=tuple(section(e, n) for n, e in enumerate(contents.appendices, 1)),
        signature=_signature(contents.signature, fill),
        imprint=_imprint(contents.imprint, fill),
    )


def _masthead(masthead: Masthead | None, fill: _Fill) -> Masthead | None:
    if masthead is None:
        return None
    parts = {"issue": masthead.issue, "date": masthead.date, "number": masthead.number}
    filled = {name: fill(text, f"masthead.{name}") for name, text in parts.items() if text is not None}
    if "number" in filled:
        _check_document_number(filled["number"])
    return masthead.model_copy(update=filled)


def _check_document_number(number: str) -> None:
    """发文字号: 代字, year in 〔〕, number without 第 and leading zeros (GB/T 9704-2012, 7.2.5)."""
    if not _DOCUMENT_NUMBER.fullmatch(number):
        problem = Problem(
            file="bulletin.yml",
            column="masthead.number",
            found=number,
            expected="发文字号应如“某办通〔2024〕6号”：年份四位、加六角括号，序号不编虚位、不加“第”",
            action="请改正",
        )
        raise ParamsError([problem])


def _signature(signature: Signature | None, fill: _Fill) -> Signature | None:
    if signature is None:
        return None
    return signature.model_copy(update={"date": fill(signature.date, "signature.date")})


def _imprint(imprint: Imprint | None, fill: _Fill) -> Imprint | None:
    if imprint is None:
        return None
    templates = {"printed": imprint.printed, "licence": imprint.licence}
    filled = {key: fill(text, f"imprint.{key}") or None for key, text in templates.items() if text}
    return imprint.model_copy(update=filled)


def _check_chart_numbers(blocks: Sequence[Block], pattern: str) -> None:
    captions = [b.caption for b in blocks if isinstance(b, Chart)]
    for number, caption in enumerate(captions, 1):
        if not caption.startswith(numbered(pattern, number)):
            raise RenderError(
                f"第 {number} 张图的图题是“{caption}”。charts.yml 的次序须与文中一致，且每张都要用到。"
            )
