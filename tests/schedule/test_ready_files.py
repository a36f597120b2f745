"""The ready files hold together: right syntax, the real command, a daily time, no secret, no host of ours."""

from __future__ import annotations

import ast
import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from hotline_lib.model.errors import ExitCode

DEPLOY = Path(__file__).parents[2] / "deploy"
COMMAND = "run --due --report outputs/due.txt"
FILES = sorted(
    p.relative_to(DEPLOY).as_posix() for p in DEPLOY.rglob("*") if p.is_file() and p.suffix != ".md"
)


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def unit(name: str) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=True, interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(text(name))
    return read


def test_every_ready_file_is_listed_and_every_listed_file_exists() -> None:
    listed = re.findall(r"`((?:cron|systemd|ci|airflow)/[^`]+)`", text("README.md"))
    assert sorted(listed) == FILES


@pytest.mark.parametrize("name", [f for f in FILES if not f.endswith(".timer")])
def test_each_runs_what_is_due(name: str) -> None:
    assert text(name).count(COMMAND) == 1


def test_the_crontab_line_has_five_fields_and_a_user() -> None:
    lines = [
        line
        for line in text("cron/hotline").splitlines()
        if line and line[0] not in "#" and "=" not in line.split()[0]
    ]
    (line,) = lines
    fields = line.split(maxsplit=6)
    assert fields[:6] == ["10", "7", "*", "*", "*", "hotline"]
    assert fields[6].endswith(COMMAND)


def test_the_timer_starts_the_service_of_its_name_daily_and_makes_up_for_missed_days() -> None:
    timer, service = unit("systemd/hotline-due.timer"), unit("systemd/hotline-due.service")
    assert timer["Timer"]["OnCalendar"] == "*-*-* 07:10:00 Asia/Shanghai"
    assert timer["Timer"]["Persistent"] == "true"
    assert service["Service"]["Type"] == "oneshot"
    folder = service["Service"]["WorkingDirectory"]
    assert service["Service"]["ExecStart"].startswith(folder)
    assert service["Service"]["ReadWritePaths"] == folder


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze 不在本机")
def test_systemd_itself_reads_the_calendar() -> None:
    when = unit("systemd/hotline-due.timer")["Timer"]["OnCalendar"]
    done = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_workflow_is_daily_installs_what_the_readme_says_and_pushes_nothing() -> None:
    flow = yaml.safe_load(text("ci/hotline-due.yml"))
    # YAML 1.1 reads the key `on` as true
    assert flow[True]["schedule"] == [{"cron": "10 23 * * *"}]
    assert flow["permissions"] == {"contents": "read"}
    runs = [step["run"] for step in flow["jobs"]["due"]["steps"] if "run" in step]
    readme = (DEPLOY.parent / "README.md").read_text(encoding="utf-8")
    assert runs[0] in readme
    assert runs[1] == f".venv/bin/nox -s hotline -- {COMMAND}"


def test_the_dag_compiles_and_skips_while_inputs_are_missing() -> None:
    """Airflow itself is not installed here; its names and our values are read from the syntax tree."""
    tree = ast.parse(text("airflow/hotline_due.py"))
    values = {
        n.targets[0].id: ast.literal_eval(n.value)
        for n in tree.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
    }
    assert values == {"WAITING": ExitCode.waiting}
    calls = {n.func.id: n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    dag = {k.arg: ast.unparse(k.value) for k in calls["DAG"].keywords}
    assert (dag["schedule"], dag["catchup"], dag["max_active_runs"]) == ("'10 7 * * *'", "False", "1")
    task = {k.arg: ast.unparse(k.value) for k in calls["BashOperator"].keywords}
    assert task["skip_on_exit_code"] == "WAITING"


@pytest.mark.parametrize("name", FILES)
def test_no_password_is_written_down(name: str) -> None:
    assert re.findall(r"(?i)(?:password|token|secret)\w*\s*[:=]\s*(?!\$\{\{)[\"']?\w{6,}", text(name)) == []
