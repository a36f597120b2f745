"""Unit tests: no randomness, so hypothesis draws the same examples every time and keeps no database."""

from __future__ import annotations

import pytest
from hypothesis import settings

from hotline_lib.ingest.params import PlaceParams, load_params
from hotline_lib.ingest.workspace import Workspace

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, max_examples=60)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def params(project: Workspace) -> PlaceParams:
    """The real parameters of 岳阳市."""
    return load_params(project, "yueyang")
