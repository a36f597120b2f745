"""样式 (styles) of the Word document: what clerks find in the style list, and may change in one place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from hotline_lib.publish.column_widths import SIZES_PT
from hotline_lib.publish.docx.faces import BIAOSONG, FANGSONG, HEITI, KAITI, SONG, Face
from hotline_lib.publish.docx.measures import SMALL_PT, TITLE_LINE, TITLE_PT, half_points, point_twips

_FOOT = point_twips(SMALL_PT)
TABLE_LEADING = 1.3  # 行距与字号之比


@dataclass(frozen=True)
class ParagraphStyle:
    """段落样式 (paragraph style); what is `None` is as in 正文 (Normal). Lengths in twips."""

    id: str
    name: str
    built_in: bool = False
    next: str | None = None
    face: Face | None = None
    size_pt: float | None = None
    spacing: int | None = None  # between characters
    align: str | None = None
    line: int | None = None  # exactly
    indent: int | None = None  # 首行缩进几字
    outline: int | None = None  # 大纲级别，从 0 起
    with_next: bool = False
    off_grid: bool = False


@dataclass(frozen=True)
class CharacterStyle:
    """字符样式 (character style): a face, or bold."""

    id: str
    name: str
    built_in: bool = False
    face: Face | None = None
    bold: bool = False


def table_text(size_pt: float) -> str:
    """表内文字 (the style of text in a table) of one of the official sizes."""
    return f"Table{half_points(size_pt)}"


def _heading(level: int, face: Face) -> ParagraphStyle:
    return ParagraphStyle(
        id=f"Heading{level}",
        name=f"heading {level}",
        built_in=True,
        next="BodyText",
        face=face,
        indent=2,
        outline=level - 1,
        with_next=True,
    )


# Centred lines keep their own height, whatever the grid.
_centred = partial(ParagraphStyle, spacing=0, align="center", off_grid=True)


PARAGRAPH_STYLES = (
    ParagraphStyle("BodyText", "Body Text", built_in=True, indent=2),
    _centred(
        "Title",
        "Title",
        built_in=True,
        next="BodyText",
        face=BIAOSONG,
        size_pt=TITLE_PT,
        line=TITLE_LINE,
    ),
    _heading(1, HEITI),
    _heading(2, KAITI),
    _heading(3, FANGSONG),
    _centred("MastheadMark", "发文机关标志", face=BIAOSONG),
    ParagraphStyle("MastheadLine", "版头行", off_grid=True),
    ParagraphStyle("Addressees", "主送机关", next="BodyText"),
    ParagraphStyle("Attachments", "附件说明"),
    ParagraphStyle("Signature", "Signature", built_in=True),
    ParagraphStyle("AppendixLabel", "附件标识", next="AppendixTitle", face=HEITI, with_next=True),
    _centred(
        "AppendixTitle", "附件标题", next="BodyText", face=BIAOSONG, size_pt=18, outline=0, with_next=True
    ),
    _centred("TableCaption", "表题", face=HEITI, size_pt=12, with_next=True),
    _centred("Figure", "图", with_next=True),
    _centred("Caption", "caption", built_in=True, face=HEITI, size_pt=12),
    ParagraphStyle("Imprint", "版记", size_pt=SMALL_PT, spacing=0, off_grid=True),
    ParagraphStyle("PageNumber", "页码行", face=SONG, size_pt=SMALL_PT, spacing=0, line=_FOOT, off_grid=True),
    ParagraphStyle("Header", "header", built_in=True, off_grid=True),
    ParagraphStyle("Spacer", "空白", size_pt=1, spacing=0, off_grid=True),
    *(
        _centred(
            table_text(size),
            f"表内文字 {size:g} 磅",
            face=SONG,
            size_pt=size,
            line=point_twips(size * TABLE_LEADING),
        )
        for size in SIZES_PT
    ),
)

CHARACTER_STYLES = (
    CharacterStyle("Strong", "Strong", built_in=True, bold=True),
    CharacterStyle("Lead2", "段首二级标题", face=KAITI),
    CharacterStyle("Lead3", "段首三级标题", face=FANGSONG),
    CharacterStyle("TableHead", "表头字", face=HEITI),
)
