"""规则 (rules): dated, cited numbers set by an authority (`params/<place>/rules/*.yml`).

A rule file holds one rule in one or more dated versions; the formula it chooses is a named method
of `hotline_lib.measures` or `hotline_lib.scoring`. What a version may say stands in a module of its
own for each kind; this module puts them together.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotline_lib.model.changes import ChangeFigure
from hotline_lib.model.comparison import Comparison, Minimum, RankKind, SortKey
from hotline_lib.model.errors import RuleNotInForceError
from hotline_lib.model.evaluation import (
    Evaluation,
    IndexTerm,
    RowRank,
    Tier,
    Tiers,
    TotalRow,
    WeightedIndex,
    WithoutTickets,
)
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.grades import Grades, GradeStep
from hotline_lib.model.ledger_rules import (
    GivenEntry,
    GradeEntry,
    LedgerEntryRule,
    LedgerRules,
    PerCountEntry,
    PerItemEntry,
)
from hotline_lib.model.period import Period
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.model.quantity import RuleRef
from hotline_lib.model.rankings import Ranking, Rankings, ValueCount
from hotline_lib.model.rates import MissingBase, RateRule, UnitCount, ZeroBase

__all__ = [
    "Breakdown",
    "Comparison",
    "DerivedFigure",
    "Evaluation",
    "GivenEntry",
    "GradeEntry",
    "GradeStep",
    "Grades",
    "IndexTerm",
    "LedgerEntryRule",
    "LedgerRules",
    "Minimum",
    "MissingBase",
    "PerCountEntry",
    "PerItemEntry",
    "RankKind",
    "Ranking",
    "Rankings",
    "RateRule",
    "RowRank",
    "Rule",
    "RuleBody",
    "RuleSource",
    "RuleVersion",
    "SortKey",
    "TextFigures",
    "Tier",
    "Tiers",
    "TotalRow",
    "UnitCount",
    "ValueCount",
    "WeightedIndex",
    "WithoutTickets",
    "ZeroBase",
]


class RuleSource(Frozen):
    """依据 (source): the document a rule comes from, or the bulletin it was derived from."""

    document: str = Field(description="文件全名")
    issued: date | None = Field(default=None, description="发文日期")
    link: str | None = Field(default=None, description="网址")
    clause: str | None = Field(default=None, description="条文原文")
    derived: str | None = Field(default=None, description="条文未公开时：由哪期通报推得、复现多少行")


class DerivedFigure(Frozen):
    """文中推算数 (derived figure): a named method over other quantities; `period.days` is one too.

    环比 and 同比 are no derived figures but `ChangeFigure`s.
    """

    id: str = Field(pattern=IDENTIFIER, description="标识，句式里写 derived.标识")
    label: str = Field(description="名称")
    method: Literal["sum", "difference", "mean", "ratio", "complement_ratio"] = Field(
        description="和、第一项减其余、平均数、第一项比第二项、1 减此比"
    )
    of: tuple[str, ...] = Field(min_length=2, description="数值标识")
    form: str = Field(description="印刷形式")
    unit: str = Field(default="", description="计量单位")


class Breakdown(Frozen):
    """构成 (breakdown): the parts of a measure, each with its share of a named base."""

    id: str = Field(pattern=IDENTIFIER, description="标识，句式里写 breakdowns.标识")
    label: str = Field(description="名称")
    measure: str = Field(description="有分项的来件指标")
    base: str = Field(description="占比的分母（数值标识）：须指明，从不默认")
    form: str = Field(description="占比的印刷形式")
    order: Literal["largest_first", "as_declared"] = Field(
        default="largest_first", description="由多到少，或照来件次序"
    )
    remainder: str | None = Field(
        default=None, description="各项之外余数的名称，如“其余（未分列）”；不写则不列余数"
    )


class TextFigures(Frozen):
    """文中数字 (figures of the text) that follow from others."""

    kind: Literal["text_figures"] = "text_figures"
    figures: tuple[DerivedFigure, ...] = Field(default=(), description="推算数")
    changes: tuple[ChangeFigure, ...] = Field(default=(), description="环比与同比")
    breakdowns: tuple[Breakdown, ...] = Field(default=(), description="构成与占比")


RuleBody = Annotated[Evaluation | Grades | Rankings | LedgerRules | TextFigures, Field(discriminator="kind")]


class RuleVersion(Frozen):
    """版本 (version) of a rule: in force from a day, until another day or further notice."""

    in_force_from: date = Field(description="生效日期")
    in_force_until: date | None = Field(default=None, description="最后一日；现行的不写")
    source: RuleSource = Field(description="依据")
    body: RuleBody = Field(description="规则内容，由 kind 指明种类")


class Rule(Frozen):
    """规则 (rule) with its dated versions. The last day of the period selects the version."""

    id: str = Field(pattern=IDENTIFIER, description="标识，与文件名相同")
    title: str = Field(description="名称")
    applies_by: Literal["period_end"] = Field(default="period_end", description="按哪一日取版本：期末日")
    versions: tuple[RuleVersion, ...] = Field(min_length=1, description="各版本，由先到后，不得重叠")

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
