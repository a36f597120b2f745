"""比较 (diff): two bulletins of one place: figures by what they count, cells by unit, text by paragraph."""

from __future__ import annotations

from hotline_lib.run.diff.compare import compare, figure_changes
from hotline_lib.run.diff.declared import declared_snapshot
from hotline_lib.run.diff.limits import beyond, reaches
from hotline_lib.run.diff.published import read_published
from hotline_lib.run.diff.snapshot import Snapshot, snapshot_of

__all__ = [
    "Snapshot",
    "beyond",
    "compare",
    "declared_snapshot",
    "figure_changes",
    "reaches",
    "read_published",
    "snapshot_of",
]
