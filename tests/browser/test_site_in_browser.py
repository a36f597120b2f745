"""站点 in a real Chromium, from files: search, keyboard, themes, narrow screens, and no request leaves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from made_site import HOSTILE, PLACE, made_workspace, publish_made
from pages import Opened
from playwright.sync_api import expect

from hotline_lib.run.site.build import build_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OpenFile = Callable[..., Opened]
NAMES = {"north": "北区", "north_office": "北区城管局", "south": "南区", "bad": HOSTILE}
UNIT = f"units/{PLACE}/north.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = made_workspace(tmp_path_factory.mktemp("site"), NAMES)
    for period, rate in (("2024-02", "91%"), ("2024-03", "95%"), ("2024-04", "98%")):
        rates = dict.fromkeys(NAMES, "97%") | {"north": rate}
        publish_made(workspace, period, NAMES, rates)
    return build_site(workspace, workspace.outputs, lambda message: None).folder


def sound(opened: Opened) -> None:
    """No request beyond files, no fault in a script or against the policy."""
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert opened.faults == []


def test_search_leads_to_a_unit_with_the_keyboard_alone(open_file: OpenFile, site: Path) -> None:
    opened = open_file(site / "index.html")
    page = opened.page
    box = page.get_by_role("searchbox", name="检索单位、地区、期、栏目")
    box.press_sequentially("北区")
    expect(page.get_by_role("status")).to_contain_text("找到 2 条")
    expect(page.locator("#results li").first).to_contain_text("北区")
    box.press("ArrowDown")
    expect(page.locator("#results a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url((site / UNIT).as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("北区")
    sound(opened)


def test_search_needs_every_word_and_says_when_there_is_nothing(open_file: OpenFile, site: Path) -> None:
    page = open_file(site / "index.html").page
    box = page.get_by_role("searchbox")
    box.fill("2024-03 总体")
    expect(page.locator("#results a")).to_have_count(1)
    expect(page.locator("#results a")).to_have_attribute(
        "href", f"{PLACE}/2024-03/bulletin.html#section-opening"
    )
    box.fill("没有这个单位")
    expect(page.get_by_role("status")).to_have_text("没有找到。")
    box.press("Escape")
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.locator("#results")).to_be_hidden()


def test_an_alias_finds_the_unit(open_file: OpenFile, site: Path) -> None:
    page = open_file(site / "index.html").page
    page.get_by_role("searchbox").fill("又名south")
    expect(page.locator("#results a")).to_have_attribute("href", f"units/{PLACE}/south.html")


def test_a_unit_page_shows_the_trend_in_words_and_leads_to_the_bulletin(
    open_file: OpenFile, site: Path
) -> None:
    opened = open_file(site / UNIT)
    page = opened.page
    name = "按期办结率走势：2024年2月 91%，2024年3月 95%，2024年4月 98%"
    expect(page.get_by_role("img", name=name)).to_be_visible()
    page.get_by_role("link", name="2024年3月").first.click()
    expect(page).to_have_url((site / PLACE / "2024-03" / "bulletin.html").as_uri())
    sound(opened)


def test_hostile_names_run_nothing(open_file: OpenFile, site: Path) -> None:
    for name in ("index.html", f"units/{PLACE}/bad.html"):
        opened = open_file(site / name)
        dialogs: list[str] = []
        opened.page.on("dialog", lambda dialog, seen=dialogs: seen.append(dialog.message))
        if name == "index.html":
            opened.page.get_by_role("searchbox").fill("<script>")
            expect(opened.page.locator("#results a")).to_have_count(1)
        expect(opened.page.locator("main")).to_contain_text("<script>alert(1)</script>")
        assert dialogs == []
        sound(opened)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", UNIT])
def test_accessible_without_serious_faults(open_file: OpenFile, site: Path, name: str, scheme: str) -> None:
    opened = open_file(site / name, color_scheme=scheme)
    if name == "index.html":
        opened.page.get_by_role("searchbox").fill("区")
    found = Axe().run(opened.page).response["violations"]
    assert [
        (v["id"], v["nodes"][0]["html"][:160]) for v in found if v["impact"] in ("serious", "critical")
    ] == []


@pytest.mark.parametrize("name", ["index.html", UNIT, f"units/{PLACE}/bad.html"])
def test_a_narrow_screen_needs_no_sideways_scrolling(open_file: OpenFile, site: Path, name: str) -> None:
    page = open_file(site / name, width=360, height=740).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_theme_can_be_switched(open_file: OpenFile, site: Path) -> None:
    page = open_file(site / "index.html", color_scheme="light").page
    paper = "() => getComputedStyle(document.querySelector('.top')).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="改用深色显示").click()
    assert page.evaluate(paper) != light
    page.get_by_role("button", name="改用浅色显示").click()
    assert page.evaluate(paper) == light


def test_without_a_script_everything_but_the_search_is_there(open_file: OpenFile, site: Path) -> None:
    page = open_file(site / "index.html", java_script_enabled=False).page
    expect(page.locator("#search")).to_be_hidden()
    expect(page.get_by_role("link", name="北区", exact=True)).to_be_visible()
