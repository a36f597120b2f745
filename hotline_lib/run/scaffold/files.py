"""样板文件 (template files): rendered from `templates/`, written only where nothing stands yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

MARK = "待填"
"""What stands wherever a person has to write something; no number, date or quantity is called so."""


@dataclass(frozen=True)
class Scaffold:
    """所建之物 (what was made): files written, files that were there already, and what to do next."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    steps: tuple[str, ...]
    notes: tuple[str, ...] = ()


def _environment() -> Environment:
    """Templates are YAML and Markdown that hold `{{ … }}` themselves, hence other delimiters."""
    environment = Environment(
        loader=PackageLoader("hotline_lib.run.scaffold", "templates"),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["q"] = quoted
    return environment


def quoted(text: str) -> str:
    """加引号: a text as a YAML scalar in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def rendered(template: str, /, **values: Any) -> str:
    """样板成文: the text of `templates/<template>`."""
    return _environment().get_template(template).render(**values)


def template_names(folder: str) -> list[str]:
    """The templates of a folder of `templates/`, by path below it, without `.j2`."""
    names = _environment().list_templates(extensions=["j2"])
    return sorted(
        n.removeprefix(f"{folder}/").removesuffix(".j2") for n in names if n.startswith(f"{folder}/")
    )


def write_missing(files: dict[Path, str]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """只写没有的: write each file that does not exist; returns those written and those kept as they are."""
    written, kept = [], []
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            kept.append(path)
        else:
            written.append(path)
    return tuple(written), tuple(kept)
