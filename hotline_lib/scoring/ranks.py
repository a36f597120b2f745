"""名次 (ranks) of values, the highest first: competition, dense and ordinal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from hotline_lib.model.comparison import RankKind


def competition_ranks(values: Sequence[Fraction]) -> list[int]:
    """竞赛名次: 1 + the number of better values, for each value; equal values share a rank."""
    return [1 + sum(other > value for other in values) for value in values]


def dense_ranks(values: Sequence[Fraction]) -> list[int]:
    """密集名次: 1 + the number of different better values, for each value."""
    better = sorted(set(values), reverse=True)
    return [better.index(value) + 1 for value in values]


def ordinal_ranks(values: Sequence[Fraction]) -> list[int]:
    """顺序名次: no two alike; of equal values the one that stands first is the better."""
    order = sorted(range(len(values)), key=lambda n: -values[n])
    ranks = [0] * len(values)
    for rank, position in enumerate(order, 1):
        ranks[position] = rank
    return ranks


RANKS: dict[RankKind, Callable[[Sequence[Fraction]], list[int]]] = {
    RankKind.competition: competition_ranks,
    RankKind.dense: dense_ranks,
    RankKind.ordinal: ordinal_ranks,
}
"""The kinds of rank that a rule may choose; all give the highest value the first rank."""

RANK_WORDS = {
    RankKind.competition: "竞赛名次，同分同名次并占位",
    RankKind.dense: "密集排名，同分同名次",
    RankKind.ordinal: "顺序名次，同分不同名次",
}
"""How a formula names each kind."""
