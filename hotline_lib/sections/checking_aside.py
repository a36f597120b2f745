"""旁检 (checking aside): the guards in a process of their own, while this one reads and computes.

The engine of the guards takes longer to import than everything else of a bulletin together, and
nothing but the verdict is wanted of it. The process reads the same inputs by itself.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from hotline_lib.guards.check import GuardOutcome
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.sections.prepare import Computed, Prepared, accepted, check_inputs, refuse


class CheckingAside:
    """旁检 of one period: begins when it is made, ends with its `with` block."""

    def __init__(self, workspace: Workspace, place: str, period: str) -> None:
        self._workspace = workspace
        self._data: bytes | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(workspace.root), place, period],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, whether it is done or no longer wanted."""
        self._process.kill()
        if self._data is None:
            self._process.communicate()

    @contextmanager
    def first(self) -> Iterator[None]:
        """检查在先: what goes wrong inside gives way to what the guards refuse, which is its cause."""
        try:
            yield
        except Exception:
            if outcome := self._outcome():
                refuse(outcome)
            raise

    def accept(self, computed: Computed) -> Prepared:
        """备料 once the guards have accepted the inputs. Raises `InputError` if one refused."""
        outcome = self._outcome()
        if outcome is None:  # it could not check: see here why
            _, outcome, _ = check_inputs(self._workspace, computed.params.place.id, computed.period)
        refuse(outcome)
        return accepted(self._workspace, computed, outcome)

    def _outcome(self) -> GuardOutcome | None:
        """检查所得, waited for; `None` if the process could not give one."""
        if self._data is None:
            self._data, _ = self._process.communicate()
        if self._process.returncode != 0:
            return None
        outcome = pickle.loads(self._data)  # written by our own code in our own process
        return outcome if isinstance(outcome, GuardOutcome) else None


def main() -> None:
    """Check the inputs named on the command line; the outcome goes to standard output."""
    import hotline_lib.guards.gx_run  # noqa: F401  (the engine, while the other process reads)

    root, place, period = sys.argv[1:]
    _, outcome, _ = check_inputs(Workspace(Path(root)), place, Period.parse(period))
    sys.stdout.buffer.write(pickle.dumps(outcome))


if __name__ == "__main__":
    main()
