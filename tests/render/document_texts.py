"""Every piece of text that a document holds, by a walk through its model."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from hotline_lib.model.document import Document, Run

# what is not printed as it stands: ids, choices, pictures, words for those who see none
_NOT_PRINTED = {
    "id", "kind", "form", "align", "figure", "unit", "svg", "alt", "place", "period", "language",
    "issued_on", "quantity", "release",
}  # fmt: skip


def printed_texts(document: Document) -> set[str]:
    """Pieces of text: sentences, cells, heads, titles. A section's own title stands in its heading."""
    frame = document.model_copy(update={"sections": (), "appendices": ()})
    blocks = [b for s in (*document.sections, *document.appendices) for b in s.blocks]
    return {text for piece in (frame, *blocks) for text in _texts(piece) if text.strip()}


def _texts(piece: object) -> Iterator[str]:
    if isinstance(piece, str):
        yield piece
    elif isinstance(piece, tuple):
        if piece and isinstance(piece[0], Run):
            yield "".join(run.text for run in piece)
        else:
            for item in piece:
                yield from _texts(item)
    elif isinstance(piece, BaseModel):
        for name in type(piece).model_fields:
            if name not in _NOT_PRINTED:
                yield from _texts(getattr(piece, name))
