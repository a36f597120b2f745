"""A process that dies or reaches a limit: noticed at once, named, and no cell after it is called complete."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from made_notebooks import run
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.contents import SectionEntry
from hotline_lib.model.errors import NotebookError
from hotline_lib.run.execute import SectionJob, execute_sections
from hotline_lib.run.fork_engine.limits import Limits
from hotline_lib.run.fork_engine.warm_process import WarmProcess, shared_warm_process

NONE = Limits(None, None, None, None)
SPIN = "while True: pass"
STUBBORN = (
    "import signal\nfor one in (signal.SIGTERM, signal.SIGINT):\n    signal.signal(one, signal.SIG_IGN)\n"
)
ENDS: dict[str, tuple[str, Limits, type[Exception], str]] = {
    "leaves": ("print('遗言'); import os; os._exit(3)", NONE, DeadKernelError, "自行退出，退出码 3"),
    "is killed": (
        "print('遗言'); import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        NONE,
        DeadKernelError,
        "SIGKILL",
    ),
    "crashes": ("print('遗言'); import ctypes; ctypes.string_at(0)", NONE, DeadKernelError, "SIGSEGV"),
    "takes too long": (
        "print('遗言')\n" + STUBBORN + SPIN,
        replace(NONE, cell=1),
        CellTimeoutError,
        "单元运行超过 1 秒",
    ),
    "makes the notebook too long": (
        "print('遗言')\nimport time; time.sleep(60)",
        replace(NONE, notebook=2),
        CellTimeoutError,
        "笔记本运行超过 2 秒",
    ),
    "prints too much": (
        "print('遗言')\n" + "while True: print('x' * 100000)",
        replace(NONE, output=4),
        DeadKernelError,
        "输出超过 4 MB",
    ),
    "lets a command print too much": (
        "print('遗言')\nimport os; os.system('yes')",
        replace(NONE, output=4),
        DeadKernelError,
        "输出超过 4 MB",
    ),
    "shows too much": (
        "print('遗言')\nfrom IPython.display import display\n"
        "while True: display({'text/plain': 'x' * 100000}, raw=True)",
        replace(NONE, output=4),
        DeadKernelError,
        "输出超过 4 MB",
    ),
}


@pytest.mark.parametrize("name", ENDS)
def test_an_early_end(tmp_path: Path, name: str) -> None:
    source, limits, kind, words = ENDS[name]
    shared_warm_process().address  # noqa: B018 - waits until it is warm
    began = time.monotonic()
    ran = run(tmp_path, "1", source, "print('不应运行')", limits=limits)
    seconds = time.monotonic() - began
    assert type(ran.error) is kind
    assert words in str(ran.error)
    assert "单元“cell-1”" in str(ran.error)
    assert ran.states == ["completed", "failed", "pending"]
    assert [c.execution_count for c in ran.code] == [1, None, None]
    assert ran.text(1).startswith("遗言\n")
    assert ran.outputs[1][-1]["ename"] == kind.__name__
    assert ran.outputs[2] == []
    assert seconds < (limits.cell or limits.notebook or 0) + 10, "generous: the machine may be busy"


def test_too_much_memory_is_an_error_of_the_cell(tmp_path: Path) -> None:
    limits = replace(NONE, memory=64)
    ran = run(tmp_path, "1", "held = bytearray(100 << 20)", "2", limits=limits)
    assert ran.outputs[1][-1]["ename"] == "MemoryError"
    assert ran.states == ["completed", "failed", "pending"]
    assert run(tmp_path, "len(bytearray(30 << 20))", limits=limits).error is None


def test_the_next_notebook_runs_after_every_death(tmp_path: Path) -> None:
    warm = shared_warm_process()
    for _ in range(3):
        assert run(tmp_path, "import os; os._exit(1)").error is not None
        assert run(tmp_path, "1 + 1").outputs[0][0]["data"]["text/plain"] == "2"
    assert shared_warm_process() is warm


def test_what_a_notebook_started_ends_with_it(tmp_path: Path) -> None:
    ran = run(tmp_path, "import subprocess\nprint(subprocess.Popen(['sleep', '300']).pid)")
    assert _gone(int(ran.text(0)))


def test_a_warm_process_that_is_killed_is_noticed_and_replaced(tmp_path: Path) -> None:
    warm = shared_warm_process()
    ran = run(
        tmp_path, f"import os, signal, time\nos.kill({warm.process_id}, signal.SIGKILL); time.sleep(60)"
    )
    assert isinstance(ran.error, DeadKernelError)
    assert "预热进程已中止" in str(ran.error)
    assert run(tmp_path, "1").error is None
    assert shared_warm_process() is not warm


def test_nothing_is_left_when_the_client_is_killed(tmp_path: Path) -> None:
    script = (
        "from made_notebooks import run\nfrom pathlib import Path\n"
        "import threading, time\n"
        "from hotline_lib.run.fork_engine.warm_process import shared_warm_process\n"
        "print(shared_warm_process().process_id, flush=True)\n"
        f"run(Path({str(tmp_path)!r}), \"import os, time; open('pid', 'w').write(str(os.getpid()))\\n"
        'time.sleep(300)")\n'
    )
    tests, library = Path(__file__).parent, Path(__file__).parents[2]
    client = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{library}{os.pathsep}{tests}"},
    )
    assert client.stdout is not None
    warm = int(client.stdout.readline())
    written = tmp_path / "work" / "pid"
    _until(lambda: written.is_file() and written.read_text() != "")
    client.kill()
    client.wait()
    client.stdout.close()
    assert _gone(warm)
    assert _gone(int(written.read_text()))


def test_a_warm_process_is_one_thread_in_a_folder_of_its_owner(project: Workspace) -> None:
    warm = WarmProcess(project.fonts)
    try:
        socket = Path(warm.address)
        assert socket.parent.stat().st_mode & 0o777 == 0o700
        assert len(list(Path(f"/proc/{warm.process_id}/task").iterdir())) == 1
    finally:
        warm.close()
    assert not socket.parent.exists()


def test_a_process_forked_from_the_owner_does_not_hold_the_warm_one(project: Workspace) -> None:
    """It ends of itself when its owner's end of the pipe closes, which a copy of that end would keep open."""
    warm = WarmProcess(project.fonts)
    assert warm.address
    forked = multiprocessing.get_context("fork").Process(target=time.sleep, args=(600,), daemon=True)
    forked.start()
    try:
        warm.close()
        assert warm.exit_code == 0
        assert forked.is_alive()
    finally:
        forked.kill()
        forked.join()


def test_a_warm_process_that_cannot_start_says_why(tmp_path: Path) -> None:
    warm = WarmProcess(tmp_path / "no fonts here")
    with pytest.raises(Exception, match=r"未能启动.*缺少字体"):
        warm.address  # noqa: B018
    warm.close()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import os; os._exit(3)", ["自行退出，退出码 3"]),
        ("import sys; sys.exit()", ["没有运行", "请去掉 exit"]),
        ("exit()", ["自行结束"]),
        ("held = bytearray(8 << 30)", ["MemoryError"]),
    ],
    ids=["leaves", "exits", "quits", "too much memory"],
)
def test_a_section_that_ends_early_is_named_with_its_cell(
    copied: Workspace, tmp_path: Path, source: str, words: list[str]
) -> None:
    path = copied.notebooks / "passage.ipynb"
    text = path.read_text(encoding="utf-8")
    assert '"from hotline_lib.sections import open_page"' in text
    path.write_text(
        text.replace('"from hotline_lib.sections import open_page"', f'"{source}"'), encoding="utf-8"
    )
    entry = SectionEntry(id="some_section", title="某栏目", notebook="passage")
    (tmp_path / "work").mkdir()
    with pytest.raises(NotebookError) as caught:
        execute_sections(
            [SectionJob(entry, "place", "2024-04")],
            copied,
            tmp_path / "work",
            tmp_path / "made",
            1,
            lambda section: None,
        )
    for word in ["栏目“some_section”", "单元“", *words]:
        assert word in str(caught.value)
    assert (tmp_path / "made" / "some_section.ipynb").is_file()


def _until(true: object, seconds: float = 60) -> bool:
    assert callable(true)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def _gone(process: int) -> bool:
    """Whether a process ends; one that has and is not yet waited for has ended."""

    def ended() -> bool:
        try:
            return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except FileNotFoundError:
            return True

    return _until(ended, 15)
