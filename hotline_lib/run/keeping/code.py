"""所用的程序 (code in use): the library modules that a piece of code imports, and those they import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from hotline_lib.run.provenance.hashes import files_below
from hotline_lib.run.provenance.sources import LIBRARY

_PACKAGE = LIBRARY.name
_NAME = re.compile(r"\w[\w.]*")
_IMPORT = re.compile(
    r"\bfrom\s+(?P<module>\w[\w.]*)\s+import\s*(?P<names>\((?:[^)#]|#[^\n]*)*\)|(?:[^\n\\;]|\\\n)*)"
    r"|\bimport\s+(?P<modules>(?:[^\n\\;]|\\\n)*)"
)


def code_files(sources: Iterable[str]) -> tuple[Path, ...]:
    """所用的程序文件 of some source texts: modules of the library reached by imports, anywhere in a file,
    and the other files (templates) that lie in the packages reached; sorted.
    """
    return _reached(frozenset(name for source in sources for name in _imports(source)))


@cache
def _reached(names: frozenset[str]) -> tuple[Path, ...]:
    """The files behind some dotted names, and all that they need; most notebooks import the same."""
    found: set[Path] = set()
    waiting = [path for name in names for path in _files_of(name)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported_by(path)
    packages = frozenset(path.parent for path in found if path.name == "__init__.py")
    return tuple(sorted(found | _others(packages)))


@cache
def _imported_by(path: Path) -> tuple[Path, ...]:
    """The files that a module of the library needs itself; read once a process, as Python does."""
    names = dict.fromkeys(_imports(path.read_text(encoding="utf-8")))
    return tuple(dict.fromkeys(file for name in names for file in _files_of(name)))


def _others(packages: frozenset[Path]) -> frozenset[Path]:
    """The files of packages that are no modules, such as templates."""
    return frozenset(path for path, inner in _packages_of_others().items() if inner in packages)


@cache
def _packages_of_others() -> dict[Path, Path]:
    """Every file of the library that is no module, and the innermost package around it."""
    packages = {path.parent for path in _files() if path.name == "__init__.py"} - {LIBRARY}
    others = (path for path in _files() if path.suffix != ".py")
    inner = {path: next((p for p in path.parents if p in packages), None) for path in others}
    return {path: package for path, package in inner.items() if package is not None}


def _imports(source: str) -> Iterator[str]:
    """Every dotted name that may be a module of the library.

    Found by words, not by parsing, which would cost more than all else of a run where nothing changed: what
    stands in a comment or a text counts as well, and at worst a section runs once more than it had to.
    """
    for statement in _IMPORT.finditer(source):
        module, names = statement["module"], statement["names"]
        if names is None:
            yield from _NAME.findall(statement["modules"])
        else:
            yield module
            yield from (f"{module}.{name}" for name in _NAME.findall(names))


@cache
def _files_of(module: str) -> tuple[Path, ...]:
    """The files that importing a module of the library runs: its packages' and its own."""
    parts = module.split(".")
    if parts[0] != _PACKAGE:
        return ()
    modules = _modules()
    stems = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    pairs = ((f"{stem}/__init__.py", f"{stem}.py") for stem in stems)
    return tuple(modules[name] for pair in pairs for name in pair if name in modules)


@cache
def _modules() -> dict[str, Path]:
    """Every module of the library by its path from the folder around it."""
    base = LIBRARY.parent
    return {p.relative_to(base).as_posix(): p for p in _files() if p.suffix == ".py"}


@cache
def _files() -> tuple[Path, ...]:
    return tuple(files_below(LIBRARY))
