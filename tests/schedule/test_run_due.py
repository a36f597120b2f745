"""Running what is due: runs, waits or complains; idempotent; catches up; one bad place stops no other."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from hotline_lib.model.errors import ExitCode
from hotline_lib.model.notices import Occasion
from hotline_lib.run.many.targets import Target
from hotline_lib.run.schedule.report import DueState, report_json, report_text, summary_line
from hotline_lib.run.schedule.run_due import run_due
from tests.schedule.made import Maker, give_inputs, monthly, workspace_with

TODAY = date(2024, 5, 22)


def test_complete_periods_are_made_oldest_first_and_only_once(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, jia=monthly(), yi=monthly(first="2024-04"))
    for place, period in (("jia", "2024-03"), ("jia", "2024-04"), ("yi", "2024-04")):
        give_inputs(workspace, place, period)
    maker = Maker()
    first = run_due(workspace, TODAY, maker)
    assert maker.asked == [Target("jia", "2024-03"), Target("jia", "2024-04"), Target("yi", "2024-04")]
    assert [r.state for r in first.results] == [DueState.made] * 3
    assert first.exit_code is ExitCode.ok
    second = run_due(workspace, TODAY, maker)
    assert [r.state for r in second.results] == [DueState.current] * 3
    assert second.occasions == frozenset()


def test_missing_and_blank_inputs_wait_and_are_named(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, jia=monthly())
    give_inputs(workspace, "jia", "2024-04", "数值\n待填\n待填\n")
    maker = Maker()
    report = run_due(workspace, TODAY, maker)
    assert maker.asked == []
    march, april = report.results
    assert (march.state, march.late) == (DueState.waiting, True)
    assert "hotline new period jia 2024-03" in march.message
    assert april.message == "data/jia/2024-04/ 尚有“待填”：intake.csv（2 处）。"
    assert report.exit_code is ExitCode.waiting
    assert report.occasions == {Occasion.waiting, Occasion.overdue}


def test_what_a_printed_bulletin_said_is_no_blank(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, jia=monthly(first="2024-04"))
    folder = give_inputs(workspace, "jia", "2024-04")
    (folder / "printed").mkdir()
    (folder / "printed" / "text.yml").write_text("待填", encoding="utf-8")
    assert [r.state for r in run_due(workspace, TODAY, Maker()).results] == [DueState.made]


def test_inputs_that_the_guards_refuse_are_waited_for_but_other_failures_fail(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, jia=monthly())
    for period in ("2024-03", "2024-04"):
        give_inputs(workspace, "jia", period)
    refused = Maker({Target("jia", "2024-03"): ExitCode.input_refused})
    report = run_due(workspace, TODAY, refused)
    assert [r.state for r in report.results] == [DueState.waiting, DueState.made]
    assert report.exit_code is ExitCode.waiting
    failed = Maker({Target("jia", "2024-03"): ExitCode.notebook_failed})
    report = run_due(workspace, TODAY, failed)
    assert [r.state for r in report.results] == [DueState.failed, DueState.made]
    assert report.exit_code is ExitCode.failed


def test_lateness_counts_from_the_end_of_grace(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, jia=monthly())
    for today, late in ((date(2024, 4, 18), False), (date(2024, 4, 19), True)):
        (result,) = run_due(workspace, today, Maker()).results
        assert result.late is late


def test_a_faulty_schedule_is_told_and_stops_no_other_place(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, bing=None, jia="first_period: 三月\n", yi=monthly(first="2024-04"))
    give_inputs(workspace, "yi", "2024-04")
    report = run_due(workspace, TODAY, Maker())
    assert [(r.place, r.state) for r in report.results] == [("yi", DueState.made)]
    assert len(report.faults) == 1
    assert "params/jia/schedule.yml" in report.faults[0]
    assert report.unscheduled == ("bing",)
    assert report.exit_code is ExitCode.failed


def test_nothing_due_is_well_and_said(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, jia=monthly())
    report = run_due(workspace, date(2024, 4, 14), Maker())
    assert report.exit_code is ExitCode.ok
    assert summary_line(report) == "12345通报排期 2024-04-14：没有到期的通报。"


def test_the_report_names_what_needs_a_person_first(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, jia=monthly())
    give_inputs(workspace, "jia", "2024-03")
    report = run_due(workspace, TODAY, Maker())
    lines = report_text(report).splitlines()
    assert lines[0] == "12345通报排期 2024-05-22：已生成 1 期，等候输入 1 期，其中逾期 1 期。"
    assert lines[1].startswith("[等候输入] jia 2024-04（2024年4月，2024-05-16 到期，已逾期）")
    assert lines[2] == "[已生成] jia 2024-03（2024年3月，2024-04-15 到期）"
    read = json.loads(report_json(report))
    assert [(r["period"], r["state"]) for r in read["results"]] == [
        ("2024-03", "made"),
        ("2024-04", "waiting"),
    ]
    assert read["exit_code"] == ExitCode.waiting
