"""Where characters and rules stand on a PDF that another program made, in millimetres from the top left."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72


@dataclass(frozen=True)
class Glyph:
    """A character and the box of its ink."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Box:
    """The bounds of a drawn path, such as a rule."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Sheet:
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    paths: tuple[Box, ...]

    @property
    def text(self) -> str:
        return "".join(g.char for g in self.glyphs)

    def rows(self, char: str) -> list[list[Glyph]]:
        """The glyphs of one character by line, from the top."""
        rows: dict[float, list[Glyph]] = {}
        for glyph in self.glyphs:
            if glyph.char == char:
                rows.setdefault(round(glyph.bottom, 1), []).append(glyph)
        return [rows[at] for at in sorted(rows)]

    def found(self, text: str) -> list[Glyph]:
        """The glyphs of a text, the last one in reading order."""
        at = self.text.rindex(text)
        return list(self.glyphs[at : at + len(text)])


def read_sheets(pdf: bytes) -> list[Sheet]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_sheet(page) for page in document]


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    words = page.get_textpage()
    glyphs = []
    for n in range(words.count_chars()):
        left, bottom, right, top = words.get_charbox(n)
        char = words.get_text_range(n, 1)
        if char.strip():
            glyphs.append(Glyph(char, left * MM, (height - top) * MM, right * MM, (height - bottom) * MM))
    paths = []
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        paths.append(Box(left * MM, (height - top) * MM, right * MM, (height - bottom) * MM))
    return Sheet(width * MM, height * MM, tuple(glyphs), tuple(paths))
