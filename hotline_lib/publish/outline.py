"""篇章 (outline): the document as the page shows it, with headings and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.model.document import Block, Chart, Document, Heading, Section, Table
from hotline_lib.model.errors import RenderError
from hotline_lib.publish.table_spans import check_cells


@dataclass(frozen=True)
class Part:
    """一部分 (part): a section or appendix with its heading taken out of its blocks."""

    id: str
    anchor: str
    label: str  # 附件标识；正文栏目为空
    heading: str  # 无标题的栏目为空
    listed: str  # 目录与附件说明中的名称
    landscape: bool
    blocks: tuple[Block, ...]
    depths: tuple[int, ...]  # 各块标题的层次，从不跳级；非标题为 0
    titled_by_table: bool  # 附件标题即其唯一一张表的标题


@dataclass(frozen=True)
class Outline:
    """全文 (outline) of sections, then appendices; charts are counted through, for unique ids."""

    sections: tuple[Part, ...]
    appendices: tuple[Part, ...]
    chart_numbers: dict[str, int]


def outline(document: Document) -> Outline:
    """全文结构 (outline) of a document.

    Raises `RenderError` for two charts of one id and for a table row of the wrong length.
    """
    several = len(document.appendices) > 1
    parts = (*document.sections, *document.appendices)
    charts = [b.id for part in parts for b in part.blocks if isinstance(b, Chart)]
    if twice := sorted({c for c in charts if charts.count(c) > 1}):
        raise RenderError(f"排版失败：图标识重复：{'、'.join(twice)}。")
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Table):
                check_cells(block)
    return Outline(
        sections=tuple(_section(s) for s in document.sections),
        appendices=tuple(
            _appendix(s, f"附件{s.appendix or n}" if several else "附件")
            for n, s in enumerate(document.appendices, 1)
        ),
        chart_numbers={chart_id: n for n, chart_id in enumerate(charts, 1)},
    )


def _section(section: Section) -> Part:
    heading, blocks = _heading_of(section)
    return Part(
        id=section.id,
        anchor=f"section-{section.id}",
        label="",
        heading=heading,
        listed=heading,
        landscape=section.landscape,
        blocks=blocks,
        depths=_depths(blocks, under=1 if heading else 0),
        titled_by_table=False,
    )


def _appendix(section: Section, label: str) -> Part:
    heading, blocks = _heading_of(section)
    titled_by_table = len(blocks) == 1 and isinstance(blocks[0], Table)
    if titled_by_table and isinstance(blocks[0], Table):
        heading = blocks[0].title
    return Part(
        id=section.id,
        anchor=f"appendix-{section.id}",
        label=label,
        heading=heading,
        listed=section.listed_as or section.title or heading,
        landscape=section.landscape,
        blocks=blocks,
        depths=_depths(blocks, under=1),
        titled_by_table=titled_by_table,
    )


def _heading_of(section: Section) -> tuple[str, tuple[Block, ...]]:
    """The first block where it is the section's own heading, otherwise the section's title, if any."""
    match section.blocks:
        case (Heading(level=1) as heading, *rest):
            return heading.number + heading.text, tuple(rest)
        case blocks:
            return section.title or "", tuple(blocks)


def _depths(blocks: Sequence[Block], under: int) -> tuple[int, ...]:
    """层次 (depths) of the headings: a level that a section skips (一、 then 1.) is no gap for readers."""
    depths: list[int] = []
    open_levels: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            open_levels = [level for level in open_levels if level < block.level] + [block.level]
            depths.append(under + len(open_levels))
        else:
            depths.append(0)
    return tuple(depths)
