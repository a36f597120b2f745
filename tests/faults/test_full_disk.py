"""A disk that is really full: a small tmpfs, filled to the last kilobytes at several points of the run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_project as tiny
from small_project import Project

pytestmark = [pytest.mark.slow, pytest.mark.faults]
DISK_KILOBYTES = 4096


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("挂载小磁盘须有 root 权限")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_KILOBYTES}k", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"此处不能挂载小磁盘：{done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes free."""
    state = os.statvfs(disk)
    size = state.f_bavail * state.f_frsize - left
    with (disk / "filler").open("wb") as file:
        file.write(b"x" * max(0, size))


def test_full_disk_keeps_the_last_good_bulletin(project: Project, small_disk: Path) -> None:
    workspace, period = project.workspace, project.period
    out = ["--out", str(small_disk)]
    good = tiny.edit(workspace, period, 0)
    done = tiny.run(workspace, period, *out)
    assert done.returncode == 0, done.stderr
    folder = small_disk / tiny.PLACE / period
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    for number, share in enumerate((0, 0.5, 0.9), 1):  # of what the new bulletin alone needs
        new = tiny.edit(workspace, period, number)
        fill(small_disk, int(size * share))
        done = tiny.run(workspace, period, *out)
        assert done.returncode == 10, done.stdout + done.stderr
        assert "磁盘已满" in done.stderr
        assert "原有通报保持不变" in done.stderr
        assert "Traceback" not in done.stderr
        assert good in (folder / "bulletin.html").read_text(encoding="utf-8")
        tiny.verified_but_outdated(workspace, period, small_disk)

        (small_disk / "filler").unlink()
        done = tiny.run(workspace, period, *out)
        assert done.returncode == 0, done.stderr
        assert new in (folder / "bulletin.html").read_text(encoding="utf-8")
        tiny.verified(workspace, period, small_disk)
        good = new
