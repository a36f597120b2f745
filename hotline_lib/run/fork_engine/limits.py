"""上限 (limits): how long a cell and a notebook may run, how much memory and output they may use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from hotline_lib.model.errors import UsageError

SETTING = "HOTLINE_LIMITS"
_UNITS = {"cell": "秒", "notebook": "秒", "memory": "MB", "output": "MB"}


@dataclass(frozen=True)
class Limits:
    """上限: seconds of a cell and of the whole notebook, megabytes of memory and of output.

    Memory is what the notebook may add to the warm process it began as. `None` is no limit.
    """

    cell: float | None = 600
    notebook: float | None = 1800
    memory: int | None = 4096
    output: int | None = 64

    @property
    def memory_bytes(self) -> int | None:
        """Memory in bytes."""
        return None if self.memory is None else self.memory << 20

    @property
    def output_bytes(self) -> int | None:
        """Output in bytes."""
        return None if self.output is None else self.output << 20


def stated_limits(environment: Mapping[str, str] = os.environ, base: Limits | None = None) -> Limits:
    """所定上限: the defaults, changed by `HOTLINE_LIMITS`, as in `cell=60,memory=1024,notebook=none`.

    Raises `UsageError` for anything else.
    """
    changed: dict[str, int | None] = {}
    for part in filter(None, environment.get(SETTING, "").split(",")):
        name, _, value = (word.strip() for word in part.partition("="))
        if name not in _UNITS or not (value == "none" or (value.isdecimal() and int(value) > 0)):
            known = "、".join(f"{one}（{unit}）" for one, unit in _UNITS.items())
            raise UsageError(
                f"{SETTING} 中的“{part}”不是上限。应为 名称=正整数 或 名称=none，名称有：{known}。"
            )
        changed[name] = None if value == "none" else int(value)
    return replace(base or Limits(), **changed)
