"""字体 (fonts): which family each role of an official document uses, on paper and on screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from hotline_lib.model.errors import RenderError

_SERIF = ("Hotline Serif SC", "Hotline Serif Full SC")
_SONG = ("Hotline Serif Full SC",)
_SANS = ("Hotline Sans SC", "Hotline Serif Full SC")
_KAI = ("Hotline Kai SC", "Hotline Serif Full SC")


class Face(NamedTuple):
    """字面 (face): the families tried in order, the last one holding every character."""

    families: tuple[str, ...]
    weight: int


# Print: the vendored faces of `fonts/`. The key names the face that GB/T 9704-2012 asks for.
PRINT_FACES: Mapping[str, Face] = MappingProxyType(
    {
        "fangsong": Face(_SERIF, 300),  # 正文
        "strong": Face(_SERIF, 700),  # 正文加粗
        "biaosong": Face(_SERIF, 700),  # 发文机关标志、标题
        "heiti": Face(_SANS, 500),  # 一级标题、附件标识、表头
        "kaiti": Face(_KAI, 400),  # 二级标题
        "song": Face(_SONG, 400),  # 页码、表格
    }
)

# Screen: the names under which officials' machines have the same faces; nothing is downloaded.
SCREEN_STACKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fangsong": (
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "STFangsong",
            "华文仿宋",
            "Noto Serif CJK SC",
            "Source Han Serif SC",
            "Noto Serif SC",
            "Songti SC",
            "SimSun",
        ),
        "biaosong": (
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05S",
            "方正小标宋_GBK",
            "华文中宋",
            "STZhongsong",
            "Noto Serif CJK SC",
            "Source Han Serif SC",
            "Noto Serif SC",
            "Songti SC",
            "SimSun",
        ),
        "heiti": (
            "黑体",
            "SimHei",
            "STHeiti",
            "PingFang SC",
            "Microsoft YaHei",
            "Noto Sans CJK SC",
            "Source Han Sans SC",
            "Noto Sans SC",
        ),
        "kaiti": ("楷体_GB2312", "楷体", "KaiTi", "STKaiti", "Kaiti SC", "LXGW WenKai"),
        "song": ("宋体", "SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC"),
    }
)

_GENERIC = {"heiti": "sans-serif"}


def css_stack(role: str) -> str:
    """字体栈 (font stack) of a role as a CSS value, ending in a generic family."""
    names = ", ".join(f'"{name}"' for name in SCREEN_STACKS[role])
    return f"{names}, {_GENERIC.get(role, 'serif')}"


def font_paths(root: Path) -> list[Path]:
    """字体文件夹 (font folders) of a project root, or that very folder.

    Raises `RenderError` if it holds no font file.
    """
    folder = root / "fonts" if (root / "fonts").is_dir() else root
    if not any(folder.glob("*.ttf")):
        raise RenderError(f"排版失败：{folder} 中没有字体文件。请恢复 fonts 文件夹（见 fonts/README.md）。")
    return [folder]
