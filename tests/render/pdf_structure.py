"""The text of a tagged PDF in the order of its structure tree, as a screen reader reads it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pdf_geometry import decoded, unicode_map

Marked = dict[tuple[int, int], str]
"""Text by page object and marked content id."""


def text_in_reading_order(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        marked: Marked = {}
        for page in document.pages:
            for number, text in _marked_texts(page):
                key = (page.obj.objgen[0], number)
                marked[key] = marked.get(key, "") + text
        return "".join(_texts(document.Root.StructTreeRoot.K, None, marked))


def _marked_texts(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    fonts = {name: unicode_map(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    font: dict[bytes, str] = {}
    numbers: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                numbers.append(None)
            case "BDC":
                named = isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
                numbers.append(int(operands[1].MCID) if named else None)
            case "EMC":
                numbers.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "TJ" | "Tj":
                strings = operands[0] if str(operator) == "TJ" else operands
                number = next((n for n in reversed(numbers) if n is not None), None)
                if number is not None:
                    parts = (s for s in strings if isinstance(s, pikepdf.String))
                    yield number, "".join(decoded(bytes(s), font) for s in parts)


def _texts(kids: Any, page: int | None, marked: Marked) -> Iterator[str]:
    if isinstance(kids, pikepdf.Array):
        for kid in kids:
            yield from _texts(kid, page, marked)
    elif isinstance(kids, pikepdf.Dictionary):
        page = kids.Pg.objgen[0] if "/Pg" in kids else page
        if "/MCID" in kids:
            yield from _texts(int(kids.MCID), page, marked)
        elif "/K" in kids:
            yield from _texts(kids.K, page, marked)
    elif page is not None:
        yield marked.get((page, int(kids)), "")
