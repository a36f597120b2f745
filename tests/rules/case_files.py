"""Case files: what `schemes/<place>/<rule>.yml` may say. Each case is a sentence, inputs and an outcome."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen

FOLDER = Path(__file__).parent / "schemes"


class Booked(Frozen):
    """A ledger line of the unit: points, under an entry rule or under any."""

    entry: str = ""
    points: Exact

    @model_validator(mode="before")
    @classmethod
    def _points_alone(cls, value: Any) -> Any:
        return value if isinstance(value, dict) else {"points": value}


class Given(Frozen):
    """What a case puts in; which keys make sense depends on the kind of rule.

    Evaluation: `group`, `cells` (texts that differ from the base, empty for blank) or `counts`,
    `ledger`; or `rows` of cells, one a unit. Grades: `value` or `values`. Rankings: `ranking` or
    `count`, `units` (unit, volume, value) and `known` quantities. Ledger: `received` rows, `counted` and
    `grades` by programme. Text figures: `figure` or `breakdown`, with `known` or `intake`.
    """

    period: str | None = None
    group: str | None = None
    counts: dict[str, int] | None = None
    cells: dict[str, str] = Field(default={})
    ledger: tuple[Booked, ...] = ()
    rows: tuple[dict[str, str], ...] = ()
    value: str | None = None
    values: tuple[str, ...] | None = None
    ranking: str | None = None
    count: str | None = None
    units: tuple[tuple[str, int, str], ...] = ()
    known: dict[str, Exact] = Field(default={})
    received: tuple[dict[str, str], ...] = ()
    counted: dict[str, dict[str, int]] = Field(default={})
    grades: dict[str, dict[str, str]] = Field(default={})
    due: dict[str, int] = Field(default={})
    figure: str | None = None
    breakdown: str | None = None
    intake: dict[str, int] = Field(default={})

    @property
    def is_empty(self) -> bool:
        """Whether only the period is given: the case asks which version applies."""
        return self.model_fields_set <= {"period"}


class Case(Frozen):
    """One case: a sentence, what is given, and what must come out or be refused."""

    name: str
    given: Given
    expect: dict[str, Any] = Field(default={}, description="结果中须如此的各项")
    refused: tuple[str, ...] = Field(default=(), description="异常类名，其后为信息中须有的词")

    @model_validator(mode="after")
    def _states_one_outcome(self) -> Case:
        if bool(self.expect) == bool(self.refused):
            raise ValueError(f"“{self.name}”须写 expect 或 refused 之一")
        return self


class CaseFile(Frozen):
    """The cases of one rule; `base` are the cells of every case of an evaluation."""

    rule: str
    period: str
    base: dict[str, str] = Field(default={})
    cases: tuple[Case, ...] = Field(min_length=1)


def case_files() -> dict[tuple[str, str], CaseFile]:
    """All case files by place and rule."""
    return {
        (path.parent.name, path.stem): read_model(path, path.name, CaseFile)
        for path in sorted(FOLDER.glob("*/*.yml"))
    }
