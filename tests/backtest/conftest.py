"""The real bulletins of all places, each prepared once for all back-tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from audited import Bulletin

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.run.audit import Basis, Printed, audit, basis_of, read_printed
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.prepare import Prepared, prepare
from hotline_lib.sections.store import Store, store_of


@pytest.fixture(scope="session")
def bulletin(project: Workspace) -> Callable[[str, str], Bulletin]:
    """The bulletin of a place and period."""

    @cache
    def read(place: str, period: str) -> Bulletin:
        prepared = prepare(project, place, Period.parse(period))
        store = store_of(prepared)
        basis = basis_of(store, prepared.params, declared_blocks(store, project.fonts))
        folder = project.data / place / period / "printed"
        printed = read_printed(folder, project.relative(folder))
        return Bulletin(printed, basis, audit(printed, basis).findings)

    return read


@pytest.fixture(scope="session")
def prepared(project: Workspace) -> Prepared:
    return prepare(project, "yueyang", Period.parse("2024-04"))


@pytest.fixture(scope="session")
def store(prepared: Prepared) -> Store:
    return store_of(prepared)


@pytest.fixture(scope="session")
def basis(project: Workspace, prepared: Prepared, store: Store) -> Basis:
    return basis_of(store, prepared.params, declared_blocks(store, project.fonts))


@pytest.fixture(scope="session")
def printed(project: Workspace) -> Printed:
    folder = project.data / "yueyang" / "2024-04" / "printed"
    return read_printed(folder, project.relative(folder))
