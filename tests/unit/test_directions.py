"""Directions: the word follows from the value, and a change can only be called by its own name."""

from __future__ import annotations

import pytest
from made import PLACE, quantity

from hotline_lib.ingest.editorial import Span
from hotline_lib.model.errors import TemplateError
from hotline_lib.model.quantity import Against, Quantity
from hotline_lib.prose.compose import Composer


def change(value: object, against: Against = Against.previous) -> Quantity:
    made = quantity("change.calls", value, "rate")
    return made.model_copy(update={"label": f"来电{against.term}", "against": against})


def told(template: str, value: Quantity) -> str:
    composer = Composer(PLACE, "operation", {"x": value, "change": {"calls": value}})
    runs, marks = composer.runs([Span(text=template)], "p")
    assert "".join(r.text for r in runs if r.figure) == "".join(m.text for m in marks)
    return "".join(r.text for r in runs)


@pytest.mark.parametrize(
    ("value", "words"),
    [("0.0303", "环比上升3.03%"), ("-0.015", "环比下降1.50%"), (0, "环比持平"), ("-0.00004", "环比持平")],
)
def test_a_change_is_told_with_its_name(value: object, words: str) -> None:
    assert told("{{ change.calls | compared }}", change(value)) == words


def test_the_same_sentence_names_a_change_against_last_year() -> None:
    last_year = change("0.5", Against.last_year)
    assert told("{{ change.calls | compared('增长', '减少') }}", last_year) == "同比增长50%"


def test_what_the_rule_prints_without_a_base_follows_the_name() -> None:
    placeholder = change(None).model_copy(update={"text": "无可比数"})
    assert told("{{ change.calls | compared }}。", placeholder) == "环比无可比数。"


@pytest.mark.parametrize(
    "template",
    [
        "同比{{ change.calls }}",
        "同比{{ change.calls | form('index') }}",
        "同比{{ change.calls | magnitude }}",
        "同比{{ change.calls | direction }}",
        "同比{{ change.calls | directed }}",
    ],
)
@pytest.mark.parametrize("value", ["0.2", 0])
def test_no_template_can_print_a_change_under_another_name(template: str, value: object) -> None:
    with pytest.raises(TemplateError, match=r"“来电环比”须写成 \{\{ change.calls \| compared \}\}"):
        told(template, change(value))


@pytest.mark.parametrize(
    ("value", "words"),
    [("0.012", "高于全省平均1.20%"), ("-0.0344", "低于全省平均3.44%"), ("0.00001", "与全省平均持平")],
)
def test_a_gap_has_its_own_words(value: object, words: str) -> None:
    template = '{{ x | directed("高于全省平均", "低于全省平均", "与全省平均持平") }}'
    assert told(template, quantity("derived.gap", value, "rate")) == words


@pytest.mark.parametrize(("value", "words"), [(12, "比上期末增加12件"), (-3, "比上期末减少3件"), (0, "持平")])
def test_the_unit_follows_the_number_only(value: int, words: str) -> None:
    template = '{{ x | directed("比上期末增加", "比上期末减少", "持平", unit="件") }}'
    assert told(template, quantity("derived.backlog", value)) == words


def test_direction_and_magnitude_alone() -> None:
    assert told("{{ x | direction }}了{{ x | magnitude }}", quantity("a", "-0.5", "rate")) == "下降了50%"
    assert told("{{ x | magnitude('index') }}", quantity("a", -7, "rate")) == "7"


@pytest.mark.parametrize("name", ["compared", "directed", "direction", "magnitude"])
def test_a_mistyped_name_is_refused_with_the_nearest(name: str) -> None:
    with pytest.raises(TemplateError, match=r"没有名为“change.call”的数值。相近的有：change.calls"):
        told(f"{{{{ change.call | {name} }}}}", change(1))


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ x | compared }}", "“a”不是环比、同比"),
        ("{{ x.value | directed }}", "升降只能用于数值"),
    ],
)
def test_what_is_no_change_is_refused(template: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        told(template, quantity("a", 1))
