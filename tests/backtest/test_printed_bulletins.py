"""Every printed bulletin against the computed one: the findings are those that its data file lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.period import Period
from hotline_lib.run.audit import AuditReport, audit_store
from hotline_lib.run.audit.coverage_page import audited_bulletins, coverage_page
from hotline_lib.run.audit.known import KnownFindings, known_of
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.store import store_of

ROOT = Path(__file__).parents[2]
PRINTED = sorted((ROOT / "data").glob("*/*/printed/findings.yml"))


@pytest.fixture(scope="module", params=PRINTED, ids=lambda p: f"{p.parts[-4]} {p.parts[-3]}")
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def report(path: Path, project: Workspace) -> AuditReport:
    prepared = prepare(project, path.parts[-4], Period.parse(path.parts[-3]))
    found = audit_store(project, prepared, store_of(prepared))
    assert found is not None
    return found


def test_every_printed_bulletin_has_its_known_findings() -> None:
    printed = {p.parent for p in (ROOT / "data").glob("*/*/printed/text.yml")}
    assert printed == {p.parent for p in PRINTED}


def test_findings_are_the_known_ones(path: Path, report: AuditReport) -> None:
    known = read_model(path, path.name, KnownFindings)
    found = known_of(report.findings)
    assert list(found.findings) == list(known.findings)
    assert found.form_only == known.form_only


def test_every_finding_has_a_cause(report: AuditReport) -> None:
    assert [f for f in report.findings if not f.cause] == []


def test_derived_and_given_figures_are_reproduced_or_found(report: AuditReport) -> None:
    for part in report.coverage.parts:
        assert part.derived + part.given - part.reproduced - part.same_value <= part.findings


def test_coverage_page_is_up_to_date(project: Workspace) -> None:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert page == coverage_page(audited_bulletins(project))
