"""度量 (measures) of the sheet after GB/T 9704-2012, in the units that Word counts in.

A twip is a twentieth of a point. 3号 type is 16 pt in Word; 0.25 pt less between characters and lines
of exactly 28.95 pt give the 22 lines of 28 characters of §5.2.3.
"""

from __future__ import annotations

TWIPS_PER_PT = 20

CHAR = 315  # 一字：16 pt 减 0.25 pt
PITCH = 579  # 一行：28.95 pt
CHAR_SPACING = -5  # twips
BODY_PT = 16.0  # 3号
SMALL_PT = 14.0  # 4号
TITLE_PT = 22.0  # 2号
TITLE_LINE = 700  # 35 pt, as is customary

TEXT_WIDTH_MM = 156.0
TEXT_HEIGHT_MM = 225.0


def official_chars(text: str) -> float:
    """字数 (width in characters): Latin letters and digits are half a character in the official faces."""
    return sum(0.5 if c.isascii() else 1.0 for c in text)


def twips(mm: float) -> int:
    """Millimetres as the nearest whole number of twips."""
    return round(mm * 1440 / 25.4)


def point_twips(pt: float) -> int:
    """Points as twips."""
    return round(pt * TWIPS_PER_PT)


def half_points(pt: float) -> int:
    """字号 (size of type) as Word counts it."""
    return round(pt * 2)


def eighths(mm: float) -> int:
    """线宽 (thickness of a rule) in eighths of a point, as Word counts it."""
    return round(mm * 72 / 25.4 * 8)
