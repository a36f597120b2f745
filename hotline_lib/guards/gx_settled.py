"""定型的检查 (settled expectation): its configuration is worked out once, not a hundred times a suite.

The engine reads `configuration` anew for every argument of every metric, and each time all fields are
turned into one; that is a quarter of what a suite costs. Nothing of an expectation changes while it runs.
"""

from __future__ import annotations

from typing import Any


class Settled:
    """定型的检查: first base of an expectation of ours, which declares `_kept` as a private attribute."""

    _kept: Any

    @property
    def configuration(self) -> Any:
        """设置: as the engine's own classes give it; made anew once any field holds another value."""
        values = tuple(self.__dict__.values())
        if self._kept is None or not _same(values, self._kept[0]):
            self._kept = values, super().configuration  # type: ignore[misc]
        return self._kept[1]


def _same(values: tuple[Any, ...], others: tuple[Any, ...]) -> bool:
    return len(values) == len(others) and all(a is b for a, b in zip(values, others, strict=True))
