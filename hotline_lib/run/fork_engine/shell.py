"""执行环境 (shell): the kernel's own IPython shell, whose displays go to a channel, not to Jupyter's sockets.

It is built once in the warm process and used only in forked ones, so each notebook finds it unused.
"""

from __future__ import annotations

import asyncio
import builtins
import ctypes
import os
import sys
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NoReturn

from ipykernel.compiler import XCachingCompiler, get_tmp_hash_seed, murmur2_x86
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError, UsageError
from jupyter_client.session import Session
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from hotline_lib.run.fork_engine.frames import CellRequest, Message

Send = Callable[[Message], None]


class ChannelSession(Session):
    """通道 (channel): takes what the shell publishes; `report` is set in the forked process."""

    report = AnyTrait()

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *args: Any, **options: Any) -> None:
        """Report a message of the shell: its type and content."""
        if isinstance(msg_or_type, dict):
            msg_or_type, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
        if os.getpid() == self.report.process:  # not a pool worker that the notebook forked itself
            self.report({"type": msg_or_type, "content": content})


class SectionCompiler(XCachingCompiler):
    """编译器: names a cell's code as the kernel does, without the process id that warnings would print."""

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """A name that depends on the code alone."""
        number = murmur2_x86(raw_code, get_tmp_hash_seed())  # type: ignore[no-untyped-call]
        return f"ipykernel/{number}.py"


class SectionShell(ZMQInteractiveShell):
    """栏目的执行环境: the kernel's shell, without a kernel."""

    compiler_class = Type(SectionCompiler)

    def enable_gui(self, gui: Any = None) -> None:
        """`%matplotlib inline` asks for none; a window needs an event loop that only a kernel has."""
        if gui is not None:
            raise UsageError(f"图形界面“{gui}”不可用。")


SectionShell.__name__ = ZMQInteractiveShell.__name__  # libraries know a notebook by it


class Report:
    """报告: sends messages from the notebook's process, one at a time, with what was written before."""

    def __init__(self, send: Send) -> None:
        self.process = os.getpid()
        self._send = send
        self._lock = threading.Lock()

    def __call__(self, message: Message) -> None:
        """Send a message after all that was printed before it."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        with self._lock:
            self._send({**message, "written": [os.fstat(1).st_size, os.fstat(2).st_size]})


def build_shell(folder: str) -> SectionShell:
    """The shell, with `folder` as its profile's; keeps no history and reads no one's settings."""
    config = Config()
    config.HistoryManager.enabled = False
    shell: SectionShell = SectionShell.instance(
        config=config, ipython_dir=folder, kernel=SimpleNamespace(eventloop=None)
    )
    session = ChannelSession(parent=shell, key=b"")
    for publisher in (shell.displayhook, shell.display_pub):
        publisher.session = session
        publisher.pub_socket = session
    return shell


def run_cells(shell: SectionShell, cells: tuple[CellRequest, ...], report: Report) -> None:
    """运行单元 in order, up to the first that fails and may not; inside a running loop, as in a kernel."""
    shell.displayhook.session.report = report
    builtins.input = _no_input
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(_run_all(shell, cells, report))


async def _run_all(shell: SectionShell, cells: tuple[CellRequest, ...], report: Report) -> None:
    for cell in cells:
        report({"type": "start", "cell": cell.index})
        failed = await _run_one(shell, cell)
        ctypes.CDLL(None).fflush(None)  # what C code has printed and not yet written
        count = shell.execution_count - 1
        report({"type": "done", "cell": cell.index, "failed": failed, "execution_count": count})
        if shell.exit_now or (failed and not cell.may_fail):
            break


async def _run_one(shell: SectionShell, cell: CellRequest) -> bool:
    """Run a cell; returns whether it failed. Follows the steps of ipykernel's `do_execute`."""
    problem = None
    try:
        code = shell.transform_cell(cell.source)
    except Exception:
        code, problem = cell.source, sys.exc_info()
    if shell.should_run_async(cell.source, transformed_cell=code, preprocessing_exc_tuple=problem):
        result = None
        try:
            result = await asyncio.ensure_future(
                shell.run_cell_async(
                    cell.source,
                    store_history=True,
                    transformed_cell=code,
                    preprocessing_exc_tuple=problem,
                    cell_id=cell.id,
                )
            )
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)
    else:
        result = shell.run_cell(  # type: ignore[no-untyped-call]
            cell.source, store_history=True, cell_id=cell.id
        )
    shell.payload_manager.clear_payload()
    return not result.success or shell._last_traceback_during_displayhook


def _no_input(prompt: object = "") -> NoReturn:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")
