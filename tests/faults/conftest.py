"""One small bulletin is published once; every test of a fault works on a copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small_project as tiny
from small_project import Project

from hotline_lib.ingest.workspace import Workspace


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    workspace, period = tiny.tiny(tmp_path_factory.mktemp("first"))
    done = tiny.run(workspace, period)
    assert done.returncode == 0, done.stderr
    return Project(workspace, period)


@pytest.fixture
def project(first: Project, tmp_path: Path) -> Project:
    root = tmp_path / "project"
    shutil.copytree(first.workspace.root, root, symlinks=True)
    return Project(Workspace(root), first.period)
