"""所示路径 (shown path): a path as a person types it."""

from __future__ import annotations

from pathlib import Path


def shown(path: Path) -> str:
    """A path as a person types it: relative to the current folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)
