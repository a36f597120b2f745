"""排版的沿用 (kept renderings): a file is taken over while document, fonts and writer are the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import lru_cache

from hotline_lib.publish.formats import Rendering
from hotline_lib.run.keeping.cache import Cache
from hotline_lib.run.keeping.code import code_files
from hotline_lib.run.keeping.fingerprint import fingerprint
from hotline_lib.run.provenance.hashes import Hasher, digest_of, digest_of_text
from hotline_lib.run.provenance.sources import LIBRARY, Sources

KIND = "formats"


class KeptFormats:
    """沿用者: takes over formats of which nothing changed, keeps others; `reused` are those taken over."""

    def __init__(self, cache: Cache, sources: Sources, force: bool) -> None:
        self._cache = cache
        self._parts = sources.key()
        self._force = force
        self.reused: list[str] = []

    def keys(self, formats: Sequence[str], rendering: Rendering) -> dict[str, str]:
        """各格式的键: for each the hash of all that it depends on."""
        content = fingerprint(dataclasses.replace(rendering, fonts=()))
        rest = self._parts["fonts"], self._parts["environment"], _writers()
        return {wanted: digest_of_text(wanted, content, *rest) for wanted in formats}

    def taken(self, wanted: str, key: str) -> bytes | None:
        """沿用的: what is kept of a format under its key; `None` if it is to be rendered."""
        kept = None if self._force else self._cache.get(KIND, key)
        if kept is not None:
            self.reused.append(wanted)
        return kept

    def keep(self, key: str, made: bytes) -> None:
        """Keep what was rendered."""
        self._cache.put(KIND, key, made)


@lru_cache(maxsize=1)
def _writers() -> str:
    """The code of all writers, templates included."""
    return digest_of(Hasher().files(code_files(["import hotline_lib.publish.formats"]), LIBRARY.parent))
