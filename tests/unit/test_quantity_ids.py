"""Ids of quantities are the paths of a tree: none leads through another, or no template could name both."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.prose.names import result_names
from hotline_lib.sections.prepare import prepare

WORKSPACE = Workspace(Path(__file__).parents[2])
STORED = [(place, period) for place in WORKSPACE.places() for period in WORKSPACE.periods(place)]


@pytest.mark.parametrize(("place", "period"), STORED)
def test_no_quantity_stands_in_the_way_of_another(place: str, period: str) -> None:
    results = prepare(WORKSPACE, place, Period.parse(period)).results
    ids = set(results.all_quantities())
    assert len(ids) > 300
    through = {i for i in ids for n in range(1, i.count(".") + 1) if ".".join(i.split(".")[:n]) in ids}
    assert sorted(through) == []
    assert {"rankings", "breakdowns"} <= set(result_names(results))
