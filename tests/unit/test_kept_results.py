"""Keys and the cache: what is taken over, and what makes it run again."""

from __future__ import annotations

import os
import time
from datetime import date
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.run.keeping.cache import Cache
from hotline_lib.run.keeping.code import code_files
from hotline_lib.run.keeping.fingerprint import fingerprint
from hotline_lib.run.provenance import hashes
from hotline_lib.run.provenance.hashes import Hasher, digest_of, digest_of_text
from hotline_lib.run.provenance.sources import LIBRARY, PART_LABELS, sources_of


def test_cache_gives_back_what_was_put(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get("sections", "ab12") is None
    cache.put("sections", "ab12", b"one\ntwo")
    assert cache.get("sections", "ab12") == b"one\ntwo"
    assert cache.get("formats", "ab12") is None
    assert cache.damaged == []


@pytest.mark.parametrize("position", [0, 20, -1])
def test_damaged_entry_is_dropped_and_named(tmp_path: Path, position: int) -> None:
    cache = Cache(tmp_path)
    cache.put("sections", "ab12", b"content")
    path = tmp_path / "sections" / "ab" / "ab12"
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)
    assert cache.get("sections", "ab12") is None
    assert cache.damaged == ["sections/ab12"]
    assert not path.exists()


def test_cache_drops_what_was_not_used_for_longest(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=450)
    for number, key in enumerate(("aa", "bb", "cc")):
        cache.put("sections", key, b"x" * 100)
        os.utime(tmp_path / "sections" / key / key, (1000 + number, 1000 + number))
    cache.get("sections", "aa")  # used now
    cache.prune()
    assert cache.get("sections", "bb") is None
    assert cache.get("sections", "aa") is not None
    assert cache.get("sections", "cc") is not None


def test_cache_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder", encoding="utf-8")
    cache = Cache(tmp_path / "cache")
    cache.put("sections", "ab", b"x")
    assert cache.get("sections", "ab") is None
    cache.prune()


def test_a_held_cache_keeps_nothing_until_it_is_released(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.hold()
    cache.put("sections", "ab12", b"early")
    assert not (tmp_path / "cache").exists()
    cache.release()
    assert Cache(tmp_path / "cache").get("sections", "ab12") == b"early"
    cache.put("sections", "cd34", b"later")
    assert Cache(tmp_path / "cache").get("sections", "cd34") == b"later"


@pytest.mark.parametrize(
    "source",
    [
        "import hotline_lib.model.exact",
        "import os, hotline_lib.model.exact as exact",
        "%time\nfrom hotline_lib.model import exact",
        "from hotline_lib.model.exact import round_exact",
        "from hotline_lib.model import (  # noqa (why)\n    dated,\n    exact,\n)",
        "from hotline_lib.model import dated, \\\n    exact",
        "if True:\n    import os; from hotline_lib.model import exact",
    ],
)
def test_every_way_to_import_a_module_is_seen(source: str) -> None:
    assert LIBRARY / "model" / "exact.py" in code_files([source])


def test_hasher_reads_a_changed_file_even_if_its_dates_are_put_back(tmp_path: Path) -> None:
    path, memory = tmp_path / "a.csv", tmp_path / "memory.json"
    path.write_text("1", encoding="utf-8")
    old = time.time() - 100
    os.utime(path, (old, old))
    first = Hasher(memory)
    before = first.file(path)
    first.remember()
    path.write_text("2", encoding="utf-8")
    os.utime(path, (old, old))
    assert Hasher(memory).file(path) != before


def test_what_was_worked_out_of_files_is_kept_until_one_comes_goes_or_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts, memory, made = tmp_path / "fonts", tmp_path / "memory.json", []
    fonts.mkdir()
    (fonts / "nowhere").symlink_to(tmp_path / "gone")

    def families(name: str = "fonts") -> list[str]:
        def make() -> list[str]:
            made.append(name)
            return sorted(p.name for p in fonts.iterdir())

        hasher = Hasher(memory)
        found = hasher.worked_out(name, sorted(fonts.iterdir()), make)
        hasher.remember()
        return found

    assert families() == families() == ["nowhere"]
    assert len(made) == 1
    (fonts / "a.ttf").write_bytes(b"1")
    assert families() == families() == ["a.ttf", "nowhere"]
    assert len(made) == 3, "too young to be trusted"
    monkeypatch.setattr(hashes, "_SETTLED_NANOSECONDS", 0)
    families()
    for change in (
        lambda: (fonts / "b.ttf").write_bytes(b"2"),
        lambda: (fonts / "a.ttf").unlink(),
        lambda: (fonts / "b.ttf").write_bytes(b"3"),
        lambda: (fonts / "b.ttf").rename(fonts / "c.ttf"),
    ):
        time.sleep(0.02)  # the clock of files ticks every few milliseconds
        change()
        before = len(made)
        assert families() == families() == families() == sorted(p.name for p in fonts.iterdir())
        assert len(made) == before + 1
    assert families("other") == families()
    assert made[-1] == "other"


def test_hasher_trusts_an_untouched_file_only_once_it_has_settled(tmp_path: Path) -> None:
    path, memory = tmp_path / "a.csv", tmp_path / "memory.json"
    path.write_text("1", encoding="utf-8")
    young = Hasher(memory)
    young.file(path)
    young.remember()
    assert not memory.exists()  # written a moment ago: not remembered


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (["a", ["b"]], ["a", "b"]),
        (1, "1"),
        (1, True),
        (Fraction(1, 3), Fraction(2, 6) + Fraction(1, 10**9)),
        (date(2024, 4, 1), "2024-04-01"),
        ({"a": 1}, {"a": 2}),
        (None, "None"),
        (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": ["1", "2"]})),
        (pd.DataFrame({"a": [1]}), pd.DataFrame({"b": [1]})),
    ],
)
def test_unequal_values_have_unequal_fingerprints(one: object, other: object) -> None:
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(one)


def test_what_cannot_be_hashed_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        fingerprint([object()])


def test_texts_are_hashed_with_their_lengths() -> None:
    assert digest_of_text("ab", "c") != digest_of_text("a", "bc")
    assert digest_of({"a": "1"}) != digest_of({"a": "2"})


def code_of(source: str) -> set[str]:
    return {path.relative_to(LIBRARY).as_posix() for path in code_files([source])}


def test_code_of_a_section_holds_what_it_imports_and_nothing_above() -> None:
    files = {
        p.relative_to(LIBRARY).as_posix() for p in code_files(["from hotline_lib.sections import open_page"])
    }
    assert {"sections/page.py", "display/tables.py", "prose/compose.py", "model/exact.py"} <= files
    assert not {f for f in files if f.startswith(("publish/", "run/", "cli/"))}


def test_code_of_the_writers_holds_their_templates() -> None:
    files = code_of("import hotline_lib.publish.formats")
    assert "publish/templates/bulletin_html/index.html.j2" in files
    assert not {f for f in files if f.startswith(("run/", "cli/", "guards/"))}


def test_code_with_magics_is_read() -> None:
    assert code_files(["%matplotlib inline\n!ls\nimport hotline_lib.model.exact"])


def keys(workspace: Workspace) -> dict[str, str]:
    period = Period.parse("2024-04")
    notebooks = ["notebooks/problems.ipynb"]
    return sources_of(workspace, "yueyang", period, ["html"], notebooks, Hasher()).key()


@pytest.mark.parametrize(
    ("part", "file"),
    [
        ("inputs", "data/yueyang/2024-04/intake.csv"),
        ("inputs", "data/yueyang/2024-04/printed/text.yml"),
        ("inputs", "data/yueyang/2024-04/new file.csv"),
        ("earlier", "data/yueyang/2024-03/intake.csv"),
        ("params", "params/yueyang/sentences.yml"),
        ("notebooks", "notebooks/problems.ipynb"),
        ("environment", "requirements.lock"),
    ],
)
def test_each_part_of_the_key_follows_its_files(copied: Workspace, part: str, file: str) -> None:
    (copied.data / "yueyang" / "2024-03").mkdir()
    (copied.data / "yueyang" / "2024-03" / "edition.yml").write_text("issue: 1\n", encoding="utf-8")
    before = keys(copied)
    path = copied.root / file
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + "\n", encoding="utf-8")
    after = keys(copied)
    assert {p for p in before if before[p] != after[p]} == {part}
    assert set(before) == set(PART_LABELS)


@pytest.mark.parametrize(
    "file",
    [
        "data/yueyang/2024-05/intake.csv",
        "data/yunxi/2022Q3/intake.csv",
        "params/yunxi/sentences.yml",
        "notebooks/bonuses.ipynb",
    ],
)
def test_what_a_bulletin_is_not_made_of_leaves_its_key(copied: Workspace, file: str) -> None:
    before = keys(copied)
    path = copied.root / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("x", encoding="utf-8")
    if "2024-05" in file:
        (path.parent / "edition.yml").write_text("issue: 1\n", encoding="utf-8")
    assert keys(copied) == before
