"""栏目内容 (declared blocks): what every section holds as declared, without running a notebook.

The audit reads these; charts are left out, since a printed bulletin's charts hold no other figures.
"""

from __future__ import annotations

from pathlib import Path

from hotline_lib.model.document import Shown
from hotline_lib.sections.page import Page
from hotline_lib.sections.store import Store


def declared_blocks(store: Store, fonts: Path) -> dict[str, list[Shown]]:
    """栏目内容 by section id, in the order of `bulletin.yml`.

    A section: its heading, then its paragraphs of `sentences.yml`, or its editorial where it has
    none. An appendix: the table of its own id. Raises `ParamsError` or `TemplateError` as `Page` does.
    """
    contents, sentences = store.layout.contents, store.layout.sentences
    blocks: dict[str, list[Shown]] = {}
    for entry in contents.sections:
        page = Page(entry.id, store, fonts)
        paragraphs = sentences.sections.get(entry.id, ())
        body = [page.paragraph(p.id) for p in paragraphs] or [page.editorial()]
        blocks[entry.id] = [shown for display in (page.heading(), *body) for shown in display.shown]
    for entry in contents.appendices:
        blocks[entry.id] = list(Page(entry.id, store, fonts).table().shown)
    return blocks
