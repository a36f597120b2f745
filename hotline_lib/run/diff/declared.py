"""推算的一稿 (declared snapshot): what a bulletin will print, before or without running its sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotline_lib.model.document import Shown
from hotline_lib.model.quantity import Quantity
from hotline_lib.publish.figures import figure_records
from hotline_lib.run.diff.snapshot import Snapshot, snapshot_of


def declared_snapshot(
    declared: Mapping[str, Sequence[Shown]], quantities: Mapping[str, Quantity]
) -> Snapshot:
    """一稿 of what the store's layout declares for each section (`declared_blocks`)."""
    marks = [mark for several in declared.values() for one in several for mark in one.figures]
    blocks = {section: [one.block for one in several] for section, several in declared.items()}
    return snapshot_of(blocks, figure_records(marks, quantities))
