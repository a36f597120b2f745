"""预热 (warming): what every section needs, imported once, and one throw-away figure drawn with it.

Nothing here may start a thread or keep a state that a fresh process would not have: children are
forked from what this leaves behind.
"""

from __future__ import annotations

import gc
import importlib
import os
from pathlib import Path

MORE = "HOTLINE_WARM"
"""Environment variable: further modules to import, for notebooks of one's own (`pandas,seaborn`)."""

INLINE = "module://matplotlib_inline.backend_inline"


def warm_up(fonts: Path | None) -> None:
    """预热: import and draw; `fonts` is the project's font folder, `None` outside a project."""
    import_shared()
    for name in filter(None, os.environ.get(MORE, "").split(",")):
        importlib.import_module(name.strip())
    if fonts is not None:
        _draw(fonts)
    gc.collect()


def import_shared() -> None:
    """共用的引入: what both a section and the command that has it run work with."""
    for name in ("jupyter_client", "numpy", "hotline_lib.sections", "hotline_lib.sections.store"):
        importlib.import_module(name)
    _build_models()


def _build_models() -> None:
    """备好模型: the checks of what every section reads and shows, which are otherwise built at first use."""
    from hotline_lib.model import document
    from hotline_lib.model.frozen import Frozen
    from hotline_lib.model.results import Results
    from hotline_lib.sections.store import Layout, Store

    models: list[type[Frozen]] = [Layout, Results, Store]
    models += [one for one in vars(document).values() if isinstance(one, type) and issubclass(one, Frozen)]
    for model in models:
        model.model_rebuild()


def _draw(fonts: Path) -> None:
    """一张弃图: fills the caches of faces, glyphs and layout."""
    from matplotlib.figure import Figure

    from hotline_lib.display.chart_style import house_style, svg_text

    with house_style(fonts, "warm"):
        figure = Figure(figsize=(2, 1))
        axes = figure.add_axes((0.3, 0.3, 0.6, 0.6))
        axes.barh([0], [1])
        axes.plot([0, 1], [0, 0], "o")
        axes.set_yticks([0], ["热线"])
        axes.annotate("12,345件，99.9%", (1, 0), (4, 0), textcoords="offset points")
        axes.set_title("工作通报", loc="left", fontweight=500)
        svg_text(figure)
