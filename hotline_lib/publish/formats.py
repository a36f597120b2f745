"""格式 (formats): every form in which a bulletin is published, its file, and who writes it.

A new format is one line here and a writer of its own: a module that takes a `Rendering`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # listing the formats must not load the document model
    from hotline_lib.model.document import Document
    from hotline_lib.publish.review import Review


@dataclass(frozen=True)
class Rendering:
    """待排的通报 (what a writer gets): the document, the reviewers' material, and the fonts.

    `fonts`: the folder of the vendored faces, then folders with official fonts, if any.
    """

    document: Document
    review: Review
    fonts: tuple[Path, ...]


class Format(NamedTuple):
    """一种格式 (format): its id on the command line, its file name, its writer.

    `shows_verdict`: reviewers read in it what the guards say; others need not wait for that. `effort`: how
    long it takes, in twentieths of a second for a bulletin of twenty pages; only tells what to begin first.
    """

    id: str
    file: str
    write: Callable[[Rendering], bytes]
    effort: int
    shows_verdict: bool = False


def _html(rendering: Rendering) -> bytes:
    from hotline_lib.publish.exporters import export_html

    return export_html(rendering.document, rendering.review).encode()


def _pdf(rendering: Rendering) -> bytes:
    from hotline_lib.publish.exporters import export_pdf

    return export_pdf(rendering.document, rendering.fonts)


def _docx(rendering: Rendering) -> bytes:
    from hotline_lib.publish.docx.writer import write_docx

    return write_docx(rendering.document, rendering.fonts)


def _xlsx(rendering: Rendering) -> bytes:
    from hotline_lib.publish.xlsx.workbook import export_xlsx

    return export_xlsx(rendering.document, rendering.review)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        one.id: one
        for one in (
            Format("html", "bulletin.html", _html, effort=6, shows_verdict=True),
            Format("pdf", "bulletin.pdf", _pdf, effort=8),
            Format("docx", "bulletin.docx", _docx, effort=12),
            Format("xlsx", "tables.xlsx", _xlsx, effort=1),
        )
    }
)
