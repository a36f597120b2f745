"""读已出的通报 (read a published bulletin) for a comparison, from the files of the output contract."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

from hotline_lib.model.document import Block
from hotline_lib.model.errors import HotlineError, UsageError
from hotline_lib.run.diff.snapshot import Snapshot, snapshot_of


def read_published(folder: Path) -> Snapshot:
    """一稿 of a published folder: `figures.json`, and the blocks in `sections/*.ipynb`.

    Raises `UsageError` for a folder that holds no bulletin or one that cannot be read.
    """
    from hotline_lib.publish.document_from_notebooks import collect_section

    try:
        records = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
        order = list(dict.fromkeys(record["section"] for record in records))
        blocks: dict[str, list[Block]] = {}
        for path in sorted((folder / "sections").glob("*.ipynb")):
            blocks[path.stem], _ = collect_section(nbformat.read(path, as_version=4))
        ordered = sorted(blocks, key=lambda s: (order.index(s) if s in order else len(order), s))
        return snapshot_of({section: blocks[section] for section in ordered}, records)
    except (OSError, ValueError, KeyError, TypeError, HotlineError) as error:
        raise UsageError(
            f"“{folder.name}”不是可比较的通报（{error}）。请给出 outputs 下已生成的一期，如 outputs/地区/期。"
        ) from error
