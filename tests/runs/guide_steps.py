"""The guides as a new user follows them: their commands in order, and what is done by hand between them."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
PROGRAMS = {
    ".venv/bin/nox -s hotline -- ": [],
    ".venv/bin/nox -s bulletin -- ": ["run"],
    ".venv/bin/nox -s lab -- ": ["lab"],
}
"""How a guide calls the product, and which words of the `hotline` command that means."""


@dataclass(frozen=True)
class Done:
    """One finished command."""

    code: int
    out: str
    err: str


def blocks(guide: str, language: str) -> list[str]:
    """The fenced blocks of one language in a guide."""
    text = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def commands(guide: str) -> list[list[str]]:
    """The words after `hotline` of every command of a guide; a command of another kind is refused."""
    found = []
    for line in "".join(blocks(guide, "bash")).splitlines():
        program = next((p for p in PROGRAMS if line.startswith(p)), None)
        assert program is not None, f"{guide}.md：不认识的命令 {line}"
        found.append([*PROGRAMS[program], *shlex.split(line.removeprefix(program))])
    return found


def run(workspace: Workspace, words: list[str]) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "hotline_lib", *words],
        cwd=workspace.root,
        env={
            **os.environ,
            "HOTLINE_ROOT": str(workspace.root),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def fill_cells(path: Path, values: dict[str, str], key: str | None = None) -> None:
    """Replace each 待填 by the value of its heading, or of the cell under `key` in its row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for heading, cell in row.items():
            if cell == "待填":
                row[heading] = values[row[key] if key else heading]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def fill_edition(folder: Path) -> None:
    path = folder / "edition.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("issue: 待填", "issue: 1").replace("issued_on: 待填", "issued_on: 2024-06-20")
    path.write_text(text, encoding="utf-8")


def fill_prose(folder: Path) -> None:
    for path in (folder / "editorial").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("{{ 待填 }}", "本期文字"), encoding="utf-8")
