"""Templates of pages are compiled once, and what is kept of them holds nothing of who compiled them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

import hotline_lib
from hotline_lib.model import page_templates
from hotline_lib.model.page_templates import page_environment
from hotline_lib.run.compiled_pages import compile_all

LIBRARY = Path(hotline_lib.__file__).parent
SOURCE = "{% set a = 'x' | marked %}{{ 'a&b' }}{{ '<' | marked }}{{ a }}{{ 1 + 1 }}{{ name }}\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where compiled templates are kept during a test."""
    monkeypatch.setattr(page_templates, "__file__", str(tmp_path / "page_templates.py"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "__pycache__").mkdir()
    return tmp_path / "__pycache__"


def shown(source: str = SOURCE, mark: str = "!", **settings: object) -> str:
    """A template filled in a new environment, whose filter and finalizer are its own."""
    environment = page_environment(DictLoader({"page": source}), **settings)
    environment.filters["marked"] = lambda text: text + mark
    return environment.get_template("page").render(name="名")


def test_it_is_compiled_once_and_found_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown()
    assert first == "a&amp;b&lt;!x!2名\n"
    assert len(list(kept.iterdir())) == 1
    monkeypatch.setattr(Environment, "compile", None)
    assert shown() == first


def test_what_is_kept_holds_no_value_of_a_filter_or_finalizer(kept: Path) -> None:
    assert shown(mark="!") == "a&amp;b&lt;!x!2名\n"
    assert shown(mark="?") == "a&amp;b&lt;?x?2名\n"
    assert len(list(kept.iterdir())) == 1
    assert shown(finalize=lambda value: f"[{value}]") == "[a&amp;b][&lt;!][x!][2][名]\n"
    assert shown(finalize=lambda value: f"({value})") == "(a&amp;b)(&lt;!)(x!)(2)(名)\n"
    assert len(list(kept.iterdir())) == 2


def test_another_text_or_setting_is_compiled_anew(kept: Path) -> None:
    assert shown("{{ name }} 一") == "名 一"
    assert shown("{{ name }} 二") == "名 二"
    assert shown("{{ name }} 二", line_statement_prefix="#") == "名 二"
    assert len(list(kept.iterdir())) == 2


def test_it_does_as_plain_jinja_does(kept: Path) -> None:
    plain = Environment(
        loader=DictLoader({"page": SOURCE}),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    plain.filters["marked"] = lambda text: text + "!"
    assert shown() == plain.get_template("page").render(name="名")


def test_damage_and_a_folder_that_cannot_be_written_cost_time_only(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shown()
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    for content in (b"", whole[: len(whole) // 2], b"nonsense"):
        file.write_bytes(content)
        assert shown() == first
        assert file.read_bytes() == whole
    monkeypatch.setattr(page_templates, "__file__", str(kept / "nowhere" / "page_templates.py"))
    assert shown() == first
    assert not (kept / "nowhere").exists()


def test_nothing_is_kept_where_python_keeps_no_bytecode(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert shown() == "a&amp;b&lt;!x!2名\n"
    assert list(kept.iterdir()) == []


def test_an_installation_compiles_every_template_of_a_page(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = {Path(name).name for name in compile_all()}
    folders = ("guards/templates", "publish/templates", "run/audit/templates")
    files = [path for folder in folders for path in (LIBRARY / folder).rglob("*") if path.is_file()]
    known = {p.name for p in files if p.suffix in (".j2", ".typ")}
    assert known - compiled == set()
    assert len(list(kept.iterdir())) >= len(known)
    monkeypatch.setattr(Environment, "compile", None)
    assert {Path(name).name for name in compile_all()} == compiled


def test_the_command_of_an_installation_runs() -> None:
    subprocess.run([sys.executable, "-m", "hotline_lib.run.compiled_pages"], check=True)
