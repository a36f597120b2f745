"""Where text and rules stand on a PDF's pages, in millimetres from the sheet's top left corner."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

MM = 25.4 / 72
_HEX = re.compile(r"<([0-9a-fA-F]+)>")


@dataclass(frozen=True)
class Piece:
    """A run of glyphs with the position of its baseline's start, its face and its size.

    `artifact`: outside the structure that a screen reader follows.
    """

    text: str
    x: float
    y: float
    turned: bool
    font: str
    size: float
    artifact: bool


@dataclass(frozen=True)
class Rule:
    """A straight stroke."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float
    colour: tuple[float, ...]


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...]

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.pieces)

    @property
    def lines(self) -> dict[float, str]:
        """Text by baseline, from the top."""
        lines: dict[float, list[Piece]] = {}
        for piece in self.pieces:
            if not piece.turned:
                lines.setdefault(round(piece.y, 2), []).append(piece)
        return {y: "".join(p.text for p in sorted(lines[y], key=lambda p: p.x)) for y in sorted(lines)}

    @property
    def number(self) -> Piece | None:
        """The page number between its dashes."""
        return next((p for p in self.pieces if re.fullmatch(r"—\s*\d+\s*—", p.text)), None)


def read_pages(pdf: bytes) -> list[Page]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [_page(page) for page in document.pages]


def _page(page: pikepdf.Page) -> Page:
    _, _, width, height = map(float, page.mediabox)
    found = list(_walk(page, height))
    return Page(
        width=width * MM,
        height=height * MM,
        pieces=tuple(f for f in found if isinstance(f, Piece)),
        rules=tuple(f for f in found if isinstance(f, Rule)),
    )


def _walk(page: pikepdf.Page, height: float) -> Iterator[Piece | Rule]:
    fonts = {
        name: (str(font.BaseFont).partition("+")[2], unicode_map(font))
        for name, font in page.obj.Resources.get("/Font", {}).items()
    }
    matrix = pikepdf.Matrix()
    text_matrix = pikepdf.Matrix()
    font: tuple[str, dict[bytes, str]] = ("", {})
    size = 0.0
    marked: list[bool] = []
    thickness = 1.0
    colour: tuple[float, ...] = (0.0,)
    start = (0.0, 0.0)
    path: list[tuple[float, float, float, float]] = []
    saved = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                saved.append((matrix, thickness, colour))
            case "Q":
                matrix, thickness, colour = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "w":
                thickness = float(operands[0])
            case "SCN":
                colour = tuple(float(c) for c in operands)
            case "m":
                start = (float(operands[0]), float(operands[1]))
            case "l":
                path.append((*start, float(operands[0]), float(operands[1])))
            case "S":
                for ax, ay, bx, by in path:
                    x0, y0 = matrix.transform((ax, ay))
                    x1, y1 = matrix.transform((bx, by))
                    yield Rule(
                        x0 * MM,
                        (height - y0) * MM,
                        x1 * MM,
                        (height - y1) * MM,
                        thickness * MM,
                        colour,
                    )
                path = []
            case "n" | "f" | "f*":
                path = []
            case "BMC" | "BDC":
                marked.append(str(operands[0]) == "/Artifact")
            case "EMC":
                marked.pop()
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Tm":
                text_matrix = pikepdf.Matrix(*map(float, operands))
            case "TJ" | "Tj":
                strings = operands[0] if str(operator) == "TJ" else operands
                x, y = (text_matrix @ matrix).transform((0, 0))
                text = "".join(decoded(bytes(s), font[1]) for s in strings if _is_string(s))
                turned = abs(matrix.a) < 0.5 * abs(matrix.d) or abs(matrix.b) > 0.5
                where = (x * MM, (height - y) * MM)
                yield Piece(
                    text, *where, turned, font[0], size * math.hypot(matrix.c, matrix.d) * MM, any(marked)
                )


def _is_string(item: object) -> bool:
    return isinstance(item, pikepdf.String)


def decoded(data: bytes, font: dict[bytes, str]) -> str:
    return "".join(font.get(data[i : i + 2], "\ufffd") for i in range(0, len(data), 2))


def unicode_map(font: pikepdf.Object) -> dict[bytes, str]:
    mapping: dict[bytes, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        codes = _HEX.findall(block)
        for code, target in zip(codes[::2], codes[1::2], strict=True):
            mapping[bytes.fromhex(code)] = bytes.fromhex(target).decode("utf-16-be")
    for low, high, target in re.findall(
        r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", "".join(re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL))
    ):
        for offset in range(int(high, 16) - int(low, 16) + 1):
            code = (int(low, 16) + offset).to_bytes(2, "big")
            mapping[code] = chr(int(target, 16) + offset)
    return mapping
