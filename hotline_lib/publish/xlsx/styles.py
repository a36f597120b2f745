"""单元格式样 (cell styles) of the workbook: official fonts by name, thin rules, one format a look."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

SONG, HEI = "宋体", "黑体"
SIZE_PT = 11

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": HEI, "font_size": 16, "align": "center"},
    "head": {"font_name": HEI, "align": "center", "text_wrap": True, "border": 1, "bg_color": "#F2F2F2"},
    "band": {"font_name": HEI, "align": "center", "border": 1, "bg_color": "#E4EAF1"},
    "tier": {"font_name": HEI, "align": "center", "border": 1},
    "cell": {"align": "center", "text_wrap": True, "border": 1},
    "cell left": {"align": "left", "text_wrap": True, "border": 1},
    "total": {"font_name": HEI, "align": "center", "text_wrap": True, "border": 1},
    "note": {"font_size": 9, "align": "left", "text_wrap": True},
    "link": {"font_color": "#0B4F8A", "underline": 1, "align": "left", "text_wrap": True, "border": 1},
}


class Styles:
    """式样 (styles) of one workbook: `styles("cell", "0.00%")` is made once and used again."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Format] = {}

    def __call__(self, look: str, number_format: str = "") -> Format:
        """The format of a look, for a number with its number format."""
        key = (look, number_format)
        if key not in self._made:
            properties = {"font_name": SONG, "font_size": SIZE_PT, "valign": "vcenter", **_LOOKS[look]}
            if number_format:
                properties["num_format"] = number_format
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]
