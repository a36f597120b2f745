"""说明 (explain): which part of its key makes a section run again, and which files are behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError
from hotline_lib.model.period import Period
from hotline_lib.run.keeping.cache import FOLDER, Cache
from hotline_lib.run.keeping.sections import KIND, SECTION_LABELS
from hotline_lib.run.keeping.verdict import KeptVerdict
from hotline_lib.run.planned import plan
from hotline_lib.run.provenance.hashes import Hasher, digest_of
from hotline_lib.run.provenance.published import RECORD, file_state, read_record
from hotline_lib.run.provenance.sources import PART_LABELS
from hotline_lib.run.provenance.verify import changed_since


@dataclass(frozen=True)
class Explanation:
    """说明 of one bulletin: what is new since its record, and why each section would run or not."""

    parts: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]


def explain(
    workspace: Workspace, place: str, period: Period, out: Path, formats: tuple[str, ...]
) -> Explanation:
    """说明为何重做. Writes nothing; raises as `plan` and `Planned.accepted` do."""
    cache, hasher = Cache(out / FOLDER), Hasher(out / FOLDER / "hashes.json")
    planned = plan(workspace, place, period, formats, KeptVerdict(cache, force=False), hasher)
    planned.accepted(workspace)
    folder = out / place / period.id
    try:
        record: dict[str, Any] | None = read_record(folder / RECORD)
    except HotlineError:
        record = None
    parts = ("尚未发布，或记录不可用",) if record is None else changed_lines(record, planned.sources.parts)
    if record is not None and not file_state(folder, record).whole:
        parts = (*parts, "已发布的文件与记录不符")
    before: Mapping[str, Any] = (record or {}).get("section_keys", {})
    sections = tuple(
        (section, _why(key, before.get(section), cache.get(KIND, digest_of(key)) is not None))
        for section, key in planned.keys.items()
    )
    return Explanation(parts, sections)


def changed_lines(record: Mapping[str, Any], now: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """One line a part that differs from the record, with the first names behind it."""
    lines = []
    for part, names in changed_since(record, now).items():
        more = f" 等 {len(names)} 项" if len(names) > 3 else ""
        lines.append(f"{PART_LABELS[part]}：{'、'.join(names[:3])}{more}")
    return tuple(lines)


def _why(key: Mapping[str, str], before: Mapping[str, str] | None, kept: bool) -> str:
    changed = [label for part, label in SECTION_LABELS.items() if before and before.get(part) != key[part]]
    if kept:
        return "沿用" + (f"（{'、'.join(changed)}与上次发布不同，但此前做过）" if changed else "（未变）")
    if before is None:
        return "要运行：以前没有做过"
    return f"要运行：{'、'.join(changed)}有变" if changed else "要运行：缓存中没有"
