"""A warm process forked from a command that has just begun is as good as one begun anew.

Each test is a process of its own, since one with threads, as those of pytest-xdist, is not to be forked.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace

HERE, LIBRARY = Path(__file__).parent, Path(__file__).parents[2]
START = (
    "import os, sys, time\nfrom pathlib import Path\n"
    "from hotline_lib.model.threads import ready_to_fork\n"
    "from hotline_lib.run.fork_engine.warm import import_shared\n"
    "from hotline_lib.run.fork_engine.warm_process import WarmProcess\n"
    "assert ready_to_fork(import_shared)\n"
)


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START + code, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(LIBRARY)},
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "chosen"),
    [
        ("test_equal_outputs.py", ""),
        ("test_deaths_and_limits.py", "early_end or memory or every_death or started_ends or says_so"),
    ],
)
def test_notebooks_run_in_it_as_in_one_begun_anew(file: str, chosen: str, tmp_path: Path) -> None:
    """The same tests again, with the process that they share forked from theirs."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, f"--basetemp={tmp_path / 'again'}", str(HERE / file), "-k", chosen],
        capture_output=True,
        text=True,
        cwd=LIBRARY,
        env={**os.environ, "HOTLINE_TEST_FORKED": "1", "PYTHONPATH": str(LIBRARY)},
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(done.stdout.strip().splitlines()[-1].split(" passed")[0].split()[-1]) >= 8


def test_it_is_forked_single_threaded_and_ends_when_closed(project: Workspace) -> None:
    code = (
        "print('说过的话，不能再说')\n"
        "warm = WarmProcess(Path(sys.argv[1]), fork=True)\n"
        "parent = Path(f'/proc/{warm.process_id}/stat').read_text().rpartition(')')[2].split()[1]\n"
        "socket = Path(warm.address)\n"
        "threads = len(os.listdir(f'/proc/{warm.process_id}/task'))\n"
        "session = os.getsid(warm.process_id) == warm.process_id\n"
        "before = warm.exit_code\n"
        "warm.close()\n"
        "left = socket.parent.exists()\n"
        "print(int(parent) == os.getpid(), threads, session, before, warm.exit_code, left)\n"
    )
    done = python(code, str(project.fonts))
    assert done.stdout.splitlines() == ["说过的话，不能再说", "True 1 True None 0 False"], done.stderr


def test_it_holds_nothing_open_that_is_its_owners(project: Workspace) -> None:
    code = (
        "ours, theirs = os.pipe()\n"
        "warm = WarmProcess(Path(sys.argv[1]), fork=True)\nwarm.address\n"
        "os.close(theirs)\n"
        "import select\nprint(bool(select.select([ours], [], [], 5)[0]), os.read(ours, 1))\n"
        "links = {os.readlink(f'/proc/{warm.process_id}/fd/{n}') for n in range(3, 12)\n"
        "         if os.path.islink(f'/proc/{warm.process_id}/fd/{n}')}\n"
        "print({link.partition(':')[0] for link in links} <= {'/dev/null', 'socket', 'anon_inode'})\n"
    )
    assert python(code, str(project.fonts)).stdout.splitlines() == ["True b''", "True"]


def test_it_says_why_it_cannot_start(tmp_path: Path) -> None:
    code = (
        "warm = WarmProcess(Path(sys.argv[1]), fork=True)\n"
        "try:\n    warm.address\nexcept Exception as error:\n    print(error, warm.exit_code)\n"
    )
    done = python(code, str(tmp_path / "no fonts here"))
    assert "未能启动" in done.stdout
    assert "缺少字体" in done.stdout
    assert done.stdout.split()[-1] == "1"
    assert done.stderr == ""


def test_it_ends_when_its_owner_is_killed(project: Workspace) -> None:
    code = (
        "warm = WarmProcess(Path(sys.argv[1]), fork=True)\nwarm.address\n"
        "print(warm.process_id, flush=True)\ntime.sleep(600)\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", START + code, str(project.fonts)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(LIBRARY)},
    )
    assert owner.stdout is not None
    warm = int(owner.stdout.readline())
    owner.kill()
    owner.wait()
    owner.stdout.close()
    until = time.monotonic() + 20
    while Path(f"/proc/{warm}/stat").exists() and _state(warm) != "Z" and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{warm}/stat").exists() or _state(warm) == "Z"


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"
