"""所用的程序 (code in use): the library modules that a piece of code imports, and those they import."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from hotline_lib.run.provenance.sources import LIBRARY

_PACKAGE = LIBRARY.name


def code_files(sources: Iterable[str]) -> list[Path]:
    """所用的程序文件 of some source texts: modules of the library reached by imports, anywhere in a file,
    and the other files (templates) that lie in the packages reached; sorted.

    Magics and shell lines of a notebook are no Python and import nothing of the library.
    """
    found: set[Path] = set()
    waiting = [name for source in sources for name in _imports(source)]
    while waiting:
        for path in _files_of(waiting.pop()):
            if path not in found:
                found.add(path)
                waiting += _imports(path.read_text(encoding="utf-8"))
    packages = {path.parent for path in found if path.name == "__init__.py"}
    others = (p for folder in packages for p in folder.rglob("*") if p.is_file() and p.suffix != ".py")
    return sorted(found | {p for p in others if "__pycache__" not in p.parts and _of(p, packages)})


def _of(path: Path, packages: set[Path]) -> bool:
    """Whether a file belongs to one of the packages and not to a package inside that is not used."""
    inner = next(parent for parent in path.parents if (parent / "__init__.py").is_file())
    return inner in packages and inner != LIBRARY


def _imports(source: str) -> Iterator[str]:
    """Every dotted name that may be a module of the library."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        lines = (line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))
        tree = ast.parse("\n".join(lines))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files_of(module: str) -> Iterator[Path]:
    """The files that importing a module of the library runs: its packages' and its own."""
    parts = module.split(".")
    if parts[0] != _PACKAGE:
        return
    for depth in range(1, len(parts) + 1):
        stem = LIBRARY.parent.joinpath(*parts[:depth])
        for path in (stem / "__init__.py", stem.with_suffix(".py")):
            if path.is_file():
                yield path
