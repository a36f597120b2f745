"""检查结论的沿用 (kept verdict): the guards' outcome by input and suite; no engine on a hit."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import hotline_lib
from hotline_lib.guards.check import GuardOutcome
from hotline_lib.model.guards import GuardReport
from hotline_lib.run.keeping.cache import Cache
from hotline_lib.run.keeping.fingerprint import fingerprint
from hotline_lib.run.provenance.hashes import Hasher, digest_of, digest_of_text, files_below
from hotline_lib.run.provenance.sources import environment
from hotline_lib.sections.checking_aside import Pending, begin_check

KIND = "checks"
_ENGINE = ("great-expectations", "pandas", "python")


class KeptVerdict:
    """检查者: stands for `check_tables`, for this period's tables first and then for those of earlier ones.

    `key` names the verdict on this period; `reused` tells whether all were taken over. Verdicts are kept
    by `keep`, which the caller calls once it may write.
    """

    def __init__(self, cache: Cache, force: bool, begin: Callable[..., Pending] = begin_check) -> None:
        self._cache = cache
        self._force = force
        self._begin = begin
        self._suite = ""
        self._keys: list[str] = []
        self._made: dict[str, bytes] = {}
        self._given: dict[str, Pending] = {}

    @property
    def key(self) -> str:
        """The key of the verdict on this period; empty before it is given."""
        return self._keys[0] if self._keys else ""

    @property
    def reused(self) -> bool:
        """Whether every verdict was taken over."""
        return bool(self._keys) and not self._made

    def __call__(self, *arguments: Any) -> GuardOutcome:
        """The outcome for these tables, register, measures, ledger, date and so on, kept or made."""
        return self.begin(*arguments)()

    def begin(self, *arguments: Any) -> Pending:
        """The same, begun now and waited for later; the same tables are judged once."""
        self._suite = self._suite or _suite()
        key = digest_of_text(self._suite, *map(fingerprint, arguments))
        self._keys.append(key)
        if key not in self._given:
            self._given[key] = self._begin_one(key, arguments)
        return self._given[key]

    def _begin_one(self, key: str, arguments: tuple[Any, ...]) -> Pending:
        kept = None if self._force else self._cache.get(KIND, key)
        if kept is not None:
            read = json.loads(kept)
            taken = GuardOutcome(GuardReport.model_validate(read["report"]), read["results"])
            return lambda: taken
        self._made[key] = b""  # wanted; a verdict that is never given is not kept
        begun = self._begin(*arguments)

        @cache
        def outcome() -> GuardOutcome:
            found = begun()
            content = {"report": found.report.model_dump(mode="json"), "results": found.results}
            self._made[key] = json.dumps(content, ensure_ascii=False).encode()
            return found

        return outcome

    def keep(self) -> None:
        """Keep the verdicts that were made."""
        for key, content in self._made.items():
            if content:
                self._cache.put(KIND, key, content)


def _suite() -> str:
    """The checks themselves: the guards' and models' code, and the engine's version."""
    library = Path(hotline_lib.__file__).parent
    hasher = Hasher()
    code = [p for folder in ("guards", "model", "ingest") for p in files_below(library / folder)]
    versions = environment()
    return digest_of(hasher.files(code, library) | {name: versions.get(name, "") for name in _ENGINE})
