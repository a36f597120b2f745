"""轻装引入 (lean import): a large package brought in without the parts of it that nothing here calls.

A package may import, for what none of ours ask of it, modules that take longer than all the rest: of Great
Expectations' import three quarters are SciPy's statistics, Altair, data sources and expectations of other
kinds. Two ways to do without: a module that is brought in when it is first touched, by `importlib`'s own lazy
loader; and, where names are taken out of a module at once, one left out, whose names can be passed about but
not used.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any, NoReturn


class LeftOut:
    """未引入 (left out): base of what stands for names of modules left out; using it raises `TypeError`."""

    def __new__(cls, *_: object, **__: object) -> NoReturn:
        """There is nothing to make."""
        raise TypeError(_refusal(cls))

    def __init_subclass__(cls, stands_in: bool = False, **_: object) -> None:
        """Nor to derive from."""
        if not stands_in:
            raise TypeError(_refusal(cls.__bases__[0]))


def _refusal(name: type) -> str:
    return f"{name.__module__}.{name.__qualname__} 未引入（lean_import），不能使用。"


@contextmanager
def lean_import(
    *late: str,
    without: Callable[[str], bool] = lambda name: False,
    instead: Mapping[str, Mapping[str, object]] | None = None,
) -> Iterator[None]:
    """轻装引入: what is imported inside finds `late` modules that load when first touched.

    Modules for whose full name `without` holds are left out; `instead` are such modules too, and what some
    of their names are to be. No garbage is collected meanwhile: an import makes a million objects that all
    stay.
    """
    finder = _Lean(frozenset(late), without, instead or {})
    collecting = gc.isenabled()
    sys.meta_path.insert(0, finder)
    gc.disable()
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        if collecting:
            gc.enable()


class _Lean(MetaPathFinder):
    def __init__(
        self,
        late: frozenset[str],
        without: Callable[[str], bool],
        instead: Mapping[str, Mapping[str, object]],
    ) -> None:
        self._late, self._without, self._instead = late, without, instead

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in self._instead or self._without(fullname):
            return ModuleSpec(fullname, _Absent(self._instead.get(fullname, {})), is_package=True)
        if fullname not in self._late:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = LazyLoader(spec.loader)
                return spec
        return None


class _Absent(Loader):
    """Makes a module that has any name, each for a class that cannot be used, but for those given.

    It may be a package too: modules below it are asked for in the same way.
    """

    def __init__(self, given: Mapping[str, object]) -> None:
        self._given = given

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        vars(module).update(self._given)


class _AbsentModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (LeftOut,), {"__module__": self.__name__}, stands_in=True)
        setattr(self, name, made)
        return made
