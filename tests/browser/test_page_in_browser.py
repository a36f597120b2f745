"""The reviewers' page as its readers use it: by mouse, finger and keyboard, on paper and without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import BULLETINS, Opened, untouched
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Opened]
FOCUSED = "() => document.activeElement.dataset.figure || document.activeElement.id"


def figure(page: Page, identifier: str) -> Locator:
    return page.locator(f'[data-figure="{identifier}"]')


def focused(page: Page) -> Any:
    return page.evaluate(FOCUSED)


def column(page: Page, table: str, position: int) -> list[str]:
    """The visible texts of a column of plain (unmerged) rows, top down."""
    rows = page.locator(f'[data-table="{table}"] tbody tr:not(.tier):visible')
    return rows.evaluate_all("(rows, at) => rows.map((row) => row.cells[at].innerText.trim())", position)


# ---- nothing from outside ----


@pytest.mark.parametrize("place", BULLETINS)
def test_the_page_asks_for_nothing_and_runs_without_a_fault(open_page: Open, place: str) -> None:
    opened = open_page(place)
    with untouched(opened):
        opened.page.locator("main .figure[data-q]").first.click()
        expect(opened.page.locator("#card")).to_be_visible()
        for sort in opened.page.locator(".sort:visible").all()[:3]:
            sort.click()
        opened.page.locator(".theme").click()


def test_only_the_script_of_the_page_runs(open_page: Open, page_file: Callable[[str], Path]) -> None:
    path = page_file("demo")
    other = path.with_name("injected.html")
    foreign = (
        "<script>document.title = 'foreign'</script><b onclick=\"document.title = 'foreign'\">x</b></body>"
    )
    other.write_text(path.read_text(encoding="utf-8").replace("</body>", foreign), encoding="utf-8")
    opened = open_page("demo")
    opened.page.goto(other.as_uri())
    opened.page.locator("b").last.click()
    assert opened.page.title() != "foreign"
    assert [fault for fault in opened.faults if "Content Security Policy" in fault]
    expect(opened.page.locator(".bar")).to_be_visible()


# ---- lineage ----


def test_pointing_at_a_number_of_the_text_shows_its_lineage(open_page: Open) -> None:
    page = open_page("yueyang").page
    share = figure(page, "hotline_operation.demand_types.2")
    share.hover()
    card = page.locator("#card")
    for text in (
        "占比 = 人力资源和社会保障类 ÷ 诉求类型占比基数",
        "10773/46931（约 0.22955）",
        "2022-07-01 起",
    ):
        expect(card).to_contain_text(text)
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_number_leads_to_its_inputs_and_to_the_row_of_the_file(open_page: Open) -> None:
    page = open_page("yueyang").page
    figure(page, "hotline_operation.demand_types.2").click()
    card = page.locator("#card")
    card.get_by_role("button", name="诉求类型占比基数：46931").click()
    expect(card).to_contain_text(re.compile(r"data/yueyang/2024-04/intake\.csv 第 \d+ 行“数值”列"))
    card.get_by_role("button", name="返回").click()
    expect(card).to_contain_text("10773/46931")
    card.get_by_role("button", name="关闭").click()
    expect(card).to_be_hidden()


def test_a_cell_leads_to_what_it_was_made_of(open_page: Open) -> None:
    page = open_page("yueyang").page
    figure(page, "hotline_evaluation.yunxi.index").click()
    card = page.locator("#card")
    expect(card).to_contain_text("云溪区 · 综合指标值：97.9")
    expect(card).to_contain_text("741515/7578（约 97.851016）")
    card.get_by_role("button", name="群众不满意率：6.94%（5/72）").click()
    expect(card).to_contain_text("有效回访数：432")
    expect(card).to_contain_text("反推")
    card.get_by_role("button", name=re.compile("有效回访数")).click()
    expect(card).to_contain_text("hotline_unit_counts.csv 第")
    expect(card).to_contain_text("该行：应办理数 421，办理数 421")


def test_a_count_of_the_text_jumps_to_every_row_it_counted(open_page: Open) -> None:
    page = open_page("yueyang").page
    counted = page.locator("main p .figure", has_text=re.compile("^59$"))
    counted.click()
    page.get_by_role("button", name="到所出的 59 行").click()
    traced = page.locator('[data-table="hotline_evaluation"] tr.traced')
    expect(traced).to_have_count(59)
    grades = traced.locator(".traced .figure").all_inner_texts()
    assert set(grades) == {"A"}
    expect(traced.first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".traced")).to_have_count(0)


def test_a_jump_undoes_a_filter_that_hides_the_rows(open_page: Open) -> None:
    page = open_page("yueyang").page
    table = page.locator('[data-table="hotline_evaluation"]')
    table.get_by_role("searchbox").fill("没有这个单位")
    expect(table.locator("tbody tr:visible")).to_have_count(0)
    page.locator("main p .figure", has_text=re.compile("^59$")).click()
    page.get_by_role("button", name="到所出的 59 行").click()
    expect(table.locator("tbody tr:visible")).to_have_count(66)


@pytest.mark.parametrize("place", BULLETINS)
def test_every_figure_has_a_lineage_that_ends_at_a_file_or_a_rule(open_page: Open, place: str) -> None:
    page = open_page(place).page
    figures = page.locator("main .figure")
    assert figures.count() == page.locator("main .figure[data-q]").count() > 400
    data = page.evaluate("() => JSON.parse(document.getElementById('lineage').textContent)")
    at = {name: n for n, name in enumerate(data["fields"])}
    for quantity in data["quantities"]:
        assert data["strings"][quantity[at["label"]]]
        assert quantity[at["formula"]] >= 0 or quantity[at["origin"]]
        for name, _, source in quantity[at["inputs"]]:
            earlier = re.search(r"（.*(周|月|季度|年)）$", data["strings"][name])
            assert source >= 0 or earlier, "only an earlier period's value lies outside this bulletin"


def test_a_finger_opens_the_card_at_the_foot_of_a_phone(open_page: Open) -> None:
    page = open_page("yueyang", width=375, height=740, has_touch=True, is_mobile=True).page
    figure(page, "hotline_operation.totals.1").tap()
    card = page.locator("#card")
    expect(card).to_contain_text("来电总量：67991")
    box = card.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 375)
    card.get_by_role("button", name="关闭").tap()
    expect(card).to_be_hidden()


# ---- keyboard ----


def test_numbers_are_few_tab_stops(open_page: Open) -> None:
    page = open_page("yueyang").page
    stops = page.locator("main [tabindex='0'], main a[href]:not([tabindex='-1']), main input, main select")
    assert page.locator("main .figure[tabindex='0']").count() == 1 + 4, "one for the text, one a table"
    assert stops.count() < 70


def test_arrow_keys_go_from_number_to_number(open_page: Open) -> None:
    page = open_page("yueyang").page
    figure(page, "hotline_operation.totals.1").focus()
    expect(page.locator("#card")).to_contain_text("来电总量：67991")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "hotline_operation.totals.2"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "hotline_operation.totals.1"
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert focused(page) == page.locator("main .figure").first.get_attribute("data-figure")


def test_arrow_keys_in_a_table_go_by_row_and_column(open_page: Open) -> None:
    page = open_page("yueyang").page
    figure(page, "hotline_evaluation.linxiang.closed").click()
    for key, unit, value in (
        ("ArrowDown", "yueyang_county", "closed"),
        ("ArrowRight", "yueyang_county", "closing_rate"),
        ("ArrowUp", "linxiang", "closing_rate"),
        ("End", "linxiang", "grade"),
        ("Home", "linxiang", "due"),
    ):
        page.keyboard.press(key)
        assert focused(page) == f"hotline_evaluation.{unit}.{value}"


def test_enter_enters_the_card_and_escape_returns(open_page: Open) -> None:
    page = open_page("yueyang").page
    cell = figure(page, "hotline_evaluation.yunxi.index")
    cell.click()
    page.keyboard.press("Escape")
    assert cell.get_attribute("role") == "button"
    page.keyboard.press("Enter")
    assert focused(page) == "card"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_contain_text("办结率 = 办理数 ÷ 应办理数")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    assert focused(page) == "hotline_evaluation.yunxi.index"


def test_a_command_goes_to_the_next_number_and_the_next_flag(open_page: Open) -> None:
    page = open_page("yueyang").page
    page.get_by_role("button", name="下一个数").click()
    first = page.locator("#card .what").inner_text()
    page.get_by_role("button", name="下一个数").click()
    assert page.locator("#card .what").inner_text() != first
    page.get_by_role("button", name="上一个数").click()
    assert page.locator("#card .what").inner_text() == first
    page.get_by_role("button", name="下一处标记").click()
    expect(page.locator("#card")).to_contain_text("审核栏第")


# ---- tables ----


def test_a_head_sorts_numbers_inside_each_band_and_a_third_press_restores(open_page: Open) -> None:
    page = open_page("yueyang").page
    table = page.locator('[data-table="hotline_evaluation"]')
    printed = [row.split("\t")[0] for row in table.locator("tbody tr").all_inner_texts()]
    due = table.locator("thead").first.get_by_role("button", name="应办理数")
    due.click()
    for group in range(3):
        rows = table.locator("table").nth(group).locator("tbody tr")
        values = [int(text) for text in rows.locator("td:nth-child(2)").all_inner_texts()]
        assert values == sorted(values, reverse=True)
    assert table.locator("th[aria-sort='descending']").count() == 3
    due.click()
    values = [int(t) for t in table.locator("table").nth(1).locator("td:nth-child(2)").all_inner_texts()]
    assert values == sorted(values)
    due.click()
    assert [row.split("\t")[0] for row in table.locator("tbody tr").all_inner_texts()] == printed
    assert table.locator("th[aria-sort]").count() == 0


def test_sorting_is_stable_and_by_number_not_by_text(open_page: Open) -> None:
    page = open_page("yueyang").page
    table = page.locator('[data-table="hotline_evaluation"] table').nth(1)
    before = dict(
        enumerate(row.locator("th, td").first.inner_text() for row in table.locator("tbody tr").all())
    )
    place = {name: n for n, name in before.items()}
    table.locator("thead").get_by_role("button", name="返工率").click()
    rows = [row.split("\t") for row in table.locator("tbody tr").all_inner_texts()]
    rates = [float(row[7].rstrip("%")) for row in rows]
    assert rates == sorted(rates, reverse=True)
    for one, other in pairwise(rows):
        if one[7] == other[7]:
            assert place[one[0]] < place[other[0]]


def test_tiers_stay_and_a_total_stays_last(open_page: Open) -> None:
    tiered = open_page("xiangtan").page
    table = tiered.locator('[data-table="assessment"]')
    tiers = table.locator("tr.tier").all_inner_texts()
    table.locator("thead").first.get_by_role("button", name="总得分").click()
    table.locator("thead").first.get_by_role("button", name="总得分").click()
    assert table.locator("tr.tier").all_inner_texts() == tiers
    for body in table.locator("tbody").all():
        scores = [float(t.split("\n")[0]) for t in body.locator("td:last-child").all_inner_texts()]
        assert scores == sorted(scores)
    totalled = open_page("yueyang_county").page.locator('[data-table="hotline_evaluation"]')
    totalled.locator("thead").last.get_by_role("button", name="办理数", exact=True).click()
    assert "合计" in totalled.locator("tbody tr").last.inner_text()


def test_rows_of_a_merged_cell_move_and_show_together(open_page: Open) -> None:
    page = open_page("yueyang").page
    table = page.locator('[data-table="deductions"]')
    merged = table.locator("tbody th[rowspan]").first
    unit, rows = merged.inner_text().strip(), int(merged.get_attribute("rowspan") or 0)
    assert rows > 1
    table.locator("thead").get_by_role("button", name="部门名称").click()
    table.get_by_role("searchbox").fill(unit)
    assert table.locator("tbody tr:visible").count() >= rows
    expect(table.locator("output")).to_contain_text("显示")


def test_a_filter_counts_and_a_reset_restores(open_page: Open) -> None:
    page = open_page("yueyang").page
    table = page.locator('[data-table="hotline_evaluation"]')
    table.get_by_role("searchbox").fill("公安")
    names = [text.split("\t")[0] for text in table.locator("tbody tr:visible").all_inner_texts()]
    assert names
    assert all("公安" in name for name in names)
    expect(table.locator("output")).to_have_text(f"显示 {len(names)} 行，共 66 行")
    table.get_by_role("button", name="恢复").click()
    expect(table.locator("output")).to_have_text("共 66 行")
    table.get_by_role("combobox").select_option(index=1)
    expect(table.locator("table:visible")).to_have_count(1)
    table.get_by_role("button", name="恢复").click()
    table.get_by_label("只看有发现的行").check()
    shown = table.locator("tbody tr:visible")
    assert 0 < shown.count() < 66
    assert all(row.locator(".flag").count() for row in shown.all())


def test_heads_are_reached_and_pressed_by_keyboard(open_page: Open) -> None:
    page = open_page("yueyang").page
    table = page.locator('[data-table="mailbox_evaluation"]')
    assert table.locator(".sort[tabindex='0']").count() == 1
    table.locator(".sort").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(table.locator("th[aria-sort='descending']").first).to_contain_text("应办理数")


# ---- what changed ----


def test_what_changed_since_the_previous_period_is_shown_in_the_panel_and_beside_each_figure(
    open_page: Open,
) -> None:
    page = open_page("demo").page
    panel = page.locator("#review")
    expect(panel).to_contain_text("2024年第28周与2024年第27周相比")
    row = panel.get_by_role("row", name=re.compile("^来电总量 "))
    assert row.inner_text().split("\t") == ["来电总量", "3452", "3317", "−135", "−3.91%"]
    page.locator("main p .figure", has_text=re.compile("^3317$")).first.click()
    expect(page.locator("#card")).to_contain_text("上期3452")


# ---- findings ----


@pytest.mark.parametrize("place", [p for p in BULLETINS if p != "demo"])
def test_findings_are_marked_in_place_and_linked_both_ways(open_page: Open, place: str) -> None:
    page = open_page(place).page
    entries = page.locator("[id^=finding-]").count()
    marked = page.locator("a.flag[href^='#finding-']").evaluate_all("(all) => all.map((a) => a.hash)")
    assert len(set(marked)) == entries > 10
    for flag in page.locator("a.flag").all()[:5]:
        entry = page.locator(flag.get_attribute("href") or "")
        back = entry.locator(f"a.back[href='#{flag.get_attribute('id')}']")
        assert back.count() == 1


def test_a_flag_says_what_was_found(open_page: Open) -> None:
    page = open_page("xiangtan").page
    flag = page.locator("td .figure + .flag").first
    flag.hover()
    expect(page.locator("#card")).to_contain_text("已印通报作")
    flag.click()
    assert re.search(r"#finding-\d+$", page.url)


# ---- light, dark, paper, phone, no script ----


@pytest.mark.parametrize(
    ("place", "scheme"),
    [*((place, "light") for place in BULLETINS), ("xiangtan", "dark"), ("yunxi", "dark"), ("demo", "dark")],
)
def test_accessibility_has_no_serious_fault(open_page: Open, place: str, scheme: str) -> None:
    page = open_page(place, color_scheme=scheme).page
    page.locator("main .figure[data-q]").nth(3).click()
    found = Axe().run(page).response["violations"]
    serious = [
        (v["id"], v["impact"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_the_theme_can_be_switched_and_is_kept_nowhere(open_page: Open) -> None:
    opened = open_page("demo", color_scheme="light")
    page = opened.page
    paper = "() => getComputedStyle(document.querySelector('.sheet')).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="改用深色显示").click()
    assert page.evaluate(paper) != light
    page.get_by_role("button", name="改用浅色显示").click()
    assert page.evaluate(paper) == light
    page.get_by_role("button", name="改用深色显示").click()
    page.reload()
    assert page.evaluate(paper) == light
    assert page.context.cookies() == []


@pytest.mark.parametrize("place", BULLETINS)
def test_a_narrow_screen_does_not_scroll_sideways(open_page: Open, place: str) -> None:
    page = open_page(place, width=375, height=740, is_mobile=True, has_touch=True).page
    assert page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]") == [375, 375]


def test_paper_shows_the_bulletin_and_none_of_the_machinery(open_page: Open, tmp_path: Path) -> None:
    page = open_page("yueyang", color_scheme="dark").page
    page.locator('[data-table="hotline_evaluation"]').get_by_role("searchbox").fill("公安")
    page.locator("main p .figure").first.click()
    page.emulate_media(media="print")
    for hidden in (".side", ".bar", ".review", "#card", ".tools", ".flag"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator('[data-table="hotline_evaluation"] tbody tr:visible').count() == 66
    white = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(white) == "rgb(255, 255, 255)"
    across = (
        "() => { const s = getComputedStyle(document.body, '::before'); return [s.content, s.position]; }"
    )
    assert page.evaluate(across) == ['"草稿"', "fixed"], "across every page of a draft"
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    with pikepdf.open(tmp_path / "page.pdf") as pdf:
        sizes = {tuple(round(float(v) * 25.4 / 72) for v in sheet.mediabox[2:]) for sheet in pdf.pages}
        assert (210, 297) in sizes
        assert len(pdf.pages) >= 8


def test_paper_has_the_order_of_the_bulletin(open_page: Open) -> None:
    page = open_page("yueyang").page
    table = page.locator('[data-table="hotline_evaluation"] table').first
    printed = table.locator("tbody tr").all_inner_texts()
    table.locator("thead").get_by_role("button", name="办结率", exact=True).click()
    table.locator("thead").get_by_role("button", name="返工数").click()
    assert table.locator("tbody tr").all_inner_texts() != printed
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert table.locator("tbody tr").all_inner_texts() == printed
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert table.locator("tbody tr").all_inner_texts() != printed


def test_without_a_script_the_bulletin_reads_whole(open_page: Open) -> None:
    page = open_page("yueyang", java_script_enabled=False).page
    expect(page.locator(".hint")).to_contain_text("figures.json")
    assert page.locator("main .figure").count() > 1500
    assert page.locator(".tools, .sort, .bar, #card").count() == 0
    page.locator(".contents a", has_text="附件2").click()
    expect(page.locator("#appendix-mailbox_evaluation h2")).to_be_in_viewport()
    page.locator("a.flag").first.click()
    expect(page.locator("#finding-1")).to_be_in_viewport()
    page.locator("#finding-1 a.back").click()
    expect(page.locator("a.flag").first).to_be_in_viewport()


def test_the_contents_mark_the_section_being_read(open_page: Open) -> None:
    page = open_page("yueyang").page
    page.evaluate("() => document.getElementById('appendix-deductions').scrollIntoView()")
    expect(page.locator(".contents a[aria-current]")).to_contain_text("附件3")
    page.evaluate("() => scrollTo(0, 0)")
    expect(page.locator(".contents a", has_text="附件3")).not_to_have_attribute("aria-current", "location")
