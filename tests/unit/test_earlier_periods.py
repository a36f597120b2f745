"""Stored earlier periods: computed from their own inputs by the rules in force then, named in the lineage."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.many import synthesised
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import InputError
from hotline_lib.model.period import Period
from hotline_lib.model.quantity import Against
from hotline_lib.sections.page import Page
from hotline_lib.sections.prepare import Prepared, prepare
from hotline_lib.sections.store import store_of

PLACE = "yueyang"
CHANGES = """
      changes:
        - {id: calls, of: intake.calls_received, against: previous, form: rate_text, otherwise: 无可比数}
        - {id: calls_year, of: intake.calls_received, against: last_year, form: rate_text, otherwise: 无数}
        - id: satisfied
          of: derived.enterprise_satisfaction_rate
          against: previous
          form: rate_change
          otherwise: 无可比数
        - {id: due, of: hotline.total.due, against: previous, form: rate_text, otherwise: 无可比数}
"""
TREND = """
  - {id: calls_trend, kind: trend, caption: 来电走势, of: [intake.calls_received], periods: 3}
"""
EARLIER = """
  - id: earlier
    label: 往期总量
    kind: earlier
    file: earlier.csv
    sheet: 往期总量
    optional: true
    columns:
      - {id: period, label: 期, type: text}
      - {id: measure, label: 指标, type: text}
      - {id: item, label: 分项, type: text, blank: true}
      - {id: value, label: 数值, type: number}
      - {id: source, label: 来源, type: text}
"""
NOW = Period.parse("2024-04")


def extended(workspace: Workspace, file: str, text: str) -> None:
    path = workspace.params / PLACE / file
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + text, encoding="utf-8")


@pytest.fixture
def comparing(copied: Workspace) -> Workspace:
    """A project whose place compares with earlier periods and draws a trend."""
    extended(copied, "rules/text_figures.yml", CHANGES)
    extended(copied, "charts.yml", TREND)
    extended(copied, "columns.yml", EARLIER)
    place = copied.params / PLACE / "place.yml"
    text = place.read_text(encoding="utf-8")
    form = "forms:\n  - {id: rate_change, scale: 100, decimals: 2, suffix: 个百分点}\n"
    place.write_text(text.replace("forms:\n", form, 1), encoding="utf-8")
    return copied


def stored(workspace: Workspace, period: str, **values: str) -> None:
    """Inputs of an earlier period: those of the present one, with some intake values replaced."""
    source, folder = workspace.data / PLACE / NOW.id, workspace.data / PLACE / period
    folder.mkdir()
    for name in ("hotline_unit_counts.csv", "mailbox_unit_counts.csv", "ledger.csv", "intake.csv"):
        shutil.copy(source / name, folder / name)
    path = folder / "intake.csv"
    text = path.read_text(encoding="utf-8")
    for old, new in values.items():
        assert f"{old}," in text
        text = text.replace(f"{old},", f"{new},", 1)
    path.write_text(text, encoding="utf-8")


def prepared(workspace: Workspace) -> Prepared:
    return prepare(workspace, PLACE, NOW)


def given_totals(workspace: Workspace, *rows: str) -> None:
    path = workspace.data / PLACE / NOW.id / "earlier.csv"
    path.write_text("期,指标,分项,数值,来源\n" + "\n".join(rows) + "\n", encoding="utf-8")


def test_a_stored_period_is_the_base_and_is_named(comparing: Workspace) -> None:
    # 来电 = 在线直接答复 + 承办工单 stays true: both the total and a part are 2000 lower
    lower = {"来电总量,,67991": "来电总量,,65991", "在线直接答复,,50115": "在线直接答复,,48115"}
    stored(comparing, "2024-03", **lower)
    made = prepared(comparing)
    quantities = made.results.quantities
    calls = quantities["change.calls"]
    assert (calls.label, calls.against) == ("来电总量环比", Against.previous)
    assert calls.number == Fraction(67991, 65991) - 1
    assert calls.inputs[1].name == "来电总量（2024年3月）"
    assert (calls.inputs[1].value, calls.inputs[1].source) == ("65991", "2024-03:intake.calls_received")
    assert "data/yueyang/2024-03/intake.csv 第 2 行" in calls.formula
    assert (quantities["change.satisfied"].number, quantities["change.due"].number) == (0, 0)
    assert quantities["change.calls_year"].text == "无数"
    assert made.earlier == ("2024-03",)
    points = made.results.series["calls_trend.intake.calls_received"]
    assert [(p.period, p.quantity and p.quantity.number) for p in points] == [
        ("2024-02", None),
        ("2024-03", 65991),
        ("2024-04", 67991),
    ]
    chart = Page("hotline_operation", store_of(made), comparing.fonts).chart("calls_trend").shown[0].block
    assert "2024年2月无数据、2024年3月65991" in chart.alt  # type: ignore[union-attr]


def test_without_earlier_inputs_the_rule_s_words_are_printed(comparing: Workspace) -> None:
    made = prepared(comparing)
    changes = {i: q.text for i, q in made.results.quantities.items() if i.startswith("change.")}
    assert (changes.pop("change.calls_year"), set(changes.values())) == ("无数", {"无可比数"})
    assert made.earlier == ()


def test_given_totals_serve_where_nothing_is_stored_and_win_where_something_is(comparing: Workspace) -> None:
    given_totals(comparing, "2024-03,来电总量,,50000,三月通报", "2023-04,来电总量,,60000,上年四月通报")
    quantities = prepared(comparing).results.quantities
    assert quantities["change.calls"].number == Fraction(67991, 50000) - 1
    assert quantities["change.calls_year"].label == "来电总量同比"
    assert "data/yueyang/2024-04/earlier.csv 第 3 行" in quantities["change.calls_year"].formula

    stored(comparing, "2024-03")
    calls = prepared(comparing).results.quantities["change.calls"]
    assert calls.number == Fraction(67991, 50000) - 1
    assert calls.note == "往期输入算得 67991，以所给往期总量为准"


def test_given_totals_of_a_period_nobody_asks_for_are_refused(comparing: Workspace) -> None:
    given_totals(comparing, "2024-01,来电总量,,50000,一月通报")
    with pytest.raises(InputError, match=r"earlier.csv 第 2 行“期”列：应为本期要比的往期：2024-03"):
        prepared(comparing)


def test_a_stored_period_with_bad_inputs_is_refused_by_its_own_file(comparing: Workspace) -> None:
    stored(comparing, "2024-03", **{"来电总量,,67991": "来电总量,,很多"})
    with pytest.raises(InputError, match=r"data/yueyang/2024-03/intake.csv 第 2 行“数值”列"):
        prepared(comparing)


def test_a_changed_register_leaves_no_base_for_totals_of_units(comparing: Workspace) -> None:
    units = comparing.params / PLACE / "units.yml"
    text = units.read_text(encoding="utf-8").rstrip("\n")
    new = "\n  - {id: brand_new, name: 新设局, group: agency, valid_from: 2024-04-01}\n"
    units.write_text(text + new, encoding="utf-8")
    stored(comparing, "2024-03")
    quantities = prepared(comparing).results.quantities
    assert quantities["change.due"].text == "无可比数"
    assert "名录与上期（2024年3月）不同" in str(quantities["change.due"].note)
    assert quantities["change.calls"].number == 0


def test_the_same_inputs_give_the_same_results(comparing: Workspace) -> None:
    stored(comparing, "2024-03")
    assert prepared(comparing).results.model_dump_json() == prepared(comparing).results.model_dump_json()


def test_every_place_can_make_the_period_that_follows_a_stored_one(
    project: Workspace, tmp_path: Path
) -> None:
    """What an earlier edition says it has not got is missing there too, and stops no later bulletin."""
    made = synthesised(project, tmp_path / "project", 2, len(project.places()))
    for place in project.places():
        for name in made.periods(place):
            period = Period.parse(name)
            assert prepare(made, place, period).results.all_quantities()
