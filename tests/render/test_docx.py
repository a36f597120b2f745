"""成文: the bulletin as a Word file."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from bulletin_samples import (
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
from document_texts import printed_texts
from docx_parts import W, footers, part, styled, text_of, value, xml_parts
from nbformat import v4
from openxml_audit import OpenXmlValidator
from PIL import Image
from test_publish import HOSTILE

from hotline_lib.model.document import Document, ReleaseStamp
from hotline_lib.model.errors import RenderError
from hotline_lib.model.frame import Masthead, Signature
from hotline_lib.publish.chart_png import chart_pngs
from hotline_lib.publish.docx.element_order import put_in_order
from hotline_lib.publish.docx.elements import w
from hotline_lib.publish.docx.exporter import BulletinDocxExporter
from hotline_lib.publish.docx.masthead import mark_size
from hotline_lib.publish.docx.writer import write_docx
from hotline_lib.publish.fonts import font_paths
from hotline_lib.publish.merged_notebook import merge_notebook
from hotline_lib.publish.plain_text import clean_text

ROOT = Path(__file__).parents[2]
FONTS = font_paths(ROOT)
CHAR = 315  # 16 pt less 0.25 pt
OFFICIAL = {"仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "黑体", "宋体"}


def formal_document() -> Document:
    """文件式版头 with everything that may stand in it, a seal, a last side, released."""
    masthead = Masthead(
        form="document",
        mark="示例市人民政府办公室文件",
        number="示政办通〔2024〕6号",
        signers=("张某某", "李某某", "王某"),
        copy_number="000012",
        secrecy="秘密★1年",
        urgency="特急",
    )
    release = ReleaseStamp(released_by="示例市热线中心", released_on=date(2024, 5, 23), fingerprint="0" * 64)
    bulletin = document()
    assert bulletin.imprint is not None
    return bulletin.model_copy(
        update={
            "masthead": masthead,
            "signature": Signature(office="示例市人民政府办公室", date="2024年5月22日", seal=True),
            "imprint": bulletin.imprint.model_copy(update={"on_even_page": True}),
            "draft": False,
            "release": release,
        }
    )


SHAPES = {
    "brief": document(),
    "landscape": document(landscape=True),
    "signed": signed_document(),
    "plain": plain_document(),
    "formal": formal_document(),
    "released": plain_document().model_copy(update={"draft": False, "release": formal_document().release}),
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: write_docx(shape, FONTS) for name, shape in SHAPES.items()}


# ---- the file ----


@pytest.mark.parametrize("shape", SHAPES)
def test_the_file_is_valid_for_the_schemas_of_word(
    shape: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "bulletin.docx"
    path.write_bytes(files[shape])
    assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []


def test_the_validator_sees_properties_out_of_order(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "bulletin.docx"
    with zipfile.ZipFile(io.BytesIO(files["plain"])) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "word/document.xml":
                head = '<w:pStyle w:val="Title"/>'
                assert head in content
                content = content.replace(head, "").replace("</w:pPr>", f"{head}</w:pPr>", 1)
            target.writestr(name, content)
    assert OpenXmlValidator().validate(str(path)).errors


# From the tables of ISO/IEC 29500-1, only what these files use.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr shd tabs overflowPunct "
    "autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs color spacing w sz szCs lang",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge textDirection vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar cols docGrid",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_properties_stand_in_the_order_of_the_schema(shape: str, files: dict[str, bytes]) -> None:
    seen = set()
    for _, root in xml_parts(files[shape]):
        for element in root.iter(*(f"{W}{name}" for name in ORDER)):
            name = element.tag.removeprefix(W)
            places = [ORDER[name].split().index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), (name, places)
            seen.add(name)
    assert seen == set(ORDER)


def test_builders_need_not_think_of_the_order() -> None:
    properties = w("pPr", w("jc", val="left"), w("spacing", line=1), w("pStyle", val="Title"), w("keepNext"))
    put_in_order(properties)
    assert [child.tag.removeprefix(W) for child in properties] == ["pStyle", "keepNext", "spacing", "jc"]
    with pytest.raises(RenderError, match="pPr 中不应有 tcW"):
        put_in_order(w("pPr", w("jc", val="left"), w("tcW")))


def test_the_same_bulletin_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1]); from bulletin_samples import document\n"
        "from hotline_lib.publish.docx.writer import write_docx\n"
        "made = write_docx(document(landscape=True), [pathlib.Path(sys.argv[2])])\n"
        "pathlib.Path('out.docx').write_bytes(made)"
    )
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": f"UTC+{seed}"}
        command = [sys.executable, "-c", program, str(Path(__file__).parent), str(ROOT / "fonts")]
        subprocess.run(command, cwd=folder, env=environment, check=True)
        made.append((folder / "out.docx").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as package:
        entries = package.infolist()
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert entries[0].filename == "[Content_Types].xml"
    names = [e.filename for e in entries[1:]]
    assert names == sorted(names)


def test_properties_come_from_the_document(files: dict[str, bytes]) -> None:
    draft = docx.Document(io.BytesIO(files["brief"])).core_properties
    assert draft.title == "2024年4月12345热线运行办理情况通报"
    assert (draft.author, draft.last_modified_by) == ("示例市热线服务中心", "示例市热线服务中心")
    assert {draft.created, draft.modified} == {draft.created}
    assert draft.created is not None
    assert draft.created.date() == date(2024, 5, 22)
    assert (draft.language, draft.content_status) == ("zh-CN", "草稿")
    released = docx.Document(io.BytesIO(files["released"])).core_properties
    assert released.content_status == ""
    assert "审定" in released.comments


def test_fonts_are_named_officially_and_the_language_is_chinese(files: dict[str, bytes]) -> None:
    styles = part(files["brief"], "word/styles.xml")
    used = {fonts.get(f"{W}{kind}") for fonts in styles.iter(f"{W}rFonts") for kind in ("ascii", "eastAsia")}
    assert used == OFFICIAL
    table_of_fonts = part(files["brief"], "word/fontTable.xml")
    assert {font.get(f"{W}name") for font in table_of_fonts} == OFFICIAL
    assert [lang.get(f"{W}eastAsia") for lang in styles.iter(f"{W}lang")] == ["zh-CN"]
    assert not list(part(files["brief"], "word/document.xml").iter(f"{W}rFonts")), "fonts belong to styles"


# ---- text ----


@pytest.mark.parametrize("shape", SHAPES)
def test_every_piece_of_text_is_in_the_file(shape: str, files: dict[str, bytes]) -> None:
    text = text_of(part(files[shape], "word/document.xml"))
    texts = printed_texts(SHAPES[shape])
    assert len(texts) > 10
    shown = (
        texts
        - {"document", "letterhead"}
        - ({"0" * 64, "示例市热线中心"} if SHAPES[shape].release else set())
    )
    title = "".join(SHAPES[shape].title)
    assert sorted(t for t in shown if t not in text and t not in title) == []


@pytest.mark.parametrize("hostile", [*HOSTILE, "\ufffe甲\uffff"])
def test_hostile_text_is_plain_text(hostile: str, files: dict[str, bytes]) -> None:
    made = write_docx(document(lambda text: text + hostile), FONTS)
    # the same elements, but that a longer mark is narrowed
    tags = [
        [e.tag for e in part(f, "word/document.xml").iter() if e.tag != f"{W}w"]
        for f in (files["brief"], made)
    ]
    assert tags[0] == tags[1]
    text = text_of(part(made, "word/document.xml"))
    for sample in ("乙区办理不规范。", "工单考核", "县市区", "按期办结率", "2024年第4期", "图 诉求类型构成"):
        assert sample + clean_text(hostile) in text
    pictures = [p.get("descr") for p in part(made, "word/document.xml").iter("{*}docPr")]
    assert pictures == ["条形图：城市管理类最多" + clean_text(hostile)] * 2


def test_headings_are_styles_with_their_number_as_text(files: dict[str, bytes]) -> None:
    file = files["brief"]
    assert [text_of(p) for p in styled(file, "Heading1")] == ["一、运行情况"]
    assert [text_of(p) for p in styled(file, "Heading2")] == ["（二）工单考核"]
    assert [text_of(p) for p in styled(file, "Heading3")] == ["1.分组"]
    assert not list(part(file, "word/document.xml").iter(f"{W}numPr"))
    levels = {
        s.get(f"{W}styleId"): value(s, "pPr/outlineLvl")
        for s in part(file, "word/styles.xml").iter(f"{W}style")
    }
    assert (levels["Heading1"], levels["Heading2"], levels["Heading3"]) == ("0", "1", "2")
    lead = next(r for r in part(file, "word/document.xml").iter(f"{W}r") if value(r, "rPr/rStyle") == "Lead2")
    assert lead.find(f"{W}t").text == "（一）"


def test_the_outline_skips_no_level(files: dict[str, bytes]) -> None:
    own = [value(p, "pPr/outlineLvl") for p in styled(files["signed"], "Heading3")]
    assert own == ["1", "1", None], "a level 3 right below a section is its second level"


def test_attachments_hang_and_the_signature_stands_right(files: dict[str, bytes]) -> None:
    first, second = styled(files["brief"], "Attachments")
    assert (text_of(first), text_of(second)) == ("附件：1.综合评价表", "2.说明")
    for line, starts_at in ((first, 2), (second, 5)):
        left, hanging = (int(value(line, "pPr/ind", name) or 0) for name in ("left", "hanging"))
        assert left == 6 * CHAR
        assert left - hanging == starts_at * CHAR
    office, day = styled(files["signed"], "Signature")
    assert int(value(office, "pPr/ind", "left") or 0) == (28 - 2 - 14) * CHAR
    assert int(value(day, "pPr/ind", "left") or 0) == (28 - 2 - 14 + 2) * CHAR
    office, day = styled(files["formal"], "Signature")
    assert int(value(day, "pPr/ind", "left") or 0) == int((28 - 4 - 6.5) * CHAR), "right minus four"
    assert value(office, "pPr/spacing", "before") == str(2 * 579)


def test_text_before_a_signature_stays_with_it(files: dict[str, bytes]) -> None:
    body = part(files["signed"], "word/document.xml").find(f"{W}body")
    texts = {text_of(p): p for p in body.iter(f"{W}p")}
    for text in ("附件：1.考核表", "2.上报情况一览", "示例市热线工作协调小组办公室"):
        assert texts[text].find(f"{W}pPr/{W}keepNext") is not None
    assert texts["2023年11月17日"].find(f"{W}pPr/{W}keepNext") is None


# ---- masthead and imprint ----


def test_the_mark_is_one_line_in_red() -> None:
    assert mark_size("工作通报") == (62, 100)
    size, narrowed = mark_size("政务服务热线工作通报")
    assert (size, narrowed) == (44, 100)
    size, narrowed = mark_size("示例市12345政务服务便民热线工作协调小组办公室文件")
    assert size > 20
    assert 62 <= narrowed < 100
    mark = styled(write_docx(document(), FONTS), "MastheadMark")[0]
    assert value(mark, "r/rPr/color") == "E60012"
    assert not styled(write_docx(signed_document(), FONTS), "MastheadMark")


def test_a_masthead_takes_whole_lines(files: dict[str, bytes]) -> None:
    for shape in ("brief", "formal"):
        heights = []
        for p in part(files[shape], "word/document.xml").find(f"{W}body"):
            before, after, line = (int(value(p, "pPr/spacing", n) or 0) for n in ("before", "after", "line"))
            heights.append(before + after + (line or 579))
            heights[-1] += 40 if p.find(f"{W}pPr/{W}pBdr") is not None else 0  # the red rule, 0.7 mm
            if value(p, "pPr/pStyle") == "Title":
                heights[-1] += 700  # its second line
                break
        assert sum(heights) % 579 == 0


def test_the_parts_of_a_formal_masthead_stand_in_order(files: dict[str, bytes]) -> None:
    lines = [text_of(p) for p in styled(files["formal"], "MastheadLine")]
    assert lines == ["000012", "秘密★1年", "特急", "签发人：张某某　李某某", "示政办通〔2024〕6号王某"]


def test_the_imprint_is_a_frame_at_the_foot_of_the_last_page(files: dict[str, bytes]) -> None:
    body = part(files["brief"], "word/document.xml").find(f"{W}body")
    framed = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}framePr") is not None]
    at_foot = [p for p in framed if value(p, "pPr/framePr", "yAlign") == "bottom"]
    assert [text_of(p) for p in at_foot] == [
        "",
        "分送：各县市区人民政府，市直各单位。",
        "",
        "示例市热线服务中心2024年5月22日印发",
        "",
    ]
    rules = [int(value(p, "pPr/spacing", "line") or 0) for p in at_foot if not text_of(p)]
    assert rules == [20, 14, 20], "0.35 mm, 0.25 mm, 0.35 mm in twips"
    assert [text_of(p) for p in framed if p not in at_foot] == ["示政简准字〔2024〕6号"]
    assert list(body)[-2].find(f"{W}pPr/{W}framePr") is None, "the paragraph that keeps the room"
    formal = part(files["formal"], "word/document.xml")
    assert [s.get(f"{W}val") for s in formal.iter(f"{W}type")] == ["nextPage", "evenPage"]


# ---- pages ----


def test_pages_are_mirrored_and_turned(files: dict[str, bytes]) -> None:
    settings = part(files["landscape"], "word/settings.xml")
    assert settings.find(f"{W}mirrorMargins") is not None
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    sections = docx.Document(io.BytesIO(files["landscape"])).sections
    assert [s.page_width.mm > s.page_height.mm for s in sections] == [False, True, False]
    upright = sections[0]
    margins = (upright.top_margin, upright.right_margin, upright.bottom_margin, upright.left_margin)
    assert [m.mm for m in margins] == pytest.approx([37, 26, 35, 28], abs=0.02)
    turned = sections[1]
    assert turned.left_margin == turned.right_margin, "Word exchanges them on even pages"
    assert (turned.page_width - turned.left_margin - turned.right_margin) / 36000 == pytest.approx(
        225, abs=0.05
    )
    for grid in part(files["landscape"], "word/document.xml").iter(f"{W}docGrid"):
        assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")


def test_each_kind_of_sheet_has_its_page_numbers(files: dict[str, bytes]) -> None:
    odd, even, turned_odd, turned_even, none_odd, none_even = footers(files["landscape"])
    assert [value(f[0], "pPr/jc") for f in (odd, even)] == ["right", "left"]
    for footer in (odd, even, turned_odd, turned_even):
        assert text_of(footer).startswith("— 1 —")
        assert next(footer.iter(f"{W}fldSimple")).get(f"{W}instr").strip() == "PAGE"
    for footer in (turned_odd, turned_even):
        assert next(footer.iter(f"{W}textDirection")).get(f"{W}val") == "tbRl"
    tops = [int(next(f.iter(f"{W}tblpPr")).get(f"{W}tblpY")) for f in (turned_odd, turned_even)]
    assert tops[0] > tops[1], "low on odd pages, high on even ones"
    assert [text_of(f) for f in (none_odd, none_even)] == ["", ""], "版记 alone on its page"
    assert len(footers(files["brief"])) == 2


def test_only_a_draft_is_marked(files: dict[str, bytes]) -> None:
    for shape, file in files.items():
        headers = [root for name, root in xml_parts(file) if name.startswith("word/header")]
        words = [path.get("string") for header in headers for path in header.iter("{*}textpath")]
        assert [word for word in words if word] == (["草稿", "草稿"] if SHAPES[shape].draft else [])


def test_appendices_begin_new_pages(files: dict[str, bytes]) -> None:
    labels = styled(files["brief"], "AppendixLabel")
    assert [text_of(p) for p in labels] == ["附件1", "附件2"]
    assert all(p.find(f"{W}pPr/{W}pageBreakBefore") is not None for p in labels)
    first, second = styled(files["landscape"], "AppendixLabel")
    assert first.find(f"{W}pPr/{W}pageBreakBefore") is None, "the turn of the sheet is a new page already"
    assert second.find(f"{W}pPr/{W}pageBreakBefore") is not None


# ---- tables and charts ----


def test_heads_are_repeated_and_rows_are_whole(files: dict[str, bytes]) -> None:
    tables = list(part(files["brief"], "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == 4, "a table a group, twice two groups"
    for one in tables:
        rows = list(one.iter(f"{W}tr"))
        repeated = [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows]
        assert repeated == [True, True] + [False] * (len(rows) - 2)
        assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)
    assert all(
        two.tag != f"{W}tbl" or one.tag != f"{W}tbl"
        for one, two in pairwise(part(files["brief"], "word/document.xml").find(f"{W}body"))
    ), "Word would join them"


def test_cells_are_merged_downwards_and_keep_their_columns() -> None:
    word = docx.Document(io.BytesIO(write_docx(with_body([table()]), FONTS)))
    first = word.tables[0]
    assert [[c.text for c in row.cells] for row in first.rows] == [
        ["县市区"] * 3,
        ["部门名称", "按期办结率", "明细"],
        ["甲县", "99.91%", "按期办结"],
        ["甲县", "98.4%", "按期办结"],
        ["乙区", "100%", "按期办结"],
    ]
    assert first.cell(2, 0)._tc is first.cell(3, 0)._tc


def test_two_level_heads_cover_their_columns() -> None:
    file = write_docx(with_body([totalled_table(), paragraph("后文。")]), FONTS)
    grid = docx.Document(io.BytesIO(file)).tables[0]
    assert [[c.text for c in row.cells] for row in grid.rows][:2] == [
        ["单位名称", "其中", "其中"],
        ["单位名称", "按期办结", "超期办结"],
    ]
    element = next(part(file, "word/document.xml").iter(f"{W}tbl"))
    columns = [int(c.get(f"{W}w")) for c in element.iter(f"{W}gridCol")]
    assert sum(columns) == 8844, "156 mm"
    total = list(element.iter(f"{W}tr"))[-1]
    assert {value(r, "rPr/rStyle") for r in total.iter(f"{W}r")} == {"TableHead"}
    kept = [p.find(f"{W}pPr/{W}keepNext") is not None for p in element.iter(f"{W}p")]
    assert kept == [True] * (len(kept) - 3) + [False] * 3, "a short table in the text stays on one page"


def test_wide_tables_fill_the_turned_sheet() -> None:
    shape = signed_document()
    tables = list(part(write_docx(shape, FONTS), "word/document.xml").iter(f"{W}tbl"))
    assert sum(int(c.get(f"{W}w")) for c in tables[0].iter(f"{W}gridCol")) == 12756, "225 mm"
    assert sum("类档次" in text_of(r) for t in tables for r in t.iter(f"{W}tr")) == 2
    assert len(tiered_table().columns) == sum(1 for _ in tables[1].find(f"{W}tblGrid"))


def test_charts_are_pictures_with_words_and_caption(files: dict[str, bytes]) -> None:
    pictures = list(part(files["brief"], "word/document.xml").iter("{*}docPr"))
    assert [p.get("id") for p in pictures] == ["1", "2"]
    assert [p.get("descr") for p in pictures] == ["条形图：城市管理类最多"] * 2
    assert [text_of(p) for p in styled(files["brief"], "Caption")] == ["图 诉求类型构成"] * 2
    extents = [int(e.get("cx")) for e in part(files["brief"], "word/document.xml").iter("{*}extent")]
    assert extents == pytest.approx([156 * 36000] * 2, rel=0.001)


def test_a_chart_is_drawn_at_300_dots_an_inch_and_small() -> None:
    first, second = chart_pngs([chart("a"), chart("b")], 156, FONTS)
    assert first == second
    with Image.open(io.BytesIO(first)) as image:
        assert image.width == pytest.approx(156 / 25.4 * 300, abs=1)
        colours = image.convert("RGB").getcolors() or []
        blue = sum(count for count, (red, _, strength) in colours if strength > 150 > red)
        assert blue / (image.width * image.height) == pytest.approx(150 * 20 / (300 * 120), rel=0.05)
        assert not set(image.info) & {"Software", "Creation Time"}
    assert len(first) < 100_000


def test_a_broken_chart_is_refused() -> None:
    broken = chart("a").model_copy(update={"svg": "<svg"})
    with pytest.raises(RenderError, match="诉求类型构成"):
        write_docx(with_body([broken]), FONTS)


# ---- nbconvert ----


def test_the_exporter_runs_from_the_merged_notebook() -> None:
    exporter = BulletinDocxExporter()
    exporter.fonts = FONTS
    made, resources = exporter.from_notebook_node(merge_notebook(document()))
    assert made == write_docx(document(), FONTS)
    assert resources["output_extension"] == ".docx"
    with pytest.raises(RenderError, match="不是合成的通报"):
        exporter.from_notebook_node(v4.new_notebook())
