"""PDF: Typst source becomes an archivable, accessible PDF, or an error; never a warning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import typst

from hotline_lib.model.errors import RenderError

STANDARDS = ["a-2a", "ua-1"]
_MISSING_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_CODEPOINT = re.compile(r'codepoint `"(.+?)"`')


def compile_pdf(typst_source: str, fonts: Sequence[Path]) -> bytes:
    """排成 PDF (compile): tagged PDF/A-2a and PDF/UA-1 with the fonts of the given folders only.

    The same source and fonts give the same bytes; the source sets the document's date. Raises
    `RenderError` for any error or warning, and names the characters that no font has.
    """
    if not fonts:
        raise RenderError("排版失败：未指定字体文件夹。")
    try:
        # The stub wants input and folders to be of one type; the compiler does not.
        pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
            typst_source.encode(),
            root=str(fonts[0]),
            font_paths=[str(path) for path in fonts],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as error:
        raise RenderError(_message(error.diagnostic)) from error
    if warnings:
        texts = "；".join(w.message for w in warnings)
        raise RenderError(f"排版失败：排版程序给出警告，内容可能缺失：{texts}")
    if not isinstance(pdf, bytes):
        raise RenderError("排版失败：排版程序没有给出 PDF。")
    return pdf


def _message(diagnostic: str) -> str:
    quoted = _MISSING_GLYPH.findall(diagnostic) + _CODEPOINT.findall(diagnostic)
    characters = sorted({c for text in quoted for c in _unescaped(text)})
    if not characters:
        return f"排版失败：{diagnostic.strip()}"
    named = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in characters)
    return f"排版失败：字体中没有以下字符：{named}。请改用其他写法，或在 fonts 文件夹中补充含有该字的字体。"


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), text)
