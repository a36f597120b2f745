"""A real headless Chromium, and the pages of the places opened in it from files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import BULLETINS, Opened, bulletin_page
from playwright.sync_api import Browser, sync_playwright

from hotline_lib.ingest.workspace import Workspace

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("没有 Chromium：Debian 上 `apt-get install chromium`，其他系统装 Chrome")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET.split())
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def page_file(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a place's page, made once."""
    folder = tmp_path_factory.mktemp("pages")

    def made(place: str) -> Path:
        path = folder / f"{place}.html"
        if not path.is_file():
            path.write_text(bulletin_page(project, place, BULLETINS[place]), encoding="utf-8")
        return path

    return made


@pytest.fixture
def open_file(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Opens a file in a context of its own; every request and script fault is recorded."""
    contexts = []

    def opened(path: Path, width: int = 1280, height: int = 900, **settings: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        result = Opened(context.new_page())
        result.page.on("request", lambda request: result.requests.append(request.url))
        result.page.on("pageerror", lambda error: result.faults.append(str(error)))
        result.page.on(
            "console", lambda said: result.faults.append(said.text) if said.type == "error" else None
        )
        result.page.goto(path.as_uri())
        return result

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(open_file: Open, page_file: Callable[[str], Path]) -> Open:
    """Opens the page of a place; its script must run without a fault and ask for nothing."""

    def opened(place: str, **settings: Any) -> Opened:
        return open_file(page_file(place), **settings)

    return opened
