"""No Python file names a place: neither its id nor its Chinese name, not even in a comment.

Read from `params/*/place.yml`, so a new place is asked for at once. Tests and benchmarks are exempt:
a test pins what a certain place prints, a benchmark has to time one, given as a default of its arguments.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "hotline_lib").rglob("*.py")), ROOT / "noxfile.py"]
PLACES = [yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(ROOT.glob("params/*/place.yml"))]


def named(text: str, place: dict[str, str]) -> list[str]:
    """The names of a place that stand in a text: its id as a word, its name with or without 市, 县, 区."""
    short = re.sub(r"[市县区]$", "", place["name"])
    words = [rf"\b{re.escape(place['id'])}\b", re.escape(place["name"]), re.escape(short)]
    return [word for word in words if re.search(word, text)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place["id"])
def test_no_python_file_names_a_place(place: dict[str, str]) -> None:
    assert len(FILES) > 150, "the library was not found"
    found = {p.relative_to(ROOT).as_posix(): named(p.read_text(encoding="utf-8"), place) for p in FILES}
    assert {path: words for path, words in found.items() if words} == {}


def test_the_search_finds_what_it_looks_for() -> None:
    place = {"id": "linxiang", "name": "临湘市"}
    assert named('if place == "linxiang":', place)
    assert named("# 只有临湘这样算", place)
    assert not named("linxiang_points = 1", place)


def test_every_place_was_asked_for() -> None:
    assert {place["id"] for place in PLACES} == {p.parent.name for p in ROOT.glob("params/*/rules")}
