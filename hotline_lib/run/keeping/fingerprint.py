"""内容的校验值 (fingerprint): one text for a value, equal for equal values only, whatever it is made of."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from hotline_lib.run.provenance.hashes import digest_of_text

_PLAIN = (str, int, float, bool, type(None), date, Fraction, Enum)


def fingerprint(value: Any) -> str:
    """校验值 of models, records, tables and lists of such; exact, so no two values share one.

    Raises `TypeError` for anything else: a dependency that cannot be hashed must not be left out.
    """
    if isinstance(value, BaseModel):
        return digest_of_text("model", type(value).__name__, value.model_dump_json())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = [(f.name, fingerprint(getattr(value, f.name))) for f in dataclasses.fields(value)]
        return digest_of_text("record", type(value).__name__, *(text for part in parts for text in part))
    if isinstance(value, list | tuple):
        return digest_of_text("list", *map(fingerprint, value))
    if isinstance(value, Mapping):
        pairs = [(fingerprint(k), fingerprint(v)) for k, v in value.items()]
        return digest_of_text("map", *(text for pair in pairs for text in pair))
    if isinstance(value, _PLAIN):
        return digest_of_text(type(value).__name__, repr(value))
    if hasattr(value, "columns") and hasattr(value, "itertuples"):
        cells = [(str(name), repr(value[name].tolist())) for name in value.columns]
        return digest_of_text("frame", *(text for cell in cells for text in cell))
    raise TypeError(f"无法计入校验值：{type(value).__name__}")
