"""Synthetic documents for rendering tests: no real place, unit or figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hotline_lib.model.contents import Copies, Imprint, Masthead, Signature
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
            copies=(Copies(label="分送", to=(words("各县市区人民政府，市直各单位。"),)),),
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


def tiered_table() -> Table:
    """Two-level heads over 23 columns, two tiers in the second group, as wide as any bulletin's."""
    pairs = (
        "按时办结率（10分）",
        "延期率（10分）",
        "联系反馈率（20分）",
        "回访满意率（25分）",
        "驳回（10分）",
    )
    columns = [Column(id="rank", label="排名"), Column(id="unit", label="部门（单位）", weight=1)]
    columns.append(Column(id="due", label="有效工单量"))
    for n, over in enumerate(pairs):
        columns += [Column(id=f"{k}{n}", label=k, over=over) for k in ("数量", "比率", "得分")]
    columns += [Column(id=k, label=k) for k in ("知识库建设", "工作配合", "加分项", "扣分项", "总得分")]

    def row(n: int, name: str) -> Row:
        cells = [str(n), name, "1620", *(["1617", "99.87%", "19.97"] * 5), "19.3", "5", "0.5", "0", "96.77"]
        return Row(unit=name, cells=tuple(Cell(text=c) for c in cells))

    large = tuple(row(n, f"市第{n}建设管理局") for n in range(1, 31))
    small = tuple(row(n, f"第{n}集团") for n in range(1, 31))
    return Table(
        id="assessment",
        title="10月份考核排名情况表",
        columns=tuple(columns),
        bands=(
            Band(title="县市区（合计2家）", rows=(row(1, "甲县人民政府"), row(2, "乙区人民政府"))),
            Band(title="市直单位（合计60家）", tier="A类档次（合计30家）", rows=large),
            Band(title="市直单位（合计60家）", tier="B类档次（合计30家）", rows=small),
        ),
    )


def totalled_table(title: str = "上报情况") -> Table:
    """A small table with a total, as it stands in the text."""
    rows = [
        Row(unit=n, cells=(Cell(text=n), Cell(text=c), Cell(text="")))
        for n, c in (("甲镇", "1"), ("乙镇", "3"))
    ]
    rows.append(Row(total=True, cells=(Cell(text="合计"), Cell(text="4"), Cell(text=""))))
    return Table(
        id="reports",
        title=title,
        columns=(
            Column(id="unit", label="单位名称"),
            Column(id="on_time", label="按期办结", over="其中"),
            Column(id="overdue", label="超期办结", over="其中"),
        ),
        bands=(Band(rows=tuple(rows)),),
    )


def signed_document() -> Document:
    """No masthead; addressees, an opening, signature, reports and copies; a wide appendix."""
    opening = Section(id="opening", title=None, blocks=(paragraph("现将10月份有关情况通报如下："),))
    problems = Section(
        id="problems",
        title="存在的困难",
        blocks=(
            Heading(level=1, number="一、", text="存在的困难"),
            Heading(level=3, number="1.", text="遗留问题无部门受理。"),
            paragraph("经核实，该区域属于已征地。" * 8),
            Heading(level=3, number="2.", text="超期未处理情况严重。"),
            Paragraph(id="p2", number="（1）", runs=(Run(text="某公司退单。"),)),
            Heading(level=2, number="（一）", text="总体情况"),
            Heading(level=3, number="1.", text="分项"),
        ),
    )
    appendices = (
        Section(id="assessment", title="考核表", appendix=1, landscape=True, blocks=(tiered_table(),)),
        Section(
            id="reports", title="上报表", listed_as="上报情况一览", appendix=2, blocks=(totalled_table(),)
        ),
    )
    return Document(
        place="demo",
        period="2023-10",
        title=("示例市12345政务服务便民热线平台", "2023年10月运行情况通报"),
        issued_on="2023-11-17",
        addressees="各县市区人民政府，高新区、经开区管委会，市直机关各单位，市属各企业，驻市有关单位：",
        sections=(opening, problems),
        appendices=appendices,
        signature=Signature(office="示例市热线工作协调小组办公室", date="2023年11月17日"),
        imprint=Imprint(
            copies=(
                Copies(
                    label="报",
                    to=(
                        "市委书记、副书记、常委，市人大常委会主任，市政协主席，市人民政府副市长，",
                        "市人民政府秘书长",
                    ),
                ),
                Copies(label="发", to=("成员单位",)),
            )
        ),
    )


def plain_document() -> Document:
    """No masthead, no imprint, no signature; one appendix; a table in the text."""
    cases = Section(
        id="cases",
        title="典型案例",
        blocks=(
            Heading(level=1, number="", text="典型案例"),
            paragraph("共收到典型案例4篇。"),
            totalled_table(title=""),
            paragraph("其余从略。"),
        ),
    )
    appendix = Section(id="reports", title="上报情况", appendix=1, blocks=(totalled_table(),))
    return signed_document().model_copy(
        update={
            "sections": (cases,),
            "appendices": (appendix,),
            "addressees": None,
            "signature": None,
            "imprint": None,
        }
    )
