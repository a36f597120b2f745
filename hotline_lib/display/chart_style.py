"""图的式样 (chart style): one house style for all charts, legible in grey, with vendored Chinese fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.model.errors import RenderError

INK = "#1a1a1a"
FILL = "#3d6a94"
FILL_WEAK = "#b9c7d6"
RULE = "#c8c8c8"
PAPER = "#ffffff"
TEXT_WIDTH_MM = 156
FONT_SIZE = 9.5
MM = 1 / 25.4
CHARACTER_MM = 3.55  # a hanzi at FONT_SIZE, with a little air


@dataclass(frozen=True)
class Shade:
    """填充 (shade) of a part: a colour and a hatching, which tell it from its neighbours in grey too."""

    fill: str
    hatch: str = ""


SHADES = (
    Shade(FILL),
    Shade(PAPER, "////"),
    Shade("#a9bfd4"),
    Shade(PAPER, "...."),
    Shade("#1f3a56"),
    Shade("#dfe7ef", "xxxx"),
    Shade("#7d9bb8", "\\\\\\\\"),
    Shade(PAPER, "----"),
)
"""Shades in the order in which parts take them; a neighbour always differs in lightness or hatching."""


@dataclass(frozen=True)
class LineStyle:
    """线型 (line style) of a series, which differs by dash and marker, not by colour alone."""

    colour: str
    dash: str
    marker: str
    inside: str


LINE_STYLES = (
    LineStyle(FILL, "-", "o", FILL),
    LineStyle(INK, "--", "s", PAPER),
    LineStyle("#6d8299", ":", "^", "#6d8299"),
)


def greyness(colour: str) -> float:
    """灰度 (how light a colour is in grey): 0 black to 255 white, as copiers and printers weigh it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


FAMILIES = ("Hotline Sans SC", "Hotline Serif Full SC")
_FONT_FILES = ("HotlineSansSC-Regular.ttf", "HotlineSansSC-Medium.ttf", "HotlineSerifFullSC-Regular.ttf")


def add_faces(fonts: Path) -> None:
    """备好字面: make the vendored faces known to matplotlib. Raises `RenderError` for a missing file."""
    from matplotlib import font_manager

    for name in _FONT_FILES:
        path = fonts / name
        if not path.is_file():
            raise RenderError(f"缺少字体 fonts/{name}，图无法绘制。请恢复该文件。")
        if str(path) not in {f.fname for f in font_manager.fontManager.ttflist}:
            font_manager.fontManager.addfont(path)


@contextmanager
def house_style(fonts: Path, salt: str) -> Iterator[Any]:
    """图式: pyplot under the house style; `salt` makes the ids inside the SVG repeatable.

    Yields the `matplotlib` figure module. A missing glyph raises `RenderError`.
    """
    import logging
    import warnings

    import matplotlib

    add_faces(fonts)
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    settings = {
        "font.family": list(FAMILIES),
        "font.size": FONT_SIZE,
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": INK,
        "axes.linewidth": 0.6,
        "axes.titley": 1.0,  # else every drawing measures all labels to keep the title clear of them
        "text.color": INK,
        "text.parse_math": False,
        "xtick.color": INK,
        "ytick.color": INK,
        "hatch.linewidth": 0.6,
        "hatch.color": INK,
        "svg.fonttype": "path",
        "svg.hashsalt": salt,
        "figure.facecolor": "none",
        "axes.facecolor": "none",
    }
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        try:
            yield matplotlib
        except UserWarning as warning:
            raise RenderError(f"图中有字库缺少的字：{warning}。请换字或补充字体。") from None


def svg_text(figure: Any) -> str:
    """图的 SVG 文本, without date or generator, so that the same data give the same bytes."""
    buffer = io.StringIO()
    figure.savefig(
        buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    text = buffer.getvalue()
    return text[text.index("<svg") :]
