"""公文标准字体 (official fonts): the faces of GB/T 9704-2012, where the machine has them.

They may not be redistributed, so `fonts/` holds open ones that stand in. Which were used is in
`run.json`; see docs/decisions/official-fonts.md.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hotline_lib.model.errors import RenderError
from hotline_lib.publish.fonts import PRINT_FACES, Face

if TYPE_CHECKING:
    import typst

FONTS_DIR = "HOTLINE_FONTS_DIR"

# 各用途的标准字体，依次取用 (family names by role, the first that is there is used)
OFFICIAL_FAMILIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fangsong": (
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "FandolFang R",
            "FandolFang",
            "朱雀仿宋",
            "Zhuque Fangsong",
            "Zhuque Fangsong (technical preview)",
        ),
        "strong": ("黑体", "SimHei"),  # 仿宋没有粗体
        "biaosong": (
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05S",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05",
        ),
        "heiti": ("黑体", "SimHei"),
        "kaiti": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
        "song": ("宋体", "SimSun"),
    }
)

_SYSTEM_FOLDERS = {
    "win32": ("%WINDIR%/Fonts", "%LOCALAPPDATA%/Microsoft/Windows/Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
}


def official_folders() -> tuple[Path, ...]:
    """标准字体文件夹 (folders with official fonts) of this machine, sorted; none where it has none.

    Looked for in `HOTLINE_FONTS_DIR` (several folders as in `PATH`), or in the usual system folders
    if it is not set; set but empty means the vendored faces only. Other fonts that lie in such a
    folder are never used. Raises `RenderError` for a folder named there that does not exist.
    """
    wanted = {family for families in OFFICIAL_FAMILIES.values() for family in families}
    found = {Path(font.path).parent for font in _fonts(font_folders()) if font.family in wanted and font.path}
    return tuple(sorted(found))


def resolved_faces(fonts: Sequence[Path]) -> Mapping[str, Face]:
    """所用字面 (faces by role): an official family that these folders hold, then the vendored ones.

    A character that the official font lacks comes from the next family.
    """
    there = {font.family for font in _fonts(fonts)}
    faces = {}
    for role, face in PRINT_FACES.items():
        official = next((name for name in OFFICIAL_FAMILIES[role] if name in there), None)
        faces[role] = Face((official, *face.families), face.weight) if official else face
    return faces


def faces_record(fonts: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """所用字面记录 (faces used), for the run record: family by role, its file and SHA-256, if official."""
    available = _fonts(fonts)
    record = {}
    for role, face in resolved_faces(fonts).items():
        family = face.families[0]
        files = [(abs(f.weight - face.weight), f.path) for f in available if f.family == family and f.path]
        path = Path(min(files)[1])
        record[role] = {
            "family": family,
            "file": path.name,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "official": family in OFFICIAL_FAMILIES[role],
        }
    return record


def font_folders() -> list[Path]:
    """字体文件夹 (folders in which official fonts are looked for). Raises `RenderError` as above."""
    named = os.environ.get(FONTS_DIR)
    if named is None:
        usual = _SYSTEM_FOLDERS.get(sys.platform, _SYSTEM_FOLDERS["linux"])
        expanded = (Path(os.path.expandvars(folder)).expanduser() for folder in usual)
        return [folder for folder in expanded if folder.is_dir()]
    folders = [Path(folder).expanduser() for folder in named.split(os.pathsep) if folder]
    for folder in folders:
        if not folder.is_dir():
            raise RenderError(
                f"排版失败：环境变量 {FONTS_DIR} 所指的字体文件夹不存在：{folder}。请改正，或删去该变量。"
            )
    return folders


def _fonts(paths: Sequence[Path]) -> list[typst.FontInfo]:
    if not paths:
        return []
    import typst  # asked for by runs only, not by every command that names these folders

    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in paths]
    )
    return list(found.fonts())
