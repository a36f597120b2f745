"""网页模板 (page templates): how those of our pages are read, compiled once and kept beside the bytecode.

Compiling those of one bulletin takes as long as filling them. What is kept holds no value: filters, printing
and all else that an environment brings is left to the time of filling, so that the code depends on the
template's text, on the settings below and on Jinja alone. It lies where Python keeps the library's own
bytecode, is as harmless to delete, and is not written where Python is told to write none.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.meta import find_referenced_templates

_SETTINGS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("sandboxed", "optimized", "is_async", "autoescape"),
)
"""What of an environment decides how a template is compiled, beside its extensions and its functions."""


def page_environment(loader: BaseLoader, **settings: Any) -> Environment:
    """网页的环境: everything escaped, nothing undefined, compiled once."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **settings,
    )
    keep_compiled(environment)
    return environment


def keep_compiled(environment: Environment) -> None:
    """编后留存: have an environment, whoever made it, keep the code of its templates and find it again."""
    environment.code_generator_class = _NothingBeforehand
    environment.optimized = False
    environment.bytecode_cache = _KeptCode(environment)


def compile_pages(environment: Environment, *names: str) -> list[str]:
    """编模板: compile these and all that they take in, and keep the code; the names of all of them."""
    done: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done[name] = None
        environment.get_template(name)
        assert environment.loader is not None
        source = environment.loader.get_source(environment, name)[0]
        waiting += filter(None, find_referenced_templates(environment.parse(source)))
    return sorted(done)


class _NothingBeforehand(CodeGenerator):
    """Works out no value when a template is compiled, not even a constant's: a filter may print it."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Any, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class _KeptCode(FileSystemBytecodeCache):
    """留存的代码: one file for a template under the settings of its environment."""

    def __init__(self, environment: Environment) -> None:
        folder = Path(importlib.util.cache_from_source(__file__)).parent
        super().__init__(str(folder), "page-%s.cache")
        self._environment = environment

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Which file: the same template is compiled in another way under other settings."""
        asked = "\n".join((name, filename or "", *self._settings()))
        return hashlib.sha256(asked.encode()).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it if that can be done: a full disk or a folder of somebody else's is no error."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    def _settings(self) -> list[str]:
        environment = self._environment
        told = [f"jinja2 {jinja2.__version__}"]
        told += [f"{name} {getattr(environment, name)!r}" for name in _SETTINGS]
        told += sorted(environment.extensions)
        functions = {"finalize": environment.finalize, **environment.filters, **environment.tests}
        told += [f"{name} {_called_with(function)}" for name, function in sorted(functions.items())]
        return told


def _called_with(function: object) -> str:
    """What a filter, test or finalizer is handed beside its value: that is settled at compile time."""
    return str(None if function is None else getattr(function, "jinja_pass_arg", "value"))
