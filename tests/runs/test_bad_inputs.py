"""Bad inputs: each stops the run with a message that names the place, and `outputs/` stays untouched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import (
    HotlineError,
    InputError,
    NotebookError,
    ParamsError,
    RuleNotInForceError,
    TemplateError,
    UsageError,
)
from hotline_lib.run.bulletin import run_bulletin

DATA = "data/yueyang/2024-04"
PARAMS = "params/yueyang"


def replaced(workspace: Workspace, file: str, old: str, new: str) -> None:
    path = workspace.root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{file} 不含 {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def change(file: str, old: str, new: str) -> Callable[[Workspace], None]:
    return lambda workspace: replaced(workspace, file, old, new)


def remove(file: str) -> Callable[[Workspace], None]:
    return lambda workspace: (workspace.root / file).unlink()


HOTLINE = f"{DATA}/hotline_unit_counts.csv"
CASES: dict[str, tuple[Callable[[Workspace], None], type[HotlineError], list[str]]] = {
    "a missing table": (remove(f"{DATA}/intake.csv"), InputError, ["intake.csv", "缺少此表"]),
    "an unknown unit": (
        change(HOTLINE, "县市区,临湘市", "县市区,临相市"),
        InputError,
        ["hotline_unit_counts.csv 第 2 行“部门名称”列", "临相市", "临湘市"],
    ),
    "a unit under another group in the table": (
        change(HOTLINE, "县市区,临湘市", "公共服务企业,临湘市"),
        InputError,
        ["hotline_unit_counts.csv 第 2 行“组别”列", "公共服务企业"],
    ),
    "a unit in two groups of the register": (
        change(
            f"{PARAMS}/units.yml",
            "  - {id: linxiang, name: 临湘市, group: county}\n",
            "  - {id: linxiang, name: 临湘市, group: county}\n"
            "  - {id: linxiang_agency, name: 临湘市, group: agency}\n",
        ),
        ParamsError,
        ["units.yml", "临湘市", "linxiang（county）", "linxiang_agency（agency）"],
    ),
    "more on time than closed": (
        change(HOTLINE, "华容县,979,976,976", "华容县,979,976,980"),
        InputError,
        ["hotline_unit_counts.csv 第 5 行“按期办理数”列", "976", "980"],
    ),
    "a negative count": (
        change(HOTLINE, "华容县,979,976,976,46", "华容县,979,976,976,-46"),
        InputError,
        ["hotline_unit_counts.csv 第 5 行“返工数”列", "-46"],
    ),
    "text in a number column": (
        change(HOTLINE, "华容县,979", "华容县,九七九"),
        InputError,
        ["hotline_unit_counts.csv 第 5 行“应办理数”列", "九七九"],
    ),
    "a misspelt parameter in a notebook": (
        change("notebooks/problems.ipynb", 'period = \\"2024-04\\"', 'peroid = \\"2024-04\\"'),
        NotebookError,
        ["problems.ipynb", "peroid", "period"],
    ),
    "a misspelt parameter in a sidecar": (
        change("notebooks/problems.yml", "  place: 地区", "  palce: 地区"),
        NotebookError,
        ["problems.yml", "place"],
    ),
    "a missing notebook": (remove("notebooks/bonuses.ipynb"), NotebookError, ["bonuses.ipynb"]),
    "a rule not yet in force": (
        change(f"{PARAMS}/rules/hotline_index.yml", "in_force_from: 2022-07-01", "in_force_from: 2024-05-01"),
        RuleNotInForceError,
        ["热线综合指标值", "hotline_index", "2024-04-30", "2024-05-01"],
    ),
    "a misspelt key in a rule": (
        change(f"{PARAMS}/rules/hotline_index.yml", "denominator: callbacks", "denominater: callbacks"),
        ParamsError,
        ["rules/hotline_index.yml", "denominater"],
    ),
    "weights that do not sum to one": (
        change(f"{PARAMS}/rules/hotline_index.yml", 'weight: "0.3"', 'weight: "0.4"'),
        ParamsError,
        ["rules/hotline_index.yml", "权重之和应为 1"],
    ),
    "a broken template": (
        change(f"{PARAMS}/sentences.yml", "{{ intake.calls_received }}", "{{ intake.calls_received "),
        TemplateError,
        ["hotline_operation", "totals", "花括号"],
    ),
    "an unknown name in a template": (
        change(f"{PARAMS}/sentences.yml", "{{ intake.calls_received }}", "{{ intake.calls_recieved }}"),
        TemplateError,
        ["hotline_operation", "totals", "intake.calls_recieved", "intake.calls_received"],
    ),
    "an unknown name in the prose": (
        change(f"{DATA}/editorial/problems.md", "hotline.china_telecom.grade", "hotline.telecom.grade"),
        TemplateError,
        ["problems", "hotline.telecom.grade"],
    ),
    "a faulty transcription of the printed bulletin": (
        change(f"{DATA}/printed/text.yml", "paragraph: mark", "paragraf: mark"),
        ParamsError,
        ["printed/text.yml", "paragraf"],
    ),
    "prose that is gone": (
        remove(f"{DATA}/editorial/experience.md"),
        ParamsError,
        ["editorial/experience.md"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_stops_the_run(name: str, copied: Workspace) -> None:
    damage, error, words = CASES[name]
    damage(copied)
    published = copied.outputs / "yueyang" / "2024-04"
    published.mkdir(parents=True)
    (published / "bulletin.html").write_text("上一次的通报", encoding="utf-8")

    with pytest.raises(error) as caught:
        run_bulletin(copied, "yueyang", "2024-04")

    for word in words:
        assert word in str(caught.value)
    assert [p.relative_to(copied.outputs).as_posix() for p in copied.outputs.rglob("*") if p.is_file()] == [
        "yueyang/2024-04/bulletin.html"
    ]
    assert (published / "bulletin.html").read_text(encoding="utf-8") == "上一次的通报"
    assert not (copied.outputs / ".staging").exists()


@pytest.mark.slow
@pytest.mark.parametrize("published", [False, True])
def test_what_was_made_while_the_guards_judged_is_not_left(published: bool, copied: Workspace) -> None:
    if published:
        run_bulletin(copied, "demo", "2024W28")
    before = {p: p.read_bytes() for p in copied.outputs.rglob("*") if p.is_file()}
    counts = copied.data / "demo" / "2024W28" / "hotline_unit_counts.csv"
    lines = counts.read_text(encoding="utf-8-sig").splitlines()
    counts.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")  # a unit twice: all else works
    with pytest.raises(InputError):
        run_bulletin(copied, "demo", "2024W28")
    assert {p: p.read_bytes() for p in copied.outputs.rglob("*") if p.is_file()} == before
    assert copied.outputs.exists() == published


@pytest.mark.parametrize(
    ("place", "period", "words"),
    [
        ("yueyang", "2024-13", ["2024-13", "2022Q3"]),
        ("yueyang", "四月", ["四月"]),
        ("yueyang", "2031-01", ["2031-01", "2024-04"]),
        ("nowhere", "2024-04", ["nowhere", "yueyang"]),
    ],
)
def test_unknown_place_or_period(place: str, period: str, words: list[str], copied: Workspace) -> None:
    with pytest.raises(UsageError) as caught:
        run_bulletin(copied, place, period)
    for word in words:
        assert word in str(caught.value)
    assert not copied.outputs.exists()


def test_all_problems_are_named_at_once(copied: Workspace) -> None:
    replaced(copied, HOTLINE, "县市区,临湘市", "县市区,临相市")
    replaced(copied, HOTLINE, "华容县,979", "华容县,九七九")
    replaced(copied, f"{DATA}/intake.csv", "在线直接答复,,50115", "在线直接答复,,50116")
    with pytest.raises(InputError) as caught:
        run_bulletin(copied, "yueyang", "2024-04")
    assert len(caught.value.problems) == 3


def test_unknown_format(copied: Workspace) -> None:
    with pytest.raises(UsageError, match="odt"):
        run_bulletin(copied, "yueyang", "2024-04", formats=["html", "odt"])
    assert not copied.outputs.exists()


def _fail_cell(workspace: Workspace) -> Path:
    replaced(workspace, "notebooks/deductions.ipynb", '"page.table()"', '"page.table(\\"nothing\\")"')
    return workspace.outputs


@pytest.mark.slow
def test_failing_cell_publishes_nothing_and_leaves_staging(copied: Workspace) -> None:
    outputs = _fail_cell(copied)
    with pytest.raises(NotebookError) as caught:
        run_bulletin(copied, "yueyang", "2024-04")
    assert "deductions" in str(caught.value)
    assert "单元“table”" in str(caught.value)
    assert "nothing" in str(caught.value)
    assert not (outputs / "yueyang").exists()
    assert (outputs / ".staging" / "yueyang.2024-04" / "bulletin" / "sections" / "deductions.ipynb").is_file()
