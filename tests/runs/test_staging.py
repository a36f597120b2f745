"""Publishing is one move: whatever fails, what was published before stays whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hotline_lib.model.errors import HotlineError
from hotline_lib.run import staging


def bulletin(folder: Path, text: str) -> Path:
    (folder / "tables").mkdir(parents=True)
    (folder / "bulletin.html").write_text(text, encoding="utf-8")
    (folder / "tables" / "one.csv").write_text(text, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}


def test_first_publication(tmp_path: Path) -> None:
    made = bulletin(staging.staging_folder(tmp_path, "p", "2024-04") / "bulletin", "新")
    staging.publish(made, tmp_path / "p" / "2024-04")
    assert content(tmp_path / "p" / "2024-04") == {"bulletin.html": "新", "one.csv": "新"}
    assert not made.exists()


@pytest.mark.parametrize("exchange", [True, False], ids=["exchanged", "moved aside"])
def test_a_new_edition_replaces_the_old_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    target = bulletin(tmp_path / "p" / "2024-04", "旧")
    (target / "only-in-the-old.txt").write_text("旧", encoding="utf-8")
    made = bulletin(staging.staging_folder(tmp_path, "p", "2024-04") / "bulletin", "新")
    staging.publish(made, target)
    assert content(target) == {"bulletin.html": "新", "one.csv": "新"}
    assert not made.exists()
    assert not made.with_name("bulletin.old").exists()


def test_a_failed_move_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = bulletin(tmp_path / "p" / "2024-04", "旧")
    made = bulletin(staging.staging_folder(tmp_path, "p", "2024-04") / "bulletin", "新")
    monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    rename = Path.rename

    def refuse_the_new(self: Path, other: Path) -> Path:
        if self == made:
            raise OSError("设备已满")
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", refuse_the_new)
    with pytest.raises(HotlineError, match="原有通报保持不变"):
        staging.publish(made, target)
    assert content(target) == {"bulletin.html": "旧", "one.csv": "旧"}


def test_staging_is_made_though_another_run_removes_the_folder_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does so when it ends and sees no other; this one may be just about to begin."""
    make, removed = Path.mkdir, []

    def mkdir(path: Path, *arguments: Any, **options: Any) -> None:
        if options.get("parents") is False and not removed:  # between the folder of all and its own
            removed.append(path.parent)
            path.parent.rmdir()
        make(path, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    folder = staging.staging_folder(tmp_path, "demo", "2024-04")
    assert folder.is_dir()
    assert removed == [tmp_path / staging.FOLDER]


def test_staging_starts_empty(tmp_path: Path) -> None:
    folder = staging.staging_folder(tmp_path, "p", "2024-04")
    (folder / "left over").write_text("x", encoding="utf-8")
    assert list(staging.staging_folder(tmp_path, "p", "2024-04").iterdir()) == []
