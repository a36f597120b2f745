"""YAML files: every fault is told in Chinese with file and key, and nothing is silently overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotline_lib.ingest.yaml_files import read_model, read_yaml
from hotline_lib.model.contents import Contents, Edition
from hotline_lib.model.errors import ExitCode, ParamsError, RuleNotInForceError
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.rules import Rule

SHOWN = "params/demo/file.yml"
RULE = """\
id: index
title: 指标
versions:
  - in_force_from: 2024-01-01
    source: {document: 办法}
    body:
      kind: evaluation
      programme: hotline
      rates:
        - {id: rate, label: 率, numerator: a, denominator: b, form: rate}
      index: {method: weighted_index, label: 指标值, form: index, terms: [{rate: rate, weight: 1}]}
"""
PLACE = "{id: demo, name: 示例, office: 中心, programmes: [], forms: [{id: count, decimals: 0}]}"


def refused(tmp_path: Path, text: str, model: type[Frozen] = Rule) -> str:
    path = tmp_path / "file.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        read_model(path, SHOWN, model)
    assert caught.value.exit_code is ExitCode.params_refused
    message = str(caught.value)
    assert SHOWN in message
    assert str(tmp_path) not in message
    return message


def test_the_sample_is_sound(tmp_path: Path) -> None:
    (tmp_path / "file.yml").write_text("\ufeff" + RULE, encoding="utf-8")
    assert read_model(tmp_path / "file.yml", SHOWN, Rule).title == "指标"


def test_a_key_written_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    message = refused(tmp_path, "id: a\ntitle: 甲\nid: b\n")
    assert f"{SHOWN} 第 3 行" in message
    assert "“id”写了两次（第 1 行已有）" in message


def test_a_key_written_twice_deep_inside_is_named(tmp_path: Path) -> None:
    text = RULE.replace("      programme: hotline\n", "      programme: hotline\n      programme: mailbox\n")
    assert "“programme”写了两次（第 8 行已有）" in refused(tmp_path, text)


def test_an_unknown_key_is_named_by_its_path(tmp_path: Path) -> None:
    message = refused(tmp_path, RULE.replace("denominator", "denominater"))
    assert "versions.0.body.evaluation.rates.0.denominater" in message
    assert "没有这一项（是否拼写有误？）" in message
    assert "versions.0.body.evaluation.rates.0.denominator”列：缺少此项" in message
    assert "（2 处）" in message


def test_a_float_must_be_quoted(tmp_path: Path) -> None:
    message = refused(tmp_path, RULE.replace("weight: 1", "weight: 0.3"))
    assert "terms.0.weight”列：小数请加引号写成文字" in message


def test_a_quoted_decimal_is_exact(tmp_path: Path) -> None:
    message = refused(tmp_path, RULE.replace("weight: 1", 'weight: "0.3"'))
    assert "各项权重之和应为 1，实为 3/10" in message


def test_an_index_over_an_unknown_rate_is_refused(tmp_path: Path) -> None:
    assert "加权项用到未定义的比率：rat" in refused(tmp_path, RULE.replace("{rate: rate,", "{rate: rat,"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: evaluation", "kind: evaluations", ["kind 应为", "evaluation"]),
        ("      kind: evaluation\n", "", ["缺少 kind"]),
        ("in_force_from: 2024-01-01", "in_force_from: 2024-01", ["in_force_from", "应为日期"]),
        ("in_force_from: 2024-01-01", "in_force_from: 一月", ["in_force_from", "应为日期"]),
        ("id: index", "id: Index", ["“id”列", "写法应合于", "“Index”"]),
        ("title: 指标", "title: 12", ["“title”列", "应为文字", "“12”"]),
        ("title: 指标", "title: [指标]", ["“title”列", "应为文字"]),
        ("title: 指标\n", "title: 指标\napplies_by: issue\n", ["applies_by", "'period_end'", "“issue”"]),
    ],
)
def test_faults_of_a_rule_are_told_in_chinese(old: str, new: str, words: list[str], tmp_path: Path) -> None:
    assert RULE.count(old) == 1
    message = refused(tmp_path, RULE.replace(old, new))
    assert [w for w in words if w not in message] == []
    assert "Input should" not in message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("decimals: 0", "decimals: 7", ["decimals", "应不大于 6", "“7”"]),
        ("decimals: 0", "decimals: -1", ["decimals", "应不小于 0", "“-1”"]),
        ("decimals: 0", "decimals: 1.5", ["decimals", "应为整数", "“1.5”"]),
        ("decimals: 0", "decimals: 两位", ["decimals", "应为整数", "“两位”"]),
        ("decimals: 0", "plus_sign: 是的", ["plus_sign", "true 或 false"]),
        ("decimals: 0", "zeros: none", ["zeros", "应为", "'keep'", "“none”"]),
        ("programmes: []", "programmes: 热线", ["programmes", "应为列表"]),
        ("programmes: []", "programmes: [热线]", ["programmes.0", "应为“键: 值”形式"]),
        ("{id: count, decimals: 0}", "{id: count}, {id: count}", ["印刷形式标识重复：count"]),
    ],
)
def test_faults_of_a_place_are_told_in_chinese(old: str, new: str, words: list[str], tmp_path: Path) -> None:
    assert PLACE.count(old) == 1
    message = refused(tmp_path, PLACE.replace(old, new), Place)
    assert [w for w in words if w not in message] == []
    assert "Input should" not in message


def test_an_issue_number_must_be_positive(tmp_path: Path) -> None:
    assert "应大于 0，实为“0”" in refused(tmp_path, "issue: 0\nissued_on: 2024-05-22\n", Edition)


def test_an_unquoted_template_is_explained(tmp_path: Path) -> None:
    message = refused(tmp_path, "title:\n  - {{ period.label }}\n", Contents)
    assert f"{SHOWN} 第 2 行" in message
    assert "要加引号" in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: [1, 2\n", ["YAML 写法有误", "行"]),
        (b"a: b: c\n", ["YAML 写法有误", "第 1 行"]),
        (b"a: \x07\n", ["控制字符"]),
        (b"? [a]\n: b\n", ["要加引号"]),
        (b"a: !!python/object/apply:os.getcwd []\n", ["YAML 写法有误"]),
        ("a: 中\n".encode("gb18030"), ["应为 UTF-8 编码"]),
        (b"- 1\n- 2\n", ["应为“键: 值”形式"]),
        (b"", ["缺少此项"]),
    ],
)
def test_files_that_cannot_be_read(content: bytes, words: list[str], tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_bytes(content)
    with pytest.raises(ParamsError) as caught:
        read_model(path, SHOWN, Rule)
    assert [w for w in [SHOWN, *words] if w not in str(caught.value)] == []


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match=f"{SHOWN}：缺少此文件"):
        read_yaml(tmp_path / "file.yml", SHOWN)
    with pytest.raises(ParamsError, match=f"{SHOWN}：文件读不出"):
        read_yaml(tmp_path, SHOWN)


def version(begin: str, end: str | None, kind: str = "rankings") -> dict[str, object]:
    empty: dict[str, dict[str, object]] = {
        "rankings": {"kind": "rankings", "rankings": []},
        "text_figures": {"kind": "text_figures"},
    }
    source = {"document": "办法"}
    return {"in_force_from": begin, "in_force_until": end, "source": source, "body": empty[kind]}


@pytest.mark.parametrize(
    ("versions", "message"),
    [
        (
            [version("2023-01-01", None), version("2024-01-01", None)],
            "2024-01-01 之前写明 in_force_until",
        ),
        ([version("2023-01-01", "2024-01-01"), version("2024-01-01", None)], "须在 2024-01-01 之前"),
        ([version("2024-01-01", "2024-12-31"), version("2023-01-01", None)], "须在 2023-01-01 之前"),
        (
            [version("2023-01-01", "2023-12-31"), version("2024-01-01", None, "text_figures")],
            "各版本的 kind 应相同",
        ),
    ],
)
def test_versions_must_follow_one_another(versions: list[dict[str, object]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Rule.model_validate({"id": "r", "title": "排名", "versions": versions})


def test_each_version_holds_from_its_first_to_its_last_day() -> None:
    spans = [version("2023-01-01", "2023-12-31"), version("2024-03-01", None)]
    rule = Rule.model_validate({"id": "r", "title": "排名", "versions": spans})

    def begun(day: str) -> str:
        on = date.fromisoformat(day)
        return str(rule.in_force(Period(id=day, label=day, first_day=on, last_day=on)).in_force_from)

    days = ("2023-01-01", "2023-12-31", "2024-03-01", "2030-01-01")
    assert [begun(d) for d in days] == ["2023-01-01", "2023-01-01", "2024-03-01", "2024-03-01"]
    for gap in ("2022-12-31", "2024-01-01", "2024-02-29"):
        with pytest.raises(RuleNotInForceError) as caught:
            begun(gap)
        for word in ("“排名”（r）", gap, "2023-01-01 至 2023-12-31；2024-03-01 至 今", "rules/r.yml"):
            assert word in str(caught.value)
