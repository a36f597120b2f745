"""词元 (tokens): a text cut into numbers, unit names and single characters, so that differences are whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from hotline_lib.model.document import Run
from hotline_lib.model.units import UnitRegister
from hotline_lib.run.audit.characters import compact, unified


class TokenKind(Enum):
    """词元种类 (kind of token)."""

    number = "number"
    name = "name"
    character = "character"


@dataclass(frozen=True)
class Token:
    """One token: in half width and as it stands, with its unit (a name) or figure (a computed one)."""

    text: str
    shown: str
    kind: TokenKind
    unit: str | None = None
    figure: str | None = None


class Tokeniser:
    """切分器: cuts texts alike on the printed and on the computed side."""

    def __init__(self, register: UnitRegister, on: date) -> None:
        self._units = {
            compact(name): unit.id
            for unit in register.units
            if unit.in_force(on)
            for name in (unit.name, unit.text_name, *unit.aliases)
        }
        longest_first = sorted(self._units, key=lambda name: (-len(name), name))
        names = "|".join(re.escape(name) for name in longest_first) or "(?!)"
        self._pattern = re.compile(rf"(?P<name>{names})|(?P<number>\d+(?:\.\d+)?%?)|(?P<character>.)", re.S)

    def tokens(self, text: str, figure: str | None = None) -> list[Token]:
        """词元 of a text, white space dropped; all carry `figure` if the text is one."""
        found = []
        standing = "".join(text.split())
        for match in self._pattern.finditer(unified(standing)):
            kind = TokenKind(match.lastgroup)
            unit = self._units[match[0]] if kind is TokenKind.name else None
            shown = standing[match.start() : match.end()]
            found.append(Token(match[0], shown, kind, unit, figure))
        return found

    def run_tokens(self, runs: Sequence[Run]) -> list[Token]:
        """词元 of computed runs; a figure's tokens carry its id."""
        tokens: list[Token] = []
        pending = ""
        for run in runs:
            if run.figure is None:
                pending += run.text
                continue
            tokens += [*self.tokens(pending), *self.tokens(run.text, run.figure)]
            pending = ""
        return tokens + self.tokens(pending)


def joined(tokens: Sequence[Token]) -> str:
    """The characters of tokens in half width, for comparing."""
    return "".join(t.text for t in tokens)


def shown(tokens: Sequence[Token]) -> str:
    """The characters of tokens as they stand, for people."""
    return "".join(t.shown for t in tokens)
