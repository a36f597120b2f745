"""The command line as a person meets it: words, exit codes, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from hotline_lib.cli.main import COMMANDS
from hotline_lib.cli.main import hotline as main
from hotline_lib.ingest.workspace import Workspace


def hotline(workspace: Workspace, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hotline_lib", *words],
        cwd=workspace.root,
        env={**os.environ, "HOTLINE_ROOT": str(workspace.root)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["run"], ["check"], ["audit"], ["list"]])
def test_help_is_chinese_and_succeeds(project: Workspace, words: list[str]) -> None:
    done = hotline(project, *words, "--help")
    assert done.returncode == 0
    assert any("一" <= c <= "鿿" for c in done.stdout)


def is_chinese(text: str | None) -> bool:
    return any("一" <= c <= "鿿" for c in text or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_in_chinese_what_it_is(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    subcommands = command.commands.values() if isinstance(command, click.Group) else [command]
    for one in subcommands:
        assert is_chinese(one.help), one.name
        told = {p.name: p.help for p in one.params if isinstance(p, click.Option)}
        assert {option: words for option, words in told.items() if not is_chinese(words)} == {}


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["run", "yueyang", "四月"], 2, "看不懂期“四月”"),
        (["run", "nowhere", "2024-04"], 2, "没有地区“nowhere”"),
        (["run", "yueyang", "2031-01"], 2, "2031-01"),
        (["run", "yueyang"], 2, "命令有误"),
        (["nonsense"], 2, "命令有误"),
        (["run", "yueyang", "2024-04", "--formats", "odt"], 2, "odt"),
        (["run", "--due", "yueyang", "2024-04"], 2, "--due 自己决定出哪些"),
        (["run", "--due", "--today", "明天"], 2, "--today 应为日期，如 2024-05-23"),
        (["run", "yueyang", "2024-04", "--report", "due.txt"], 2, "--today、--report 与 --due 同用"),
        (["run", "yueyang", "2024-04", "--accept-changes"], 2, "--accept-changes 与 --max-change 同用"),
        (["run", "yueyang", "2024-04", "--max-change", "三成"], 2, "--max-change 应为比率"),
        (["diff", "yueyang", "2030-01", "2030-02"], 2, "还没有生成，无从比较"),
    ],
)
def test_wrong_commands(project: Workspace, words: list[str], code: int, message: str) -> None:
    done = hotline(project, *words)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_check_passes_with_its_one_warning(project: Workspace) -> None:
    done = hotline(project, "check", "yueyang", "2024-04")
    assert done.returncode == 0, done.stderr
    assert "提醒：data/yueyang/2024-04/intake.csv 第 22 行" in done.stdout
    assert "错误 0 处，提醒 1 条" in done.stdout


def test_check_refuses_bad_input_with_its_own_code(copied: Workspace) -> None:
    path = copied.root / "data/yueyang/2024-04/hotline_unit_counts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("临湘市,1063", "临湘市,很多"), encoding="utf-8")
    done = hotline(copied, "check", "yueyang", "2024-04")
    assert done.returncode == 3
    assert "第 2 行“应办理数”列" in done.stdout


def test_list_names_place_and_period(project: Workspace) -> None:
    done = hotline(project, "list")
    assert done.returncode == 0
    assert "yueyang\t2024-04" in done.stdout


def test_audit_needs_a_printed_bulletin(copied: Workspace) -> None:
    import shutil

    shutil.rmtree(copied.root / "data/yueyang/2024-04/printed")
    done = hotline(copied, "audit", "yueyang", "2024-04")
    assert done.returncode == 2
    assert "printed/ 不存在" in done.stderr


def test_audit_writes_table_and_page_and_says_when_it_cannot(project: Workspace, tmp_path: Path) -> None:
    table, page = tmp_path / "findings.csv", tmp_path / "audit.html"
    words = ["audit", "yueyang_county", "2023-04", "--csv", str(table), "--html", str(page), "--strict"]
    done = hotline(project, *words)
    assert done.returncode == 7, done.stderr
    assert "线索，不足为凭" in done.stdout
    assert table.read_text(encoding="utf-8-sig").startswith("位置,行,项目,")
    assert "岳阳县 2023年4月 核对报告" in page.read_text(encoding="utf-8")
    done = hotline(project, *words[:3], "--html", str(tmp_path / "nowhere" / "audit.html"))
    assert done.returncode == 2
    assert "写不进" in done.stderr
    assert "Traceback" not in done.stderr


def test_audit_refuses_a_decision_on_nothing(copied: Workspace) -> None:
    file = copied.root / "data/yueyang_county/2023-04/decisions.yml"
    entry = "{finding: value-0000000000, decision: 照算, by: 审核人, reason: 已核对}"
    file.write_text(f"decisions:\n  - {entry}\n", encoding="utf-8")
    done = hotline(copied, "audit", "yueyang_county", "2023-04")
    assert done.returncode == 3
    assert "value-0000000000" in done.stderr
    assert "核对结果中没有这一发现" in done.stderr
