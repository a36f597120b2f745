"""The page of rule settings is up to date, complete, and says what each setting means."""

from __future__ import annotations

import typing
from enum import Enum
from pathlib import Path

from pydantic import BaseModel

from hotline_lib.ingest.settings_page import CHAPTERS, PATH, settings_of, settings_page
from hotline_lib.model.rules import Rule

ROOT = Path(__file__).parents[2]
SHOWN = {model for models in CHAPTERS.values() for model in models}


def used_by(model: type[BaseModel]) -> set[type]:
    """Every model and enum that a rule file may hold."""
    found: set[type] = set()
    waiting: list[object] = [model]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, type) and issubclass(thing, BaseModel | Enum):
            if thing in found:
                continue
            found.add(thing)
            if issubclass(thing, BaseModel):
                waiting += [f.annotation for f in thing.model_fields.values()]
        waiting += typing.get_args(thing)
    return found


def test_the_page_is_up_to_date() -> None:
    text = (ROOT / PATH).read_text(encoding="utf-8")
    assert text == settings_page(), "请运行 python -m hotline_lib.ingest.settings_page"


def test_the_page_shows_every_model_of_a_rule_file() -> None:
    used = used_by(Rule)
    assert len(used) > 30
    assert {t.__name__ for t in used} - {t.__name__ for t in SHOWN} == set()


def test_every_setting_says_what_it_means() -> None:
    settings = {
        f"{model.__name__}.{name}": field.description
        for model in SHOWN
        if issubclass(model, BaseModel)
        for name, field in settings_of(model).items()
    }
    assert len(settings) > 100
    assert sorted(name for name, words in settings.items() if not words) == []
