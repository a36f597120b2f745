"""排版的沿用 (kept renderings): a file is taken over while document, fonts and writer are the same."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path

from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.run.keeping.cache import Cache
from hotline_lib.run.keeping.code import code_files
from hotline_lib.run.keeping.fingerprint import fingerprint
from hotline_lib.run.provenance.hashes import Hasher, digest_of, digest_of_text
from hotline_lib.run.provenance.sources import LIBRARY, Sources

KIND = "formats"


class KeptFormats:
    """沿用者: renders formats that changed and takes over the others; `reused` are those taken over."""

    def __init__(self, cache: Cache, sources: Sources, force: bool) -> None:
        self._cache = cache
        self._parts = sources.key()
        self._force = force
        self.reused: list[str] = []

    def rendered(self, wanted: str, rendering: Rendering) -> bytes:
        """One format of a bulletin. Raises `RenderError` as its writer does."""
        key = digest_of_text(
            wanted,
            fingerprint(dataclasses.replace(rendering, fonts=())),
            self._parts["fonts"],
            self._parts["environment"],
            _writers(),
        )
        kept = None if self._force else self._cache.get(KIND, key)
        if kept is not None:
            self.reused.append(wanted)
            return kept
        made = FORMATS[wanted].write(rendering)
        self._cache.put(KIND, key, made)
        return made


@lru_cache(maxsize=1)
def _writers() -> str:
    """The code of all writers, templates included."""
    files: list[Path] = code_files(["import hotline_lib.publish.formats"])
    return digest_of(Hasher().files(files, LIBRARY.parent))
