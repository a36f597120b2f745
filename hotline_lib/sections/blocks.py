"""栏目内容 (declared blocks): what every section holds as declared, without running a notebook.

The audit reads these; charts are left out, since a printed bulletin's charts hold no other figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hotline_lib.model.contents import ParagraphSpec, SectionEntry
from hotline_lib.model.document import Heading, Shown
from hotline_lib.model.errors import InputError, Problem
from hotline_lib.sections.page import Page, own_line
from hotline_lib.sections.store import Store


def declared_blocks(store: Store, fonts: Path) -> dict[str, list[Shown]]:
    """栏目内容 by section id, in the order of `bulletin.yml`.

    A section: its heading if it has a title, then its paragraphs and tables of `sentences.yml`, or its
    editorial where it has none. An appendix: the table of its own id. Raises `ParamsError` or
    `TemplateError` as `Page` does, and `InputError` for an issue or date that `edition.yml` lacks.
    """
    _check_edition(store)
    contents = store.layout.contents
    entries = (*contents.sections, *contents.appendices)
    return {entry.id: section_blocks(entry, store, fonts) for entry in entries}


def section_blocks(entry: SectionEntry, store: Store, fonts: Path) -> list[Shown]:
    """一栏的内容 of a section or appendix; raises as `declared_blocks` does."""
    page = Page(entry.id, store, fonts)
    if entry in store.layout.contents.appendices:
        return list(page.table().shown)
    paragraphs = store.layout.sentences.sections.get(entry.id, ())
    head = [page.heading()] if entry.title is not None else []
    body = [page.paragraph(p.id) for p in paragraphs if not p.chart] or [page.editorial()]
    return [shown for display in (*head, *body) for shown in display.shown]


def heading_ids(paragraphs: Sequence[ParagraphSpec], blocks: Sequence[Shown]) -> list[str]:
    """小标题的标识: ids of a section's headings on their own lines, in order.

    A heading above a text is `<paragraph>_heading`, one without text the paragraph itself, and those
    of editorial prose are `h1`, `h2` …
    """
    own = sum(isinstance(s.block, Heading) and s.block.level > 1 for s in blocks)
    editorial = [f"h{n}" for n in range(1, own - sum(map(own_line, paragraphs)) + 1)]
    if not paragraphs:
        return editorial
    ids: list[str] = []
    for p in paragraphs:
        if own_line(p):
            ids.append(f"{p.id}_heading" if p.template else p.id)
        ids += editorial if p.editorial else []
    return ids


_BARE = re.compile(r"\{\{\s*edition\.(issue|issued_label)\s*\}\}")
_KEYS = {"issue": "issue（期号）", "issued_label": "issued_on（成文日期）"}


def _check_edition(store: Store) -> None:
    """本期信息须齐: raises `InputError` for an issue or date that the frame prints but none states.

    A template that asks first (`{% if edition.issue %}`) is content with none.
    """
    layout = store.layout
    frame = (layout.contents.masthead, layout.contents.signature, layout.contents.imprint)
    templates = [text for part in frame if part for text in part.model_dump().values()]
    stated = {"issue": layout.edition.issue, "issued_label": layout.edition.issued_on}
    wanted = [n for t in templates if isinstance(t, str) and "{%" not in t for n in _BARE.findall(t)]
    if lacking := [name for name in stated if name in wanted and stated[name] is None]:
        raise InputError(
            Problem(
                file=f"data/{layout.place.id}/{layout.period.id}/edition.yml",
                column=_KEYS[name],
                found="空",
                expected="通报的版头、落款或版记要印此项",
                action="请填写",
            )
            for name in lacking
        )
