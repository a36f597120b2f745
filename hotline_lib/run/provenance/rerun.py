"""重出并比对 (rerun): make a published bulletin again from what its record names, and compare every byte."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import DiffersError, HotlineError
from hotline_lib.model.period import Period
from hotline_lib.run.provenance.current import sources_now
from hotline_lib.run.provenance.hashes import Hasher, files_below
from hotline_lib.run.provenance.published import RECORD, read_record
from hotline_lib.run.provenance.sources import LIBRARY
from hotline_lib.run.provenance.verify import changed_since

_DIRTY = "-dirty"
_OF_THE_DRAFT_BEFORE = ("checks/changes.html", "checks/changes.json")
"""What a run changed in the bulletin it replaced: a tale of earlier runs, not of the inputs."""
_BYTES = "（非文本，字节不同）"


@dataclass(frozen=True)
class Rerun:
    """重出所得: where it was made, what of the environment differs, and each file that came out otherwise."""

    made_from: str
    environment: tuple[str, ...]
    differing: Mapping[str, str]

    @property
    def equal(self) -> bool:
        """Whether every file came out byte for byte."""
        return not self.differing


def rerun(workspace: Workspace, file: Path) -> Rerun:
    """重出 the bulletin of a `run.json`, in a temporary folder, nothing taken over from earlier runs.

    The present tree serves if it holds exactly what the record names; otherwise the recorded commit is
    checked out aside. Raises `DiffersError` if neither can be, or if the run itself fails.
    """
    record = read_record(file)
    period = Period.parse(str(record["period"]))
    try:
        now = sources_now(workspace, record, period, tuple(record["formats"]), Hasher())
        changed = changed_since(record, now.parts)
    except HotlineError as error:
        changed = {"inputs": (str(error),)}
    environment = changed.pop("environment", ())
    with tempfile.TemporaryDirectory(prefix="hotline-rerun-") as folder:
        out = Path(folder, "outputs")
        if not changed:
            _run(workspace.root, LIBRARY.parent, record, out)
            made_from = "当前目录（与记录相同）"
        else:
            with _checked_out(workspace, record, Path(folder, "tree"), changed) as tree:
                _run(tree, tree, record, out)
            made_from = f"提交 {record['commit']}"
        made = out / str(record["place"]) / period.id
        return Rerun(made_from, environment, _differences(file.parent, made, record))


@contextmanager
def _checked_out(
    workspace: Workspace, record: Mapping[str, Any], tree: Path, changed: Mapping[str, tuple[str, ...]]
) -> Iterator[Path]:
    """The recorded commit in a folder of its own, which is taken away again."""
    commit = record.get("commit")
    names = "、".join(name for names in changed.values() for name in names[:3])
    if not commit:
        raise DiffersError(f"此后有变（{names}），而记录没有提交号，无法重出。")
    if str(commit).endswith(_DIRTY):
        raise DiffersError(
            f"此后有变（{names}），而当时的目录有未提交的改动（{commit}），版本库里没有那时的内容，无法重出。"
        )
    git = ["git", "-C", str(workspace.root), "worktree"]
    added = subprocess.run(
        [*git, "add", "--detach", str(tree), str(commit)], capture_output=True, text=True, check=False
    )
    if added.returncode:
        raise DiffersError(f"此后有变（{names}），又取不出提交 {commit}：{added.stderr.strip()}")
    try:
        there = Workspace(tree)
        period = Period.parse(str(record["period"]))
        still = _unlike(record, there, period, tree)
        if still:
            raise DiffersError(f"提交 {commit} 中的内容与记录不同：{'、'.join(still)}。无法重出。")
        yield tree
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], capture_output=True, check=False)


def _unlike(record: Mapping[str, Any], there: Workspace, period: Period, tree: Path) -> list[str]:
    """Files that a checked-out tree lacks or has otherwise, by the record's own list."""
    hasher = Hasher()
    names = {
        n: h
        for part in ("inputs", "params", "notebooks", "library", "fonts")
        for n, h in record[part].items()
    }
    names = {n: h for n, h in names.items() if not n.startswith("official/")}  # the machine's own
    return [n for n, h in names.items() if not (tree / n).is_file() or hasher.file(tree / n) != h][:5]


def _run(root: Path, code: Path, record: Mapping[str, Any], out: Path) -> None:
    command = [sys.executable, "-m", "hotline_lib", "run", str(record["place"]), str(record["period"])]
    command += ["--out", str(out), "--formats", ",".join(record["formats"]), "--force", "--quiet"]
    settings = {"HOTLINE_ROOT": str(root), "PYTHONPATH": str(code)}
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DiffersError(f"重出失败（退出码 {done.returncode}）：{done.stderr.strip()}")


def _differences(before: Path, now: Path, record: Mapping[str, Any]) -> dict[str, str]:
    """Every file of the record that the new run made otherwise, did not make, or made in addition."""
    hasher = Hasher()
    recorded: Mapping[str, str] = record["outputs"]
    made = hasher.files((p for p in files_below(now) if p != now / RECORD), now)
    found = {}
    for name in sorted({*recorded, *made} - {*_OF_THE_DRAFT_BEFORE}):
        if name not in made:
            found[name] = "重出时没有此文件"
        elif name not in recorded:
            found[name] = "重出时多出此文件"
        elif made[name] != recorded[name]:
            found[name] = _first_difference(before / name, now / name)
    return found


def _first_difference(before: Path, now: Path) -> str:
    try:
        old, new = (path.read_text(encoding="utf-8").splitlines() for path in (before, now))
    except (OSError, UnicodeDecodeError):
        return _BYTES
    for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
        if one != other:
            return f"第 {number} 行：原“{_around(one, other)}”，今“{_around(other, one)}”"
    if len(old) != len(new):
        return f"行数不同：原 {len(old)}，今 {len(new)}"
    return "已发布的文件自身与记录不符，重出的与已发布的相同" if old == new else _BYTES


def _around(line: str, other: str) -> str:
    """The part of a line where it begins to differ from another."""
    at = next((n for n, (a, b) in enumerate(zip(line, other, strict=False)) if a != b), len(other))
    return line[max(0, at - 20) : at + 40].strip()
