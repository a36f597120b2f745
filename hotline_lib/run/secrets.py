"""密码 (secrets): resolved at the moment of use; looked for in everything that is to be published.

Every command may have to mask a message, few look into files, so what only that needs is imported there.
Values come from references (`env:NAME`, `file:PATH`) and stay in memory. Before a bulletin is moved to
its place, its files are searched for every value resolved so far, for the values of environment
variables that are secrets by their names, and for the shapes that secrets have.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.model.errors import SecretFoundError, UsageError

SHORTEST = 8
"""A shorter value is found in innocent text; a secret that short is refused when it is resolved."""
_SECRET_NAME = re.compile(r"(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIAL)", re.IGNORECASE)

_BEFORE, _AFTER = 64, 4096


@dataclass(frozen=True)
class _Shape:
    """What a secret looks like; `marks` are fixed words, in lower case, one of which stands in any such.

    One goes at most `_BEFORE` bytes back from its mark, and is known for one within `_AFTER`.
    """

    label: str
    marks: tuple[bytes, ...]
    pattern: re.Pattern[bytes]

    def stands_in(self, content: bytes, lower: bytes) -> bool:
        """Whether there is one; the pattern is slow, and looked for only around the fixed words."""
        return any(
            self.pattern.search(content, max(0, at - _BEFORE), at + _AFTER)
            for mark in self.marks
            for at in _places(mark, lower)
        )


def _places(mark: bytes, lower: bytes) -> Iterator[int]:
    """Where a fixed word stands."""
    at = lower.find(mark)
    while at >= 0:
        yield at
        at = lower.find(mark, at + 1)


_ADDRESS = _Shape(
    "网址中的密码",
    (b"://",),
    re.compile(rb"\b[a-z][a-z0-9+.-]{1,30}://[^\s/:@\"'<>]{1,100}:[^\s/@\"'<>]{3,200}@"),
)
_SHAPES = (
    _ADDRESS,
    _Shape("私钥", (b"private key",), re.compile(rb"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----")),
    _Shape(
        "令牌",
        (b"gho_", b"ghp_", b"ghu_", b"ghs_", b"ghr_", b"xox", b"akia"),
        re.compile(rb"\b(gh[pousr]_[A-Za-z0-9]{36}|xox[abprs]-[A-Za-z0-9-]{20,}|AKIA[0-9A-Z]{16})\b"),
    ),
    _Shape(
        "写明的密码",
        (b"passw", b"pwd", b"secret", b"apikey", b"api_key", b"access"),
        re.compile(
            rb"(?i)\b(password|passwd|pwd|secret|api_?key|access_?token)\b[\"']?\s*[=:]\s*[\"']?[^\s\"'<>&,;]{8,}"
        ),
    ),
)
_resolved: set[str] = set()


def resolve(reference: str) -> str:
    """取值: the secret behind a reference, for immediate use.

    Raises `UsageError` naming the reference, never the value, if there is none or it is too short.
    """
    kind, _, name = reference.partition(":")
    if kind == "env":
        value = os.environ.get(name, "")
        missing = f"环境变量 {name} 未设置"
    elif kind == "file":
        try:
            value = Path(name).expanduser().read_text(encoding="utf-8").split("\n", 1)[0].strip()
        except (OSError, UnicodeDecodeError):
            value = ""
        missing = f"文件 {name} 读不出或首行为空"
    else:
        raise UsageError("密码不能直接写出；请写 env:变量名 或 file:文件路径。")
    if not value:
        raise UsageError(f"{missing}（{reference}）。请设好后再运行。")
    if len(value) < SHORTEST:
        raise UsageError(f"{reference} 的值不足 {SHORTEST} 个字符，无法在输出中查找。请换用更长的密码。")
    _resolved.add(value)
    return value


def masked(text: str) -> str:
    """遮蔽: a message in which every known secret is replaced by `***`."""
    for value in sorted(_values(), key=len, reverse=True):
        text = text.replace(value, "***")
    return _ADDRESS.pattern.sub(b"***@", text.encode()).decode()


def refuse_secrets(folder: Path) -> None:
    """查密码: raises `SecretFoundError` naming the files (never the value) in which a secret stands."""
    found = [
        f"{path.relative_to(folder).as_posix()}：{what}"
        for path in sorted(p for p in folder.rglob("*") if p.is_file())
        for what in secrets_in(path.read_bytes())
    ]
    if found:
        listing = "\n".join(f"  {line}" for line in found)
        raise SecretFoundError(
            f"待发布的文件中有密码，通报未发布：\n{listing}\n请从输入、参数或笔记本中删去。"
        )


def secrets_in(content: bytes) -> list[str]:
    """所含的密码 by kind, in a file or in the members of a zipped one (DOCX, XLSX); empty if none."""
    if content.startswith(b"PK\x03\x04"):
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sorted({what for name in archive.namelist() for what in secrets_in(archive.read(name))})
    known = any(form in content for value in _values() for form in _forms(value))
    lower = content.lower()
    shapes = [shape.label for shape in _SHAPES if shape.stands_in(content, lower)]
    return (["引用的密码"] if known else []) + shapes


def _values() -> set[str]:
    """The values that must not appear: resolved ones, and those of variables named like secrets."""
    named = {v for k, v in os.environ.items() if _SECRET_NAME.search(k) and len(v) >= SHORTEST}
    return _resolved | named


def _forms(value: str) -> Iterator[bytes]:
    """The value as it stands in text, in JSON, in a page, in an address and in base 64."""
    import base64
    import html
    import urllib.parse

    forms = {value, json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]}
    forms |= {html.escape(value), urllib.parse.quote(value, safe="")}
    yield from (form.encode() for form in forms)
    yield base64.b64encode(value.encode()).rstrip(b"=")
