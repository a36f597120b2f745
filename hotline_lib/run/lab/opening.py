"""打开分析环境 (opening the lab): what is made ready, and the command that then runs."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError
from hotline_lib.model.period import Period
from hotline_lib.run.lab.kernel_spec import write_kernel_spec
from hotline_lib.run.lab.starter import write_starter
from hotline_lib.sections.kept_store import SETTING, kept_store, kept_stores
from hotline_lib.sections.store import read_store

_PROGRAM = "jupyterlab"


@dataclass(frozen=True)
class Lab:
    """分析环境: the command, the settings it needs, and the notebook to begin with."""

    command: tuple[str, ...]
    settings: Mapping[str, str]
    starter: Path | None

    def shell_line(self) -> str:
        """The same for a terminal."""
        settings = [f"{name}={shlex.quote(value)}" for name, value in self.settings.items()]
        return " ".join(["env", *settings, shlex.join(self.command)])


def require_program() -> None:
    """Raises `HotlineError`, saying how to install it, where JupyterLab is absent."""
    if find_spec(_PROGRAM) is None:
        raise HotlineError(
            "没有安装 JupyterLab。请在项目目录运行 .venv/bin/nox -s lab（自动安装），"
            "或在本环境中运行 python -m pip install 'hotline-lib[lab]'，再重试。"
        )


def make_ready(workspace: Workspace, target: tuple[str, str] | None, options: Sequence[str] = ()) -> Lab:
    """备好: kernel, folder of kept stores, and for a `target` (place, period) its store and a notebook.

    All lies in `outputs/.lab/`, but the notebook, which is one's own; `options` are JupyterLab's. Raises
    as `prepare` does.
    """
    stores = kept_stores(workspace).resolve()
    jupyter = stores.with_name("jupyter")
    write_kernel_spec(jupyter)
    starter = None
    if target is not None:
        place, period = target
        store = read_store(kept_store(workspace, place, Period.parse(period), stores))
        starter = write_starter(workspace.notebooks, store)
    paths = filter(None, (str(jupyter), os.environ.get("JUPYTER_PATH")))
    settings = {
        "HOTLINE_ROOT": str(workspace.root.resolve()),
        SETTING: str(stores),
        "JUPYTER_PATH": os.pathsep.join(paths),
    }
    return Lab((*_command(workspace, starter), *options), settings, starter)


def _command(workspace: Workspace, starter: Path | None) -> list[str]:
    notebooks = workspace.notebooks.resolve()
    command = [sys.executable, "-m", _PROGRAM, f"--ServerApp.root_dir={notebooks}"]
    # an office machine may have no way out: ask no one for news, updates or extensions
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command += ["--LabApp.news_url=None", "--LabApp.extension_manager=readonly"]
    if starter is not None:
        command += [f"--LabApp.default_url=/lab/tree/{starter.relative_to(workspace.notebooks).as_posix()}"]
    return command
