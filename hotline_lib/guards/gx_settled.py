"""定型的检查 (settled expectation): its configuration is worked out once, not a hundred times a suite.

The engine reads `configuration` anew for every argument of every metric, and each time all fields are
turned into one; that is a quarter of what a suite costs. Nothing of an expectation changes while it runs.
"""

from __future__ import annotations

from typing import Any

_KEPT = "_kept"


class Settled:
    """定型的检查: first base of an expectation of ours, which declares `_kept` as a private attribute."""

    _kept: Any

    @property
    def configuration(self) -> Any:
        """设置: as the engine's own classes give it; made anew once a field is set, and for a copy."""
        if self._kept is None or self._kept[0] != id(self):
            self._kept = id(self), super().configuration  # type: ignore[misc]
        return self._kept[1]

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name != _KEPT:
            self._kept = None
