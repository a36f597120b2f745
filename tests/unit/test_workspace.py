"""The workspace: found from anywhere inside, and paths are printed relative to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HOTLINE_ROOT", raising=False)
    for folder in ("params/b_place", "params/a_place", "params/schema", "data/a_place/2024-04", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    for place in ("a_place", "b_place"):
        (tmp_path / "params" / place / "place.yml").touch()
    (tmp_path / "data/a_place/2024-04/edition.yml").touch()
    return tmp_path


def test_found_from_a_folder_inside(root: Path) -> None:
    assert Workspace.find(root / "data" / "a_place").root == root


def test_the_environment_decides(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOTLINE_ROOT", str(root))
        assert Workspace.find(Path("/")).root == root
        patch.setenv("HOTLINE_ROOT", str(tmp_path_factory.mktemp("empty")))
        with pytest.raises(UsageError, match="找不到项目目录"):
            Workspace.find(root)


def test_places_and_periods_are_sorted_and_only_real_ones(root: Path) -> None:
    workspace = Workspace(root)
    assert workspace.places() == ["a_place", "b_place"]
    assert workspace.periods("a_place") == ["2024-04"]
    assert workspace.periods("b_place") == []


def test_an_unknown_period_lists_the_known_ones(root: Path) -> None:
    workspace = Workspace(root)
    assert workspace.period_data("a_place", Period.parse("2024-04")).is_dir()
    with pytest.raises(
        UsageError, match=r"没有“2024-05”期的输入目录 data/a_place/2024-05/。现有各期：2024-04"
    ):
        workspace.period_data("a_place", Period.parse("2024-05"))
    with pytest.raises(UsageError, match="现有各期：（无）"):
        workspace.period_data("b_place", Period.parse("2024-05"))


def test_paths_are_shown_relative_and_never_from_outside(root: Path) -> None:
    workspace = Workspace(root)
    assert workspace.relative(root / "data" / "a_place") == "data/a_place"
    assert workspace.relative(Path("/somewhere/else.csv")) == "else.csv"
    assert workspace.outputs == root / "outputs"
    assert workspace.fonts == root / "fonts"
