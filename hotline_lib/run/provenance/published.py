"""已发布的通报 (published bulletin): its record, and whether its files are still what the record says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from hotline_lib.model.errors import DiffersError
from hotline_lib.run.provenance.hashes import Hasher, files_below

RECORD = "run.json"
NEEDED = ("place", "period", "state", "summary", "formats", "notebooks")
"""Parts of a record without which nothing can be said of a bulletin."""


class FileState(NamedTuple):
    """文件状况: files that changed, are missing, or are in no record; empty where all is well."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every file is as recorded and there is no other."""
        return not (self.changed or self.missing or self.extra)


def read_record(file: Path) -> dict[str, Any]:
    """运行记录. Raises `DiffersError` for a file that is missing or is no record."""
    shown = f"{file.parent.name}/{file.name}"
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise DiffersError(f"没有运行记录 {shown}，这一期尚未发布或已不完整。") from None
    except ValueError:
        raise DiffersError(f"运行记录 {shown} 已损坏，无法核对。") from None
    if not isinstance(record, dict) or not isinstance(record.get("outputs"), dict):
        raise DiffersError(f"{shown} 不是运行记录，无法核对。")
    if lacking := [name for name in NEEDED if name not in record]:
        raise DiffersError(f"{shown} 缺少 {'、'.join(lacking)}，是较早的版本所写。请重出这一期。")
    return record


def file_state(folder: Path, record: dict[str, Any]) -> FileState:
    """核对文件 of a published folder against its record; every byte is read."""
    found = Hasher().files((p for p in files_below(folder) if p != folder / RECORD), folder)
    recorded: dict[str, str] = record["outputs"]
    return FileState(
        changed=tuple(n for n in recorded if n in found and found[n] != recorded[n]),
        missing=tuple(n for n in recorded if n not in found),
        extra=tuple(n for n in found if n not in recorded),
    )
