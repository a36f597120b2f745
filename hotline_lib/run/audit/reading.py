"""通读 (reading): the whole printed bulletin once it has been read, for what spans several places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.run.audit.passages import Appendix
from hotline_lib.run.audit.printed import Printed
from hotline_lib.run.audit.text import ReadPassage


@dataclass(frozen=True)
class Reading:
    """通读所得: the read passages by section and paragraph, and the computed tables by id."""

    printed: Printed
    basis: Basis
    passages: Mapping[tuple[str, str], ReadPassage]
    tables: Mapping[str, Appendix]

    def in_text(self, quantity: str) -> bool:
        """Whether the text prints a value."""
        return any(read.printed_for(quantity) for read in self.passages.values())

    def number(self, quantity: str) -> Fraction:
        """A value as the text prints it, where it does; else the exact one, as of a table's total."""
        right = self.basis.quantities[quantity]
        for read in self.passages.values():
            found = read.printed_for(quantity)
            number = read_number(found[1]) if found else None
            if number is not None:
                return number.value / self.basis.layout.place.form(right.form).scale
        return right.number
