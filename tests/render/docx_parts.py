"""What a Word file holds, read without the code that wrote it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.oxml.parser import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(docx: bytes, name: str) -> Any:
    """The root element of an XML part, such as `word/document.xml`."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return parse_xml(package.read(name))


def xml_parts(docx: bytes) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, parse_xml(package.read(name))


def footers(docx: bytes) -> list[Any]:
    return [root for name, root in xml_parts(docx) if name.startswith("word/footer")]


def text_of(element: Any) -> str:
    """The text of an element, paragraphs on lines of their own."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))


def styled(docx: bytes, style: str) -> list[Any]:
    """The paragraphs of a style."""
    return [
        p
        for p in part(docx, "word/document.xml").iter(f"{W}p")
        if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == style
    ]


def value(element: Any, path: str, name: str = "val") -> str | None:
    """An attribute of the element at a path such as `pPr/jc`."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{name}")
