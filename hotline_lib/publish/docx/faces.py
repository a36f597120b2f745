"""字体 (faces): the official font names of GB/T 9704-2012, which officials' machines have.

`instead` is what Word takes where the face is missing; it is named in the file's font table.
"""

from __future__ import annotations

from dataclasses import dataclass

from hotline_lib.publish.docx.elements import Element, w


@dataclass(frozen=True)
class Face:
    """一种字体: its name, what to take instead, and the look that Windows knows it by (panose)."""

    name: str
    instead: str
    panose: str
    family: str = "modern"


FANGSONG = Face("仿宋_GB2312", "仿宋", "02010609030101010101")  # 正文
BIAOSONG = Face("方正小标宋简体", "华文中宋", "03000509000000000000", "script")  # 标志、标题
HEITI = Face("黑体", "SimHei", "02010609060101010101")  # 一级标题、附件标识、表头
KAITI = Face("楷体_GB2312", "楷体", "02010609030101010101")  # 二级标题
SONG = Face("宋体", "SimSun", "02010600030101010101", "auto")  # 页码、表格

FACES = (FANGSONG, BIAOSONG, HEITI, KAITI, SONG)


def fonts(face: Face) -> Element:
    """The face for every kind of character, so that digits and 汉字 stand in one face."""
    return w("rFonts", ascii=face.name, hAnsi=face.name, eastAsia=face.name, cs=face.name)


def font_table() -> list[Element]:
    """字体表 (font table)."""
    return [
        w(
            "font",
            w("altName", val=face.instead),
            w("panose1", val=face.panose),
            w("charset", val="86"),
            w("family", val=face.family),
            w("pitch", val="default"),
            name=face.name,
        )
        for face in FACES
    ]
