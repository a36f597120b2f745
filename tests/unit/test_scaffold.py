"""Scaffolds: names, prompts, nothing overwritten, and YAML whose other lines stay as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from hotline_lib.cli.new import new
from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ParamsError, UsageError
from hotline_lib.model.period import Period
from hotline_lib.model.points import PointsTotal
from hotline_lib.model.rules import Evaluation
from hotline_lib.run.scaffold.answers import groups_of, listed, named_items, numbers_of, typed_units
from hotline_lib.run.scaffold.period import scaffold_period

PLACE_OPTIONS = ["--name", "示范市", "--period", "2024-05", "--yes"]
UNIT_OPTIONS = [
    "--groups",
    "县市区、行政事业单位",
    "--unit",
    "县市区=东区、西区",
    "--unit",
    "行政事业单位=一局",
]


@pytest.fixture
def invoke(copied: Workspace, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("HOTLINE_ROOT", str(copied.root))

    def call(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(new, list(words), input=typed)

    return call


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# —— 期 ——


def test_a_period_overwrites_nothing(copied: Workspace) -> None:
    before = content(copied.data / "yueyang" / "2024-04")
    again = scaffold_period(copied, "yueyang", "2024-04")
    assert again.written == ()
    assert content(copied.data / "yueyang" / "2024-04") == before

    made = scaffold_period(copied, "yueyang", "2024-05")
    assert made.kept == ()
    ledger = copied.data / "yueyang" / "2024-05" / "ledger.csv"
    ledger.unlink()
    changed = copied.data / "yueyang" / "2024-05" / "intake.csv"
    changed.write_text("我填的", encoding="utf-8")
    more = scaffold_period(copied, "yueyang", "2024-05")
    assert more.written == (ledger,)
    assert changed.read_text(encoding="utf-8") == "我填的"


def test_a_period_has_a_row_for_each_earlier_unit_and_measure(copied: Workspace) -> None:
    scaffold_period(copied, "yueyang", "2024-05")
    folder, before = copied.data / "yueyang" / "2024-05", copied.data / "yueyang" / "2024-04"
    for name in ("hotline_unit_counts.csv", "mailbox_unit_counts.csv", "intake.csv"):
        old = (before / name).read_text(encoding="utf-8-sig").splitlines()
        blank = (folder / name).read_text(encoding="utf-8-sig").splitlines()
        assert blank[0] == old[0]
        assert [line.split(",")[:2] for line in blank] == [line.split(",")[:2] for line in old]
    assert len((folder / "ledger.csv").read_text(encoding="utf-8-sig").splitlines()) == 1
    prose = (folder / "editorial" / "hotline_operation.md").read_text(encoding="utf-8")
    assert prose.startswith("## hot_topics\n\n{{ 待填 }}\n\n## knowledge_base\n")
    assert (folder / "editorial" / "problems.md").read_text(encoding="utf-8") == "{{ 待填 }}\n"


def test_issue_number_and_licence_of_another_year_are_left_to_fill(copied: Workspace) -> None:
    scaffold_period(copied, "yueyang", "2025-01")
    text = (copied.data / "yueyang" / "2025-01" / "edition.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == {"issue": "待填", "issued_on": "待填", "licence": ["待填"]}


def test_a_workbook_stands_for_the_tables(copied: Workspace) -> None:
    folder = copied.data / "yueyang" / "2024-05"
    folder.mkdir()
    (folder / "input.xlsx").write_bytes(b"")
    scaffold_period(copied, "yueyang", "2024-05")
    assert list(folder.glob("*.csv")) == []


@pytest.mark.parametrize("place", ["xiangtan", "yunxi", "yueyang_county"])
def test_a_period_can_be_made_for_every_place(place: str, copied: Workspace) -> None:
    made = scaffold_period(copied, place, "2030Q1" if place == "yunxi" else "2030-01")
    assert {t.file for t in load_params(copied, place).inputs.tables} <= {p.name for p in made.written}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["period", "nowhere", "2024-05"], "没有地区“nowhere”"),
        (["period", "yueyang", "五月"], "看不懂期“五月”"),
        (["period", "yueyang", "2024-05", "--from", "2024-05"], "--from 应是另一期"),
        (["period", "yueyang", "2024-05", "--from", "2023-05"], "没有“2023-05”期"),
        (["section", "yueyang", "problems", "--title", "问题"], "已有栏目“problems”"),
        (["section", "yueyang", "New", "--title", "新"], "栏目标识“New”"),
        (["section", "yueyang", "other", "--title", "新", "--after", "gone"], "没有栏目“gone”"),
        (["place", "yueyang", *PLACE_OPTIONS, *UNIT_OPTIONS], "params/yueyang/ 已存在"),
        (["place", "Bad-Name", *PLACE_OPTIONS, *UNIT_OPTIONS], "地区标识“Bad-Name”"),
        (["place", "schema", *PLACE_OPTIONS, *UNIT_OPTIONS], "schema"),
        (["place", "other", "--yes", *UNIT_OPTIONS], "缺少 --name"),
        (["place", "other", *PLACE_OPTIONS], "缺少 --units"),
        (["place", "other", *PLACE_OPTIONS, *UNIT_OPTIONS, "--weights", "0.3,0.3"], "应为 4 个数"),
        (["place", "other", *PLACE_OPTIONS, *UNIT_OPTIONS, "--weights", "0.5,0.5,0.5,0.5"], "权重之和应为 1"),
        (["place", "other", *PLACE_OPTIONS, *UNIT_OPTIONS, "--grades", "80,85,90"], "由高到低"),
        (["place", "other", *PLACE_OPTIONS, *UNIT_OPTIONS, "--unit", "县市区=东区"], "“东区”属于两个单位"),
        (["place", "other", *PLACE_OPTIONS, "--unit", "县市区=东区"], "没有单位"),
        (["place", "other", *PLACE_OPTIONS, "--unit", "乡镇=东镇"], "不在所列组别中"),
    ],
)
def test_what_is_refused_changes_nothing(words: list[str], message: str, copied: Workspace, invoke) -> None:  # type: ignore[no-untyped-def]
    before = content(copied.root)
    result = invoke(*words)
    assert isinstance(result.exception, UsageError | ParamsError)
    assert message in str(result.exception)
    assert content(copied.root) == before


# —— 地区 ——


def test_a_place_by_options_loads_and_cites_nothing_yet(copied: Workspace, invoke) -> None:  # type: ignore[no-untyped-def]
    result = invoke("place", "other", *PLACE_OPTIONS, *UNIT_OPTIONS, "--types", "road=道路、其他")
    assert result.exit_code == 0, result.output
    params = load_params(copied, "other")
    assert params.place.office == "示范市12345热线服务中心"
    assert [(u.name, u.group) for u in params.units.units] == [
        ("东区", "county"),
        ("西区", "county"),
        ("一局", "agency"),
    ]
    assert params.intake.measure("demand_type").dimension == {"road": "道路", "type_2": "其他"}
    sources = [v.source for rule in params.rules for v in rule.versions]
    assert sources
    assert all(s.document.startswith("待填") for s in sources)
    assert all(str(v.in_force_from) == "2024-05-01" for rule in params.rules for v in rule.versions)
    for path in (copied.params / "other").rglob("*.yml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
        assert schema.parent == (copied.params / "schema").resolve()
        assert schema.is_file()


def test_a_place_is_asked_for(copied: Workspace, invoke) -> None:  # type: ignore[no-untyped-def]
    typed = [
        "示范市",
        "",
        "2024Q2",
        "乡镇、town=街道",
        "",
        "东镇、西镇",
        "南街",
        "",
        "",
        "0.4,0.2,0.2,0.2",
        "",
    ]
    result = invoke("place", "other", typed="\n".join(typed) + "\n")
    assert result.exit_code == 0, result.output
    assert "发文单位全称 [示范市12345热线服务中心]" in result.output
    params = load_params(copied, "other")
    assert [(g.id, g.label) for g in params.units.groups] == [("group_1", "乡镇"), ("town", "街道")]
    assert [u.name for u in params.units.units] == ["东镇", "西镇", "南街"]
    assert (copied.data / "other" / "2024Q2" / "edition.yml").is_file()


def test_a_place_with_points_adds_its_full_marks_up(copied: Workspace, invoke) -> None:  # type: ignore[no-untyped-def]
    words = ["--scheme", "points", "--full", "150", "--grades", "135,120,105"]
    result = invoke("place", "other", *PLACE_OPTIONS, *UNIT_OPTIONS, *words)
    assert result.exit_code == 0, result.output
    params = load_params(copied, "other")
    ((_, body),) = params.in_force(Evaluation, Period.parse("2024-05"))
    assert isinstance(body.index, PointsTotal)
    assert [int(c.full) for c in body.index.components] == [45, 45, 30, 30]
    assert (body.index.full, body.index.id) == (150, "total")
    assert not (copied.params / "other" / "rules" / "hotline_index.yml").exists()


def test_a_scheme_of_another_name_is_refused(copied: Workspace, invoke) -> None:  # type: ignore[no-untyped-def]
    typed = ["示范市", "", "2024-05", "甲组", "", "东镇", "", "加权"]
    result = invoke("place", "other", typed="\n".join(typed) + "\n")
    assert result.exit_code != 0
    assert "评法“加权”应为 index 或 points" in str(result.exception)
    assert not (copied.params / "other").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_units_from_a_csv_file(encoding: str, tmp_path: Path, copied: Workspace, invoke) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "units.csv"
    text = "组别,承办单位,标识,别名\n县市区,东区,east,东城、东城区\n县市区,,,\n行政事业单位,一局,,\n"
    file.write_bytes(text.encode(encoding))
    words = ["--groups", "县市区、行政事业单位", "--units", str(file)]
    result = invoke("place", "other", *PLACE_OPTIONS, *words)
    assert result.exit_code == 0, result.output
    units = load_params(copied, "other").units.units
    assert [(u.id, u.name, u.aliases) for u in units] == [
        ("east", "东区", ("东城", "东城区")),
        ("unit_002", "一局", ()),
    ]


def test_lists_names_and_numbers_as_people_write_them() -> None:
    assert listed(" 甲、乙，丙,丁；戊;\n") == ["甲", "乙", "丙", "丁", "戊"]
    assert [(g.id, g.label) for g in groups_of("公共服务企业、乡镇")] == [
        ("enterprise", "公共服务企业"),
        ("group_2", "乡镇"),
    ]
    assert numbers_of("0.3，1/2", 2, "权重") == ("0.3", "1/2")
    units = typed_units(["乡镇=东镇、西镇"], groups_of("乡镇"))
    assert [(u.id, u.name) for u in units] == [("unit_001", "东镇"), ("unit_002", "西镇")]
    with pytest.raises(UsageError):
        named_items("甲、甲", "type")
    with pytest.raises(UsageError):
        numbers_of("0.3、半", 2, "权重")


def test_a_period_can_follow_one_that_is_not_filled_in_yet(copied: Workspace) -> None:
    scaffold_period(copied, "yueyang", "2024-05")
    scaffold_period(copied, "yueyang", "2024-06")
    text = (copied.data / "yueyang" / "2024-06" / "edition.yml").read_text(encoding="utf-8")
    assert {"issue", "issued_on"} <= {k for k, v in yaml.safe_load(text).items() if v == "待填"}
    first = (copied.data / "yueyang" / "2024-06" / "hotline_unit_counts.csv").read_text(encoding="utf-8-sig")
    assert first.splitlines()[1].startswith("县市区,临湘市,待填")
