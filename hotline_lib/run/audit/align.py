"""对齐 (alignment) of a printed text with the computed one: equal parts, and every differing stretch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hotline_lib.run.audit.tokens import Token, TokenKind, joined, shown

CONTEXT = 6


@dataclass(frozen=True)
class Stretch:
    """不同之处 (differing stretch): the tokens of both sides, and what stands around them."""

    printed: tuple[Token, ...]
    computed: tuple[Token, ...]
    before: tuple[Token, ...]
    printed_after: tuple[Token, ...]
    computed_after: tuple[Token, ...]

    def excerpts(self) -> tuple[str, str]:
        """印刷与计算的文字; with some context on both sides where one of them is empty."""
        if self.printed and self.computed:
            return shown(self.printed), shown(self.computed)
        before = shown(self.before[-CONTEXT:])
        return (
            before + shown(self.printed) + shown(self.printed_after[:CONTEXT]),
            before + shown(self.computed) + shown(self.computed_after[:CONTEXT]),
        )


@dataclass(frozen=True)
class Alignment:
    """对齐结果: what is printed for each computed figure, and the differing stretches in order."""

    printed_figures: dict[str, str]
    stretches: tuple[Stretch, ...]


def align(printed: Sequence[Token], computed: Sequence[Token]) -> Alignment:
    """对齐: by equal tokens first, then numbers with numbers and names with names."""
    figures: dict[str, str] = {}
    stretches: list[Stretch] = []
    for a, b, c, d in _blocks([t.text for t in printed], [t.text for t in computed]):
        if b - a == d - c and all(x.text == y.text for x, y in zip(printed[a:b], computed[c:d], strict=True)):
            _pair(printed[a:b], computed[c:d], figures)
            continue
        keys = [[_kind(t) for t in side] for side in (printed[a:b], computed[c:d])]
        for i, j, k, m in _blocks(*keys):
            left, right = printed[a + i : a + j], computed[c + k : c + m]
            if len(left) == len(right) and keys[0][i:j] == keys[1][k:m]:
                _pair(left, right, figures)
                pairs = [((n, n + 1), (n, n + 1)) for n in range(len(left))]
            else:
                pairs = [((0, len(left)), (0, len(right)))]
            for (p, q), (r, s) in pairs:
                if joined(left[p:q]) == joined(right[r:s]):
                    continue
                stretches.append(
                    Stretch(
                        printed=tuple(left[p:q]),
                        computed=tuple(right[r:s]),
                        before=tuple(printed[: a + i + p]),
                        printed_after=tuple(printed[a + i + q :]),
                        computed_after=tuple(computed[c + k + s :]),
                    )
                )
    return Alignment(figures, tuple(stretches))


def _blocks(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [(a, b, c, d) for _, a, b, c, d in matcher.get_opcodes()]


def _kind(token: Token) -> str:
    return token.text if token.kind is TokenKind.character else token.kind.value


def _pair(printed: Sequence[Token], computed: Sequence[Token], figures: dict[str, str]) -> None:
    """Note what is printed for each figure; a figure of several tokens is joined again."""
    for left, right in zip(printed, computed, strict=True):
        if right.figure is not None:
            figures[right.figure] = figures.get(right.figure, "") + left.text
