"""What each command may import: the heavy packages only where they do work, each in one process.

Counted in a fresh interpreter by module names, not by seconds, which depend on the machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.fork_engine.choice import fork_available

GUARDS = {"great_expectations", "scipy", "altair", "sqlalchemy"}
RUNNER = {"papermill", "nbclient", "nbformat", "jupyter_client", "zmq"}
SHELL = {"IPython", "ipykernel"}
PUBLISHER = {"nbconvert", "bs4", "typst", "docx", "xlsxwriter"}
DRAWING = {"matplotlib", "PIL", "fontTools"}
TABLES = {"pandas", "numpy", "pyarrow"}
HEAVY = GUARDS | RUNNER | SHELL | PUBLISHER | DRAWING | TABLES

BUDGET: dict[str, tuple[list[str], set[str]]] = {
    "help": (["--help"], HEAVY),
    "help of a command": (["run", "--help"], HEAVY),
    "list": (["list"], HEAVY),
    "a mistaken command": (["no-such-command"], HEAVY),
    "check": (["check", "demo", "2024W28"], RUNNER | SHELL | PUBLISHER | DRAWING),
    "audit": (["audit", "yunxi", "2022Q3"], RUNNER | SHELL | PUBLISHER | DRAWING),
}
"""Command and what it must not import."""

RECORDED = (
    "import json, sys\n"
    "sys.argv = {words}\n"
    "from hotline_lib.cli.main import main\n"
    "try:\n"
    "    main()\n"
    "finally:\n"
    "    print(json.dumps(sorted(n for n in sys.modules if '.' not in n)), file=sys.stderr)\n"
)


def imported(command: list[str], workspace: Workspace) -> set[str]:
    """Top-level packages in `sys.modules` of the main process when the command ends."""
    words = json.dumps(["hotline", *command])
    code = RECORDED.format(words=words)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=workspace.root,
        env={**os.environ, "HOTLINE_ROOT": str(workspace.root)},
        check=False,
    )
    return set(json.loads(done.stderr.strip().splitlines()[-1]))


@pytest.mark.parametrize("name", BUDGET)
def test_a_command_stays_in_its_budget(name: str, project: Workspace) -> None:
    command, forbidden = BUDGET[name]
    found = imported(command, project)
    assert "hotline_lib" in found
    assert sorted(found & forbidden) == []


def test_check_does_import_the_guards(project: Workspace) -> None:
    """Or the lists above name nothing that exists."""
    assert {"great_expectations", "pandas"} <= imported(["check", "demo", "2024W28"], project)


@pytest.mark.slow
@pytest.mark.skipif(not fork_available(), reason="本系统不能分叉")
def test_a_run_leaves_guards_and_drawing_to_their_own_processes(project: Workspace, tmp_path: Path) -> None:
    """`altair` and the like come with the guards' engine; charts and cells belong to the warm process."""
    found = imported(["run", "demo", "2024W28", "--out", str(tmp_path)], project)
    assert {"papermill", "nbconvert", "pandas"} <= found
    assert sorted(found & (GUARDS | {"ipykernel", "matplotlib"})) == []


@pytest.mark.slow
def test_a_run_that_finds_nothing_changed_imports_next_to_nothing(project: Workspace, tmp_path: Path) -> None:
    """It is answered from hashes alone, in the time that Python itself needs to start."""
    command = ["run", "demo", "2024W28", "--formats", "html", "--out", str(tmp_path)]
    first, again = imported(command, project), imported(command, project)
    assert "pydantic" in first
    unneeded = {*HEAVY, "pydantic", "jinja2", "yaml", "zipfile"}
    assert sorted(again & unneeded) == []


@pytest.mark.skipif(not fork_available(), reason="本系统不能分叉")
def test_the_warm_process_imports_what_sections_need_and_no_more(project: Workspace) -> None:
    code = (
        "import json, sys\nfrom pathlib import Path\n"
        "import hotline_lib.run.fork_engine.zygote\n"
        "from hotline_lib.run.fork_engine.warm import warm_up\n"
        f"warm_up(Path({str(project.fonts)!r}))\n"
        "print(json.dumps(sorted(n for n in sys.modules if '.' not in n)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = set(json.loads(done.stdout))
    assert {"hotline_lib", "matplotlib", "IPython", "ipykernel"} <= found
    unneeded = GUARDS | PUBLISHER | {"papermill", "nbclient", "nbformat", "pandas", "pyarrow"}
    assert sorted(found & unneeded) == []


def test_papermill_is_not_slowed_by_our_engine() -> None:
    """Papermill loads every registered engine at its import; ours must not bring the sections' imports."""
    code = (
        "import json, sys\nimport papermill\nbefore = set(sys.modules)\n"
        "import hotline_lib.run.fork_engine.engine\n"
        "print(json.dumps(sorted(n.partition('.')[0] for n in set(sys.modules) - before)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(json.loads(done.stdout)) & (HEAVY - RUNNER)
