"""图的 PNG (chart PNG): the same drawing as in the other formats, as dots for programs without SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typst

from hotline_lib.model.document import Chart
from hotline_lib.model.errors import RenderError
from hotline_lib.publish.chart_svg import inline_svg
from hotline_lib.publish.plain_text import typst_raw_string

DOTS_PER_INCH = 300


def chart_pngs(charts: Sequence[Chart], width_mm: float, fonts: Sequence[Path]) -> list[bytes]:
    """各图的 PNG, `width_mm` wide at 300 dots an inch; the same charts give the same bytes.

    Drawn by the compiler that makes the PDF. Raises `RenderError` as `inline_svg` does, and if a
    drawing cannot be read.
    """
    if not charts:
        return []
    pages = [_page(chart, n) for n, chart in enumerate(charts, 1)]
    head = f"#set page(width: {width_mm}mm, height: auto, margin: 0pt, fill: white)\n"
    try:
        # The stub wants input and folders to be of one type; the compiler does not.
        made = typst.compile(  # type: ignore[call-overload]
            (head + "#pagebreak()\n".join(pages)).encode(),
            root=str(fonts[0]) if fonts else None,
            font_paths=[str(path) for path in fonts],
            ignore_system_fonts=True,
            format="png",
            ppi=DOTS_PER_INCH,
        )
    except typst.TypstError as error:
        raise RenderError(f"排版失败：图不能转为 PNG：{error.diagnostic.strip()}") from error
    return made if isinstance(made, list) else [made]


def _page(chart: Chart, number: int) -> str:
    svg = typst_raw_string(inline_svg(chart, f"chart-{number}"))
    return f'#image(bytes({svg}), format: "svg", width: 100%)\n'
