"""地区参数 (params): everything that differs from place to place, loaded and cross-checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.contents import (
    BreakdownChart,
    Charts,
    Contents,
    EvaluationTable,
    Sentences,
    Tables,
)
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import RuleRef
from hotline_lib.model.rules import (
    Evaluation,
    GradeEntry,
    Grades,
    LedgerRules,
    Ranking,
    Rankings,
    Rule,
    RuleBody,
    TextFigures,
    ValueCount,
)
from hotline_lib.model.tables import InputTables, IntakeMeasures
from hotline_lib.model.units import UnitRegister

B = TypeVar("B", Evaluation, Grades, LedgerRules, Rankings, TextFigures)

FILES: dict[str, type[Frozen]] = {
    "place.yml": Place,
    "units.yml": UnitRegister,
    "columns.yml": InputTables,
    "intake.yml": IntakeMeasures,
    "bulletin.yml": Contents,
    "tables.yml": Tables,
    "charts.yml": Charts,
    "sentences.yml": Sentences,
}
"""Each parameter file and its model; rules stand apart in `rules/*.yml` (model `Rule`)."""


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


def load_params(workspace: Workspace, place: str) -> PlaceParams:
    """Load `params/<place>/`. Raises `ParamsError` naming file and key; `UsageError` if unknown."""
    folder = workspace.place_params(place)

    def shown(path: Path) -> str:
        return workspace.relative(path)

    loaded: dict[str, Any] = {n: read_model(folder / n, shown(folder / n), m) for n, m in FILES.items()}
    rules = []
    for path in sorted((folder / "rules").glob("*.yml")):
        rule = read_model(path, shown(path), Rule)
        if rule.id != path.stem:
            raise ParamsError(
                [
                    Problem(
                        file=shown(path),
                        column="id",
                        found=rule.id,
                        expected=f"应与文件名一致（{path.stem}）",
                        action="请改文件名或 id",
                    )
                ]
            )
        rules.append(rule)
    params = PlaceParams(
        place=loaded["place.yml"],
        units=loaded["units.yml"],
        inputs=loaded["columns.yml"],
        intake=loaded["intake.yml"],
        contents=loaded["bulletin.yml"],
        tables=loaded["tables.yml"],
        charts=loaded["charts.yml"],
        sentences=loaded["sentences.yml"],
        rules=tuple(rules),
    )
    problems = _dangling(params, workspace.relative(folder))
    if problems:
        raise ParamsError(problems)
    return params


Reference = tuple[str, str, str, set[str], str]
"""File, key, id used there, ids that are declared, and what they are called."""


def _dangling(params: PlaceParams, folder: str) -> list[Problem]:
    """References from one file to an id that another file does not declare."""
    return [
        Problem(
            file=f"{folder}/{file}",
            column=key,
            found=found,
            expected=f"应为已登记的{what}（{'、'.join(sorted(known))}）",
            action="请改正标识，或先登记",
        )
        for file, key, found, known, what in (*_file_references(params), *_rule_references(params))
        if found not in known
    ]


def _file_references(params: PlaceParams) -> Iterator[Reference]:
    """The ids that the files beside `rules/` take from one another."""
    programmes, forms, groups = _declared(params)
    entries = {e.id for e in (*params.contents.sections, *params.contents.appendices)}
    breakdowns = {
        b.id for _, body in _bodies(params) if isinstance(body, TextFigures) for b in body.breakdowns
    }
    for size in params.units.sizes:
        yield "units.yml", "sizes.programme", size.programme, programmes, "业务"
    for measure in params.intake.measures:
        yield "intake.yml", f"{measure.id}.form", measure.form, forms, "印刷形式"
    for table in params.inputs.tables:
        if table.programme:
            yield "columns.yml", f"{table.id}.programme", table.programme, programmes, "业务"
    for printed in params.tables.tables:
        if isinstance(printed, EvaluationTable):
            yield "tables.yml", f"{printed.id}.programme", printed.programme, programmes, "业务"
            for group in printed.order:
                yield "tables.yml", f"{printed.id}.order", group, groups | {"default"}, "组别"
    for chart in params.charts.charts:
        if isinstance(chart, BreakdownChart):
            yield "charts.yml", f"{chart.id}.breakdown", chart.breakdown, breakdowns, "构成"
        else:
            yield "charts.yml", f"{chart.id}.programme", chart.programme, programmes, "业务"
            for panel in chart.panels:
                yield "charts.yml", f"{chart.id}.panels", panel.group, groups, "组别"
    for section in params.sentences.sections:
        yield "sentences.yml", "sections", section, entries, "栏目"


def _rule_references(params: PlaceParams) -> Iterator[Reference]:
    """The ids that rules take from the other files."""
    programmes, forms, groups = _declared(params)
    measures = {m.id for m in params.intake.measures}
    for rule, body in _bodies(params):
        file = f"rules/{rule.id}.yml"
        if isinstance(body, Evaluation | Grades):
            yield file, "programme", body.programme, programmes, "业务"
        if isinstance(body, Evaluation):
            for rate in body.rates:
                yield file, f"rates.{rate.id}.form", rate.form, forms, "印刷形式"
            yield file, "index.form", body.index.form, forms, "印刷形式"
        elif isinstance(body, Rankings):
            listed: tuple[Ranking | ValueCount, ...] = (*body.rankings, *body.counts)
            for one in listed:
                yield file, f"{one.id}.programme", one.programme, programmes, "业务"
                for group in one.groups:
                    yield file, f"{one.id}.groups", group, groups, "组别"
        elif isinstance(body, LedgerRules):
            yield file, "form", body.form, forms, "印刷形式"
            for entry in body.entries:
                if isinstance(entry, GradeEntry):
                    yield file, f"entries.{entry.id}.programme", entry.programme, programmes, "业务"
        elif isinstance(body, TextFigures):
            for figure in body.figures:
                yield file, f"figures.{figure.id}.form", figure.form, forms, "印刷形式"
            for parts in body.breakdowns:
                yield file, f"breakdowns.{parts.id}.form", parts.form, forms, "印刷形式"
                yield file, f"breakdowns.{parts.id}.measure", parts.measure, measures, "来件指标"


def _declared(params: PlaceParams) -> tuple[set[str], set[str], set[str]]:
    """The ids of programmes, print forms and groups."""
    return (
        {p.id for p in params.place.programmes},
        {f.id for f in params.place.forms},
        {g.id for g in params.units.groups},
    )


def _bodies(params: PlaceParams) -> Iterator[tuple[Rule, RuleBody]]:
    for rule in params.rules:
        for version in rule.versions:
            yield rule, version.body
