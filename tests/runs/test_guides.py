"""Every command of `docs/guides/` is run in a copy of the project, with what the guide says to do by hand."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from guide_steps import (
    GUIDES,
    blocks,
    commands,
    fill_cells,
    fill_edition,
    fill_prose,
    run,
)
from small_project import tiny

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.change_limits import ChangeLimits
from hotline_lib.model.notices import Notices
from hotline_lib.model.period import Period
from hotline_lib.model.rules import Evaluation, WeightedIndex
from hotline_lib.model.schedule import Schedule
from hotline_lib.sections.page import Page
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.store import store_of

FOLLOWED = {
    "monthly-run",
    "add-a-place",
    "change-a-rule",
    "compare-periods",
    "add-a-section",
    "analyse",
    "schedule",
}


def printed(workspace: Workspace, place: str, period: str) -> str:
    return (workspace.outputs / place / period / "bulletin.html").read_text(encoding="utf-8")


def test_every_guide_is_followed_here() -> None:
    assert {path.stem for path in GUIDES.glob("*.md")} == FOLLOWED
    assert all(commands(guide) for guide in FOLLOWED)


@pytest.mark.parametrize("guide", sorted(FOLLOWED))
def test_guides_open_in_chinese_and_close_in_english(guide: str) -> None:
    text = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    assert "一" <= text.removeprefix("# ")[0] <= "鿿"
    assert "\n## In English\n" in text


@pytest.mark.slow
def test_monthly_run(copied: Workspace) -> None:
    # release wants a person and decisions, site serves: tests/runs/test_release.py, tests/unit/test_site.py
    new, check, bulletin, listing = commands("monthly-run")[:4]
    before, folder = copied.data / "yueyang" / "2024-04", copied.data / "yueyang" / "2024-05"

    made = run(copied, new)
    assert made.code == 0, made.err
    assert "data/yueyang/2024-05/intake.csv：“待填”" in made.out
    assert (folder / "edition.yml").read_text(encoding="utf-8").splitlines()[2].startswith("issue: 5 ")

    checked = run(copied, check)
    assert checked.code == 3
    marks = sum(p.read_text(encoding="utf-8-sig").count("待填") for p in folder.glob("*.csv"))
    blank = [line for line in checked.out.splitlines() if "实为“待填”" in line]
    assert len(blank) < 20, "the same fault in many rows is one line"
    rows = [re.search(r"（共 (\d+) 行）", line) for line in blank]
    assert sum(int(found[1]) if found else 1 for found in rows) == marks

    for table in before.glob("*.csv"):  # the figures of April stand in for those of May
        shutil.copy(table, folder / table.name)
    for command in (check, bulletin):
        unfinished = run(copied, command)
        assert (unfinished.code, "edition.yml" in unfinished.err) == (4, True)
    fill_edition(folder)
    for command in (check, bulletin):
        unfinished = run(copied, command)
        assert (unfinished.code, "没有名为“待填”的数值" in unfinished.err) == (4, True)
    assert not copied.outputs.exists()
    fill_prose(folder)
    assert run(copied, check).code == 0
    assert "待填" not in run(copied, new).out

    published = run(copied, bulletin)
    assert published.code == 0, published.err
    assert "2024年第5期" in printed(copied, "yueyang", "2024-05")
    assert "待填" not in printed(copied, "yueyang", "2024-05")
    assert "yueyang\t2024-05\t草稿" in run(copied, listing).out


@pytest.mark.slow
def test_add_a_place(copied: Workspace) -> None:
    new, check, bulletin = commands("add-a-place")
    (copied.root / "units.csv").write_text(blocks("add-a-place", "csv")[0], encoding="utf-8")

    made = run(copied, new)
    assert made.code == 0, made.err
    assert load_params(copied, "sample_city").place.name == "示范市"
    assert run(copied, new).code == 2

    folder = copied.data / "sample_city" / "2024-05"
    assert run(copied, check).code == 3
    counts = ["应办理数", "办理数", "按期办理数", "返工数", "有效回访数", "回访不满意数"]
    given = dict(zip(counts, ["60", "60", "58", "3", "50", "4"], strict=True))
    fill_cells(folder / "hotline_unit_counts.csv", given)
    intake = {"来电总量": "300", "在线直接答复": "100", "责任单位承办工单": "200", "群众满意率": "95.5%"}
    fill_cells(folder / "intake.csv", {**intake, "诉求类型": "30", "诉求类型占比基数": "300"}, key="指标")
    fill_edition(folder)
    fill_prose(folder)

    assert run(copied, check).code == 0
    published = run(copied, bulletin)
    assert published.code == 0, published.err
    page = printed(copied, "sample_city", "2024-05")
    assert "示范市12345热线服务中心" in page
    with (copied.outputs / "sample_city/2024-05/tables/hotline_evaluation.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    # 30 + 30 × 58/60 + 20 × 57/60 + 20 × 46/50 = 96.4
    assert [rows[0][h] for h in ("部门名称", "综合指标值", "等级评价")] == ["东城区", "96.4", "A"]


def _add_version(path: Path) -> str:
    old = path.read_text(encoding="utf-8")
    path.write_text(old + blocks("change-a-rule", "yaml")[0], encoding="utf-8")
    return old


@pytest.mark.slow
def test_change_a_rule(copied: Workspace) -> None:
    check, audit = commands("change-a-rule")
    rule = copied.params / "yueyang" / "rules" / "hotline_index.yml"
    findings = run(copied, audit)
    assert findings.code == 0, findings.err

    _add_version(rule)
    forgotten = run(copied, check)
    assert (forgotten.code, "in_force_until" in forgotten.err) == (4, True)

    text, first = rule.read_text(encoding="utf-8"), "  - in_force_from: 2022-07-01\n"
    rule.write_text(text.replace(first, f"{first}    in_force_until: 2024-04-30\n"), encoding="utf-8")
    checked = run(copied, check)
    assert checked.code == 0, checked.err
    assert run(copied, audit).out == findings.out

    weights = {}
    for period in ("2024-04", "2024-05"):
        bodies = load_params(copied, "yueyang").in_force(Evaluation, Period.parse(period))
        index = next(body.index for cited, body in bodies if cited.id == "hotline_index")
        assert isinstance(index, WeightedIndex)
        weights[period] = [float(term.weight) for term in index.terms]
    assert weights == {"2024-04": [0.3, 0.3, 0.2, 0.2], "2024-05": [0.2, 0.4, 0.2, 0.2]}


@pytest.mark.slow
def test_compare_periods(copied: Workspace) -> None:
    (check,) = commands("compare-periods")
    changes, earlier = blocks("compare-periods", "yaml")
    place = copied.params / "yueyang"
    figures = place / "rules" / "text_figures.yml"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(
        text.replace("      breakdowns:\n", f"{changes}      breakdowns:\n", 1), encoding="utf-8"
    )
    sentences = place / "sentences.yml"
    text, used = sentences.read_text(encoding="utf-8"), "{{ intake.calls_received }}件"
    assert used in text
    sentences.write_text(text.replace(used, f"{used}，{{{{ change.calls | compared }}}}"), encoding="utf-8")

    refused = run(copied, check)
    assert (refused.code, "没有上期（2024年3月）的“来电总量”" in refused.err) == (3, True)

    columns = place / "columns.yml"
    columns.write_text(columns.read_text(encoding="utf-8").rstrip("\n") + f"\n{earlier}", encoding="utf-8")
    totals = copied.data / "yueyang/2024-04/earlier.csv"
    totals.write_text(blocks("compare-periods", "csv")[0], encoding="utf-8")
    checked = run(copied, check)
    assert checked.code == 0, checked.err
    prepared = prepare(copied, "yueyang", Period.parse("2024-04"))
    page = Page("hotline_operation", store_of(prepared), copied.fonts)
    assert "环比上升3.03%" in str(page.body()._repr_mimebundle_()["text/plain"])


@pytest.mark.slow
def test_add_a_section(copied: Workspace) -> None:
    prose, template, bulletin = commands("add-a-section")
    for words in (prose, template):
        made = run(copied, words)
        assert made.code == 0, made.err
        assert run(copied, words).code == 2, "a second time it is refused"

    stopped = run(copied, bulletin)
    assert (stopped.code, "栏目“requirements”" in stopped.err) == (4, True)
    fill_prose(copied.data / "yueyang" / "2024-04")
    published = run(copied, bulletin)
    assert published.code == 0, published.err

    page = printed(copied, "yueyang", "2024-04")
    assert page.index("工作经验交流") < page.index("工作要求") < page.index("存在的问题")
    figures = json.loads((copied.outputs / "yueyang/2024-04/figures.json").read_text(encoding="utf-8"))
    assert "volumes" in json.dumps(figures, ensure_ascii=False)


@pytest.mark.slow
def test_schedule(tmp_path: Path) -> None:
    workspace, _ = tiny(tmp_path / "project")
    first, second = commands("schedule")
    schedule, notices = (yaml.safe_load(block) for block in blocks("schedule", "yaml"))
    assert Schedule.model_validate(schedule).versions[0].due_working_day == 15
    assert Notices.model_validate(notices).webhook is not None

    made = run(workspace, first)
    assert made.code == 0, made.err
    assert "12345通报排期 2024-07-17：已生成 2 期。" in made.out
    assert (workspace.outputs / "due.txt").read_text(encoding="utf-8") == made.out
    assert (workspace.outputs / "demo/2024W27/bulletin.pdf").is_file()
    assert run(workspace, second).code == 0
    report = json.loads((workspace.outputs / "due.json").read_text(encoding="utf-8"))
    assert [r["state"] for r in report["results"]] == ["current", "current"]

    (workspace.data / "demo/2024W28/intake.csv").write_text("指标,数值\n来电总量,待填\n", encoding="utf-8")
    waiting = run(workspace, first)
    assert (waiting.code, "intake.csv（1 处）" in waiting.out) == (12, True)


@pytest.mark.slow
def test_analyse(tmp_path: Path) -> None:
    workspace, period = tiny(tmp_path / "project")
    lab, section, both, diff, gated = commands("analyse")
    ready = run(workspace, [*lab, "--print"])
    assert ready.code == 0, ready.err
    assert "jupyterlab" in ready.out
    assert "open_store" in blocks("analyse", "python")[0]
    assert (workspace.notebooks / "scratch" / f"demo-{period}.ipynb").is_file()

    assert run(workspace, section).code == 0
    assert (workspace.outputs / ".preview/demo.2024W28/comparison.html").is_file()

    assert run(workspace, [*both, "--formats", "html"]).code == 0
    changed = run(workspace, diff)
    assert changed.code == 0, changed.err
    assert changed.out.startswith("2024年第27周 → 2024年第28周")
    assert (workspace.outputs / "changes.csv").is_file()
    assert "与2024年第27周相比" in (workspace.outputs / "changes.html").read_text(encoding="utf-8")

    limits = yaml.safe_load(blocks("analyse", "yaml")[0])
    assert ChangeLimits.model_validate(limits).versions[0].last_draft.tables
    passed = run(workspace, [*gated, "--formats", "html"])
    assert passed.code == 0, passed.err
    record = json.loads((workspace.outputs / "demo/2024W28/run.json").read_text(encoding="utf-8"))
    assert record["change_gate"]["compared"] == ["2024年第27周", "上一稿"]
