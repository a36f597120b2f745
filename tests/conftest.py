"""Shared fixtures: the project itself, and copies of it that a test may damage."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace

ROOT = Path(__file__).parents[1]

# Pages are measured with the vendored faces, whatever fonts the machine has.
os.environ["HOTLINE_FONTS_DIR"] = ""


@pytest.fixture(scope="session")
def project() -> Workspace:
    return Workspace(ROOT)


@pytest.fixture
def copied(tmp_path: Path) -> Workspace:
    """A copy of params, data and notebooks that a test may damage; fonts are linked."""
    root = tmp_path / "project"
    root.mkdir()
    for folder in ("params", "data", "notebooks"):
        shutil.copytree(
            ROOT / folder, root / folder, ignore=shutil.ignore_patterns("scratch", ".ipynb_checkpoints")
        )
    (root / "fonts").symlink_to(ROOT / "fonts")
    (root / "requirements.lock").write_text("", encoding="utf-8")
    return Workspace(root)


PROGRAMS = ("chromium", "Chromium", "LibreOffice", "分叉")
"""What a skip names that is for want of something which CI is meant to have."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where CI has installed every program, a test skipped for want of one has failed."""
    report = yield
    if report.skipped and os.environ.get("HOTLINE_TEST_PROGRAMS") == "required":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if any(name in reason for name in PROGRAMS):
            report.outcome = "failed"
            report.longrepr = f"CI 应有此程序：{reason}"
    return report
