"""小图 (small charts) of a unit's page: a trend over periods, or the place of the unit within its group."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from hotline_lib.publish.plain_text import clean_text
from hotline_lib.publish.site.history import Series

WIDTH, HEIGHT, MARGIN = 240, 48, 8


def small_chart(series: Series) -> Markup:
    """小图: the trend where there are several periods, else where the unit stands among its group.

    Floats place dots only; the text that stands for the picture has the printed numbers.
    """
    return _trend(series) if len(series.values) > 1 else _place(series)


def _trend(series: Series) -> Markup:
    low, high = min(series.values), max(series.values)
    step = (WIDTH - 2 * MARGIN) / (len(series.values) - 1)
    points = [
        (MARGIN + number * step, HEIGHT - MARGIN - _share(value, low, high) * (HEIGHT - 2 * MARGIN))
        for number, value in enumerate(series.values)
    ]
    told = "，".join(f"{label} {text}" for label, text in zip(series.labels, series.texts, strict=True))
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    line = Markup('<polyline class="line" points="{}"/>').format(path)
    dots = Markup("").join(_dot(x, y, last=(x, y) == points[-1]) for x, y in points)
    return _svg(f"{series.heading}走势：{told}", line + dots)


def _place(series: Series) -> Markup:
    low, high = (min(series.peers), max(series.peers)) if series.peers else (Fraction(0), Fraction(0))
    middle = HEIGHT / 2

    def at(value: Fraction) -> float:
        return MARGIN + _share(value, low, high) * (WIDTH - 2 * MARGIN)

    axis = Markup('<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        MARGIN, middle, WIDTH - MARGIN, middle
    )
    ticks = Markup("").join(
        Markup('<line class="peer" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/>').format(
            f"{at(v):.1f}", middle - 6, middle + 6
        )
        for v in series.peers
    )
    alone = f"{series.heading} {series.texts[-1]}"
    if len(series.peers) < 2:
        return _svg(alone, axis + _dot(WIDTH / 2, middle, last=True))
    among = f"{series.group} {len(series.peers)} 个单位"
    words = f"{alone}；{among}最低 {series.peer_texts[0]}，最高 {series.peer_texts[-1]}"
    return _svg(words, axis + ticks + _dot(at(series.values[-1]), middle, last=True))


def _share(value: Fraction, low: Fraction, high: Fraction) -> float:
    """Where a value lies between two, 0–1; in the middle where all are alike."""
    return float((value - low) / (high - low)) if high > low else 0.5


def _dot(x: float, y: float, *, last: bool) -> Markup:
    kind, radius = ("dot now", 5) if last else ("dot", 3)
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, f"{x:.1f}", f"{y:.1f}", radius)


def _svg(words: str, content: Markup) -> Markup:
    frame = Markup('<svg class="small" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>')
    return frame.format(WIDTH, HEIGHT, clean_text(words), content)
