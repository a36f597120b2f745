"""输入是否齐备 (readiness): what a due period still waits for, as far as its files show at a glance.

Whether the figures themselves are sound the guards say, when the bulletin is made.
"""

from __future__ import annotations

from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.run.scaffold.files import MARK

_TEXTS = (".csv", ".md", ".yml", ".yaml")


def waits_for(workspace: Workspace, place: str, period: Period) -> str:
    """所缺的输入 in words: no folder yet, or blanks in it; empty if it can be tried."""
    folder = workspace.data / place / period.id
    shown = f"data/{place}/{period.id}/"
    if not folder.is_dir():
        return f"尚无输入目录 {shown}。请运行 hotline new period {place} {period.id} 并填写。"
    if blanks := _blanks(folder):
        listing = "、".join(f"{name}（{count} 处）" for name, count in blanks.items())
        return f"{shown} 尚有“{MARK}”：{listing}。"
    return ""


def _blanks(folder: Path) -> dict[str, int]:
    """How often the mark of a blank stands in each text file that a person fills in."""
    counts = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8-sig", errors="replace").count(
            MARK
        )
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TEXTS and path.is_file() and path.relative_to(folder).parts[0] != "printed"
    }
    return {name: count for name, count in counts.items() if count}
