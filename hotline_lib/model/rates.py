"""比率与推算计数 (rates and unit counts): what a rule makes of the columns of one unit."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER


class MissingBase(StrEnum):
    """分母缺失时 (missing denominator): refused, 0 % if the numerator is 0, or no rate at all."""

    refuse = "refuse"
    zero_if_numerator_zero = "zero_if_numerator_zero"
    absent = "absent"


class ZeroBase(StrEnum):
    """分母为零时 (zero denominator): refused, 0 %, 100 %, or no rate at all."""

    refuse = "refuse"
    zero = "zero"
    one = "one"
    absent = "absent"


class UnitCount(Frozen):
    """推算计数 (unit count): a whole number made of other counts of the same unit.

    `sum` pools the counts of several channels, `difference` takes the others off the first (超期办结 =
    办结 − 按期). Where a count is blank none is made. Later unit counts and rates may use it.
    """

    id: str = Field(pattern=IDENTIFIER, description="标识；可用作分子、分母、附表的列")
    label: str = Field(description="名称")
    method: Literal["sum", "difference"] = Field(description="和，或第一项减其余各项")
    of: tuple[str, ...] = Field(min_length=2, description="计数列，或前面的推算计数")
    unit: str = Field(default="件", description="计量单位")
    form: str = Field(default="count", description="印刷形式")


class RateRule(Frozen):
    """比率 (rate): numerator over denominator, both columns or unit counts of the same row."""

    id: str = Field(pattern=IDENTIFIER, description="标识")
    label: str = Field(description="名称")
    numerator: str = Field(description="分子：计数列或推算计数")
    denominator: str = Field(description="分母：计数列或推算计数")
    form: str = Field(description="印刷形式")
    given: str | None = Field(default=None, description="分子分母缺一时取此列给定的比率")
    cap: Exact | None = Field(default=None, description="比率上限，如 1")
    when_base_missing: MissingBase = Field(
        default=MissingBase.refuse,
        description="分母空白时：拒绝；分子为0则计0；或无此率（absent）",
    )
    when_base_zero: ZeroBase = Field(
        default=ZeroBase.refuse,
        description="分母为0时：拒绝；计0；计100%（one）；或无此率（absent）",
    )
    absent_text: str = Field(default="—", description="无此率时附表所印")
