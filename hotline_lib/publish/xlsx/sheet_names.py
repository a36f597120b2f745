"""工作表名 (sheet names): what a workbook allows, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hotline_lib.publish.plain_text import clean_text

LONGEST = 31  # UTF-16 units
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_RESERVED = {"history"}


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """工作表名 for these titles, in order: forbidden characters left out, cut, numbered where alike."""
    used = {name.casefold() for name in taken} | _RESERVED
    names = []
    for title in wanted:
        base = _FORBIDDEN.sub("", clean_text(title)).strip() or "表"
        name, number = _cut(base, LONGEST), 1
        while name.casefold() in used:
            number += 1
            name = _cut(base, LONGEST - len(f"（{number}）")) + f"（{number}）"
        used.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, units: int) -> str:
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text.strip()
