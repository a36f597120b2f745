"""Synthetic documents for rendering tests: no real place, unit or figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hotline_lib.model.contents import Imprint, Masthead
from hotline_lib.model.document import (
    Band,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Heading,
    Lead,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)

SVG = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     width="300pt" height="120pt" viewBox="0 0 300 120" onload="alert(1)">
 <metadata><a xmlns="urn:x">x</a></metadata>
 <script>alert(2)</script>
 <style>*{stroke-linecap: butt} rect, .bar {opacity: .9}</style>
 <defs><clipPath id="clip"><rect width="300" height="120"/></clipPath>
  <path id="tick" d="M0 0 L0 5" stroke="#000"/></defs>
 <g clip-path="url(#clip)"><rect id="bar" x="80" y="20" width="150" height="20" fill="#36c"/></g>
 <use xlink:href="#tick" x="80" y="60"/>
 <text x="4" y="34" style="font: 10px 'Hotline Sans SC'">城市管理类</text>
</svg>"""

Words = Callable[[str], str]


def plain(text: str) -> str:
    return text


def table(words: Words = plain) -> Table:
    """Two bands, with cells merged downwards in the first column."""

    def row(name: str, value: str, figure: str, *, merged: bool = False) -> Row:
        cells = (
            Cell(text=words(name), merged_up=merged),
            Cell(text=words(value), figure=figure),
            Cell(text=words("按期办结")),
        )
        return Row(unit=name, cells=cells)

    return Table(
        id="evaluation",
        title=words("示例市综合评价表"),
        columns=(
            Column(id="unit", label=words("部门名称"), weight=3),
            Column(id="rate", label=words("按期办结率")),
            Column(id="reason", label=words("明细"), weight=2, align="left"),
        ),
        bands=(
            Band(
                title=words("县市区"),
                rows=(
                    row("甲县", "99.91%", "t1"),
                    row("甲县", "98.4%", "t2", merged=True),
                    row("乙区", "100%", "t3"),
                ),
            ),
            Band(title=words("公共服务企业"), rows=(row("丙公司", "97%", "t4"),)),
        ),
    )


def chart(chart_id: str, words: Words = plain) -> Chart:
    return Chart(id=chart_id, caption=words("图 诉求类型构成"), alt=words("条形图：城市管理类最多"), svg=SVG)


def document(words: Words = plain, *, landscape: bool = False) -> Document:
    """Every kind of block; `words` may decorate each piece of text."""
    body = (
        Heading(level=1, number=words("一、"), text=words("运行情况")),
        Paragraph(
            id="totals",
            runs=(
                Run(text=words("共受理来电")),
                Run(text="67991", figure="calls"),
                Run(text=words("件。")),
                Run(text=words("甲县"), strong=True),
            ),
        ),
        Paragraph(
            id="types",
            lead=Lead(level=2, number=words("（一）"), runs=(Run(text=words("诉求类型。")),)),
            runs=(Run(text=words("主要为城市管理类。")),),
        ),
        Paragraph(id="item", number=words("1、"), runs=(Run(text=words("乙区办理不规范。")),)),
        Heading(level=2, number=words("（二）"), text=words("工单考核")),
        Heading(level=3, number=words("1."), text=words("分组")),
        chart("types", words),
        chart("groups", words),
        table(words),
    )
    return Document(
        place="demo",
        period="2024-04",
        masthead=Masthead(
            mark=words("政务服务热线工作通报"),
            issue=words("2024年第4期"),
            office=words("示例市热线服务中心"),
            date=words("2024年5月22日"),
        ),
        title=(words("2024年4月12345热线"), words("运行办理情况通报")),
        issued_on="2024-05-22",
        sections=(Section(id="hotline", title=words("运行情况"), blocks=body),),
        appendices=(
            Section(
                id="evaluation",
                title=words("综合评价表"),
                appendix=1,
                blocks=(table(words),),
                landscape=landscape,
            ),
            Section(
                id="notes",
                title=words("说明"),
                appendix=2,
                blocks=(paragraph(words("附件正文。")),),
                landscape=landscape,
            ),
        ),
        imprint=Imprint(
            copies_to=words("各县市区人民政府，市直各单位。"),
            office=words("示例市热线服务中心"),
            printed=words("2024年5月22日印发"),
            licence=words("示政简准字〔2024〕6号"),
        ),
    )


def paragraph(text: str) -> Paragraph:
    return Paragraph(id="p", runs=(Run(text=text),))


def with_body(blocks: Sequence[Block]) -> Document:
    """A bulletin of one section and no appendix."""
    section = Section(id="only", title="一、正文", blocks=tuple(blocks))
    return document().model_copy(update={"sections": (section,), "appendices": ()})
