"""A section's slice of the store is enough for it, and holds little else."""

from __future__ import annotations

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.period import Period
from hotline_lib.model.sidecar import Sidecar
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.slices import section_slice, sliced_blocks
from hotline_lib.sections.store import Store, store_of


def changed_slices(workspace: Workspace, before: Store, after: Store) -> set[str]:
    known = sidecars(workspace)
    contents = before.layout.contents
    both = {
        e.id: [section_slice(store, e, known[e.notebook_id]) for store in (before, after)]
        for e in (*contents.sections, *contents.appendices)
    }
    return {section for section, (one, other) in both.items() if one != other}


def sidecars(workspace: Workspace) -> dict[str, Sidecar]:
    return {p.stem: read_model(p, p.name, Sidecar) for p in workspace.notebooks.glob("*.yml")}


def stored(workspace: Workspace, place: str, period: str) -> Store:
    return store_of(prepare(workspace, place, Period.parse(period)))


@pytest.mark.slow
def test_every_section_of_every_place_is_made_from_its_slice(project: Workspace) -> None:
    for place in project.places():
        for period in project.periods(place):
            store = stored(project, place, period)
            blocks, slices = sliced_blocks(store, project.fonts, sidecars(project))
            assert blocks == declared_blocks(store, project.fonts)
            whole = [section for section, part in slices.items() if part is store]
            assert whole == [], f"{place} {period}：{whole} 得到整个结果库"


def test_a_change_in_one_section_leaves_the_slices_of_the_others(copied: Workspace) -> None:
    before = stored(copied, "yueyang", "2024-04")
    path = copied.data / "yueyang" / "2024-04" / "editorial" / "experience.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n又一段。\n", encoding="utf-8")
    after = stored(copied, "yueyang", "2024-04")
    assert changed_slices(copied, before, after) == {"experience"}


def test_a_change_of_one_count_reaches_the_sections_that_print_it(copied: Workspace) -> None:
    before = stored(copied, "yueyang", "2024-04")
    path = copied.data / "yueyang" / "2024-04" / "mailbox_unit_counts.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join(line.replace(",1,1,1,", ",2,2,2,") for line in lines) + "\n", encoding="utf-8")
    after = stored(copied, "yueyang", "2024-04")
    changed = changed_slices(copied, before, after)
    assert {"mailbox_evaluation", "mailbox_operation"} <= changed
    assert not {"work_news", "experience", "hotline_evaluation"} & changed


def test_a_section_that_its_slice_does_not_serve_gets_the_whole_store(
    project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hotline_lib.sections import slices as module

    store = stored(project, "yueyang", "2024-04")
    empty = store.results.model_copy(update={"tables": {}, "quantities": {}, "rankings": {}, "ledger": ()})
    monkeypatch.setattr(
        module, "section_slice", lambda store, entry, sidecar: Store(layout=store.layout, results=empty)
    )
    blocks, slices = sliced_blocks(store, project.fonts, sidecars(project))
    assert {s for s, part in slices.items() if part is store} >= {
        "hotline_operation",
        "deductions",
        "bonuses",
    }
    assert blocks == declared_blocks(store, project.fonts)
