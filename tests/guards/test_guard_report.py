"""The report page works offline, escapes what clerks typed and names every issue."""

import re

from guard_tables import COUNTS, GOOD_COUNTS, GOOD_INTAKE, INTAKE, changed, check, table

from hotline_lib.guards.report import guard_report_html

NAMES = {"place_name": "示例市", "period_label": "2024年第4期"}


def page(*tables):
    return guard_report_html(check(*tables).report, **NAMES)


def test_a_good_period_is_said_to_be_good():
    html = page(table(COUNTS, GOOD_COUNTS), table(INTAKE, GOOD_INTAKE))
    assert "可以采用：没有错误，也没有提示。" in html
    assert "“按期办理数”不应大于“办理数”" in html
    assert "热线单位办理数" in html
    assert "运行总量" in html


def test_every_issue_is_named_with_its_place():
    html = page(table(COUNTS, changed(GOOD_COUNTS, 2, on_time="980", dissatisfied="91")))
    assert "不予采用：有 1 处错误，另有 1 处提示" in html
    assert "第 2 行“按期办理数”列" in html
    assert "请核对该单位的按期办理数与办理数。" in html


def test_a_check_that_was_not_carried_out_is_not_shown_as_passed():
    html = page(table(COUNTS, GOOD_COUNTS, drop=["closed"]))
    assert "未能检查：缺少“办理数”列" in html


def test_text_is_escaped():
    html = page(table(COUNTS, changed(GOOD_COUNTS, 2, unit="<script>alert(1)</script>")))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_page_refers_to_nothing_outside_itself():
    html = page(table(COUNTS, GOOD_COUNTS))
    assert not re.search(r"https?://|url\(|@import|<script|<link|<img| src=", html)
    assert set(re.findall(r'href="([^"]*)"', html)) == {"#table-1"}
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert all(m.startswith("<th scope=") for m in re.findall(r"<th\b[^>]*", html))
    assert "default-src 'none'" in html


def test_the_page_is_the_same_every_time():
    bad = table(COUNTS, changed(GOOD_COUNTS, 2, unit="临香市"))
    assert page(bad) == page(bad)
