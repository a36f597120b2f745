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


_NAMES = {
    "heading": "“##”以外的标题",
    "empty_heading": "其下没有文字的标题",
    "emphasis": "单星号的斜体",
    "codespan": "反引号",
    "link": "链接",
    "image": "图片",
    "inline_html": "HTML 标记",
    "block_html": "HTML 标记",
    "block_quote": "引用（行首的 >）",
    "block_code": "代码块（行首缩进四格或三个反引号）",
    "thematic_break": "分隔线",
    "empty_item": "没有文字的编号",
    "list": "无编号列表，或列表中的列表",
}
"""What a writer calls the Markdown constructs that are refused."""


def read_editorial(folder: Path, shown: str) -> dict[str, tuple[Piece, ...]]:
    """All Markdown files of a period's `editorial/` folder, by section id (the file's stem).

    Allowed are `##` headings, paragraphs, numbered lists and `**strong**`; raises `InputError` for
    anything else, since it would be lost in print. A further paragraph of a list item stands by
    itself, without a number.
    """
    pieces = {}
    for path in sorted((folder / "editorial").glob("*.md")):
        name = f"{shown}/editorial/{path.name}"
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            problem = Problem(file=name, expected="应为 UTF-8 编码", action="请另存为 UTF-8")
            raise InputError([problem]) from None
        pieces[path.stem] = _parse(text, name)
    return pieces


def _parse(text: str, shown: str) -> tuple[Piece, ...]:
    markdown = mistune.create_markdown(renderer="ast")
    markdown.block.rules.remove("ref_link")  # would drop a line such as “[1]: …” without a word
    tokens: list[dict] = markdown(text)  # type: ignore[type-arg, assignment]
    pieces: list[Piece] = []
    heading: str | None = None
    empty_heading = False
    for token in tokens:
        kind = token["type"]
        if kind == "blank_line":
            continue
        if kind == "heading" and token["style"] == "atx" and token["attrs"]["level"] == 2:
            if empty_heading:
                raise _unsupported(shown, "empty_heading")
            heading = "".join(s.text for s in _spans(token["children"], shown))
            empty_heading = True
            continue
        if kind == "paragraph":
            pieces.append(Piece(heading=heading, spans=_spans(token["children"], shown)))
        elif kind == "list" and token["attrs"]["ordered"]:
            start = token["attrs"].get("start", 1)
            for number, item in enumerate(token["children"], start=start):
                blocks = [b for b in item["children"] if b["type"] != "blank_line"]
                if not blocks:
                    raise _unsupported(shown, "empty_item")
                for position, block in enumerate(blocks):
                    if block["type"] not in {"paragraph", "block_text"}:
                        raise _unsupported(shown, block["type"])
                    spans = _spans(block["children"], shown)
                    pieces.append(Piece(heading=heading, item=None if position else number, spans=spans))
        else:
            raise _unsupported(shown, kind)
        empty_heading = False
    if empty_heading:
        raise _unsupported(shown, "empty_heading")
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
                found=_NAMES.get(kind, kind),
                expected="文稿只能用“##”标题、段落、数字编号列表和 **加粗**",
                action="请改写该处，或把特殊符号前加反斜杠",
            )
        ]
    )
