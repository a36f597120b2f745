"""The audit page in a real browser: it filters, drafts decisions, asks for nothing, reads without script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from hotline_lib.model.decisions import Decisions
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.page import audit_page
from hotline_lib.run.audit.report import AuditReport, Coverage, PartCoverage

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="本机没有 chromium")


def made(row: str, severity: FindingSeverity, where: str = "附件1") -> Finding:
    return Finding(
        kind=FindingKind.value,
        severity=severity,
        where=where,
        row=row,
        item="办结率",
        printed="98%",
        computed="89%",
        cause="相邻两位“89”颠倒为“98”",
    )


FINDINGS = (
    made("甲局", FindingSeverity.error),
    made("乙局", FindingSeverity.notice),
    made("丙局", FindingSeverity.form),
    made("", FindingSeverity.notice, "一、基本情况·第1段"),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    counts = dict.fromkeys(list(PartCoverage.model_fields)[1:], 1)
    coverage = Coverage(parts=tuple(PartCoverage(part=name, **counts) for name in ("正文", "附件1")))
    page = audit_page(
        AuditReport(findings=FINDINGS, coverage=coverage), place_name="某地", period_label="2024年4月"
    )
    file = tmp_path_factory.mktemp("page") / "audit.html"
    file.write_text(page, encoding="utf-8")
    return file


@pytest.fixture
def opened(browser: sync_api.Browser, path: Path) -> Iterator[sync_api.Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    yield page
    assert faults == []
    assert requests == [path.as_uri()]
    context.close()


def shown(page: sync_api.Page) -> int:
    return page.locator(".finding:not([hidden])").count()


def test_each_filter_narrows_and_reset_brings_all_back(opened: sync_api.Page) -> None:
    assert shown(opened) == len(FINDINGS)
    for name, value, left in (("severity", "error", 1), ("part", "正文", 1), ("kind", "value", 4)):
        opened.select_option(f"select[name={name}]", value)
        assert shown(opened) == left
        opened.get_by_role("button", name="重置").click()
        sync_api.expect(opened.locator(".finding:not([hidden])")).to_have_count(len(FINDINGS))
    opened.fill("input[name=words]", "乙局")
    assert shown(opened) == 1
    assert opened.locator("output").inner_text() == "显示 1 处，共 4 处"


def test_a_filter_opens_what_it_finds_among_mere_form(opened: sync_api.Page) -> None:
    assert not opened.get_by_text("丙局").is_visible()
    opened.select_option("select[name=severity]", "form")
    assert opened.get_by_text("丙局").is_visible()


def test_the_draft_is_a_file_of_decisions(opened: sync_api.Page) -> None:
    reason = 'a: "引号" # 与\\反斜杠'
    first = opened.locator("article.finding").filter(has_text="甲局")
    first.locator("select").select_option("更正")
    first.locator(".choice input").fill(reason)
    opened.fill("#draft input[name=by]", "审核人")
    text = opened.locator("#draft textarea").input_value()
    [decision] = Decisions.model_validate(yaml.safe_load(text)).decisions
    assert (decision.finding, decision.decision.value) == (FINDINGS[0].id, "更正")
    assert (decision.by, decision.reason) == ("审核人", reason)


def test_a_narrow_screen_needs_no_sideways_scroll(opened: sync_api.Page) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth") == 375


def test_all_findings_are_there_without_script(browser: sync_api.Browser, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator(".finding").count() == len(FINDINGS)
    assert not page.locator("#filter").is_visible()
    context.close()
