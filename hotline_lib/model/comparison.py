"""比较与排序 (comparison): what decides a threshold or a rank, minimum volumes, sort keys, kinds of rank."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from hotline_lib.model.frozen import Frozen


class Comparison(StrEnum):
    """比较依据: the printed (rounded) value or the exact one decides a threshold or a rank."""

    printed = "printed"
    exact = "exact"


class RankKind(StrEnum):
    """名次种类 (rank kind): what follows two units that share the first rank.

    `competition`: the third (1、1、3); `dense`: the second (1、1、2); `ordinal`: ties never share a
    rank, the place's keys and then the order received decide (1、2、3).
    """

    competition = "competition"
    dense = "dense"
    ordinal = "ordinal"


class SortKey(Frozen):
    """排序键 (sort key): a column of the evaluation; ties fall to the next key, then to order received."""

    by: str = Field(description="按考评表的哪一列")
    descending: bool = Field(default=True, description="由大到小")


class Minimum(Frozen):
    """起评量 (minimum volume), inclusive."""

    column: str = Field(description="以哪一列为工单量")
    at_least: int = Field(description="不少于此数者参评（含此数）")
