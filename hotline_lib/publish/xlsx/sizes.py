"""列宽与行高 (sizes): widths that fit Chinese text, and the heights that follow from them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.model.document import Column, Table
from hotline_lib.publish.column_widths import text_em

_UNITS_PER_EM = 2.05  # a column's width counts digits of the default font
_PADDING_UNITS = 0.9
_LINE_PT = 15.6
_NOTE_EM = 9 / 11  # notes are set smaller
_NARROWEST_EM = 3.1
_NAME_EM = 13.0  # a longer name takes two lines
_SENTENCE_EM = 28.0


@dataclass(frozen=True)
class Sizes:
    """列宽 in ems of the cells' type, and the heights that follow from them."""

    ems: tuple[float, ...]

    @classmethod
    def of(cls, table: Table) -> Sizes:
        """The sizes of a table: numbers on one line, heads on two or three, sentences on several."""
        ems = []
        for number, column in enumerate(table.columns):
            texts = [row.cells[number].text for band in table.bands for row in band.rows]
            head = math.ceil(text_em(column.label) / 2)
            longest = max((text_em(t) for t in texts), default=0.0)
            limit = _SENTENCE_EM if column.align == "left" else _NAME_EM
            ems.append(max(_NARROWEST_EM, head, min(longest, limit)))
        return cls(tuple(ems))

    @property
    def units(self) -> tuple[float, ...]:
        """列宽 as a spreadsheet counts them."""
        return tuple(round(em * _UNITS_PER_EM + _PADDING_UNITS, 1) for em in self.ems)

    def row_height(self, texts: Sequence[str], *, across: bool = False) -> float:
        """行高 in points of a row with these cells, or of one text `across` the whole table."""
        widths = (sum(self.ems),) if across else self.ems
        return _LINE_PT * max(_lines(t, em) for t, em in zip(texts, widths, strict=True)) + 3

    def head_heights(self, columns: Sequence[Column]) -> list[float]:
        """表头行高 in points, of one level or of two."""
        lower = [(c, em) for c, em in zip(columns, self.ems, strict=True)]
        if not any(c.over for c in columns):
            return [self.row_height([c.label for c in columns])]
        over: dict[str, float] = {}
        for column, em in lower:
            if column.over:
                over[column.over] = over.get(column.over, 0.0) + em
        upper_lines = max(_lines(label, em) for label, em in over.items())
        lower_lines = max(_lines(c.label, em) for c, em in lower if c.over)
        alone = max((_lines(c.label, em) for c, em in lower if not c.over), default=0)
        upper_lines = max(upper_lines, alone - lower_lines)
        return [_LINE_PT * upper_lines + 3, _LINE_PT * lower_lines + 3]

    def note_height(self, note: str) -> float:
        """注的行高 in points of a note across the whole table."""
        return _LINE_PT * _NOTE_EM * _lines(note, sum(self.ems) / _NOTE_EM) + 2


def _lines(text: str, width_em: float) -> int:
    return max(1, math.ceil(text_em(text) / width_em))
