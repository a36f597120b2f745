"""与上一稿相比 (drafts): what a run changes in the bulletin that it replaces, kept beside the bulletin.

These files tell of what was published before, which is no input of a bulletin: they are the only ones
but `run.json` that the same inputs may give different bytes. A run that changes nothing leaves them.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from hotline_lib.model.differences import Changes
from hotline_lib.model.errors import UsageError
from hotline_lib.model.frozen import Frozen
from hotline_lib.run.diff import Snapshot, compare, read_published

CHANGES_JSON = "checks/changes.json"
CHANGES_PAGE = "checks/changes.html"
_NAMES = ("上一稿", "本稿")


class DraftChanges(Frozen):
    """与上一稿相比 (changes against the last draft that differed); none where this is the first."""

    changes: Changes | None = None


def draft_changes(published: Path, now: Snapshot) -> DraftChanges:
    """与上一稿相比: from the folder that a run is about to replace.

    Where that one says the same, what it recorded of the draft before it stands.
    """
    if not (published / "figures.json").is_file():
        return DraftChanges()
    try:
        changes = compare(read_published(published), now, names=_NAMES)
    except UsageError as error:
        return DraftChanges(changes=_not_compared(str(error)))
    return _recorded(published) if changes.is_empty else DraftChanges(changes=changes)


def write_draft_changes(found: DraftChanges, bulletin: Path, title: str) -> None:
    """`checks/changes.json` for programs and `checks/changes.html` for reviewers."""
    from hotline_lib.publish.changes_page import changes_page

    (bulletin / CHANGES_JSON).write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (bulletin / CHANGES_PAGE).write_text(changes_page(title, found.changes), encoding="utf-8")


def _recorded(published: Path) -> DraftChanges:
    path = published / CHANGES_JSON
    if not path.is_file():
        return DraftChanges()
    try:
        return DraftChanges.model_validate_json(path.read_bytes())
    except ValidationError:
        return DraftChanges(changes=_not_compared(f"上一稿的 {CHANGES_JSON} 无法读取"))


def _not_compared(problem: str) -> Changes:
    return Changes(before=_NAMES[0], after=_NAMES[1], problem=problem)
