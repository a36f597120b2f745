"""What the code imports is declared, not merely present because something else needs it."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def imported(folder: str) -> set[str]:
    """The first name of every import in a folder that is neither ours nor Python's."""
    names: set[str] = set()
    own = {"hotline_lib", "benchmarks", "docs", "tests"}
    for path in (ROOT / folder).rglob("*.py"):
        own.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - own - sys.stdlib_module_names


@pytest.mark.parametrize(
    ("folder", "extras"),
    [("hotline_lib", ("cluster",)), ("benchmarks", ()), ("fonts", ("fonts",)), ("tests", ("dev",))],
)
def test_every_import_is_a_declared_dependency(folder: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    owners = packages_distributions()
    undeclared = {
        name
        for name in imported(folder)
        if not declared & {canonicalize_name(owner) for owner in owners.get(name, [])}
    }
    assert sorted(undeclared) == []
