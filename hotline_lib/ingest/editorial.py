"""编辑文稿 (editorial prose): `editorial/*.md` as lists of simple pieces, figures still as `{{ … }}`."""

from __future__ import annotations

from pathlib import Path

import mistune

from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.frozen import Frozen


class Span(Frozen):
    """文段 (span) of one style; its text is a template."""

    text: str
    strong: bool = False


class Piece(Frozen):
    """一段 (one piece): a paragraph, or an item of a numbered list, under a heading or none."""

    heading: str | None = None
    item: int | None = None
    spans: tuple[Span, ...]

    @property
    def template(self) -> str:
        """The text of all spans."""
        return "".join(s.text for s in self.spans)


def read_editorial(folder: Path, shown: str) -> dict[str, tuple[Piece, ...]]:
    """All Markdown files of a period's `editorial/` folder, by section id (the file's stem).

    Allowed are `##` headings, paragraphs, numbered lists and `**strong**`; raises `InputError` for
    anything else, since it would be lost in print.
    """
    pieces = {}
    for path in sorted((folder / "editorial").glob("*.md")):
        name = f"{shown}/editorial/{path.name}"
        pieces[path.stem] = _parse(path.read_text(encoding="utf-8-sig"), name)
    return pieces


def _parse(text: str, shown: str) -> tuple[Piece, ...]:
    tokens = mistune.create_markdown(renderer="ast")(text)
    pieces: list[Piece] = []
    heading: str | None = None
    for token in tokens:
        kind = token["type"]
        if kind == "blank_line":
            continue
        if kind == "heading":
            heading = "".join(s.text for s in _spans(token["children"], shown))
        elif kind == "paragraph":
            pieces.append(Piece(heading=heading, spans=_spans(token["children"], shown)))
        elif kind == "list" and token["attrs"]["ordered"]:
            start = token["attrs"].get("start", 1)
            for number, item in enumerate(token["children"], start=start):
                inline = [c for block in item["children"] for c in block["children"]]
                pieces.append(Piece(heading=heading, item=number, spans=_spans(inline, shown)))
        else:
            raise _unsupported(shown, kind)
    return tuple(pieces)


def _spans(children: list[dict], shown: str) -> tuple[Span, ...]:  # type: ignore[type-arg]
    spans: list[Span] = []
    for child in children:
        kind = child["type"]
        if kind == "text":
            spans.append(Span(text=child["raw"]))
        elif kind in {"softbreak", "linebreak"}:
            continue  # Chinese has no space between lines
        elif kind == "strong":
            spans += [Span(text=s.text, strong=True) for s in _spans(child["children"], shown)]
        else:
            raise _unsupported(shown, kind)
    return tuple(spans)


def _unsupported(shown: str, kind: str) -> InputError:
    return InputError(
        [
            Problem(
                file=shown,
                found=kind,
                expected="文稿只能用“##”标题、段落、数字编号列表和 **加粗**",
                action="请改写该处，或把特殊符号前加反斜杠",
            )
        ]
    )
