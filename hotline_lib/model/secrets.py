"""密码的引用 (secret references): a password, token or database address is named, never written down."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_FORM = re.compile(r"(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)")


def _reference(text: str) -> str:
    if not _FORM.fullmatch(text):
        # the text itself may be the secret, so it is not repeated
        raise ValueError("密码不能直接写出；请写 env:变量名 或 file:文件路径")
    return text


SecretRef = Annotated[str, AfterValidator(_reference)]
"""引用: `env:NAME` (an environment variable) or `file:PATH` (the first line of a file).

A field of a model at a file border; `run.secrets.resolve` gives the value, at the moment of use.
"""
