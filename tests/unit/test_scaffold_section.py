"""A new section only adds lines; comments, block text and order of the files stay as they were."""

from __future__ import annotations

from difflib import ndiff

import pytest

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.scaffold.section import scaffold_section
from hotline_lib.run.scaffold.yaml_insert import insert_after


@pytest.mark.parametrize("place", ["yueyang", "xiangtan", "yunxi", "yueyang_county"])
def test_a_section_only_adds_lines(place: str, copied: Workspace) -> None:
    folder = copied.params / place
    files = ("bulletin.yml", "sentences.yml")
    before = {name: (folder / name).read_text(encoding="utf-8").splitlines() for name in files}
    scaffold_section(copied, place, "fresh", "新：“栏目”")
    for name in files:
        after = (folder / name).read_text(encoding="utf-8").splitlines()
        differing = [line for line in ndiff(before[name], after) if not line.startswith("  ")]
        added = [line.removeprefix("+ ") for line in differing]
        assert all(line.startswith("+ ") for line in differing)
        assert added[0].strip().startswith(("- {id: fresh", "fresh:"))
    assert load_params(copied, place).contents.sections[-1].title == "新：“栏目”"
    for period in copied.periods(place):
        assert (copied.data / place / period / "editorial" / "fresh.md").is_file()


def test_insertion_keeps_comments_and_block_text() -> None:
    text = "a:\n  - id: x\n    t: >-\n      多行\n      文字\n\n  # 下一项\n  - {id: y}\nb: 1\n"
    after_x = insert_after(text, "a", "  - {id: n}\n", "x")
    assert after_x == text.replace("      文字\n", "      文字\n  - {id: n}\n")
    assert insert_after(text, "a", "  - {id: n}\n") == text.replace("{id: y}\n", "{id: y}\n  - {id: n}\n")
    assert insert_after("a:\n  k: v", "a", "  n: w\n") == "a:\n  k: v\n  n: w\n"
    assert insert_after("a: []\n", "a", "x\n") is None
    assert insert_after("a: {k: v}\n", "a", "x\n") is None
    assert insert_after(text, "a", "x\n", "gone") is None
