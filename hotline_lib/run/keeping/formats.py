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


def rendered(
    wanted: str, rendering: Rendering, sources: Sources, cache: Cache, force: bool
) -> tuple[bytes, bool]:
    """One format of a bulletin, and whether it was taken over. Raises `RenderError` as its writer does."""
    parts = sources.key()
    key = digest_of_text(
        wanted,
        fingerprint(dataclasses.replace(rendering, fonts=())),
        parts["fonts"],
        parts["environment"],
        _writers(),
    )
    kept = None if force else cache.get(KIND, key)
    if kept is not None:
        return kept, True
    made = FORMATS[wanted].write(rendering)
    cache.put(KIND, key, made)
    return made, False


@lru_cache(maxsize=1)
def _writers() -> str:
    """The code of all writers, templates included."""
    files: list[Path] = code_files(["import hotline_lib.publish.formats"])
    return digest_of(Hasher().files(files, LIBRARY.parent))
