"""公文格式: mastheads, signature, imprint, drafts and releases, measured in the PDF in millimetres."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bulletin_samples import chart, document, paragraph, signed_document, table, totalled_table, with_body
from fontTools.ttLib import TTFont
from made_bulletins import EDITIONS, made_bulletin
from official_samples import (
    RARE,
    STAMP,
    ending_on,
    red_headed,
    released,
    sealed,
    signed_after,
    with_letterhead,
)
from pdf_geometry import Page, Piece, Rule, read_pages
from pdfua import validate
from pydantic import ValidationError

from hotline_lib.model.contents import Masthead
from hotline_lib.model.document import (
    Block,
    Cell,
    Document,
    Heading,
    Lead,
    Paragraph,
    Row,
    Run,
    Table,
)
from hotline_lib.publish.column_widths import MM_PER_PT, PADDING_MM, column_widths, text_em
from hotline_lib.publish.exporters import export_pdf
from hotline_lib.publish.fonts import font_paths
from hotline_lib.publish.outline import outline
from hotline_lib.publish.page_breaks import back_on_grid, table_place

ROOT = Path(__file__).parents[2]
FONTS = font_paths(ROOT)
CHAR, PITCH = 156 / 28, 225 / 22
FIRST_LINE = 37 + 0.88 * CHAR  # baseline of the first line of the 版心
LEFT, RIGHT = 28, 184  # 版心 of an odd page
DRAFT_GREY = (235, 235, 235)


def pages_of(made: Document) -> list[Page]:
    return read_pages(export_pdf(made, FONTS))


def piece(page: Page, start: str) -> Piece:
    return next(p for p in page.pieces if p.text.startswith(start))


def line_of(found: Piece) -> float:
    """Lines of the 版心 above a piece of 3号 text."""
    return (found.y - FIRST_LINE) / PITCH


def red_rule(page: Page) -> Rule:
    (rule,) = (r for r in page.rules if len(r.colour) == 3 and r.colour[0] > 0.8)
    return rule


@cache
def font_of(name: str) -> TTFont:
    return TTFont(ROOT / "fonts" / f"{name}.ttf")


def width(found: Piece) -> float:
    """Length of a piece, by the advances of its face; only text that is not justified."""
    font = font_of(found.font)
    advances = font["hmtx"].metrics
    units = sum(advances[font.getBestCmap()[ord(c)]][0] for c in found.text)
    return found.size * units / font["head"].unitsPerEm


def bottom(found: Piece) -> float:
    """Lower edge of a piece of 3号 text."""
    return found.y + 0.12 * CHAR


# ---- 版头 ----


def test_the_document_number_is_centred_two_lines_below_the_mark_and_4_mm_above_the_rule() -> None:
    page = pages_of(red_headed())[0]
    mark, number = piece(page, "示例市热线"), piece(page, "示热通")
    assert number.x + width(number) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.05)
    assert number.font == "HotlineSerifSC-Light"
    assert number.size == pytest.approx(CHAR, abs=0.01)
    assert "〔2024〕6号" in number.text
    blank = number.y - 0.88 * CHAR - mark.y  # from the mark's baseline, near its lower edge
    assert blank == pytest.approx(2 * PITCH, abs=2)
    assert red_rule(page).y0 - bottom(number) == pytest.approx(4, abs=0.1)
    assert (red_rule(page).x0, red_rule(page).x1) == pytest.approx((LEFT, RIGHT), abs=0.05)


def test_the_title_stands_two_lines_below_the_rule_and_the_text_on_the_grid() -> None:
    page = pages_of(red_headed())[0]
    title = piece(page, "2024年4月")
    assert title.y - 0.88 * 22 * MM_PER_PT - red_rule(page).y0 == pytest.approx(2 * PITCH, abs=0.3)
    line = line_of(piece(page, "一、运行情况"))
    assert line == pytest.approx(round(line), abs=0.01)


def test_number_of_copy_secrecy_and_urgency_stand_flush_left_from_the_first_line() -> None:
    made = red_headed(copy_number="000012", secrecy="秘密★1年", urgency="特急")
    page = pages_of(made)[0]
    marks = [piece(page, text) for text in ("000012", "秘密★1年", "特急")]
    assert [m.x for m in marks] == pytest.approx([LEFT] * 3, abs=0.3)
    assert [line_of(m) for m in marks] == pytest.approx([0, 1, 2], abs=0.01)
    assert [m.font for m in marks] == ["HotlineSerifSC-Light", "HotlineSansSC-Medium", "HotlineSansSC-Medium"]


def test_secrecy_stays_on_the_second_line_and_urgency_alone_on_the_first() -> None:
    secret = pages_of(red_headed(secrecy="机密"))[0]
    urgent = pages_of(red_headed(urgency="加急"))[0]
    assert line_of(piece(secret, "机密")) == pytest.approx(1, abs=0.01)
    assert line_of(piece(urgent, "加急")) == pytest.approx(0, abs=0.01)


def test_with_signers_the_number_moves_left_to_the_line_of_the_last_of_them() -> None:
    page = pages_of(red_headed(signers=("张某某", "李某", "王某某")))[0]
    number, label = piece(page, "示热通"), piece(page, "签发人：")
    first, last = piece(page, "张某某"), piece(page, "王某某")
    assert number.x == pytest.approx(LEFT + CHAR, abs=0.1)
    assert (first.font, label.font) == ("HotlineKaiSC-Regular", "HotlineSerifSC-Light")
    assert (first.y, number.y) == pytest.approx((label.y, last.y), abs=0.01)
    assert last.y - first.y == pytest.approx(PITCH, abs=0.02)
    assert last.x == pytest.approx(first.x, abs=0.05)
    assert first.x + width(first) == pytest.approx(RIGHT - CHAR, abs=0.05)


def test_every_mark_is_35_mm_down_and_no_wider_than_the_type_area() -> None:
    for mark in (
        "示例市热线",
        "示例市12345公众服务热线管理办公室",
        "示例市人民政府办公室热线服务管理工作领导小组文件",
    ):
        page = pages_of(with_letterhead(mark))[0]
        found = piece(page, mark[:4])
        assert LEFT - 0.5 <= found.x <= RIGHT
        above = found.y - 72  # height of the characters above the baseline
        assert 0.6 * found.size < above < 0.95 * found.size
        assert found.size > 8, "a long name is narrowed rather than small"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"form": "document", "mark": "某文件"}, "须有 number"),
        ({"form": "document", "mark": "某文件", "number": "某〔2024〕1号", "issue": "1"}, "没有 issue"),
        ({"form": "letterhead", "mark": "某办", "urgency": "特急"}, "没有 urgency"),
        ({"form": "brief", "mark": "某通报", "issue": "1"}, "须有 date、office"),
        ({"form": "document", "mark": "某", "number": "1", "secrecy": "内部"}, "secrecy"),
        ({"form": "document", "mark": "某", "number": "1", "copy_number": "12"}, "copy_number"),
    ],
)
def test_a_masthead_of_the_wrong_parts_is_refused(parts: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Masthead.model_validate(parts)


# ---- 层次 ----


def test_levels_have_their_faces() -> None:
    blocks: list[Block] = [
        Heading(level=1, number="一、", text="黑体标题"),
        Heading(level=2, number="（一）", text="楷体标题"),
        Heading(level=3, number="1.", text="仿宋标题"),
        Paragraph(
            id="p",
            lead=Lead(level=2, number="（二）", runs=(Run(text="楷体段首。"),)),
            runs=(Run(text="正文，"), Run(text="着重", strong=True)),
        ),
    ]
    page = pages_of(with_body(blocks))[0]
    faces = {text: piece(page, text).font for text in ("一、", "（一）", "1.", "（二）", "正文", "着重")}
    assert list(faces.values()) == [
        "HotlineSansSC-Medium",
        "HotlineKaiSC-Regular",
        "HotlineSerifSC-Light",
        "HotlineKaiSC-Regular",
        "HotlineSerifSC-Light",
        "HotlineSerifSC-Bold",
    ]
    assert all(piece(page, text).x == pytest.approx(LEFT + 2 * CHAR, abs=0.2) for text in ("一、", "1."))


# ---- 附件说明 ----


def test_names_of_attachments_start_five_characters_in_and_turn_below_themselves() -> None:
    made = document()
    long = made.appendices[0].model_copy(update={"listed_as": "附件名称" * 12})
    page = next(
        p
        for p in pages_of(made.model_copy(update={"appendices": (long, made.appendices[1])}))
        if "附件：" in p.text
    )
    left = min(p.x for p in page.pieces if p.text.startswith("附件：")) - 2 * CHAR
    assert left in (pytest.approx(28, abs=0.1), pytest.approx(26, abs=0.1))
    names = [p for p in page.pieces if "附件名称" in p.text]
    assert len(names) == 3
    assert len({round(p.x, 1) for p in names}) == 1, "turned lines stand below the name's first character"
    digit = next(p for p in page.pieces if p.text == "1.")
    assert digit.x == pytest.approx(left + 5 * CHAR, abs=0.1)
    assert names[0].x == pytest.approx(digit.x + width(digit), abs=0.5)
    assert names[1].y - names[0].y == pytest.approx(PITCH, abs=0.02)
    above = max(y for y in page.lines if y < names[0].y - 1)
    assert "。" not in names[-1].text
    assert names[0].y - above > PITCH * 1.5, "one blank line"


# ---- 署名 ----


def test_with_a_seal_the_date_ends_four_characters_from_the_right_under_the_office() -> None:
    page = next(p for p in pages_of(sealed()) if "示例市热线办" in p.text)
    office, day = piece(page, "示例市热线办"), piece(page, "2023年11月17日")
    right = 210 - 28 if page.number and page.number.x < 105 else RIGHT
    assert day.x + width(day) == pytest.approx(right - 4 * CHAR, abs=0.05)
    assert office.x + width(office) / 2 == pytest.approx(day.x + width(day) / 2, abs=0.05)
    assert day.y - office.y == pytest.approx(PITCH, abs=0.02)
    above = max(y for y in page.lines if y < office.y - 1)
    assert office.y - above == pytest.approx(3 * PITCH, abs=0.1), "two blank lines for the seal"


@pytest.mark.parametrize("lines", range(17, 23))
def test_a_signature_never_stands_on_a_page_without_text(lines: int) -> None:
    pages = pages_of(signed_after(lines))
    (signed,) = (p for p in pages if "示例市热线办" in p.text)
    assert "民" in signed.text


# ---- 行格 ----


def long_table(rows: int) -> Table:
    cells = tuple(Row(cells=(Cell(text=f"第{n}局"), Cell(text="100%"), Cell(text="无"))) for n in range(rows))
    band = table().bands[0].model_copy(update={"rows": cells})
    return table().model_copy(update={"bands": (band,)})


@pytest.mark.parametrize("rows", [1, 12, 13, 25, 60])
def test_text_below_a_table_stands_on_the_line_grid(rows: int) -> None:
    made = with_body([paragraph("表前。"), long_table(rows), paragraph("表后。" * 40)])
    lines = [line_of(p) for page in pages_of(made) for p in page.pieces if p.text.startswith("表后。")]
    assert lines
    assert lines == pytest.approx([round(n) for n in lines], abs=0.01)


def test_the_fourth_long_table_is_left_where_it_ends() -> None:
    blocks = [b for n in range(5) for b in (long_table(20 + n), paragraph("表后。"))]
    made = with_body(blocks)
    (part,) = outline(made).sections
    assert {table_place(part, n) for n in range(0, 10, 2)} == {"running"}
    assert [back_on_grid(part, n, made) for n in range(0, 10, 2)] == [True] * 3 + [False] * 2
    assert pages_of(made), "more of them would not settle within the compiler's five attempts"


# ---- 版记 ----


@pytest.mark.parametrize(
    ("lines", "count", "numbered"),
    [
        (10, 2, 1),  # ends on an odd page: the 版记 on the next, even one
        (25, 2, 2),  # ends on an even page with room
        (35, 4, 2),  # ends on an even page without: a blank page, then the 版记
        (45, 4, 3),  # ends on the next odd page
    ],
)
def test_the_imprint_on_the_last_side(lines: int, count: int, numbered: int) -> None:
    pages = pages_of(ending_on(lines))
    assert len(pages) == count
    assert [p.number is not None for p in pages] == [n < numbered for n in range(count)]
    rules = [r for r in pages[-1].rules if r.x1 - r.x0 > 155]
    assert rules[-1].y0 == pytest.approx(297 - 35, abs=0.05)
    assert "抄送" in pages[-1].text


def test_the_imprint_is_set_in_4th_size_one_character_in() -> None:
    page = pages_of(document())[-1]
    four = 14 * MM_PER_PT
    copies, office, printed = (piece(page, t) for t in ("分送：", "示例市热线服务中心", "2024年5月22日印发"))
    assert [p.size for p in (copies, office, printed)] == pytest.approx([four] * 3, abs=0.01)
    first, inner, last = (r for r in page.rules if r.x1 - r.x0 > 155)
    assert [p.x - first.x0 for p in (copies, office)] == pytest.approx([four] * 2, abs=0.05)
    assert first.x1 - printed.x - width(printed) == pytest.approx(four, abs=0.05)
    assert (first.x1 - first.x0, inner.x1 - inner.x0, last.x1 - last.x0) == pytest.approx([156] * 3, abs=0.05)
    assert first.y0 < copies.y < inner.y0 < office.y == printed.y < last.y0


def test_page_numbers_are_half_width_song_of_4th_size_and_run_through_the_appendices() -> None:
    pages = pages_of(document(landscape=True))[:-1]
    numbers = [p.number for p in pages]
    assert [n.text for n in numbers if n] == [f"— {k} —" for k in range(1, len(pages) + 1)]
    assert {(n.font, round(n.size / MM_PER_PT, 1), n.artifact) for n in numbers if n} == {
        ("HotlineSerifFullSC-Regular", 14.0, True)
    }


# ---- 附件 ----


def test_an_appendix_has_its_label_on_the_first_line_and_its_title_two_lines_below() -> None:
    page = next(p for p in pages_of(document()) if p.lines and "附件1" in p.lines.values())
    label = piece(page, "附件1")
    assert label.font == "HotlineSansSC-Medium"
    assert line_of(label) == pytest.approx(0, abs=0.02)
    title = next(p for p in page.pieces if p.text == "示例市综合评价表")
    assert line_of(title) == pytest.approx(2, abs=0.15)
    assert title.x + 8 * 18 * MM_PER_PT / 2 == pytest.approx(105 - 1 if page.number.x < 105 else 106, abs=0.3)


def test_a_landscape_page_is_the_portrait_sheet_turned() -> None:
    """§8: the head of the table at the sheet's left; the number keeps its place on the portrait sheet."""
    for n, page in enumerate(pages_of(document(landscape=True)), 1):
        if page.width < page.height:
            continue
        number = page.number
        assert number is not None
        assert number.x < 35 - 7, "the foot of the portrait sheet is the left of this one"
        length = (2 * 0.89 + 0.557 + 2 * 0.22) * 14 * MM_PER_PT
        outside = page.height - number.y - length if n % 2 else number.y
        assert outside == pytest.approx(26 + 14 * MM_PER_PT, abs=0.5)
        rules = [r for r in page.rules if r.thickness > 0.1]
        if rules:
            assert min(r.x0 for r in rules) == pytest.approx(35, abs=0.1)
            assert max(r.x1 for r in rules) == pytest.approx(297 - 37, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(("place", "period"), EDITIONS, ids=[p for p, _ in EDITIONS])
def test_real_bulletins_are_accessible_and_no_name_takes_three_lines(place: str, period: str) -> None:
    made = made_bulletin(place, period)
    assert not list(validate(io.BytesIO(export_pdf(made, FONTS))).findings)
    for part in (*outline(made).sections, *outline(made).appendices):
        for block in part.blocks:
            if not isinstance(block, Table):
                continue
            widths = column_widths(block, 225 if part.landscape else 156)
            for n, column in enumerate(block.columns):
                room = (widths.mm[n] - PADDING_MM) / (widths.size_pt * MM_PER_PT)
                names = [row.cells[n].text for band in block.bands for row in band.rows]
                if column.align == "center":
                    assert max(text_em(name) for name in names) <= 2 * room


# ---- 草稿与审定 ----


def greys(made: Document) -> list[int]:
    """Pixels of the draft's grey on each page."""
    with pypdfium2.PdfDocument(export_pdf(made, FONTS)) as pdf:
        pictures = [page.render(scale=0.5).to_pil().convert("RGB") for page in pdf]
    return [sum(count for count, c in p.getcolors(1 << 20) if c == DRAFT_GREY) for p in pictures]


def test_drafts_say_so_on_every_page_and_released_ones_do_not() -> None:
    made = document(landscape=True)
    assert min(greys(made)) > 1500
    assert max(greys(released(made))) < 20


def test_the_word_draft_is_no_text_of_the_page_but_of_the_properties() -> None:
    draft = export_pdf(document(), FONTS)
    assert "草稿" not in "".join(p.text for page in read_pages(draft) for p in page.pieces)
    with pikepdf.open(io.BytesIO(draft)) as opened:
        assert str(opened.docinfo.Subject) == "草稿，未经审定"
    with pikepdf.open(io.BytesIO(export_pdf(released(document()), FONTS))) as opened:
        assert str(opened.docinfo.Subject) == STAMP.line


@pytest.mark.parametrize("made", [document(), document().model_copy(update={"imprint": None})])
def test_a_release_is_stamped_below_the_type_area_of_the_last_page(made: Document) -> None:
    pages = pages_of(released(made))
    found = [n for n, page in enumerate(pages, 1) if any("校验值" in p.text for p in page.pieces)]
    assert found == [len(pages)]
    stamp = piece(pages[-1], "某主任于2024年5月23日审定")
    assert stamp.y > 297 - 35 + 7
    assert not stamp.artifact
    assert not any("校验值" in p.text for page in pages_of(made) for p in page.pieces)


def test_a_released_bulletin_is_no_draft() -> None:
    with pytest.raises(ValidationError, match="不是草稿"):
        Document.model_validate({**document().model_dump(), "release": STAMP})


# ---- 可访问性与字 ----


@pytest.mark.parametrize(
    "made",
    [
        document(),
        document(landscape=True),
        red_headed(copy_number="000012", secrecy="秘密★1年", urgency="特急", signers=("张某某", "李某")),
        with_letterhead("示例市12345公众服务热线管理办公室"),
        signed_document(),
        sealed(),
        released(document()),
        ending_on(40),
        with_body([paragraph("前"), totalled_table(), chart("a"), long_table(40), paragraph("后")]),
    ],
    ids=["brief", "landscape", "red", "letterhead", "signed", "sealed", "released", "even", "tables"],
)
def test_pdfua_has_no_finding(made: Document) -> None:
    findings = list(validate(io.BytesIO(export_pdf(made, FONTS))).findings)
    assert [(f.rule_id, f.message) for f in findings] == []


def test_rare_characters_are_shown_in_every_face() -> None:
    """Text extracted from each role's face, drawn by a glyph that is not the empty box."""
    made = red_headed(signers=(RARE,))
    made = made.model_copy(
        update={
            "masthead": made.masthead.model_copy(update={"mark": RARE, "number": f"{RARE}〔2024〕6号"}),
            "title": (RARE,),
            "sections": (
                made.sections[0].model_copy(
                    update={
                        "blocks": (
                            *(Heading(level=n, number="", text=RARE) for n in (1, 2, 3)),
                            Paragraph(id="p", runs=(Run(text=RARE), Run(text=RARE, strong=True))),
                            chart("a", lambda text: RARE),
                            table(lambda text: RARE),
                        )
                    }
                ),
            ),
        }
    )
    pages = pages_of(made)
    text = "".join(p.text for page in pages for p in page.pieces)
    assert text.count(RARE[0]) >= 20
    for character in RARE:
        assert text.count(character) == text.count(RARE[0]), character
    assert "\ufffd" not in text
    faces = {p.font for page in pages for p in page.pieces if set(p.text) & set(RARE)}
    assert {
        "HotlineSerifSC-Light",
        "HotlineSerifSC-Bold",
        "HotlineSansSC-Medium",
        "HotlineKaiSC-Regular",
        "HotlineSerifFullSC-Regular",
    } <= faces
