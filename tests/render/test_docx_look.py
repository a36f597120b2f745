"""成文: the Word file as LibreOffice lays it out, compared with the standard and with our own PDF."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from bulletin_samples import document, paragraph, signed_document, with_body
from sheet_geometry import Sheet, read_sheets

from docs.gallery.word_pages import OFFICE, words_as_pdf
from hotline_lib.publish.docx.writer import write_docx
from hotline_lib.publish.exporters import export_pdf
from hotline_lib.publish.fonts import font_paths

ROOT = Path(__file__).parents[2]
FONTS = font_paths(ROOT)
SHAPES = {
    "full": with_body([paragraph("国" * 28 * 22 * 3)]),
    "brief": document(),
    "landscape": document(landscape=True),
    "signed": signed_document(),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sheet]]:
    """Every shape laid out by LibreOffice, in one run."""
    folder = tmp_path_factory.mktemp("look")
    paths = []
    for name, shape in SHAPES.items():
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(write_docx(shape, FONTS))
    made = words_as_pdf(paths, folder)
    return {name: read_sheets(pdf.read_bytes()) for name, pdf in zip(SHAPES, made, strict=True)}


def test_a_full_page_has_22_lines_of_28_characters(sheets: dict[str, list[Sheet]]) -> None:
    for number, left in ((2, 26), (3, 28)):
        rows = sheets["full"][number - 1].rows("国")
        assert [len(row) for row in rows] == [28] * 22
        pitches = [below[0].bottom - above[0].bottom for above, below in pairwise(rows)]
        assert pitches == pytest.approx([225 / 22] * 21, abs=0.2)
        assert min(g.left for g in rows[0]) == pytest.approx(left + 0.5, abs=0.7)
        assert rows[-1][0].bottom < 297 - 35 + 0.5


def test_text_below_the_masthead_stands_on_the_grid(sheets: dict[str, list[Sheet]]) -> None:
    first, second = (sheets["full"][n].rows("国") for n in (0, 1))
    shift = (first[-1][0].bottom - second[-1][0].bottom) / (225 / 22)
    assert shift == pytest.approx(round(shift), abs=0.06)


def test_the_mark_and_the_red_rule_stand_where_the_standard_says(sheets: dict[str, list[Sheet]]) -> None:
    page = sheets["brief"][0]
    mark = page.found("政务服务热线工作通报")
    assert min(g.top for g in mark) == pytest.approx(37 + 35, abs=1)
    assert max(g.right for g in mark) <= 184.5
    office = page.found("示例市热线服务中心")
    rules = [p for p in page.paths if p.right - p.left > 150 and p.bottom - p.top < 1.5]
    assert any(r.top - max(g.bottom for g in office) == pytest.approx(4, abs=2.5) for r in rules)
    assert any((r.left, r.right) == pytest.approx((28, 184), abs=0.8) for r in rules)


def test_page_numbers_stand_7_mm_below_the_type_area_outside(sheets: dict[str, list[Sheet]]) -> None:
    four = 14 * 25.4 / 72
    for n, page in enumerate(sheets["full"][:3], 1):
        dash, *_, last = page.found(f"—{n}—")
        assert dash.top == pytest.approx(297 - 35 + 7, abs=1)
        if n % 2:
            assert last.right == pytest.approx(210 - 26 - four, abs=1)
        else:
            assert dash.left == pytest.approx(26 + four, abs=1)


def test_the_imprint_ends_at_the_bottom_of_the_type_area(sheets: dict[str, list[Sheet]]) -> None:
    for shape in ("brief", "landscape"):
        page = sheets[shape][-1]
        copies = page.found("分送：")
        rules = sorted(
            (p for p in page.paths if p.right - p.left > 150 and p.bottom - p.top < 0.6), key=lambda p: p.top
        )
        assert [r.bottom - r.top for r in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.06)
        assert rules[-1].bottom == pytest.approx(297 - 35, abs=0.4)
        assert rules[0].bottom < min(g.top for g in copies)
        assert copies[0].left - rules[0].left == pytest.approx(14 * 25.4 / 72, abs=0.6)


def test_landscape_pages_keep_the_number_at_the_left_edge(sheets: dict[str, list[Sheet]]) -> None:
    turned = [(n, p) for n, p in enumerate(sheets["landscape"], 1) if p.width > p.height]
    assert len(turned) == 2
    for n, page in turned:
        number = [g for g in page.glyphs if g.char == "—" and g.right < 35]
        assert max(g.right for g in number) == pytest.approx(35 - 7, abs=1)
        assert (min(g.top for g in number) > 105) == (n % 2 == 1)
    last = sheets["landscape"][-1]
    assert last.height > last.width
    assert "—" not in last.text, "版记 alone on its page carries no number"


def test_heads_are_repeated_on_every_page(sheets: dict[str, list[Sheet]]) -> None:
    wide = [p for p in sheets["signed"] if p.width > p.height]
    assert len(wide) > 1
    assert all("按时办结率" in p.text for p in wide)


@pytest.mark.parametrize("shape", SHAPES)
def test_as_many_pages_as_our_own_pdf(shape: str, sheets: dict[str, list[Sheet]]) -> None:
    ours = read_sheets(export_pdf(SHAPES[shape], FONTS))
    theirs = sheets[shape]
    assert [p.width > p.height for p in theirs] == [p.width > p.height for p in ours]
    missing = {c for p in ours for c in p.text} - {c for p in theirs for c in p.text}
    assert missing == set()
