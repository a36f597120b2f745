"""元素 (elements): the few pieces of WordprocessingML from which everything else is built."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

from hotline_lib.publish.plain_text import clean_text

# An XML element; lxml has no types of its own.
Element = Any

_NAMESPACE = nsmap["w"]
_DECLARED = {"w": _NAMESPACE}


def w(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """An element of the `w` namespace; attributes too. `True` and `False` become 1 and 0."""
    given = {
        f"{{{_NAMESPACE}}}{key}": str(int(value)) if isinstance(value, bool) else str(value)
        for key, value in attributes.items()
    }
    made: Element = oxml_parser.makeelement(f"{{{_NAMESPACE}}}{name}", given, _DECLARED)
    for child in children:
        if child is not None:
            made.append(child)
    return made


def run(text: str, style: str | None = None, *properties: Element) -> Element:
    """文段 (run): plain text without control characters, perhaps in a character style."""
    chosen = [w("rStyle", val=style)] if style else []
    made = w("t")
    made.text = clean_text(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", w("rPr", *chosen, *properties) if chosen or properties else None, made)


def line_break() -> Element:
    """换行 (line break) inside a paragraph."""
    return w("r", w("br"))


def tab() -> Element:
    """制表符 (tab)."""
    return w("r", w("tab"))


def page_field() -> list[Element]:
    """页码域 (the number of the page) between two 一字线."""
    return [run("— "), w("fldSimple", run("1"), instr=" PAGE "), run(" —")]


def paragraph(style: str, *runs: Element, properties: tuple[Element, ...] = ()) -> Element:
    """段落 (paragraph) of a style; `properties` are what differs from the style."""
    return w("p", w("pPr", w("pStyle", val=style), *properties), *runs)


def spacer(height: int) -> Element:
    """空行 (blank): an empty paragraph exactly `height` twips high."""
    return paragraph("Spacer", properties=(w("spacing", line=height, lineRule="exact"),))
