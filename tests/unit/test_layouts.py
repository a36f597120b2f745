"""Dated layouts: an old period is printed in the old form, a new one in the new."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ParamsError
from hotline_lib.model.period import Period
from hotline_lib.model.weeks import Weekday, Weeks
from hotline_lib.run.scaffold.section import scaffold_section


@pytest.fixture
def workspace(project: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(project.params / "yueyang", tmp_path / "params" / "yueyang")
    return Workspace(tmp_path)


def dated(workspace: Workspace, day: str, file: str, old: str, new: str) -> Path:
    """A version of a layout file from a day on, with one change."""
    place = workspace.params / "yueyang"
    text = (place / file).read_text(encoding="utf-8")
    assert old in text
    path = place / "layouts" / day / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def mark(workspace: Workspace, period: str | None) -> str:
    masthead = load_params(workspace, "yueyang", Period.parse(period) if period else None).contents.masthead
    assert masthead is not None
    return masthead.mark


def test_each_period_has_the_layout_of_its_last_day(workspace: Workspace) -> None:
    old = mark(workspace, "2024-04")
    dated(workspace, "2024-05-01", "bulletin.yml", old, "五月起的发文机关标志")
    dated(workspace, "2025-01-01", "bulletin.yml", old, "次年起的发文机关标志")
    assert [mark(workspace, p) for p in ("2024-04", "2024-05", "2024-12", "2024Q2", "2025-01", None)] == [
        old,
        *["五月起的发文机关标志"] * 3,
        *["次年起的发文机关标志"] * 2,
    ]


def test_a_file_that_did_not_change_stays_as_it_was(workspace: Workspace) -> None:
    before = load_params(workspace, "yueyang", Period.parse("2024-06"))
    dated(workspace, "2024-05-01", "charts.yml", "kind: breakdown", "kind: breakdown # 未改")
    after = load_params(workspace, "yueyang", Period.parse("2024-06"))
    assert (after.sentences, after.tables, after.contents) == (
        before.sentences,
        before.tables,
        before.contents,
    )


def test_weeks_of_the_place_decide_the_last_day(workspace: Workspace) -> None:
    old = mark(workspace, None)
    dated(workspace, "2024-07-15", "bulletin.yml", old, "新标志")
    week = Period.parse("2024W28")
    assert mark(workspace, week.id) == old
    path = workspace.params / "yueyang" / "place.yml"
    path.write_text(
        path.read_text(encoding="utf-8") + "weeks: {starts_on: friday, starts_at: 12}\n", encoding="utf-8"
    )
    assert week.counted_in(Weeks(starts_on=Weekday.friday, starts_at=12)).last_day.day == 19
    assert mark(workspace, week.id) == "新标志"


def test_a_fault_in_a_dated_file_is_named_where_it_stands(workspace: Workspace) -> None:
    dated(workspace, "2024-05-01", "tables.yml", "programme: mailbox", "programme: mail")
    load_params(workspace, "yueyang", Period.parse("2024-04"))
    with pytest.raises(ParamsError, match=r"layouts/2024-05-01/tables\.yml"):
        load_params(workspace, "yueyang", Period.parse("2024-05"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("layouts/2024-5-1/charts.yml", "应为以启用日命名的文件夹"),
        ("layouts/20240501/charts.yml", "应为以启用日命名的文件夹"),
        ("layouts/2024-02-30/charts.yml", "应为以启用日命名的文件夹"),
        ("layouts/2024-05-01/units.yml", "只能放 bulletin.yml、tables.yml、charts.yml、sentences.yml"),
        ("layouts/charts.yml", "应为以启用日命名的文件夹"),
    ],
)
def test_what_cannot_take_effect_is_refused(workspace: Workspace, name: str, expected: str) -> None:
    path = workspace.params / "yueyang" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")
    with pytest.raises(ParamsError, match=expected):
        load_params(workspace, "yueyang", Period.parse("2024-04"))


def test_a_new_section_goes_into_the_newest_layout(copied: Workspace) -> None:
    for file in ("bulletin.yml", "sentences.yml"):
        dated(copied, "2024-05-01", file, "sections:", "sections:")
    made = scaffold_section(copied, "yueyang", "requirements", "工作要求", template="本期要求如下。")
    assert {p.parent.name for p in made.written} == {"2024-05-01"}
    ids = [
        [s.id for s in load_params(copied, "yueyang", Period.parse(p)).contents.sections]
        for p in ("2024-04", "2024-05")
    ]
    assert ids[1] == [*ids[0], "requirements"]
