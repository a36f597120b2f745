"""地区参数 (params): everything that differs from place to place, loaded and cross-checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.contents import Charts, Contents, Sentences, Tables
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import RuleRef
from hotline_lib.model.rules import Evaluation, Grades, LedgerRules, Rankings, Rule, TextFigures
from hotline_lib.model.tables import InputTables, IntakeMeasures
from hotline_lib.model.units import UnitRegister

B = TypeVar("B", Evaluation, Grades, LedgerRules, Rankings, TextFigures)

FILES = {
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

    loaded = {n: read_model(folder / n, shown(folder / n), m) for n, m in FILES.items()}
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
        place=loaded["place.yml"],  # type: ignore[arg-type]
        units=loaded["units.yml"],  # type: ignore[arg-type]
        inputs=loaded["columns.yml"],  # type: ignore[arg-type]
        intake=loaded["intake.yml"],  # type: ignore[arg-type]
        contents=loaded["bulletin.yml"],  # type: ignore[arg-type]
        tables=loaded["tables.yml"],  # type: ignore[arg-type]
        charts=loaded["charts.yml"],  # type: ignore[arg-type]
        sentences=loaded["sentences.yml"],  # type: ignore[arg-type]
        rules=tuple(rules),
    )
    problems = list(_dangling(params, workspace.relative(folder)))
    if problems:
        raise ParamsError(problems)
    return params


def _dangling(params: PlaceParams, folder: str) -> list[Problem]:
    """References from one file to an id that another file does not declare."""
    problems = []

    def check(file: str, column: str, found: str, known: set[str], what: str) -> None:
        if found not in known:
            problems.append(
                Problem(
                    file=f"{folder}/{file}",
                    column=column,
                    found=found,
                    expected=f"应为已登记的{what}（{'、'.join(sorted(known))}）",
                    action="请改正标识，或先登记",
                )
            )

    programmes = {p.id for p in params.place.programmes}
    forms = {f.id for f in params.place.forms}
    groups = {g.id for g in params.units.groups}
    for measure in params.intake.measures:
        check("intake.yml", f"{measure.id}.form", measure.form, forms, "印刷形式")
    for table in params.inputs.tables:
        if table.programme:
            check("columns.yml", f"{table.id}.programme", table.programme, programmes, "业务")
    for rule in params.rules:
        file = f"rules/{rule.id}.yml"
        for version in rule.versions:
            body = version.body
            if isinstance(body, Evaluation):
                check(file, "programme", body.programme, programmes, "业务")
                for rate in body.rates:
                    check(file, f"rates.{rate.id}.form", rate.form, forms, "印刷形式")
                check(file, "index.form", body.index.form, forms, "印刷形式")
            elif isinstance(body, Grades):
                check(file, "programme", body.programme, programmes, "业务")
            elif isinstance(body, Rankings):
                for ranking in (*body.rankings, *body.counts):
                    check(file, f"{ranking.id}.programme", ranking.programme, programmes, "业务")
                    for group in ranking.groups:
                        check(file, f"{ranking.id}.groups", group, groups, "组别")
            elif isinstance(body, LedgerRules):
                check(file, "form", body.form, forms, "印刷形式")
    return problems
