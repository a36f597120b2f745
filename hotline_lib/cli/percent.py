"""比率的写法 (share as an option): `30%` or `0.3` on the command line, kept exact."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import click

from hotline_lib.model.exact import parse_exact


class Percent(click.ParamType[Fraction]):
    """比率: an exact share, `30%` or `0.3`; a negative one or anything else is refused."""

    name = "比率"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """The share of 1."""
        if isinstance(value, Fraction):
            return value
        text = str(value).strip()
        try:
            share = parse_exact(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            self.fail(f"应为比率，如 30% 或 0.3，实为“{value}”", param, ctx)
        if share < 0:
            self.fail(f"比率不能为负，实为“{value}”", param, ctx)
        return share


PERCENT = Percent()
