"""版面 (pages): the run of the document through portrait and landscape sections (§5, §8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docx.document import Document as WordDocument
from docx.section import Section

from hotline_lib.publish.docx.draft_mark import draft_header
from hotline_lib.publish.docx.element_order import local_name
from hotline_lib.publish.docx.elements import Element, paragraph, spacer, w
from hotline_lib.publish.docx.footers import FOOTER_DISTANCE, number_line, turned_number
from hotline_lib.publish.docx.measures import PITCH, TEXT_HEIGHT_MM, TEXT_WIDTH_MM, twips

_A4 = (twips(210), twips(297))
# 天头 37, 订口 28, 切口 26, 地脚 35; Word exchanges left and right on even pages.
_PORTRAIT = {"top": twips(37), "right": twips(26), "bottom": twips(35), "left": twips(28)}
# The sheet turned; equal left and right stay what they are where Word exchanges them.
_LANDSCAPE = {"top": twips(28), "right": twips(36), "bottom": twips(26), "left": twips(36)}

_Line = Callable[..., list[Element]]


class Pages:
    """版面: takes what the modules of this package make, and turns the sheet where it must."""

    def __init__(self, word: WordDocument, *, draft: bool) -> None:
        self._word = word
        self._draft = draft
        self._body: Element = word.element.body
        self._body[:] = []
        self.landscape = False
        self._numbered = True
        self._start = "nextPage"
        self._footed: tuple[bool, bool] | None = None

    @property
    def width_mm(self) -> float:
        """The width of the text on the present sheet."""
        return TEXT_HEIGHT_MM if self.landscape else TEXT_WIDTH_MM

    def add(self, elements: Sequence[Element]) -> None:
        """Puts paragraphs and tables at the end; two tables in a row stay two."""
        for element in elements:
            if local_name(element) == "tbl" and self._ends_with_table():
                self._body.append(spacer(20))
            self._body.append(element)

    def turn(self, *, landscape: bool, numbered: bool = True, on_even_page: bool = False) -> bool:
        """Turns the sheet if need be; true if that began a new page, perhaps the back of a sheet."""
        if (landscape, numbered) == (self.landscape, self._numbered):
            return False
        turned = len(self._body) > 0
        if turned:
            if self._ends_with_table():
                self._body.append(spacer(20))
            last = self._body[-1]
            last.get_or_add_pPr().append(self._section())
        self.landscape, self._numbered = landscape, numbered
        self._start = "evenPage" if on_even_page else "nextPage"
        return turned

    def finish(self) -> None:
        """Ends the last section; the last element of a document is never a table."""
        if self._ends_with_table():
            self._body.append(spacer(20))
        self._body.append(self._section())

    def _ends_with_table(self) -> bool:
        return len(self._body) > 0 and local_name(self._body[-1]) == "tbl"

    def _section(self) -> Element:
        """The section that ends here, with its footers if they differ from those before."""
        width, height = reversed(_A4) if self.landscape else _A4
        margins = _LANDSCAPE if self.landscape else _PORTRAIT
        size = w("pgSz", w=width, h=height, **({"orient": "landscape"} if self.landscape else {}))
        made = w(
            "sectPr",
            w("type", val=self._start),
            size,
            w("pgMar", **margins, header=twips(15), footer=FOOTER_DISTANCE, gutter=0),
            w("cols", space=0),
            w("docGrid", type="lines", linePitch=PITCH),
        )
        section = Section(made, self._word.part)
        if self._footed is None and self._draft:
            for number, header in enumerate((section.header, section.even_page_header), 1):
                _fill(header, [draft_header(number)])
        if self._footed != (self.landscape, self._numbered):
            self._footed = (self.landscape, self._numbered)
            line: _Line = turned_number if self.landscape else number_line
            for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
                _fill(footer, line(odd=odd) if self._numbered else [paragraph("PageNumber")])
        return made


def _fill(part: Element, elements: Sequence[Element]) -> None:
    """The content of a header or footer, a part of its own."""
    part.is_linked_to_previous = False
    part._element[:] = list(elements)
