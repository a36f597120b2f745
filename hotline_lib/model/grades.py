"""等级 (grades): thresholds on a value, best first."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from hotline_lib.model.comparison import Comparison
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen


class GradeStep(Frozen):
    """等级档 (grade step): the grade of values at or above `at_least`; the last has no floor."""

    grade: str = Field(description="等级名称")
    at_least: Exact | None = Field(default=None, description="下限（含）；末档不写")


class Grades(Frozen):
    """等级评价 (grades) by thresholds on a value, best first, bounds inclusive."""

    kind: Literal["grades"] = "grades"
    programme: str = Field(description="业务")
    of: str = Field(default="index", description="按哪个数值评级")
    label: str = Field(default="等级评价", description="名称")
    compare: Comparison = Field(description="以印刷值还是精确值比较")
    steps: tuple[GradeStep, ...] = Field(description="各档，由高到低")

    @model_validator(mode="after")
    def _steps_descend(self) -> Grades:
        floors = [s.at_least for s in self.steps[:-1]]
        if None in floors or self.steps[-1].at_least is not None:
            raise ValueError("除末档外每档须有 at_least，末档不得有")
        if any(a <= b for a, b in pairwise(floors)):  # type: ignore[operator]
            raise ValueError("等级档须由高到低排列")
        return self
