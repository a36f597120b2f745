"""一地的参数 (parameters of one place), as loaded; which rule versions apply to a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from hotline_lib.model.charts import Charts
from hotline_lib.model.contents import Contents, Sentences, Tables
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import RuleRef
from hotline_lib.model.rules import Evaluation, Grades, LedgerRules, Rankings, Rule, TextFigures
from hotline_lib.model.tables import InputTables, IntakeMeasures
from hotline_lib.model.units import UnitRegister

B = TypeVar("B", Evaluation, Grades, LedgerRules, Rankings, TextFigures)


@dataclass(frozen=True)
class PlaceParams:
    """All parameter files of one place."""

    place: Place
    units: UnitRegister
    inputs: InputTables
    intake: IntakeMeasures
    contents: Contents
    tables: Tables
    charts: Charts
    sentences: Sentences
    rules: tuple[Rule, ...]

    def in_force(self, kind: type[B], period: Period) -> list[tuple[RuleRef, B]]:
        """The rule bodies of one kind that apply to a period, by rule id.

        Raises `RuleNotInForceError` if a rule has no version on the period's last day.
        """
        found = []
        for rule in self.rules:
            if isinstance(rule.versions[0].body, kind):
                version = rule.in_force(period)
                if isinstance(version.body, kind):
                    found.append((rule.ref(version), version.body))
        return found
