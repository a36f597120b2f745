"""A small project for faults: one place, two plain sections, so that hundreds of runs are affordable."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from hotline_lib.ingest.workspace import Workspace

ROOT = Path(__file__).parents[1]
PLACE = "demo"
FORMATS = "html"
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")


@dataclass(frozen=True)
class Project:
    workspace: Workspace
    period: str

    @property
    def published(self) -> Path:
        return self.workspace.outputs / PLACE / self.period

    @property
    def staging(self) -> Path:
        return self.workspace.outputs / ".staging" / f"{PLACE}.{self.period}"


def tiny(root: Path) -> tuple[Workspace, str]:
    """The synthetic place with its first two sections without charts and no appendix; and its period."""
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder / PLACE, root / folder / PLACE)
    shutil.copytree(
        ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns("scratch", ".ipynb_checkpoints")
    )
    (root / "fonts").symlink_to(ROOT / "fonts")
    (root / "requirements.lock").write_text("", encoding="utf-8")
    workspace = Workspace(root)
    params = root / "params" / PLACE
    contents = yaml.safe_load((params / "bulletin.yml").read_text(encoding="utf-8"))
    sentences = yaml.safe_load((params / "sentences.yml").read_text(encoding="utf-8"))["sections"]
    plain = [
        entry
        for entry in contents["sections"]
        if not any(p.get("chart") or p.get("table") for p in sentences.get(entry["id"], ()))
    ]
    period = workspace.periods(PLACE)[-1]
    prose = [e for e in plain if (root / "data" / PLACE / period / "editorial" / f"{e['id']}.md").is_file()]
    contents["sections"] = [*prose[:1], *(e for e in plain if e not in prose)][:2]
    contents["appendices"] = []
    kept = {e["id"]: sentences[e["id"]] for e in contents["sections"] if e["id"] in sentences}
    (params / "sentences.yml").write_text(
        yaml.safe_dump({"sections": kept}, allow_unicode=True), encoding="utf-8"
    )
    (params / "bulletin.yml").write_text(yaml.safe_dump(contents, allow_unicode=True), encoding="utf-8")
    return workspace, period


def edit(workspace: Workspace, period: str, number: int) -> str:
    """Change the prose of one section, so that the next run has something to do; returns the new words."""
    words = f"第{str(number).translate(_DIGITS)}稿"
    folder = workspace.data / PLACE / period / "editorial"
    sections = yaml.safe_load((workspace.params / PLACE / "bulletin.yml").read_text(encoding="utf-8"))
    path = next(
        folder / f"{e['id']}.md" for e in sections["sections"] if (folder / f"{e['id']}.md").is_file()
    )
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "本段用于试验" not in line]
    path.write_text("\n".join([*lines, "", f"本段用于试验，{words}。"]) + "\n", encoding="utf-8")
    return words


def halve_signed(workspace: Workspace, period: str) -> None:
    """Halve one unit's signed orders, so that the city's rate moves further than its limit allows."""
    counts = workspace.data / PLACE / period / "hotline_unit_counts.csv"
    with counts.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["及时签收"] = str(int(rows[0]["及时签收"]) // 2)
    with counts.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "hotline_lib", *words]


def settings(workspace: Workspace) -> dict[str, str]:
    return {**os.environ, "HOTLINE_ROOT": str(workspace.root), "PYTHONPATH": str(ROOT)}


def start(workspace: Workspace, period: str, *options: str) -> subprocess.Popen[str]:
    """A run in a process group of its own, so that a kill reaches everything it started."""
    return subprocess.Popen(
        command("run", PLACE, period, "--formats", FORMATS, "--quiet", *options),
        cwd=workspace.root,
        env=settings(workspace),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(workspace: Workspace, period: str, *options: str) -> subprocess.CompletedProcess[str]:
    process = start(workspace, period, *options)
    out, err = process.communicate(timeout=600)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def verified(workspace: Workspace, period: str, out: Path | None = None) -> None:
    """`hotline verify` of the published folder passes, in a process of its own."""
    assert "逐字节相同" in _verify(workspace, period, out)


def verified_but_outdated(workspace: Workspace, period: str, out: Path | None = None) -> None:
    """The published folder is whole, and `verify` tells that what it is made of is newer."""
    assert "此后有变" in _verify(workspace, period, out)


def _verify(workspace: Workspace, period: str, out: Path | None) -> str:
    where = ["--out", str(out)] if out else []
    done = subprocess.run(
        command("verify", PLACE, period, *where),
        cwd=workspace.root,
        env=settings(workspace),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def page(workspace: Workspace, period: str) -> str:
    return (workspace.outputs / PLACE / period / "bulletin.html").read_text(encoding="utf-8")
