"""比率的写法 (share as an option): `30%` or `0.3` on the command line, kept exact."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.errors import UsageError
from hotline_lib.model.exact import parse_exact


def share_of(option: str, text: str) -> Fraction:
    """比率 given for an option; raises `UsageError` for a negative one and for what is none."""
    try:
        share = parse_exact(text.strip().removesuffix("%")) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        raise UsageError(f"{option} 应为比率，如 30% 或 0.3，实为“{text}”。") from None
    if share < 0:
        raise UsageError(f"{option} 不能为负，实为“{text}”。")
    return share
