"""成句的名称 (names in use): the composer of a section, knowing results, period, edition and prose pieces."""

from __future__ import annotations

from hotline_lib.prose.compose import Composer, Piece
from hotline_lib.prose.names import result_names
from hotline_lib.sections.store import Store


def section_composer(store: Store, section: str) -> Composer:
    """成句器 of a section; `section` may also be a part of the frame, such as the masthead."""
    layout = store.layout
    pieces: dict[str, list[str]] = {}
    for piece in layout.editorial.get(section, ()):
        if piece.heading:
            pieces.setdefault(piece.heading, []).append(piece.template)
    names = result_names(store.results)
    names["piece"] = {name: Piece(texts) for name, texts in pieces.items()}
    names["period"] = {
        "label": layout.period.label,
        "year": str(layout.period.year),
        "month": str(layout.period.month),
    }
    names["edition"] = {
        "issue": str(layout.edition.issue),
        "issued_label": layout.edition.issued_label,
        "licence": layout.edition.licence or "",
    }
    return Composer(layout.place, section, names)
