"""The forked engine needs Linux; elsewhere the stock one serves and these tests have nothing to test."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from hotline_lib.run.fork_engine.choice import fork_available


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not fork_available():
        for item in items:
            if item.path.is_relative_to(__file__.rpartition("/")[0]) and "choice" not in item.path.name:
                item.add_marker(pytest.mark.skip(reason="本系统不能分叉"))


def pytest_configure() -> None:
    """For the tests that run these again with a warm process forked from theirs: begun before any thread."""
    if os.environ.get("HOTLINE_TEST_FORKED"):
        from hotline_lib.model.threads import ready_to_fork
        from hotline_lib.run.fork_engine.warm import import_shared
        from hotline_lib.run.fork_engine.warm_process import shared_warm_process

        assert ready_to_fork(import_shared)
        as_given, tests = list(sys.path), str(Path(__file__).parents[1])
        sys.path[:] = [folder for folder in as_given if not folder.startswith(tests)]  # pytest put those in
        shared_warm_process(fork=True)
        sys.path[:] = as_given
