"""参数间的引用 (references): ids that one parameter file takes from another must be declared there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hotline_lib.ingest.bookings import booking_problems
from hotline_lib.ingest.evaluation_references import (
    Reference,
    evaluation_references,
    evaluation_values,
    input_columns,
    rule_bodies,
)
from hotline_lib.ingest.place_params import PlaceParams
from hotline_lib.model.charts import BreakdownChart, RankingChart, UnitBarChart
from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.errors import Problem
from hotline_lib.model.rules import (
    Evaluation,
    GradeEntry,
    Grades,
    LedgerRules,
    PerCountEntry,
    Ranking,
    Rankings,
    TextFigures,
    ValueCount,
)


def dangling_references(params: PlaceParams, folder: str, layout: Mapping[str, str]) -> list[Problem]:
    """References from one file to an id that another does not declare, and entries booked amiss.

    `folder` is the place's, as messages print it; `layout` where its layout files were read from.
    """
    dangling = [
        Problem(
            file=layout.get(file, f"{folder}/{file}"),
            column=key,
            found=found,
            expected=f"应为已登记的{what}（{'、'.join(sorted(known))}）",
            action="请改正标识，或先登记",
        )
        for file, key, found, known, what in (*_file_references(params), *_rule_references(params))
        if found not in known
    ]
    return [*dangling, *booking_problems(params, folder)]


def _file_references(params: PlaceParams) -> Iterator[Reference]:
    """The ids that the files beside `rules/` take from one another."""
    programmes, forms, groups = _declared(params)
    entries = {e.id for e in (*params.contents.sections, *params.contents.appendices)}
    breakdowns = {
        b.id for _, body in rule_bodies(params) if isinstance(body, TextFigures) for b in body.breakdowns
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
            values = evaluation_values(params, printed.programme)
            for column in printed.columns:
                yield "tables.yml", f"{printed.id}.columns", column.value, values, "取值"
                for group in column.heads:
                    yield "tables.yml", f"{printed.id}.columns.{column.value}.heads", group, groups, "组别"
    rankings = {r.id for _, body in rule_bodies(params) if isinstance(body, Rankings) for r in body.rankings}
    for chart in params.charts.charts:
        if isinstance(chart, BreakdownChart):
            yield "charts.yml", f"{chart.id}.breakdown", chart.breakdown, breakdowns, "构成"
        elif isinstance(chart, RankingChart):
            yield "charts.yml", f"{chart.id}.ranking", chart.ranking, rankings, "排名"
        elif isinstance(chart, UnitBarChart):
            yield "charts.yml", f"{chart.id}.programme", chart.programme, programmes, "业务"
            for panel in chart.panels:
                yield "charts.yml", f"{chart.id}.panels", panel.group, groups, "组别"
    for section in params.sentences.sections:
        yield "sentences.yml", "sections", section, entries, "栏目"


def _rule_references(params: PlaceParams) -> Iterator[Reference]:
    """The ids that rules take from the other files."""
    programmes, forms, groups = _declared(params)
    measures = {m.id for m in params.intake.measures}
    for rule, body in rule_bodies(params):
        file = f"rules/{rule.id}.yml"
        if isinstance(body, Evaluation | Grades):
            yield file, "programme", body.programme, programmes, "业务"
        if isinstance(body, Grades):
            yield file, "of", body.of, evaluation_values(params, body.programme), "取值"
        if isinstance(body, Evaluation):
            yield from evaluation_references(file, body, params, forms, groups)
        elif isinstance(body, Rankings):
            listed: tuple[Ranking | ValueCount, ...] = (*body.rankings, *body.counts)
            for one in listed:
                yield from _ranking_references(file, one, params, programmes, groups)
        elif isinstance(body, LedgerRules):
            yield file, "form", body.form, forms, "印刷形式"
            for entry in body.entries:
                if isinstance(entry, GradeEntry | PerCountEntry):
                    yield file, f"entries.{entry.id}.programme", entry.programme, programmes, "业务"
                if isinstance(entry, PerCountEntry):
                    counts = input_columns(params, entry.programme)
                    yield file, f"entries.{entry.id}.column", entry.column, counts, "列"
        elif isinstance(body, TextFigures):
            for figure in body.figures:
                yield file, f"figures.{figure.id}.form", figure.form, forms, "印刷形式"
            for change in body.changes:
                yield file, f"changes.{change.id}.form", change.form, forms, "印刷形式"
            for parts in body.breakdowns:
                yield file, f"breakdowns.{parts.id}.form", parts.form, forms, "印刷形式"
                yield file, f"breakdowns.{parts.id}.measure", parts.measure, measures, "来件指标"


def _ranking_references(
    file: str, rule: Ranking | ValueCount, params: PlaceParams, programmes: set[str], groups: set[str]
) -> Iterator[Reference]:
    yield file, f"{rule.id}.programme", rule.programme, programmes, "业务"
    for group in rule.groups:
        yield file, f"{rule.id}.groups", group, groups, "组别"
    used = {"by": [rule.by]}
    if isinstance(rule, Ranking):
        used["ties"] = [key.by for key in rule.ties]
        used["minimum"] = [rule.minimum.column] if rule.minimum else []
    values = evaluation_values(params, rule.programme)
    for key, columns in used.items():
        for column in columns:
            yield file, f"{rule.id}.{key}", column, values, "取值"


def _declared(params: PlaceParams) -> tuple[set[str], set[str], set[str]]:
    """The ids of programmes, print forms and groups."""
    return (
        {p.id for p in params.place.programmes},
        {f.id for f in params.place.forms},
        {g.id for g in params.units.groups},
    )
