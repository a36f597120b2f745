"""不合格处 (fault): one cell, or one missing thing, that an expectation refused, in the clerk's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Row = Mapping[str, str | int]
"""A row of the guard frame: texts (`""` where blank) and its line number `row`."""


@dataclass(frozen=True)
class Fault:
    """一处不合格 (fault): column, what was found and expected, what to do.

    `row` is only set by checks over a whole table; a row check knows its row from the engine.
    """

    column: str | None
    expected: str
    action: str
    found: str | None = None
    row: int | None = None


def text_of(row: Row, column: str) -> str:
    """The text of a cell of the guard frame; raises `KeyError` if the frame lacks the column."""
    return str(row[column])
