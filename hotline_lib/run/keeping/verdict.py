"""检查结论的沿用 (kept verdict): the guards' outcome by input and suite; no engine on a hit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hotline_lib
from hotline_lib.guards.check import GuardOutcome, check_tables
from hotline_lib.model.guards import GuardReport
from hotline_lib.run.keeping.cache import Cache
from hotline_lib.run.keeping.fingerprint import fingerprint
from hotline_lib.run.provenance.hashes import Hasher, digest_of, digest_of_text, files_below
from hotline_lib.run.provenance.sources import environment

KIND = "checks"
_ENGINE = ("great-expectations", "pandas", "python")


class KeptVerdict:
    """检查者: stands for `check_tables`. `key` names the verdict, `reused` tells whether it was taken over.

    A verdict is kept by `keep`, which the caller calls once it may write.
    """

    def __init__(self, cache: Cache, force: bool, check: Callable[..., GuardOutcome] = check_tables) -> None:
        self._cache = cache
        self._force = force
        self._check = check
        self._made: bytes | None = None
        self.key = ""
        self.reused = False

    def __call__(self, *arguments: Any) -> GuardOutcome:
        """The outcome for these tables, register, measures, ledger and date, kept or made."""
        self.key = digest_of_text(_suite(), *map(fingerprint, arguments))
        kept = None if self._force else self._cache.get(KIND, self.key)
        if kept is not None:
            self.reused = True
            read = json.loads(kept)
            return GuardOutcome(GuardReport.model_validate(read["report"]), read["results"])
        outcome = self._check(*arguments)
        content = {"report": outcome.report.model_dump(mode="json"), "results": outcome.results}
        self._made = json.dumps(content, ensure_ascii=False).encode()
        return outcome

    def keep(self) -> None:
        """Keep the verdict that was made, if one was."""
        if self._made is not None:
            self._cache.put(KIND, self.key, self._made)


def _suite() -> str:
    """The checks themselves: the guards' and models' code, and the engine's version."""
    library = Path(hotline_lib.__file__).parent
    hasher = Hasher()
    code = [p for folder in ("guards", "model", "ingest") for p in files_below(library / folder)]
    versions = environment()
    return digest_of(hasher.files(code, library) | {name: versions.get(name, "") for name in _ENGINE})
