"""The engine stays real, quiet, offline and reproducible; what could not run is never a pass."""

import json
import re
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from guard_tables import (
    COUNTS,
    ENTRIES,
    GOOD_COUNTS,
    GOOD_INTAKE,
    GOOD_LEDGER,
    INTAKE,
    changed,
    check,
    table,
)

from hotline_lib.guards.report import guard_results_json
from hotline_lib.model.tables import Severity


def all_tables():
    return (
        table(COUNTS, changed(GOOD_COUNTS, 2, on_time="980", unit="临香市", dissatisfied="91")),
        table(INTAKE, changed(GOOD_INTAKE, 2, value="999")),
        table(ENTRIES, changed(GOOD_LEDGER, 2, numbers="")),
    )


def test_a_check_that_could_not_run_is_an_error_even_if_it_is_only_a_warning():
    good = table(COUNTS, GOOD_COUNTS)
    broken = replace(good, frame=good.frame.drop(columns=["score__value"]))
    report = check(broken).report
    assert [i.severity for i in report.issues] == [Severity.error, Severity.error]
    assert {i.expectation for i in report.issues} == {
        "“系统得分”应为数字",
        "“系统得分”不应大于“办理数”",
    }
    assert all("未能进行" in i.problem.expected for i in report.issues)
    assert len([c for c in report.checks if c.could_not_run]) == 2


def test_an_expectation_that_raises_is_an_error(monkeypatch):
    from hotline_lib.guards.expect_cells import ExpectAtMost

    def fail(self, row):
        raise RuntimeError(f"坏了 {object()!r}")

    monkeypatch.setattr(ExpectAtMost, "faults", fail)
    outcome = check(table(COUNTS, GOOD_COUNTS))
    assert {i.severity for i in outcome.report.issues} == {Severity.error}
    assert len(outcome.report.issues) == 3
    assert "坏了" in outcome.report.issues[0].problem.expected
    assert not re.search(r"0x[0-9a-f]{4}", guard_results_json(outcome))


def test_results_are_the_engines_own_and_complete():
    rows = changed(GOOD_COUNTS, 2, on_time="980")
    results = check(table(COUNTS, rows)).results["hotline_unit_counts"]
    assert results["meta"]["great_expectations_version"]
    failed = [r for r in results["results"] if not r["success"]]
    assert [r["expectation_config"]["type"] for r in failed] == ["expect_at_most"]
    assert failed[0]["result"]["unexpected_index_list"][0]["row"] == 2


def test_two_runs_give_identical_json_here_and_in_another_process():
    first, second = guard_results_json(check(*all_tables())), guard_results_json(check(*all_tables()))
    assert first == second
    script = (
        "from test_guard_engine import all_tables\n"
        "from guard_tables import check\n"
        "from hotline_lib.guards.report import guard_results_json\n"
        "import sys; sys.stdout.write(guard_results_json(check(*all_tables())))"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).parent,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".:../..", "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        assert run.stdout == first
        assert run.stderr == ""


def test_results_hold_no_time_id_or_path():
    text = guard_results_json(check(*all_tables()))
    assert json.loads(text)
    assert not re.search(r"run_id|ge_load_time|batch_id|fingerprint|site-packages", text)
    assert str(Path(__file__).parents[2]) not in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-|\d{8}T\d{6}", text)


def test_no_socket_is_opened(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("网络访问")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert check(*all_tables()).report.errors


def test_importing_the_guards_does_not_import_great_expectations():
    script = (
        "import sys, hotline_lib.guards.check, hotline_lib.guards.report\n"
        "print('great_expectations' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_nothing_to_check_is_no_issue():
    outcome = check()
    assert (outcome.report.checks, outcome.results) == ((), {})


@pytest.mark.parametrize("name", ["GX_ANALYTICS_ENABLED", "TQDM_DISABLE"])
def test_settings_are_put_back(monkeypatch, name):
    monkeypatch.setenv(name, "before")
    check(table(COUNTS, GOOD_COUNTS))
    import os

    assert os.environ[name] == "before"
