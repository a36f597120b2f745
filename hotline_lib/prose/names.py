"""模板可用的名称 (names a template may use): quantities by dotted id, rankings, breakdowns, prose pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import nodes

from hotline_lib.model.results import LedgerLine, Results


class Names(Mapping[str, Any]):
    """A nested mapping reached by dots in templates; ids such as `items` cannot clash with methods."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.__tree = dict(tree)

    def __getitem__(self, name: str) -> Any:
        value = self.__tree[name]
        return Names(value) if isinstance(value, dict) else value

    def __iter__(self) -> Iterator[str]:
        return iter(self.__tree)

    def __len__(self) -> int:
        return len(self.__tree)

    def __getattribute__(self, name: str) -> Any:
        """Only private names are attributes: `{{ x.items }}` means the key, not the method."""
        if name.startswith("_"):
            return object.__getattribute__(self, name)
        raise AttributeError(name)


def result_names(results: Results) -> dict[str, Any]:
    """The names that results offer: `hotline.linxiang.index`, `intake.dispatched`, `rankings.…`."""
    tree: dict[str, Any] = {}
    for identifier, quantity in results.all_quantities().items():
        *path, last = identifier.split(".")
        branch = tree
        for part in path:
            branch = branch.setdefault(part, {})
        branch[last] = quantity
    tree["rankings"] = dict(results.rankings)
    tree["breakdowns"] = dict(results.breakdowns)
    entries: dict[str, list[LedgerLine]] = {}
    for line in results.ledger:
        entries.setdefault(line.rule, []).append(line)
    tree["entries"] = entries
    return tree


def dotted(tree: Mapping[str, Any], prefix: str = "") -> list[str]:
    """Every full name in a tree, for suggestions in error messages."""
    names = []
    for key, value in tree.items():
        if isinstance(value, dict):
            names += dotted(value, f"{prefix}{key}.")
        else:
            names.append(f"{prefix}{key}")
    return names


def missing_names(template: nodes.Template, tree: Mapping[str, Any]) -> list[str]:
    """The dotted names that a parsed template uses and a tree lacks, in the order of use.

    Names that the template itself binds (`{% for u in … %}`, `loop`) are its own affair.
    """
    bound = {n.name for n in template.find_all(nodes.Name) if n.ctx == "store"} | {"loop"}
    missing = []
    for node in template.find_all((nodes.Name, nodes.Getattr)):
        path = _path(node)
        if path and path[0] not in bound and _lacks(tree, path):
            missing.append(".".join(path))
    return missing


def _path(node: nodes.Node) -> tuple[str, ...]:
    """`a.b.c` as a tuple; empty for anything that is not a plain dotted name."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr) and (head := _path(node.node)):
        return (*head, node.attr)
    return ()


def _lacks(tree: Any, path: tuple[str, ...]) -> bool:
    for part in path:
        if not isinstance(tree, dict):
            return not hasattr(tree, part)
        if part not in tree:
            return True
        tree = tree[part]
    return False
