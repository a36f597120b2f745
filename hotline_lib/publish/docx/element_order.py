"""元素次序 (element order): the sequences that the OOXML schema prescribes.

Word may refuse a file whose properties stand in another order. Everything is put in order once, just
before the file is packed; builders need not think of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from hotline_lib.model.errors import RenderError
from hotline_lib.publish.docx.elements import Element

_BORDERS = "top start left bottom end right insideH insideV tl2br tr2bl"
_MARGINS = "top start left bottom end right"

# ISO/IEC 29500-1, WordprocessingML (transitional): the children of each element, in order.
SEQUENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        element: tuple(children.split())
        for element, children in {
            "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
            "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
            "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
            "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
            "sectPr pPrChange",
            "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
            "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
            "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
            "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
            "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
            "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
            "vAlign hideMark",
            "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
            "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
            "rtlGutter docGrid",
            "tblBorders": _BORDERS,
            "tcBorders": _BORDERS,
            "tblCellMar": _MARGINS,
            "tcMar": _MARGINS,
            "pBdr": "top left bottom right between bar",
            "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
            "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
            "tcPr tblStylePr",
        }.items()
    }
)
_ORDERED = tuple(f"{{*}}{element}" for element in SEQUENCES)

# Mixed in any order by the schema, among each other.
_ALTERNATING = {"sectPr": {"headerReference", "footerReference"}}


def put_in_order(root: Element) -> None:
    """按次序排列 (put in order): the children of every element that has a sequence.

    Raises `RenderError` for a child that the sequence does not know.
    """
    for parent in root.iter(*_ORDERED):
        name = local_name(parent)
        places = [_place(name, local_name(child)) for child in parent]
        if any(before > after for before, after in pairwise(places)):
            parent[:] = sorted(parent, key=lambda child: _place(name, local_name(child)))


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def _place(parent: str, child: str) -> int:
    if child in _ALTERNATING.get(parent, ()):
        return -1
    try:
        return SEQUENCES[parent].index(child)
    except ValueError:
        raise RenderError(f"排版失败：Word 文档的 {parent} 中不应有 {child}。") from None
