"""盯着一栏 (watched section): rendered again whenever what it shows has been saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import NotebookError, ProblemsError, TemplateError
from hotline_lib.model.period import Period
from hotline_lib.run.one_section import OpenPeriod

Stamp = frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class Rendered:
    """做出的一次: the page and how long it took; or, without a page, what was wrong."""

    page: Path | None
    seconds: float = 0.0
    problem: str = ""


def render_once(opened: OpenPeriod, section: str, folder: Path) -> Rendered:
    """做一次. Raises as `OpenPeriod.render` does."""
    began = time.perf_counter()
    page = opened.render(section, folder)
    return Rendered(page, time.perf_counter() - began)


def watch(
    workspace: Workspace,
    place: str,
    period: str,
    section: str,
    folder: Path,
    pause: Callable[[], None] = lambda: time.sleep(0.2),
) -> Iterator[Rendered]:
    """每次存盘后重做, without end: notebook and sidecar, or the place's params and inputs, which take longer.

    A fault in any of them is told, and waited for to be mended. Raises `UsageError` for an unknown
    place, period or section.
    """
    data = workspace.period_data(place, Period.parse(period)).parent
    inputs = (workspace.place_params(place), data)
    while True:
        given = _stamp(inputs)
        try:
            with OpenPeriod(workspace, place, period) as opened:
                sources = opened.sources(section)
                while _stamp(inputs) == given:
                    saved = _stamp(sources)
                    yield _attempt(opened, section, folder)
                    while _stamp(sources) == saved and _stamp(inputs) == given:
                        pause()
        except (ProblemsError, TemplateError) as error:
            yield Rendered(None, problem=str(error))
            while _stamp(inputs) == given:
                pause()


def _attempt(opened: OpenPeriod, section: str, folder: Path) -> Rendered:
    try:
        return render_once(opened, section, folder)
    except NotebookError as error:
        return Rendered(None, problem=str(error))


def _stamp(paths: Iterable[Path]) -> Stamp:
    """The state of files, and of all files below folders, as far as the file system tells."""
    found = set()
    for path in paths:
        for file in (path, *path.rglob("*")) if path.is_dir() else (path,):
            try:
                state = file.stat()
            except OSError:  # gone: an editor is saving it
                continue
            found.add((str(file), state.st_mtime_ns, state.st_size))
    return frozenset(found)
