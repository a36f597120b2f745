"""文档设置 (settings): mirrored pages, odd and even footers, the compatibility of present-day Word."""

from __future__ import annotations

from hotline_lib.publish.docx.elements import Element, w
from hotline_lib.publish.docx.style_sheet import LANGUAGE

_WORD = "http://schemas.microsoft.com/office/word"
_WORD_2013 = 15  # a table's edge is flush with the text
_DEFAULT_TAB = 420


def setting_elements() -> list[Element]:
    """设置, in the order of the schema."""
    return [
        w("zoom", percent=100),
        w("mirrorMargins"),
        w("defaultTabStop", val=_DEFAULT_TAB),
        w("evenAndOddHeaders"),
        w("drawingGridVerticalSpacing", val=156),
        w("characterSpacingControl", val="compressPunctuation"),
        w(
            "compat",
            w("doNotExpandShiftReturn"),
            w("useFELayout"),
            w("compatSetting", name="compatibilityMode", uri=_WORD, val=_WORD_2013),
        ),
        w("themeFontLang", val=LANGUAGE, eastAsia=LANGUAGE),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    ]
