"""成文: the bulletin as HTML and PDF."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import sys
from collections import Counter
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from bulletin_samples import (
    SVG,
    chart,
    document,
    paragraph,
    plain_document,
    signed_document,
    table,
    tiered_table,
    totalled_table,
    with_body,
)
from fontTools.ttLib import TTFont
from nbformat import v4
from pdf_geometry import Page, read_pages

from hotline_lib.model.contents import Signature
from hotline_lib.model.document import BLOCK_MIME, Band, Cell, FigureMark, Row, Shown
from hotline_lib.model.errors import NotebookError, RenderError
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.quantity import Quantity
from hotline_lib.publish.chart_svg import inline_svg
from hotline_lib.publish.column_widths import column_widths
from hotline_lib.publish.document_from_notebooks import collect_section
from hotline_lib.publish.exporters import (
    BulletinHTMLExporter,
    BulletinTypstExporter,
    export_html,
    export_pdf,
    export_typst,
)
from hotline_lib.publish.fonts import font_paths
from hotline_lib.publish.lineage import Lineage
from hotline_lib.publish.merged_notebook import document_of, merge_notebook
from hotline_lib.publish.outline import outline
from hotline_lib.publish.pdf import compile_pdf
from hotline_lib.publish.plain_text import clean_text, typst_string
from hotline_lib.publish.review import Review, ReviewMark, at_cell, at_figure
from hotline_lib.publish.table_heads import band_groups, head_rows

ROOT = Path(__file__).parents[2]
FONTS = font_paths(ROOT)
PITCH = 225 / 22

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=http://x.example/ onerror=alert(1)>",
    '" onmouseover="alert(1)',
    '#include "x" #panic()',
    "$x$ *粗* _斜_ `码` ~ - + = / // /* 注 */",
    '=HYPERLINK("http://x.example","y")',
    "@ref <label> [方] {花} \\ \\u{41} \\n",
    "{{ 7*7 }} {% raw %} {# 注 #}",
    "控\x00制\x1b字\u202e符\ufeff",
    "两\n行",
    "Lopadotemachoselachogaleokranioleipsan" * 6,
    '"\\' * 30,
    "筻浉堃喆",
)


def lineage(formula: str, figure: str = "calls") -> Lineage:
    """The lineage of one figure, whose formula, note and unit may be any text."""
    made = Quantity(
        id="q", label=formula, value=Fraction(1, 3), unit=formula, form="count", formula=formula, note=formula
    )
    return Lineage(figures={figure: "q"}, quantities={"q": made})


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


class PageText(HTMLParser):
    """Text and attributes of a page as a browser sees them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self._in_style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [v for _, n, v in self.attributes if n == name]


@pytest.fixture(scope="module")
def full_pages() -> list[Page]:
    """A bulletin whose body runs over three pages without a break."""
    return read_pages(export_pdf(with_body([paragraph("国" * 28 * 22 * 3)]), FONTS))


@pytest.fixture(scope="module")
def sample_pages() -> list[Page]:
    return read_pages(export_pdf(document(), FONTS))


# ---- geometry (GB/T 9704-2012) ----


def test_a_full_page_has_22_lines_of_28_characters(full_pages: list[Page]) -> None:
    for number, left in ((2, 26), (3, 28)):
        page = full_pages[number - 1]
        lines = {y: t for y, t in page.lines.items() if "国" in t}
        assert list(lines.values()) == ["国" * 28] * 22
        baselines = list(lines)
        assert all(b - a == pytest.approx(PITCH, abs=0.02) for a, b in pairwise(baselines))
        assert baselines[0] == pytest.approx(37 + 0.88 * 156 / 28, abs=0.05)
        assert min(p.x for p in page.pieces if "国" in p.text) == pytest.approx(left, abs=0.1)


def test_text_below_masthead_and_chart_stands_on_the_line_grid(
    full_pages: list[Page], sample_pages: list[Page]
) -> None:
    first = 37 + 0.88 * 156 / 28
    below_masthead = [y for y, t in full_pages[0].lines.items() if "国" in t]
    below_chart = [y for p in sample_pages for y, t in p.lines.items() if "乙区办理" in t]
    for baseline in (*below_masthead, *below_chart):
        rows = (baseline - first) / PITCH
        assert rows == pytest.approx(round(rows), abs=0.01)


def test_the_mark_is_red_and_35_mm_below_the_type_area(sample_pages: list[Page]) -> None:
    mark = next(p for p in sample_pages[0].pieces if p.text.startswith("政务"))
    font = TTFont(ROOT / "fonts" / "HotlineSerifSC-Bold.ttf")
    cmap, glyphs = font.getBestCmap(), font["glyf"]
    bounds = [glyphs[cmap[ord(c)]] for c in mark.text]
    size = 156 / len(mark.text)
    top = mark.y - max(g.yMax for g in bounds) / font["head"].unitsPerEm * size
    assert top == pytest.approx(37 + 35, abs=0.3)
    assert mark.x == pytest.approx(28, abs=0.5)


def test_the_red_rule_spans_the_type_area_below_office_and_date(sample_pages: list[Page]) -> None:
    page = sample_pages[0]
    (rule,) = (r for r in page.rules if len(r.colour) == 3 and r.colour[0] > 0.8)
    assert (rule.x0, rule.x1) == pytest.approx((28, 184), abs=0.05)
    assert rule.thickness == pytest.approx(0.7, abs=0.01)
    assert max(rule.colour[1:]) < 0.1
    office = next(p for p in page.pieces if p.text.startswith("示例市"))
    assert rule.y0 - (office.y + 0.12 * 156 / 28) == pytest.approx(4, abs=0.1)
    assert office.x == pytest.approx(28 + 156 / 28, abs=0.1)


def test_page_numbers_stand_7_mm_below_the_type_area_outside(full_pages: list[Page]) -> None:
    four = 14 * 25.4 / 72
    for n, page in enumerate(full_pages[:3], 1):
        assert page.number is not None
        assert page.number.text == f"— {n} —"
        dash_top = page.number.y - 0.293 * four
        assert dash_top == pytest.approx(297 - 35 + 7, abs=0.1)
    even, odd = full_pages[1].number, full_pages[2].number
    assert even is not None
    assert odd is not None
    assert even.x == pytest.approx(26 + four, abs=0.2)
    width = (2 * 0.89 + 0.557 + 2 * 0.22) * four
    assert odd.x + width == pytest.approx(210 - 26 - four, abs=0.5)


def test_the_imprint_ends_at_the_bottom_of_the_type_area(sample_pages: list[Page]) -> None:
    page = sample_pages[-1]
    rules = [r for r in page.rules if r.x1 - r.x0 > 155]
    assert [round(r.thickness, 2) for r in rules] == [0.35, 0.25, 0.35]
    assert rules[-1].y0 == pytest.approx(297 - 35, abs=0.05)
    copies = next(p for p in page.pieces if p.text.startswith("分送"))
    assert copies.x - rules[0].x0 == pytest.approx(14 * 25.4 / 72, abs=0.1)


def test_landscape_pages_keep_the_number_at_the_left_edge() -> None:
    pages = read_pages(export_pdf(document(landscape=True), FONTS))
    landscape = [(n, p) for n, p in enumerate(pages, 1) if p.width > p.height]
    assert len(landscape) == 2
    for n, page in landscape:
        assert page.number is not None
        assert page.number.turned
        assert page.number.x < 35 - 7
        assert (page.number.y > 105) == (n % 2 == 1)
        assert min(p.x for p in page.pieces if not p.turned) == pytest.approx(35, abs=0.5)
    last = pages[-1]
    assert last.height > last.width
    assert last.number is None, "版记 alone on its page carries no number"
    assert "分送" in last.text


def test_column_heads_are_repeated_on_the_next_page() -> None:
    rows = tuple(Row(cells=(Cell(text=f"第{n}局"), Cell(text="100%"), Cell(text="无"))) for n in range(80))
    long = table()
    band = long.bands[0].model_copy(update={"rows": rows})
    pages = read_pages(export_pdf(with_body([long.model_copy(update={"bands": (band,)})]), FONTS))
    with_rows = [p for p in pages if "局" in p.text]
    assert len(with_rows) > 2
    assert all("部门名称" in p.text and "县市区" in p.text for p in with_rows)


def test_attachments_are_listed_and_labelled(sample_pages: list[Page]) -> None:
    text = "\n".join(t for p in sample_pages for t in p.lines.values())
    assert re.search(r"附件：1\.综合评价表\n2\.说明", text)
    assert "附件1" in text
    assert "附件2" in text


# ---- bulletins of other shapes ----


@pytest.fixture(scope="module")
def signed_pages() -> list[Page]:
    return read_pages(export_pdf(signed_document(), FONTS))


def test_without_masthead_the_title_stands_two_lines_down_and_nothing_is_red(
    signed_pages: list[Page],
) -> None:
    page = signed_pages[0]
    assert not [r for r in page.rules if len(r.colour) == 3 and r.colour[0] > 0.8]
    top = 37 + 2 * PITCH + 0.88 * 22 * 25.4 / 72
    assert min(page.lines) == pytest.approx(top, abs=0.5)


def test_addressees_are_flush_left_one_line_below_the_title(signed_pages: list[Page]) -> None:
    pieces = [p for p in signed_pages[0].pieces if p.text.startswith(("各县市区", "属各企业"))]
    assert [p.x for p in pieces] == pytest.approx([28, 28], abs=0.1)
    rows = (pieces[0].y - 37 - 0.88 * 156 / 28) / PITCH
    assert rows == pytest.approx(round(rows), abs=0.01)


def test_office_ends_two_characters_from_the_right_and_the_date_starts_two_later(
    signed_pages: list[Page],
) -> None:
    char = 156 / 28
    pieces = [p for page in signed_pages for p in page.pieces]
    office = next(p for p in pieces if p.text.startswith("示例市热线工作"))
    date = next(p for p in pieces if p.text.startswith("2023年11月"))
    assert office.x + len(office.text) * char == pytest.approx(210 - 28 - 2 * char, abs=0.1)  # an even page
    assert date.x - office.x == pytest.approx(2 * char, abs=0.1)
    assert date.y - office.y == pytest.approx(PITCH, abs=0.02)


def test_a_date_longer_than_the_office_ends_two_characters_from_the_right() -> None:
    signature = Signature(office="某办", date="二〇二三年十一月十七日")
    signed = plain_document().model_copy(update={"signature": signature})
    pieces = [p for page in read_pages(export_pdf(signed, FONTS)) for p in page.pieces]
    office = next(p for p in pieces if p.text == "某办")
    date = next(p for p in pieces if p.text.startswith("二〇二三"))
    char = 156 / 28
    assert date.x + len(date.text) * char == pytest.approx(184 - 2 * char, abs=0.1)
    assert date.x - office.x == pytest.approx(2 * char, abs=0.1)


def test_copies_turn_below_the_character_after_their_label(signed_pages: list[Page]) -> None:
    page = signed_pages[-1]
    four = 14 * 25.4 / 72
    starts = {t[:2]: min(p.x for p in page.pieces if round(p.y, 2) == y) for y, t in page.lines.items()}
    assert starts["人民"] - starts["报："] == pytest.approx(2 * four, abs=0.1)
    assert starts["市人"] == pytest.approx(starts["人民"], abs=0.1)
    assert starts["发："] == pytest.approx(starts["报："], abs=0.1)
    rules = [r for r in page.rules if r.x1 - r.x0 > 155 and r.thickness > 0.2]
    assert [round(r.thickness, 2) for r in rules] == [0.35, 0.35]


def test_a_bulletin_without_imprint_ends_with_its_appendix() -> None:
    page = read_pages(export_pdf(plain_document(), FONTS))[-1]
    assert page.number is not None
    assert "附件" in page.lines.values(), "the only appendix has no number"
    html = export_html(plain_document())
    assert not {"header", "footer"} & set(PageText(html).tags)
    assert "<title>示例市12345政务服务便民热线平台2023年10月运行情况通报</title>" in html


def test_heads_of_a_group_and_its_tier_are_repeated_on_every_page(signed_pages: list[Page]) -> None:
    wide = [p for p in signed_pages if p.width > p.height]
    assert [p.text.count("市直单位（合计60家）") for p in wide] == [1, 1, 1]
    assert [("A类档次" in p.text, "B类档次" in p.text) for p in wide] == [
        (True, False),
        (True, True),
        (False, True),
    ]
    rules = [r for p in wide for r in p.rules]
    assert (min(r.x0 for r in rules), max(r.x1 for r in rules)) == pytest.approx((35, 35 + 225), abs=0.1)
    assert column_widths(tiered_table(), 225).size_pt >= 7.5


def test_two_level_heads_and_bands_that_share_them() -> None:
    upper, lower = head_rows(tiered_table().columns)
    assert [(h.label, h.columns, h.rows) for h in upper][2:5] == [
        ("有效工单量", 1, 2),
        ("按时办结率（10分）", 3, 1),
        ("延期率（10分）", 3, 1),
    ]
    assert [h.label for h in lower] == ["数量", "比率", "得分"] * 5
    assert [[h.rows for h in row] for row in head_rows(table().columns)] == [[1, 1, 1]]
    assert [len(g.bands) for g in band_groups(tiered_table())] == [1, 2]
    total = Band(rows=totalled_table().bands[0].rows[-1:])
    apart = table().model_copy(update={"bands": (*table().bands, total)})
    assert [(g.title, len(g.bands)) for g in band_groups(apart)] == [("县市区", 1), ("公共服务企业", 2)]
    page = PageText(export_html(with_body([tiered_table(), totalled_table()])))
    assert page.values("scope").count("colgroup") == 2 * 5 + 1
    assert page.values("class").count("tier") == 2
    assert page.values("class").count("total") == 1


def test_headings_keep_their_face_but_skip_no_level() -> None:
    problems = outline(signed_document()).sections[1]
    assert problems.depths == (2, 0, 2, 0, 2, 3)
    tags = PageText(export_html(signed_document())).tags
    assert (tags["h3"], tags["h4"]) == (3, 1)
    opening = outline(signed_document()).sections[0]
    assert (opening.heading, opening.listed) == ("", "")


def test_attachments_are_listed_by_their_own_name(signed_pages: list[Page]) -> None:
    text = "\n".join(t for p in signed_pages for t in p.lines.values())
    assert re.search(r"附件：1\.考核表\n2\.上报情况一览", text)
    assert "上报情况\n" in text, "the appendix itself has its own title"


# ---- the PDF as a file ----


def test_two_runs_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export_pdf(document(), FONTS), export_html(document())
    monkeypatch.chdir(tmp_path)
    assert (export_pdf(document(), FONTS), export_html(document())) == first


def test_the_pdf_is_tagged_dated_and_claims_both_standards() -> None:
    pdf = export_pdf(document(), FONTS)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo.CreationDate).startswith("D:20240522")
        assert str(opened.Root.Lang).lower() == "zh-cn"
        assert bool(opened.Root.MarkInfo.Marked)
        metadata = opened.Root.Metadata.read_bytes().decode()
        assert opened.docinfo.Title == "2024年4月12345热线运行办理情况通报"
    assert re.search(r"pdfaid:part>2<", metadata)
    assert re.search(r"pdfaid:conformance>A<", metadata)
    assert re.search(r"pdfuaid:part>1<", metadata)


@pytest.mark.parametrize(
    "source",
    ['#set text(font: "没有这种字体")\n= 题', "#par(pad(x: 1em)[署名])"],
    ids=["unknown font", "block inside a paragraph"],
)
def test_a_warning_is_an_error(source: str) -> None:
    head = (
        '#set document(title: "t", date: datetime(year: 2024, month: 5, day: 22))\n'
        '#set text(font: "Hotline Sans SC", lang: "zh")\n'
    )
    with pytest.raises(RenderError, match="警告"):
        compile_pdf(head + source, FONTS)


def test_a_missing_character_is_named() -> None:
    with pytest.raises(RenderError, match=r"“𓀀”（U\+13000）"):
        export_pdf(with_body([paragraph("某某𓀀")]), FONTS)


def test_a_folder_without_fonts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="没有字体文件"):
        font_paths(tmp_path)


# ---- hostile text ----


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_plain_text_in_the_pdf(hostile: str) -> None:
    pages = read_pages(export_pdf(document(lambda text: text + hostile), FONTS))
    text = squeezed("".join(p.text for page in pages for p in page.pieces if p != page.number))
    wanted = squeezed(clean_text(hostile))
    chart = "城市管理类图诉求类型构成" + wanted
    assert chart in text
    text = text.replace(chart, "")  # the chart floats to the head of a page and may stand within a paragraph
    for sample in ("乙区办理不规范。", "工单考核", "县市区", "按期办结率", "2024年第4期"):
        assert squeezed(sample) + wanted in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_plain_text_in_the_html(hostile: str) -> None:
    clean = PageText(export_html(document(), Review(lineage=lineage("来电"))))
    page = PageText(
        export_html(
            document(lambda text: text + hostile),
            Review(lineage=lineage(hostile)),
        )
    )
    assert page.tags == clean.tags
    assert [(t, n) for t, n, _ in page.attributes] == [(t, n) for t, n, _ in clean.attributes]
    assert "".join(page.texts).count(clean_text(hostile)) >= 20
    (data,) = (text for text in page.texts if text.startswith('{"fields"'))
    assert clean_text(hostile) in json.loads(data)["strings"]


def test_hostile_figure_and_section_ids_stay_inside_their_attribute() -> None:
    nasty = '"><script>'
    rows = (Row(cells=(Cell(text="甲", figure=nasty), Cell(text="1"), Cell(text="2"))),)
    odd = table()
    odd = odd.model_copy(update={"bands": (odd.bands[0].model_copy(update={"rows": rows}),)})
    page = PageText(export_html(with_body([odd]), Review(lineage=lineage("x", nasty))))
    assert page.tags["script"] == 2
    assert page.values("data-figure") == [nasty]


def test_long_words_break_inside_the_type_area() -> None:
    pages = read_pages(export_pdf(with_body([paragraph("x" * 300), paragraph("\\" * 90)]), FONTS))
    lines = [t for p in pages for t in p.lines.values()]
    assert max(len(t) for t in lines if "xx" in t) < 80
    assert sum(t.count("\\") for t in lines) == 90


def test_a_string_literal_cannot_be_left() -> None:
    assert typst_string('a"b\\c') == '"a\\"b\\\\c"'
    assert typst_string("a\nb\x00c\u202ed") == '"a bcd"'


def test_text_is_cleaned_alike_whether_all_of_it_is_printable_or_not() -> None:
    """Printable text goes the short way; every character there is comes out as by the long way."""
    every = [chr(n) for n in range(sys.maxunicode + 1)]
    text = "".join(every)
    assert clean_text(text) == "".join(map(clean_text, every))


# ---- HTML ----


def test_the_page_asks_for_nothing_from_outside() -> None:
    html = export_html(document())
    page = PageText(html)
    scripts = [(n, v) for t, n, v in page.attributes if t == "script"]
    assert (page.tags["script"], scripts) == (2, [("type", "application/json"), ("id", "lineage")])
    assert "link" not in page.tags
    for name in ("src", "href", "xlink:href"):
        assert all(v.startswith("#") for v in page.values(name))
    assert not any(name.startswith("on") for _, name, _ in page.attributes)
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)
    (policy,) = (v for v in page.values("content") if v.startswith("default-src 'none'"))
    script = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)[-1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert "eval" not in policy
    assert policy.count("unsafe-inline") == policy.count("style-src 'unsafe-inline'") == 1


def test_the_page_is_chinese_semantic_and_has_unique_ids() -> None:
    page = PageText(export_html(document()))
    assert page.values("lang") == ["zh-CN"]
    assert {"header", "main", "section", "figure", "nav", "footer", "caption"} <= set(page.tags)
    assert page.tags["h1"] == 1
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    targets = {v[1:] for t, n, v in page.attributes if n == "href" and t == "a"}
    assert targets <= set(ids)
    assert "col" in page.values("scope")
    assert "2" in page.values("rowspan")
    assert page.values("aria-label").count("条形图：城市管理类最多") == 2


def test_figures_carry_id_and_lineage() -> None:
    html = export_html(document(), Review(lineage=lineage("在线答复＋转办")))
    assert '<span class="figure" data-figure="calls" data-q="0">67991</span>' in html
    assert '<span class="figure" data-figure="t1">99.91%</span>' in html
    data = json.loads(re.findall(r'id="lineage">(.*?)</script>', html)[0])
    packed = dict(zip(data["fields"], data["quantities"][0], strict=True))
    assert data["strings"][packed["formula"]] == "在线答复＋转办"
    assert (data["strings"][packed["value"]], data["strings"][packed["near"]]) == ("1/3", "0.333333")


def test_findings_are_marked_at_their_figure_or_cell_and_leave_the_text_as_it_is() -> None:
    finding = Finding(
        kind=FindingKind.value,
        severity=FindingSeverity.error,
        where="附件1",
        item="来电",
        printed="67990",
        computed="67991",
        cause="",
    )
    marks = (
        ReviewMark(kind="finding", number=1, at=at_figure("calls")),
        ReviewMark(kind="warning", number=1, at=at_cell("evaluation", 2, "reason")),
    )
    review = Review(findings=(finding,), warnings=("第3行为空",), marks=marks)
    html = export_html(document(), review)
    assert html.index('data-figure="calls"') < html.index('id="mark-1"') < html.index('data-figure="t1"')
    third = re.findall(r"<tr>(?:(?!<tr>).)*乙区.*?</tr>", html, re.DOTALL)[-1]
    assert 'href="#warning-1"' in third
    text, before = (
        re.sub(r"<[^>]+>", "", h[h.index("<main") : h.index("</main>")])
        for h in (html, export_html(document()))
    )
    assert text == before


def test_reviewers_panel_is_outside_the_document() -> None:
    finding = Finding(
        kind=FindingKind.value,
        severity=FindingSeverity.error,
        where="附件1",
        row="甲县",
        item="按期办结率",
        printed="99.91%",
        computed="99.92%",
        cause="疑为截断",
    )
    html = export_html(document(), Review(warnings=("第3行为空",), findings=(finding,)))
    panel = html[html.index('<aside class="review"') :]
    for text in ("第3行为空", "错误", "数值不符", "99.92%", "疑为截断"):
        assert text in panel
    assert "99.92%" not in html[: html.index('<aside class="review"')]
    assert 'id="review"' not in export_html(document())
    assert "审核" not in export_typst(document())


# ---- charts and tables ----


def test_svg_is_confined_to_its_chart() -> None:
    svg = inline_svg(chart("a"), "chart-1")
    assert "script" not in svg
    assert "onload" not in svg
    assert "metadata" not in svg
    assert 'id="chart-1-clip"' in svg
    assert "url(#chart-1-clip)" in svg
    assert 'xlink:href="#chart-1-tick"' in svg
    assert "#chart-1 *" in svg
    assert "#chart-1 .bar" in svg


@pytest.mark.parametrize(
    "bad",
    [
        SVG.replace("#tick", "http://x.example/a.svg#tick"),
        SVG.replace("url(#clip)", "url(http://x.example/)"),
        SVG.replace("*{stroke", "@import 'x'; *{stroke"),
        SVG.replace("</svg>", ""),
        "<p>图</p>",
    ],
    ids=["remote href", "remote url", "at-rule", "broken", "not svg"],
)
def test_bad_svg_is_refused(bad: str) -> None:
    with pytest.raises(RenderError, match="诉求类型构成"):
        inline_svg(chart("a").model_copy(update={"svg": bad}), "chart-1")


def test_widths_fill_the_type_area_and_numbers_fit() -> None:
    widths = column_widths(table(), 156)
    assert sum(widths.mm) == pytest.approx(156)
    assert widths.size_pt == 12
    assert widths.mm[0] > widths.mm[1]


def test_a_row_with_a_missing_cell_is_refused() -> None:
    short = table()
    rows = (Row(cells=(Cell(text="甲"),)),)
    short = short.model_copy(update={"bands": (short.bands[0].model_copy(update={"rows": rows}),)})
    with pytest.raises(RenderError, match="应为 3 格"):
        export_html(with_body([short]))


def test_two_charts_of_one_id_are_refused() -> None:
    with pytest.raises(RenderError, match="图标识重复"):
        export_html(with_body([chart("a"), chart("a")]))


# ---- notebooks ----


def test_blocks_and_figures_are_collected_in_order() -> None:
    mark = FigureMark(id="calls", section="hotline", where="首句", quantity="calls", text="67991")
    shown = [
        Shown(block=paragraph("甲"), figures=(mark,)),
        Shown(block=table()),
    ]
    cells = [v4.new_markdown_cell("# 栏目")]
    for s in shown:
        output = v4.new_output("display_data", data={BLOCK_MIME: s.model_dump(mode="json")})
        stream = v4.new_output("stream", text="进度")
        cells.append(v4.new_code_cell("show()", outputs=[stream, output]))
    together = {"shown": [s.model_dump(mode="json") for s in shown]}
    output = v4.new_output("execute_result", data={BLOCK_MIME: together, "text/plain": "甲"})
    cells.append(v4.new_code_cell("show()", outputs=[output]))
    blocks, figures = collect_section(v4.new_notebook(cells=cells))
    assert blocks == [s.block for s in shown] * 2
    assert figures == [mark] * 2


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (v4.new_output("display_data", data={BLOCK_MIME: {"block": {"kind": "诗"}}}), "无法识别"),
        (v4.new_output("display_data", data={BLOCK_MIME: {"blocks": []}}), "无法识别"),
        (v4.new_output("display_data", data={BLOCK_MIME: {"shown": [{}]}}), "无法识别"),
        (v4.new_output("execute_result", data={"text/plain": "DataFrame"}), "不是通报内容"),
        (v4.new_output("error", ename="ValueError", evalue="x"), "运行出错"),
    ],
)
def test_anything_else_stops_the_collection(output: object, message: str) -> None:
    nb = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[output])])
    with pytest.raises(NotebookError, match=f"第 1 个单元格.*{message}"):
        collect_section(nb)


def test_exporters_run_from_the_merged_notebook() -> None:
    nb = merge_notebook(document())
    assert document_of(nb) == document()
    html, resources = BulletinHTMLExporter().from_notebook_node(nb)
    assert html == export_html(document())
    assert resources["output_extension"] == ".html"
    source, resources = BulletinTypstExporter().from_notebook_node(nb)
    assert source == export_typst(document())
    assert resources["output_extension"] == ".typ"


def test_other_notebooks_are_refused() -> None:
    with pytest.raises(RenderError, match="不是合成的通报"):
        BulletinHTMLExporter().from_notebook_node(v4.new_notebook())
