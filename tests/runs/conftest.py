"""Whole runs are made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.bulletin import Published, run_bulletin


@pytest.fixture(scope="session")
def published(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Published:
    return run_bulletin(project, "yueyang", "2024-04", out=tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="session")
def folder(published: Published) -> Path:
    return published.folder
