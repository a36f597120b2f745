"""The forked engine needs Linux; elsewhere the stock one serves and these tests have nothing to test."""

from __future__ import annotations

import pytest

from hotline_lib.run.fork_engine.choice import fork_available


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not fork_available():
        for item in items:
            if item.path.is_relative_to(__file__.rpartition("/")[0]) and "choice" not in item.path.name:
                item.add_marker(pytest.mark.skip(reason="本系统不能分叉"))
