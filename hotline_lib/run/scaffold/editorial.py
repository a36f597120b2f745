"""空白文稿 (blank prose): which files of `editorial/` a period needs, and under which headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hotline_lib.ingest.editorial import Piece
from hotline_lib.ingest.params import PlaceParams
from hotline_lib.run.scaffold.files import rendered

PIECE = re.compile(r"\bpiece\.(\w+)")
"""文稿片段 that a sentence template takes from the prose of its section."""


@dataclass(frozen=True)
class Prose:
    """文稿 of one section: its `##` headings, and whether text stands before the first of them."""

    headings: tuple[str, ...]
    opening: bool = False

    def blank(self) -> str:
        """The Markdown file; its `{{ 待填 }}` are no figures, so that no bulletin can print them."""
        return rendered("editorial.md.j2", headings=self.headings, opening=self.opening)


def wanted_prose(params: PlaceParams, earlier: dict[str, tuple[Piece, ...]]) -> dict[str, Prose]:
    """所需文稿 by section: as the earlier period had it, and what the params ask for besides."""
    wanted = {section: _as_before(pieces) for section, pieces in earlier.items() if pieces}
    for entry in params.contents.sections:
        specs = params.sentences.sections.get(entry.id, ())
        names = [name for spec in specs for name in PIECE.findall(spec.template)]
        whole = not specs or any(spec.editorial for spec in specs)
        before = wanted.get(entry.id)
        if before is None and not names and not whole:
            continue
        headings = tuple(dict.fromkeys([*(before.headings if before else ()), *names]))
        wanted[entry.id] = Prose(headings, before.opening if before else whole)
    return wanted


def _as_before(pieces: tuple[Piece, ...]) -> Prose:
    headings = tuple(dict.fromkeys(piece.heading for piece in pieces if piece.heading))
    return Prose(headings, opening=pieces[0].heading is None)
