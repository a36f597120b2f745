"""Parameters of a place: every id that one file takes from another must be declared there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hotline_lib.ingest.params import FILES, PlaceParams, load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ParamsError, RuleNotInForceError, UsageError
from hotline_lib.model.period import Period
from hotline_lib.model.rules import Evaluation, Grades, LedgerRules


@pytest.fixture
def workspace(project: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(project.params / "yueyang", tmp_path / "params" / "yueyang")
    return Workspace(tmp_path)


def changed(workspace: Workspace, file: str, old: str, new: str) -> str:
    path = workspace.params / "yueyang" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        load_params(workspace, "yueyang")
    message = str(caught.value)
    assert str(workspace.root) not in message
    return message


def test_the_real_parameters_load_whole(params: PlaceParams) -> None:
    assert params.place.name == "岳阳市"
    assert len(params.units.units) == 70
    assert [r.id for r in params.rules] == sorted(r.id for r in params.rules)
    assert len(params.rules) == 7


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "found", "known"),
    [
        ("units.yml", "programme: mailbox", "programme: mail", "sizes.programme", "mail", "mailbox"),
        ("intake.yml", "form: rate_text", "form: rate_txt", "closing_rate.form", "rate_txt", "rate_text"),
        (
            "columns.yml",
            "programme: hotline",
            "programme: hotlin",
            "hotline_unit_counts.programme",
            "hotlin",
            "hotline",
        ),
        (
            "tables.yml",
            "programme: mailbox",
            "programme: mail",
            "mailbox_evaluation.programme",
            "mail",
            "mailbox",
        ),
        ("tables.yml", "      county: [", "      couny: [", "hotline_evaluation.order", "couny", "county"),
        ("charts.yml", "group: agency", "group: agencies", "hotline_index.panels", "agencies", "agency"),
        (
            "charts.yml",
            "breakdown: demand_types",
            "breakdown: demand_type",
            "demand_types.breakdown",
            "demand_type",
            "demand_types",
        ),
        (
            "charts.yml",
            "programme: hotline",
            "programme: hot",
            "hotline_index.programme",
            "hot",
            "hotline",
        ),
        ("sentences.yml", "  mailbox_operation:", "  mailbox:", "sections", "mailbox", "mailbox_operation"),
        ("rules/hotline_index.yml", "programme: hotline", "programme: hot", "programme", "hot", "hotline"),
        (
            "rules/hotline_index.yml",
            "denominator: due, form: rate_hotline",
            "denominator: due, form: rate",
            "rates.closing_rate.form",
            "rate",
            "rate_hotline",
        ),
        (
            "rules/hotline_index.yml",
            "form: index_hotline",
            "form: index",
            "index.form",
            "index",
            "index_hotline",
        ),
        ("rules/hotline_grades.yml", "programme: hotline", "programme: hot", "programme", "hot", "hotline"),
        (
            "rules/rankings.yml",
            "groups: [county]",
            "groups: [city]",
            "hotline_county.groups",
            "city",
            "county",
        ),
        (
            "rules/rankings.yml",
            "programme: hotline",
            "programme: hot",
            "hotline_county.programme",
            "hot",
            "hotline",
        ),
        ("rules/ledger.yml", "form: points", "form: point", "form", "point", "points"),
        (
            "rules/ledger.yml",
            "programme: mailbox",
            "programme: mail",
            "entries.mailbox_grade.programme",
            "mail",
            "mailbox",
        ),
        (
            "rules/text_figures.yml",
            "form: rate_text",
            "form: rate",
            "figures.enterprise_satisfaction_rate.form",
            "rate",
            "rate_text",
        ),
        (
            "rules/text_figures.yml",
            "measure: demand_type",
            "measure: demand",
            "breakdowns.demand_types.measure",
            "demand",
            "demand_type",
        ),
    ],
)
def test_an_unknown_reference_is_named_with_the_known_ids(
    file: str, old: str, new: str, key: str, found: str, known: str, workspace: Workspace
) -> None:
    message = changed(workspace, file, old, new)
    assert f"params/yueyang/{file}“{key}”列" in message
    assert f"实为“{found}”" in message
    listed = message.partition("（")[2].partition("）：")[2]
    assert known in listed


def test_a_rule_must_be_named_like_its_file(workspace: Workspace) -> None:
    message = changed(workspace, "rules/ledger.yml", "id: ledger", "id: points")
    assert "params/yueyang/rules/ledger.yml“id”列：应与文件名一致（ledger），实为“points”" in message


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(file: str, workspace: Workspace) -> None:
    (workspace.params / "yueyang" / file).unlink()
    error = UsageError if file == "place.yml" else ParamsError
    with pytest.raises(error) as caught:
        load_params(workspace, "yueyang")
    assert ("没有地区“yueyang”" if file == "place.yml" else f"{file}：缺少此文件") in str(caught.value)


def test_an_unknown_place_lists_the_known_ones(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="没有地区“nowhere”。现有地区：yueyang"):
        load_params(workspace, "nowhere")


def test_rules_in_force_come_by_kind_with_their_citation(params: PlaceParams) -> None:
    period = Period.parse("2024-04")
    assert [c.id for c, _ in params.in_force(Evaluation, period)] == ["hotline_index", "mailbox_index"]
    assert [c.id for c, _ in params.in_force(Grades, period)] == ["hotline_grades", "mailbox_grades"]
    ((cited, body),) = params.in_force(LedgerRules, period)
    assert cited.title == "热线和信箱工作考核加扣分细则"
    assert cited.source.startswith("《岳阳市12345政务服务便民热线和市长信箱工作考评办法》（条文未公开")
    assert body.entry("published_case").label == "信息报送"
    with pytest.raises(RuleNotInForceError, match="hotline_index"):
        params.in_force(Evaluation, Period.parse("2022-06"))
