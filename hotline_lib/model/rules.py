"""规则 (rules): dated, cited numbers set by an authority (`params/<place>/rules/*.yml`).

A rule file holds one rule in one or more dated versions; the formula it chooses is a named method
of `hotline_lib.measures` or `hotline_lib.scoring`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotline_lib.model.errors import RuleNotInForceError
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.model.quantity import RuleRef


class RuleSource(Frozen):
    """依据 (source): the document a rule comes from, or the bulletin it was derived from."""

    document: str
    issued: date | None = None
    link: str | None = None
    clause: str | None = Field(default=None, description="条文原文")
    derived: str | None = Field(default=None, description="条文未公开时：由哪期通报推得、复现多少行")


class Comparison(StrEnum):
    """比较依据: the printed (rounded) value or the exact one decides a threshold or a rank."""

    printed = "printed"
    exact = "exact"


class MissingBase(StrEnum):
    """分母缺失时 (missing denominator)."""

    refuse = "refuse"
    zero_if_numerator_zero = "zero_if_numerator_zero"


class ZeroBase(StrEnum):
    """分母为零时 (zero denominator)."""

    refuse = "refuse"
    zero = "zero"


class RateRule(Frozen):
    """比率 (rate): numerator over denominator, both columns of the unit counts."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    numerator: str
    denominator: str
    form: str
    when_base_missing: MissingBase = MissingBase.refuse
    when_base_zero: ZeroBase = ZeroBase.refuse


class IndexTerm(Frozen):
    """加权项 (term): a rate times its weight; with `complement` it is 1 − rate that counts."""

    rate: str
    weight: Exact
    complement: bool = False


class WeightedIndex(Frozen):
    """加权综合指标值 (weighted index): Σ weight × rate × 100."""

    method: Literal["weighted_index"] = "weighted_index"
    id: str = Field(default="index", pattern=IDENTIFIER)
    label: str
    form: str
    terms: tuple[IndexTerm, ...]

    @model_validator(mode="after")
    def _weights_sum_to_one(self) -> WeightedIndex:
        total = sum(t.weight for t in self.terms)
        if total != 1:
            raise ValueError(f"各项权重之和应为 1，实为 {total}")
        return self


class Evaluation(Frozen):
    """综合考评 (evaluation) of the units of one programme: rates and the index made of them."""

    kind: Literal["evaluation"] = "evaluation"
    programme: str
    rates: tuple[RateRule, ...]
    index: WeightedIndex

    @model_validator(mode="after")
    def _terms_name_rates(self) -> Evaluation:
        known = {r.id for r in self.rates}
        if unknown := sorted({t.rate for t in self.index.terms} - known):
            raise ValueError(f"加权项用到未定义的比率：{'、'.join(unknown)}")
        return self


class GradeStep(Frozen):
    """等级档 (grade step): the grade of values at or above `at_least`; the last has no floor."""

    grade: str
    at_least: Exact | None = None


class Grades(Frozen):
    """等级评价 (grades) by thresholds on a value, best first, bounds inclusive."""

    kind: Literal["grades"] = "grades"
    programme: str
    of: str = Field(default="index", description="按哪个数值评级")
    label: str = "等级评价"
    compare: Comparison
    steps: tuple[GradeStep, ...]

    @model_validator(mode="after")
    def _steps_descend(self) -> Grades:
        floors = [s.at_least for s in self.steps[:-1]]
        if None in floors or self.steps[-1].at_least is not None:
            raise ValueError("除末档外每档须有 at_least，末档不得有")
        if any(a <= b for a, b in pairwise(floors)):  # type: ignore[operator]
            raise ValueError("等级档须由高到低排列")
        return self


class SortKey(Frozen):
    """排序键 (sort key): a column of the evaluation; ties fall to the next key, then to order received."""

    by: str
    descending: bool = True


class Minimum(Frozen):
    """起评量 (minimum volume), inclusive."""

    column: str
    at_least: int


class Ranking(Frozen):
    """排名 (ranking) printed in the text: competition rank, ties included."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    programme: str
    groups: tuple[str, ...]
    by: str = "index"
    compare: Comparison
    top: int = Field(gt=0)
    minimum: Minimum | None = None
    ties: tuple[SortKey, ...] = ()


class ValueCount(Frozen):
    """计数 (count of units) whose printed or exact value equals a given one."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    programme: str
    groups: tuple[str, ...]
    by: str = "index"
    compare: Comparison
    equals: Exact


class Rankings(Frozen):
    """文中排名与计数 (rankings and counts of the text)."""

    kind: Literal["rankings"] = "rankings"
    rankings: tuple[Ranking, ...]
    counts: tuple[ValueCount, ...] = ()


class GradeEntry(Frozen):
    """按等级扣分: points booked for the grade of one programme."""

    kind: Literal["by_grade"] = "by_grade"
    id: str = Field(pattern=IDENTIFIER)
    label: str = Field(description="指标名称")
    programme: str
    points: dict[str, Exact]
    reason: str
    order: tuple[SortKey, ...] = ()


class PerItemEntry(Frozen):
    """按件计分: points per case, letter, ticket or occurrence named in the input."""

    kind: Literal["per_item"] = "per_item"
    id: str = Field(pattern=IDENTIFIER)
    label: str = Field(description="指标名称")
    points: Exact
    reason: str
    needs_numbers: bool = Field(default=False, description="须逐件列出编号")


class GivenEntry(Frozen):
    """裁量计分: points given by judgement; the input carries points and reason."""

    kind: Literal["given"] = "given"
    id: str = Field(pattern=IDENTIFIER)
    label: str = Field(description="指标名称")
    allowed: tuple[Exact, ...] = Field(default=(), description="允许的分值；空则不限")


LedgerEntryRule = Annotated[GradeEntry | PerItemEntry | GivenEntry, Field(discriminator="kind")]


class LedgerRules(Frozen):
    """加扣分细则 (ledger rules)."""

    kind: Literal["ledger"] = "ledger"
    form: str
    entries: tuple[LedgerEntryRule, ...]

    def entry(self, entry_id: str) -> GradeEntry | PerItemEntry | GivenEntry:
        """The entry rule of that id; raises `KeyError`."""
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        raise KeyError(entry_id)


class DerivedFigure(Frozen):
    """文中推算数 (derived figure): a named method over other quantities."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    method: Literal["sum", "difference", "ratio", "complement_ratio"]
    of: tuple[str, ...] = Field(min_length=2, description="数值标识")
    form: str
    unit: str = ""


class Breakdown(Frozen):
    """构成 (breakdown): the parts of a measure, each with its share of a named base."""

    id: str = Field(pattern=IDENTIFIER)
    label: str
    measure: str
    base: str = Field(description="占比的分母（数值标识）：须指明，从不默认")
    form: str
    order: Literal["largest_first", "as_declared"] = "largest_first"


class TextFigures(Frozen):
    """文中数字 (figures of the text) that follow from others."""

    kind: Literal["text_figures"] = "text_figures"
    figures: tuple[DerivedFigure, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()


RuleBody = Annotated[Evaluation | Grades | Rankings | LedgerRules | TextFigures, Field(discriminator="kind")]


class RuleVersion(Frozen):
    """版本 (version) of a rule: in force from a day, until another day or further notice."""

    in_force_from: date
    in_force_until: date | None = None
    source: RuleSource
    body: RuleBody


class Rule(Frozen):
    """规则 (rule) with its dated versions. The last day of the period selects the version."""

    id: str = Field(pattern=IDENTIFIER)
    title: str
    applies_by: Literal["period_end"] = "period_end"
    versions: tuple[RuleVersion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _versions_do_not_overlap(self) -> Rule:
        if len({v.body.kind for v in self.versions}) > 1:
            raise ValueError(f"规则“{self.title}”：各版本的 kind 应相同")
        for earlier, later in pairwise(self.versions):
            if earlier.in_force_until is None or earlier.in_force_until >= later.in_force_from:
                raise ValueError(
                    f"规则“{self.title}”：{earlier.in_force_from} 起的版本须在 "
                    f"{later.in_force_from} 之前写明 in_force_until"
                )
        return self

    def in_force(self, period: Period) -> RuleVersion:
        """The version for a period; raises `RuleNotInForceError` instead of guessing."""
        day = period.last_day
        for version in self.versions:
            ended = version.in_force_until is not None and version.in_force_until < day
            if version.in_force_from <= day and not ended:
                return version
        spans = "；".join(f"{v.in_force_from} 至 {v.in_force_until or '今'}" for v in self.versions)
        raise RuleNotInForceError(
            f"规则“{self.title}”（{self.id}）在 {day} 没有生效的版本，现有版本：{spans}。"
            f"请在 rules/{self.id}.yml 中补充该日适用的版本及其依据。"
        )

    def ref(self, version: RuleVersion) -> RuleRef:
        """How a quantity cites this rule."""
        source = version.source.document
        if version.source.derived:
            source += f"（{version.source.derived}）"
        return RuleRef(id=self.id, title=self.title, in_force_from=version.in_force_from, source=source)
