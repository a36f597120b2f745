"""字符 (characters): what typesetting and extraction change without changing the text."""

from __future__ import annotations

import re

_FULL = "，：；（）？！％．＋－０１２３４５６７８９"
_HALF = ",:;()?!%.+-0123456789"
_WIDTH = str.maketrans(_FULL, _HALF)
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
_BETWEEN_SCRIPTS = re.compile(rf"(?<=[{_CJK}])\s+(?=[A-Za-z0-9+-])|(?<=[A-Za-z0-9%])\s+(?=[{_CJK}])")
SENTENCE_ENDS = "。！？；.!?;”）)"


def unified(text: str) -> str:
    """半角 (half width): full-width digits and punctuation as their half-width twins."""
    return text.translate(_WIDTH)


def compact(text: str) -> str:
    """紧排 (without white space), half width: the form in which texts are compared."""
    return "".join(unified(text).split())


def untypeset(text: str) -> str:
    """去中西文间距: drops the spaces that typesetting puts between Chinese and Latin characters.

    Other spaces stay: inside a name or a number they are left by a line wrap.
    """
    return _BETWEEN_SCRIPTS.sub("", text.strip())
