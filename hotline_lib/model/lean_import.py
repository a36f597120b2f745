"""轻装引入 (lean import): a large package brought in without the parts of it that nothing here calls.

A package may import, for what none of ours ask of it, modules that take as long as itself: SciPy's
statistics and Altair are almost half of Great Expectations' import. `importlib`'s own lazy loader puts a
module in their place that loads itself when it is first touched, so nothing can go missing.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import LazyLoader
from types import ModuleType


@contextmanager
def lean_import(*late: str) -> Iterator[None]:
    """轻装引入: what is imported inside finds `late` modules that load when first touched.

    No garbage is collected meanwhile: an import makes a million objects that all stay.
    """
    finder = _Late(frozenset(late))
    collecting = gc.isenabled()
    sys.meta_path.insert(0, finder)
    gc.disable()
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        if collecting:
            gc.enable()


class _Late(MetaPathFinder):
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._names:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = LazyLoader(spec.loader)
                return spec
        return None
