"""不同的字 (differing characters): two texts cut into what they share and what is different in the middle."""

from __future__ import annotations

from typing import NamedTuple


class Differing(NamedTuple):
    """A text in three: the same as the other at its head, different in the middle, the same at its end."""

    head: str
    middle: str
    tail: str


def differing(left: str, right: str) -> tuple[Differing, Differing]:
    """Both texts cut alike; where they have nothing in common, or one is empty, all is middle."""
    most = min(len(left), len(right))
    head = next((n for n in range(most) if left[n] != right[n]), most)
    rest = most - head
    tail = next((n for n in range(rest) if left[-1 - n] != right[-1 - n]), rest)
    return _cut(left, head, tail), _cut(right, head, tail)


def _cut(text: str, head: int, tail: int) -> Differing:
    end = len(text) - tail
    return Differing(text[:head], text[head:end], text[end:])
