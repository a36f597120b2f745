"""数据检查 (checks) that a place declares for its input tables, besides those every table has."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from hotline_lib.model.frozen import Frozen


class Severity(StrEnum):
    """轻重 (severity): an error stops the run, a warning is carried into the review page."""

    error = "error"
    warning = "warning"


class AtMostCheck(Frozen):
    """不大于 (at most): one column may not exceed another in the same row."""

    kind: Literal["at_most"] = "at_most"
    column: str
    limit: str
    severity: Severity = Severity.error


class BlankOnlyIfZeroCheck(Frozen):
    """可空条件 (blank only if zero): a cell may be blank only where another column is 0."""

    kind: Literal["blank_only_if_zero"] = "blank_only_if_zero"
    column: str
    zero: str
    severity: Severity = Severity.error


class PartsCheck(Frozen):
    """分项合计 (parts): the parts of a total add up to it (intake measures)."""

    kind: Literal["parts"] = "parts"
    total: str
    parts: tuple[str, ...]
    severity: Severity = Severity.error


class PartsWithinCheck(Frozen):
    """分项不超过总数 (parts within): listed parts may be fewer than the whole, never more."""

    kind: Literal["parts_within"] = "parts_within"
    total: str
    parts: tuple[str, ...]
    severity: Severity = Severity.error


class AddsUpCheck(Frozen):
    """各列相加 (adds up): some columns of a row add up to another, such as two channels to all tickets."""

    kind: Literal["adds_up"] = "adds_up"
    column: str
    parts: tuple[str, ...] = Field(min_length=2)
    severity: Severity = Severity.error

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The two sides of the equation."""
        return self.parts, (self.column,)


class CarryOverCheck(Frozen):
    """结转平衡 (carry-over): opening + received = closed + open, of measures or of the columns of a row."""

    kind: Literal["carry_over"] = "carry_over"
    opening: str = Field(description="上期结转")
    received: str = Field(description="本期受理")
    closed: str = Field(description="本期办结")
    open: str = Field(description="结转下期")
    severity: Severity = Severity.error

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The two sides of the equation."""
        return (self.opening, self.received), (self.closed, self.open)


class AchievableCheck(Frozen):
    """可达比率 (achievable rate): a given rate must be some whole number over its stated base.

    99.97 % of 68 tickets cannot be: 67/68 prints 98.53 % and 68/68 prints 100 %.
    """

    kind: Literal["achievable"] = "achievable"
    rate: str
    base: str
    decimals: int = Field(default=2, description="百分数的小数位数")
    severity: Severity = Severity.warning


Check = Annotated[
    AtMostCheck
    | BlankOnlyIfZeroCheck
    | PartsCheck
    | PartsWithinCheck
    | AddsUpCheck
    | CarryOverCheck
    | AchievableCheck,
    Field(discriminator="kind"),
]
