"""All sections of all places: the forked and the stock engine leave equal notebooks, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.run.execute import SectionJob, execute_sections
from hotline_lib.run.fork_engine.choice import FORK, STOCK
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.store import store_of, write_store

PROJECT = Workspace(Path(__file__).parents[2])
PERIODS = [(place, PROJECT.periods(place)[-1]) for place in PROJECT.places()]


@pytest.mark.slow
@pytest.mark.parametrize(("place", "period"), PERIODS)
def test_equal_notebooks(
    place: str, period: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Workspace
) -> None:
    store = store_of(prepare(project, place, Period.parse(period)))
    contents = store.layout.contents
    jobs = [SectionJob(entry, place, period) for entry in (*contents.sections, *contents.appendices)]
    work = tmp_path / "work"
    work.mkdir()
    for job in jobs:
        write_store(store, work / job.parameters["store"])
    made = {}
    for engine in (FORK, STOCK):
        monkeypatch.setenv("HOTLINE_ENGINE", engine)
        execute_sections(jobs, project, work, tmp_path / engine, 2, lambda section: None)
        made[engine] = {path.name: path.read_bytes() for path in (tmp_path / engine).iterdir()}
    assert len(made[FORK]) == len(jobs) >= 3
    assert made[FORK].keys() == made[STOCK].keys()
    assert [name for name in made[FORK] if made[FORK][name] != made[STOCK][name]] == []
