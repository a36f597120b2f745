"""纯文字 (plain text): what may enter a document, and how it enters Typst source unharmed."""

from __future__ import annotations

import re
import unicodedata

# Control, format (bidi overrides, zero-width) and surrogate characters: never visible text.
_INVISIBLE = {"Cc", "Cf", "Cs"}
_SPACES = {"\t", "\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"}

# A word that no line of the printed page can hold gets a place to break every so often.
_LONG_WORD = re.compile(r"[!-~]{25,}")
_STRETCH = 12
_BREAK = "\\u{200b}"


def clean_text(text: str) -> str:
    """干净文字 (clean text): line ends become spaces, invisible characters are left out."""
    if text.isprintable():  # nearly all: none of these is printable
        return text
    spaced = (" " if c in _SPACES else c for c in text)
    return "".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE and not _is_no_character(c))


def _is_no_character(c: str) -> bool:
    """U+FFFE, U+FFFF and their like on other planes, which no XML file may hold."""
    return ord(c) & 0xFFFE == 0xFFFE


def typst_string(text: str) -> str:
    """Typst 字符串 (string literal), quotes included: the only way text enters Typst source."""
    return f'"{_LONG_WORD.sub(_with_breaks, _escaped(clean_text(text)))}"'


def typst_raw_string(text: str) -> str:
    """A Typst string literal of exactly this text, such as an SVG; no character is left out."""
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if escaped.isprintable():
        return escaped
    for strange in [c for c in set(escaped) if not c.isprintable()]:  # few, in a drawing of a megabyte
        escaped = escaped.replace(strange, f"\\u{{{ord(strange):x}}}")
    return escaped


def _with_breaks(match: re.Match[str]) -> str:
    """The word with break opportunities, none of them inside an escape sequence."""
    units = re.findall(r"\\u\{[0-9a-f]+\}|\\.|.", match.group(0))
    stretches = (units[i : i + _STRETCH] for i in range(0, len(units), _STRETCH))
    return _BREAK.join("".join(s) for s in stretches)
