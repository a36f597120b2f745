"""失败说明 (failure note): what a failed run leaves in its staging folder for the person who looks there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hotline_lib.model.errors import SecretFoundError
from hotline_lib.run.secrets import masked

NOTE = "FAILED.txt"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def leave_note(staging: Path, place: str, period: str, error: BaseException) -> None:
    """写失败说明: the error, the cells that failed with their code, and what to do now.

    Nothing is raised: on a full disk the note may be missing, the error is told all the same.
    """
    lines = [f"{place} {period} 未能发布。原有通报（如有）保持不变。", "", f"{type(error).__name__}：{error}"]
    if not isinstance(error, SecretFoundError):
        for path in sorted((staging / "bulletin" / "sections").glob("*.ipynb")):
            lines += _failed_cells(path)
    lines += [
        "",
        "已完成的栏目下次沿用，不必重做。改正后再运行：",
        f"  hotline run {place} {period}",
        "本目录下次运行时清空。",
    ]
    with suppress(OSError):
        (staging / NOTE).write_text(masked("\n".join(lines)) + "\n", encoding="utf-8")


def _failed_cells(path: Path) -> Iterator[str]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return
    for cell in cells:
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error":
                yield from ("", f"—— 栏目 {path.stem}，单元 {cell.get('id', '')} ——", _text(cell["source"]))
                yield from ("", _COLOURS.sub("", "\n".join(output.get("traceback", []))))


def _text(source: Any) -> str:
    return source if isinstance(source, str) else "".join(source)
