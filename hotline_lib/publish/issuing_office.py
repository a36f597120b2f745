"""发文单位 (issuing office) of a bulletin, for the properties of its files."""

from __future__ import annotations

from hotline_lib.model.document import Document


def issuing_office(document: Document) -> str | None:
    """The office that issues the bulletin, wherever it is printed."""
    places = (document.masthead, document.signature, document.imprint)
    return next((place.office for place in places if place and place.office), None)
