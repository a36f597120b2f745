"""Which engine serves: the forked one where it can, the stock one elsewhere, and what the settings accept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from papermill.engines import NBClientEngine, papermill_engines

from hotline_lib.model.errors import UsageError
from hotline_lib.run.fork_engine import engine
from hotline_lib.run.fork_engine.choice import FORK, STOCK, engine_name, fork_available
from hotline_lib.run.fork_engine.limits import Limits, stated_limits


def test_linux_forks_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "linux":
        assert fork_available()
        assert engine_name({}) == FORK
    for system in ("win32", "darwin"):
        monkeypatch.setattr(sys, "platform", system)
        assert engine_name({}) == STOCK
        with pytest.raises(UsageError, match="不能分叉"):
            engine_name({"HOTLINE_ENGINE": FORK})


def test_the_setting_overrides() -> None:
    assert engine_name({"HOTLINE_ENGINE": STOCK}) == STOCK
    with pytest.raises(UsageError, match=r"fast.*hotline-fork.*nbclient"):
        engine_name({"HOTLINE_ENGINE": "fast"})


@pytest.mark.parametrize(
    ("available", "kernel", "stock"),
    [(False, "python3", True), (True, "ir", True), (True, "conda-env-other", True), (True, "python3", False)],
)
def test_the_stock_engine_serves_what_cannot_be_forked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, available: bool, kernel: str, stock: bool
) -> None:
    served: list[dict[str, Any]] = []
    monkeypatch.setattr(engine, "fork_available", lambda: available)
    monkeypatch.setattr(
        NBClientEngine, "execute_managed_notebook", lambda manager, name, **options: served.append(options)
    )
    notebook = nbformat.v4.new_notebook(metadata={"papermill": {}})
    engine.ForkEngine.execute_notebook(notebook, kernel, progress_bar=False, limits=Limits())
    assert bool(served) is stock
    assert all("limits" not in options for options in served)


def test_papermill_knows_the_engine() -> None:
    engine.register()
    assert papermill_engines.get_engine(FORK) is engine.ForkEngine


def test_limits_as_stated() -> None:
    assert stated_limits({}) == Limits()
    stated = stated_limits({"HOTLINE_LIMITS": "cell=5, memory = 100,notebook=none"})
    assert (stated.cell, stated.memory_bytes, stated.notebook) == (5, 100 << 20, None)
    assert stated.output == Limits().output


@pytest.mark.parametrize("text", ["cell", "cell=0", "cell=-1", "cell=1.5", "time=3", "memory=1GB"])
def test_limits_that_are_none(text: str) -> None:
    with pytest.raises(UsageError, match=r"HOTLINE_LIMITS.*cell（秒）"):
        stated_limits({"HOTLINE_LIMITS": text})
