"""样张 (gallery): every bulletin as pictures for people who have nothing installed; `nox -s gallery`.

For each place and period a contact sheet of all pages of the PDF and its first page. With `--docx` the
pages of the Word file too, as LibreOffice sets them; these go by its version, so they are not committed.
With `--from FOLDER` bulletins already published there are shown instead of being made.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image
from word_pages import OFFICE, words_as_pdf

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.bulletin import run_bulletin

HERE = Path(__file__).parent
LIMIT = 700_000
"""Bytes that a picture in the repository may have."""
COLUMNS, PAGE_WIDTH, FIRST_WIDTH, GAP = 6, 330, 900, 12
DESK, COLOURS = "#dfe2e5", 128


def pages_of(pdf: Path, width: int) -> list[Image.Image]:
    """Each page as a picture whose shorter side, or whose width upright, is `width` pixels."""
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for page in document:
        scale = width / min(page.get_size())
        pictures.append(page.render(scale=scale).to_pil().convert("RGB"))
    return pictures


def contact_sheet(pages: Sequence[Image.Image]) -> Image.Image:
    """小样 (contact sheet): pages in reading order, row by row; a landscape page takes the room it needs."""
    rows: list[list[Image.Image]] = [[]]
    limit = COLUMNS * (PAGE_WIDTH + GAP)
    for page in pages:
        if rows[-1] and sum(p.width + GAP for p in (*rows[-1], page)) > limit:
            rows.append([])
        rows[-1].append(page)
    widths = [sum(p.width + GAP for p in row) + GAP for row in rows]
    heights = [max(p.height for p in row) + GAP for row in rows]
    sheet = Image.new("RGB", (max(widths), sum(heights) + GAP), DESK)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for page in row:
            sheet.paste(page, (left, top))
            left += page.width + GAP
        top += height
    return sheet


def save(picture: Image.Image, path: Path) -> None:
    """PNG of few colours, within the limit; the same picture gives the same bytes."""
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    size = path.stat().st_size
    if size > LIMIT:
        sys.exit(f"{path.name} 有 {size} 字节，超过 {LIMIT}。请减小 PAGE_WIDTH。")
    print(f"{path.name}\t{picture.width}×{picture.height}\t{size / 1000:.0f} kB")


def show(published: Path, name: str, target: Path, with_word: bool) -> None:
    """The pictures of one published folder."""
    pdf = published / "bulletin.pdf"
    save(contact_sheet(pages_of(pdf, PAGE_WIDTH)), target / f"{name}.png")
    save(pages_of(pdf, FIRST_WIDTH)[0], target / f"{name}-page-1.png")
    if with_word:
        with tempfile.TemporaryDirectory() as folder:
            [word] = words_as_pdf([published / "bulletin.docx"], Path(folder))
            save(contact_sheet(pages_of(word, PAGE_WIDTH)), target / f"{name}-word.png")


def main() -> None:
    """Make the pictures of every place and period."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--from", dest="published", type=Path, metavar="FOLDER", help="已生成通报的输出目录")
    asked.add_argument("--docx", action="store_true", help="连同 Word 的小样（须有 LibreOffice）")
    asked.add_argument(
        "--to", type=Path, default=HERE, metavar="FOLDER", help="图片放哪里，默认 docs/gallery/"
    )
    options = asked.parse_args()
    if options.docx and OFFICE is None:
        sys.exit("Word 的小样须有 LibreOffice。")
    os.environ["HOTLINE_FONTS_DIR"] = ""  # drawn with the vendored faces, whatever fonts the machine has
    workspace = Workspace.find(HERE)
    options.to.mkdir(parents=True, exist_ok=True)
    formats = ("pdf", "docx") if options.docx else ("pdf",)
    with tempfile.TemporaryDirectory() as scratch:
        for place in workspace.places():
            for period in workspace.periods(place):
                folder = (options.published or Path(scratch)) / place / period
                if options.published is None:
                    folder = run_bulletin(workspace, place, period, out=Path(scratch), formats=formats).folder
                show(folder, f"{place}-{period}", options.to, options.docx)


if __name__ == "__main__":
    main()
