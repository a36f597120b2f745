"""同文 (the same text): every sentence of the page stands in the PDF, read as tagged, and in Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from bs4 import BeautifulSoup
from docx_parts import W, part
from made_bulletins import EDITIONS, WORKSPACE, whole_bulletin
from pdf_structure import text_in_reading_order

from hotline_lib.model.document import Document, Paragraph
from hotline_lib.publish.exporters import export_html, export_pdf
from hotline_lib.publish.fonts import font_paths
from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.publish.review import Review

PIECES = ("h1", "h2", "h3", "h4", "p", "li", "th", "td", "caption", "figcaption")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_INVISIBLE = re.compile(r"[\s\u200b\u2060\u00ad]+")


def squeezed(text: str) -> str:
    """Text without anything that line breaks and justification add."""
    return _INVISIBLE.sub("", text)


def sentences_of_page(html: str) -> list[str]:
    """Sentences, headings, cells and captions of the official text, in the order of the page."""
    page = BeautifulSoup(html, "html.parser")
    for element in page.select("svg, script, style, nav, button, .unseen, .review, .side"):
        element.decompose()
    sheet = page.select_one(".sheet")
    assert sheet is not None
    found = []
    for piece in sheet.find_all(PIECES):
        if piece.find(PIECES) is None:
            found += [s for m in _SENTENCE.finditer(piece.get_text()) if (s := squeezed(m.group()))]
    return found


def text_of_pdf(document: Document) -> str:
    return squeezed(text_in_reading_order(export_pdf(document, font_paths(WORKSPACE.fonts))))


def text_of_docx(document: Document) -> str:
    written = FORMATS["docx"].write(Rendering(document, Review(), tuple(font_paths(WORKSPACE.fonts))))
    body = part(written, "word/document.xml")
    return squeezed("".join(t.text or "" for t in body.iter(f"{W}t")))


def missing(sentences: list[str], text: str) -> Iterator[str]:
    for sentence in sentences:
        if sentence not in text:
            yield sentence


@pytest.mark.parametrize("text_of", [text_of_pdf, text_of_docx], ids=["pdf", "docx"])
@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
def test_every_sentence_of_the_page_is_in_print(
    edition: tuple[str, str], text_of: Callable[[Document], str]
) -> None:
    document = whole_bulletin(*edition)
    sentences = sentences_of_page(export_html(document))
    assert len(sentences) > 150, "the reader above no longer finds the text of the page"
    assert "\n".join(missing(sentences, text_of(document))) == ""


def test_a_sentence_that_print_lacks_is_found() -> None:
    document = whole_bulletin(*EDITIONS[0])
    sentences = sentences_of_page(export_html(document))
    section = next(s for s in document.sections if any(isinstance(b, Paragraph) for b in s.blocks))
    shorter = section.model_copy(
        update={"blocks": [b for b in section.blocks if not isinstance(b, Paragraph)]}
    )
    parts = tuple(shorter if s is section else s for s in document.sections)
    damaged = document.model_copy(update={"sections": parts})
    assert list(missing(sentences, text_of_docx(damaged)))
