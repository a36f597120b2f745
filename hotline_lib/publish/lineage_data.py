"""来由数据 (lineage data): the lineage of a page as compact JSON that its script reads.

A bulletin has some 1,500 figures whose formulas, rules and files are few, so every text is written once,
in `strings`, and named by its position. A quantity is a list, in the order of `FIELDS`; its inputs and
members name quantities by position, −1 where an input is none of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from hotline_lib.model.exact import decimal_text, exact_text, round_exact
from hotline_lib.model.quantity import Quantity
from hotline_lib.publish.flags import Flag
from hotline_lib.publish.lineage import Lineage
from hotline_lib.publish.plain_text import clean_text

FIELDS = (
    "label",
    "value",
    "near",
    "unit",
    "formula",
    "inputs",
    "members",
    "rule",
    "origin",
    "note",
    "previous",
)
_NEAR_DECIMALS = 6
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def quantity_numbers(lineage: Lineage) -> dict[str, int]:
    """数值的序号: the position of each quantity in the data, by id."""
    return {name: number for number, name in enumerate(lineage.quantities)}


def lineage_data(lineage: Lineage, flags: Sequence[Flag]) -> Markup:
    """来由数据 as JSON that may stand in a `script` element: it holds no character that could end it."""
    texts = _Texts()
    numbers = quantity_numbers(lineage)
    rules = {rule: None for q in lineage.quantities.values() if (rule := q.rule)}
    data = {
        "fields": FIELDS,
        "quantities": [
            _packed(name, quantity, lineage, numbers, list(rules), texts)
            for name, quantity in lineage.quantities.items()
        ],
        "rules": [[texts(r.title), texts(r.in_force_from.isoformat()), texts(r.source)] for r in rules],
        "flags": {flag.anchor: [texts(flag.kind), texts(flag.text)] for flag in flags},
        "strings": texts.known,
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _ESCAPES.items():
        written = written.replace(character, escaped)
    return Markup(written)


class _Texts:
    """Texts by position, each held once, without control characters."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self._positions.setdefault(clean_text(text), len(self._positions))

    @property
    def known(self) -> list[str]:
        return list(self._positions)


def _packed(
    name: str,
    quantity: Quantity,
    lineage: Lineage,
    numbers: dict[str, int],
    rules: Sequence[object],
    texts: _Texts,
) -> list[Any]:
    value = quantity.value
    origin = quantity.origin
    previous = lineage.previous.get(name)
    return [
        texts(quantity.label),
        texts(exact_text(value) if value is not None else quantity.text or ""),
        texts(_near(value)) if value is not None and value.denominator != 1 else -1,
        texts(quantity.unit),
        -1 if _only_says_where(quantity) else texts(quantity.formula),
        [[texts(i.name), texts(i.value), numbers.get(i.source, -1)] for i in quantity.inputs],
        [numbers[m] for m in quantity.members if m in numbers],
        rules.index(quantity.rule) if quantity.rule else -1,
        [texts(origin.file), origin.row, texts(origin.column)] if origin else [],
        texts(quantity.note) if quantity.note else -1,
        texts(previous) if previous is not None else -1,
    ]


def _only_says_where(quantity: Quantity) -> bool:
    """Whether the formula of a received value names its file and row, which `origin` says already."""
    return quantity.origin is not None and quantity.formula.startswith("来件：")


def _near(value: Fraction) -> str:
    """A fraction as a decimal for the reader, to six places; not what is printed."""
    return decimal_text(round_exact(value, _NEAR_DECIMALS), _NEAR_DECIMALS).rstrip("0")
