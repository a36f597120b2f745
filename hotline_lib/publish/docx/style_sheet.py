"""样式表 (style sheet): the styles as the Word file holds them, and no others."""

from __future__ import annotations

from hotline_lib.publish.column_widths import PADDING_MM
from hotline_lib.publish.docx.elements import Element, w
from hotline_lib.publish.docx.faces import FANGSONG, fonts
from hotline_lib.publish.docx.measures import BODY_PT, CHAR, CHAR_SPACING, PITCH, half_points, twips
from hotline_lib.publish.docx.styles import CHARACTER_STYLES, PARAGRAPH_STYLES, CharacterStyle, ParagraphStyle

LANGUAGE = "zh-CN"
TABLE_STYLE = "BulletinTable"
_TABLE_RULE = 4  # half a point, in eighths
CELL_SIDE = twips(PADDING_MM / 2) - 10  # the rule is taken off the cell


def style_elements() -> list[Element]:
    """Defaults, 正文, and the styles of this document."""
    return [
        _defaults(),
        _normal(),
        _hidden("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _hidden("table", "TableNormal", "Normal Table", w("tblPr", w("tblInd", w=0, type="dxa"))),
        *(_paragraph_style(style) for style in PARAGRAPH_STYLES),
        *(_character_style(style) for style in CHARACTER_STYLES),
        _table_style(),
    ]


def _defaults() -> Element:
    language = w("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    return w(
        "docDefaults", w("rPrDefault", w("rPr", fonts(FANGSONG), *_size(10.5), language)), w("pPrDefault")
    )


def _normal() -> Element:
    """正文: the 22 by 28 grid. No space is added between 汉字 and digits, no line end is moved."""
    paragraph = w(
        "pPr",
        w("widowControl", val=False),
        w("overflowPunct", val=False),
        w("autoSpaceDE", val=False),
        w("autoSpaceDN", val=False),
        w("spacing", before=0, after=0, line=PITCH, lineRule="exact"),
        w("jc", val="both"),
    )
    text = w("rPr", fonts(FANGSONG), w("spacing", val=CHAR_SPACING), *_size(BODY_PT))
    head = (w("name", val="Normal"), w("qFormat"))
    return w("style", *head, paragraph, text, type="paragraph", default=True, styleId="Normal")


def _hidden(kind: str, style_id: str, name: str, *rest: Element) -> Element:
    head = (w("name", val=name), w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed"))
    return w("style", *head, *rest, type=kind, default=True, styleId=style_id)


def _paragraph_style(style: ParagraphStyle) -> Element:
    indent = style.indent
    paragraph = (
        w("keepNext") if style.with_next else None,
        w("snapToGrid", val=False) if style.off_grid else None,
        w("spacing", line=style.line, lineRule="exact") if style.line else None,
        w("ind", firstLineChars=indent * 100, firstLine=indent * CHAR) if indent else None,
        w("jc", val=style.align) if style.align else None,
        w("outlineLvl", val=style.outline) if style.outline is not None else None,
    )
    text = (
        fonts(style.face) if style.face else None,
        w("spacing", val=style.spacing) if style.spacing is not None else None,
        *(_size(style.size_pt) if style.size_pt else ()),
    )
    head = (
        w("name", val=style.name),
        w("basedOn", val="Normal"),
        w("next", val=style.next) if style.next else None,
        w("qFormat"),
    )
    return _visible("paragraph", style.id, style.built_in, *head, _some("pPr", paragraph), _some("rPr", text))


def _character_style(style: CharacterStyle) -> Element:
    text = (
        fonts(style.face) if style.face else None,
        *((w("b"), w("bCs")) if style.bold else ()),
    )
    head = (w("name", val=style.name), w("basedOn", val="DefaultParagraphFont"), w("qFormat"))
    return _visible("character", style.id, style.built_in, *head, _some("rPr", text))


def _table_style() -> Element:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = (w(edge, val="single", sz=_TABLE_RULE, space=0, color="auto") for edge in edges)
    sides = (w(edge, w=CELL_SIDE, type="dxa") for edge in ("left", "right"))
    head = (w("name", val="公文表格"), w("basedOn", val="TableNormal"), w("qFormat"))
    look = w("tblPr", w("tblBorders", *rules), w("tblCellMar", *sides))
    return _visible("table", TABLE_STYLE, False, *head, look)


def _visible(kind: str, style_id: str, built_in: bool, *children: Element | None) -> Element:
    made = w("style", *children, type=kind, styleId=style_id)
    if not built_in:
        made.set(f"{{{made.nsmap['w']}}}customStyle", "1")
    return made


def _some(name: str, children: tuple[Element | None, ...]) -> Element | None:
    return w(name, *children) if any(child is not None for child in children) else None


def _size(size_pt: float) -> tuple[Element, Element]:
    return w("sz", val=half_points(size_pt)), w("szCs", val=half_points(size_pt))
