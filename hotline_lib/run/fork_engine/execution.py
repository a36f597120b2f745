"""一次运行 (execution): what a notebook's process reports, told to papermill's manager cell by cell."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import NotebookExecutionManager
from papermill.iorw import write_ipynb
from papermill.log import logger

from hotline_lib.run.fork_engine.frames import CellRequest, Message, Request
from hotline_lib.run.fork_engine.limits import Limits, stated_limits
from hotline_lib.run.fork_engine.notebook_process import EndedEarlyError, NotebookProcess
from hotline_lib.run.fork_engine.outputs import CellOutputs, error_output
from hotline_lib.run.fork_engine.warm_process import shared_warm_process

_SKIP, _MAY_FAIL = "skip-execution", "raises-exception"


class Execution:
    """一次运行 of the manager's notebook, under papermill's options and `limits`."""

    def __init__(self, manager: NotebookExecutionManager, options: dict[str, Any]) -> None:
        self._manager, self._options = manager, options
        self._cells: list[NotebookNode] = manager.nb.cells
        self._limits = _limits(options)
        self._outputs = CellOutputs()
        self._told = 0
        """Cells that papermill has been told of, counted from the first."""
        self._running: int | None = None

    def run(self) -> None:
        """Run to the end, or to the first cell that fails. Raises as `ForkEngine` says."""
        request = self._request()
        try:
            with NotebookProcess(shared_warm_process().address, request, self._limits) as process:
                for message in process.messages():
                    if self._heard(message):
                        return
            if any(cell.index >= self._told for cell in request.cells):
                raise EndedEarlyError("笔记本自行结束，其后的单元没有运行")
            self._skip_to(len(self._cells))
        except EndedEarlyError as error:
            after = (cell.index for cell in request.cells if cell.index >= self._told)
            where = next(after, None) if self._running is None else self._running
            raise self._early(error, where) from None

    def _request(self) -> Request:
        resources = self._options.get("resources") or {}
        return Request(
            cells=tuple(
                CellRequest(n, cell.get("id"), cell.source, self._may_fail(cell))
                for n, cell in enumerate(self._cells)
                if _runs(cell)
            ),
            folder=str(resources.get("metadata", {}).get("path") or Path.cwd()),
            environment=dict(os.environ),
            memory=self._limits.memory_bytes,
        )

    def _may_fail(self, cell: NotebookNode) -> bool:
        return bool(self._options.get("allow_errors")) or _MAY_FAIL in cell.metadata.get("tags", [])

    def _heard(self, message: Message) -> bool:
        """Take one message in; returns whether the run ends with it, by a failed cell."""
        if message["type"] == "start":
            self._start(message["cell"])
        elif message["type"] == "done":
            self._running = None
            return self._finish(message)
        elif message["type"] != "end" and self._running is not None:
            # what a thread prints between two cells has no cell, and a kernel's client drops it too
            self._show(message, self._cells[self._running])
        return False

    def _start(self, index: int) -> None:
        self._skip_to(index)
        self._told, self._running = index + 1, index
        self._manager.cell_start(self._cells[index], index)

    def _skip_to(self, index: int) -> None:
        """Cells with nothing to run are complete when the run has passed them."""
        for n in range(self._told, index):
            self._manager.cell_start(self._cells[n], n)
            self._manager.cell_complete(self._cells[n], cell_index=n)
        self._told = max(self._told, index)

    def _show(self, message: Message, cell: NotebookNode) -> None:
        added = self._outputs.take(message, cell.outputs)
        self._manager.autosave_cell()
        if added is not None:
            self._log(message["type"], message["content"])

    def _finish(self, message: Message) -> bool:
        index = message["cell"]
        cell = self._cells[index]
        cell.execution_count = message["execution_count"]
        stops = bool(message["failed"]) and not self._may_fail(cell)
        if stops:
            self._manager.cell_exception(cell, cell_index=index)
        self._manager.cell_complete(cell, cell_index=index)
        return stops

    def _early(self, error: EndedEarlyError, index: int | None) -> Exception:
        """Mark the cell that did not end; returns the error in the stock engine's terms."""
        kind: type[Exception] = CellTimeoutError if error.timed_out else DeadKernelError
        if index is None:
            return kind(str(error))
        self._skip_to(index)
        cell = self._cells[index]
        cell.outputs.append(error_output(kind.__name__, str(error)))
        self._manager.cell_exception(cell, cell_index=index)
        self._manager.cell_complete(cell, cell_index=index)
        if target := self._options.get("save_if_ended_early"):
            write_ipynb(self._manager.nb, target)
        first = next(iter(cell.source.strip().splitlines()), "")
        return kind(f"单元“{cell.get('id', index)}”（{first}）：{error}")

    def _log(self, kind: str, content: dict[str, Any]) -> None:
        """What the stock engine writes to its log and to its files of text output."""
        logs = self._options.get("log_output")
        if kind != "stream":
            if logs and "text/plain" in content.get("data", {}):
                logger.info(content["data"]["text/plain"])
            return
        if logs:
            (logger.info if content["name"] == "stdout" else logger.warning)(content["text"])
        if file := self._options.get(f"{content['name']}_file"):
            file.write(content["text"])
            file.flush()


def _limits(options: dict[str, Any]) -> Limits:
    """上限: those given, else those stated in the environment with papermill's own time for a cell."""
    given = options.get("limits")
    if isinstance(given, Limits):
        return given
    seconds = options.get("execution_timeout") or options.get("timeout")
    return replace(stated_limits(), cell=seconds) if seconds else stated_limits()


def _runs(cell: NotebookNode) -> bool:
    tags = cell.metadata.get("tags", [])
    return bool(cell.cell_type == "code" and cell.source.strip() and _SKIP not in tags)
