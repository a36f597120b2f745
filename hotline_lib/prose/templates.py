"""句式模板 (templates): how they are read and what they may hold, whoever fills them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

_REFUSED: tuple[type[nodes.Node], ...] = (
    nodes.Call,
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Concat),
    *(nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport, nodes.Macro, nodes.CallBlock),
)
"""What a template may not do: a number made in a template would have no lineage."""
_FILTERS = ("first", "last", "length")


class UnfilledError(Exception):
    """Why a template could not be filled, before it is known where it stands."""


def reading(filters: Mapping[str, Any], finalize: Callable[[Any], Any]) -> SandboxedEnvironment:
    """读法: the environment of templates; they may name `filters` and the few pure ones, nothing else.

    `filters` are plain functions: how one is called is settled when a template is compiled. `finalize` gets
    every value that a template prints and gives what is put in its place.
    """
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, finalize=finalize, autoescape=False, keep_trailing_newline=False
    )
    environment.filters = {name: environment.filters[name] for name in _FILTERS} | dict(filters)
    environment.globals = {}
    return environment


@lru_cache(maxsize=4096)
def compiled(template: str, filters: tuple[str, ...]) -> CodeType:
    """编好的模板: its code, made once for all who fill it; `filters` are the names of all that it may use.

    Raises `TemplateSyntaxError`, or `UnfilledError` for what no template may do.
    """
    environment = _compiling(filters)
    parsed = environment.parse(template)
    if any(parsed.find(kind) for kind in _REFUSED):
        raise UnfilledError("模板里只能取数、判断和列举，不能运算或调用；要算的数请写进规则")
    code: CodeType = environment.compile(parsed)
    return code


@lru_cache(maxsize=16)
def _compiling(filters: tuple[str, ...]) -> SandboxedEnvironment:
    """Where all printing and every filter but the pure ones fail, so that nothing that depends on who fills
    a template is worked out when it is compiled.
    """
    return reading({name: _not_yet for name in filters if name not in _FILTERS}, _not_yet)


def _not_yet(*_: Any) -> Any:
    raise TypeError("编译时不取值")
