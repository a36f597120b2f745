"""选择引擎 (choice of engine): the fork engine where this system can fork safely, else the stock one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from hotline_lib.model.errors import UsageError

FORK, STOCK = "hotline-fork", "nbclient"
SETTING = "HOTLINE_ENGINE"


def fork_available() -> bool:
    """能否分叉: Linux, with the calls by which a process's end and output are followed."""
    return sys.platform == "linux" and all(hasattr(os, name) for name in ("fork", "memfd_create", "waitid"))


def engine_name(environment: Mapping[str, str] = os.environ) -> str:
    """引擎名称 for papermill: what `HOTLINE_ENGINE` says, else the fastest that works here.

    Raises `UsageError` for an unknown engine, or for the fork engine where there is no fork.
    """
    wanted = environment.get(SETTING)
    if not wanted:
        return FORK if fork_available() else STOCK
    if wanted not in (FORK, STOCK):
        raise UsageError(f"{SETTING} 为“{wanted}”，应为 {FORK} 或 {STOCK}。")
    if wanted == FORK and not fork_available():
        raise UsageError(f"本系统不能分叉，{SETTING} 请用 {STOCK} 或不设。")
    return wanted
