"""The guards in a process of their own say what they would say here, and come first when two things fail."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from hotline_lib.guards import own_process
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import InputError
from hotline_lib.model.period import Period
from hotline_lib.sections.checking_aside import Pending, begin_check, checked_first
from hotline_lib.sections.prepare import prepare, read_inputs, to_check

PLACE, PERIOD = "demo", Period.parse("2024W28")


def begun(workspace: Workspace) -> Pending:
    return begin_check(*to_check(*read_inputs(workspace, PLACE, PERIOD), PERIOD))


@pytest.fixture(autouse=True)
def no_engine_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests import the engine into this process, where the checks would then be done."""
    monkeypatch.setattr(own_process, "ENGINE", "no_such_engine")


def spoil(workspace: Workspace) -> None:
    """A unit that no register knows; what is computed from it is another matter."""
    path = next(workspace.period_data(PLACE, PERIOD).glob("*unit_counts.csv"))
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    name = next(cell for cell in lines[1].split(",") if any("一" <= c <= "鿿" for c in cell))
    path.write_text("".join([lines[0], lines[1].replace(name, "无此单位"), *lines[2:]]), encoding="utf-8")


def test_the_outcome_is_the_same_as_here(project: Workspace) -> None:
    made = begun(project)()
    assert made == prepare(project, PLACE, PERIOD).guards
    assert len(made.report.checks) > 5


def test_what_the_guards_refuse_comes_before_what_fails_because_of_it(copied: Workspace) -> None:
    spoil(copied)
    pending = begun(copied)
    with pytest.raises(InputError, match="无此单位"), checked_first(pending):
        raise KeyError("无此单位的结果")


def test_what_fails_on_sound_inputs_is_said_as_it_is(project: Workspace) -> None:
    with pytest.raises(KeyError, match="另一原因"), checked_first(begun(project)):
        raise KeyError("另一原因")


def test_a_process_that_cannot_check_is_replaced_by_a_check_here(project: Workspace) -> None:
    pending = begun(project)
    for process in multiprocessing.active_children():
        process.kill()
    assert pending().report.checks
    assert begun(project)().report.checks, "and by a new process for the next"


def test_the_process_ends_with_the_one_that_began_it(project: Workspace) -> None:
    """Even if that one is killed, so that no run leaves one behind."""
    code = (
        "import multiprocessing, os, signal\n"
        "from hotline_lib.guards.own_process import own_process\n"
        "if __name__ == '__main__':\n"
        "    print(own_process().submit(os.getpid).result(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    left = Path("/proc") / done.stdout.strip()
    for _ in range(100):
        if not left.exists():
            return
        time.sleep(0.1)
    pytest.fail("the process outlived its parent by ten seconds")


def test_a_process_of_several_bulletins_ends_with_its_own_checks() -> None:
    """It once waited for ever: for the process of its checks, which waited for more to check."""
    code = (
        "import multiprocessing, os\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from hotline_lib.guards.own_process import own_process\n"
        "def inner():\n"
        "    return own_process().submit(os.getpid).result() != os.getpid()\n"
        "if __name__ == '__main__':\n"
        "    with ProcessPoolExecutor(1, multiprocessing.get_context('spawn')) as pool:\n"
        "        print(pool.submit(inner).result())\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "several.py")
        script.write_text(code, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False
        )
    assert done.stdout.strip() == "True", done.stderr


def test_it_is_forked_from_one_thread_and_else_begun_anew() -> None:
    """A fork takes along the locks that other threads hold, so with one of them it begins from nothing."""
    code = (
        "import sys, threading, multiprocessing\n"
        "from hotline_lib.guards.own_process import own_process\n"
        "if __name__ == '__main__':\n"
        "    for _ in range(int(sys.argv[1])):\n"
        "        threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "    own_process()\n"
        "    print(*(type(child).__name__ for child in multiprocessing.active_children()), flush=True)\n"
        "    own_process().kill()\n"
    )
    kinds = []
    for threads in ("0", "1"):
        command = [sys.executable, "-c", code, threads]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        kinds.append(done.stdout.strip())
    assert kinds == ["ForkProcess" if sys.platform == "linux" else "SpawnProcess", "SpawnProcess"]


def test_it_lends_a_hand_once_it_has_nothing_to_check(project: Workspace) -> None:
    pending, order = begun(project), []
    process = own_process.own_process()
    called = threading.Event()
    process.when_idle(lambda: (order.append("idle"), called.set()))
    assert pending().report.checks
    assert called.wait(60)
    process.when_idle(lambda: order.append("at once"))
    assert order == ["idle", "at once"]
