"""Composing: every quantity becomes a marked figure, and every fault names where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template
from made import PLACE, line, quantity, row

from hotline_lib.ingest.editorial import Span
from hotline_lib.model.document import FigureMark, Run
from hotline_lib.model.errors import ExitCode, TemplateError
from hotline_lib.model.results import BreakdownItem, RankedUnit, Results, UnitTable
from hotline_lib.prose import templates
from hotline_lib.prose.compose import Composer, Piece
from hotline_lib.prose.names import Names, dotted, result_names

INDEX = quantity("hotline.linxiang.index", "98.44", "index")
RESULTS = Results(
    place="demo",
    period="2024-04",
    quantities={
        q.id: q
        for q in (
            quantity("intake.calls_received", 67991),
            quantity("intake.items", 5),
            quantity("intake.rate", "0.9989", "rate"),
        )
    },
    tables={
        "hotline": UnitTable(
            programme="hotline",
            rows=(
                row(
                    "linxiang",
                    name="临湘市",
                    index=INDEX,
                    grade=quantity("hotline.linxiang.grade", text="A", form="label"),
                ),
            ),
        )
    },
    rankings={
        "county": tuple(
            RankedUnit(unit=u, name=u, rank=n, value=INDEX) for n, u in enumerate(("甲县", "乙县", "丙县"), 1)
        )
    },
    breakdowns={
        "types": (
            BreakdownItem(
                id="market",
                label="市场类",
                count=quantity("intake.type.market", 4692),
                share=quantity("breakdown.types.market.share", "0.1", "rate"),
            ),
        )
    },
    ledger=(line("linxiang", "1.5"),),
)


def composer(**extra: Any) -> Composer:
    names: dict[str, Any] = {
        **result_names(RESULTS),
        "period": {"label": "2024年4月", "year": "2024"},
        **extra,
    }
    return Composer(PLACE, "operation", names)


def runs(template: str, **extra: Any) -> tuple[tuple[Run, ...], tuple[FigureMark, ...]]:
    return composer(**extra).runs([Span(text=template)], "totals")


def text(template: str, **extra: Any) -> str:
    return "".join(r.text for r in runs(template, **extra)[0])


def fault(template: str, **extra: Any) -> str:
    with pytest.raises(TemplateError) as caught:
        runs(template, **extra)
    assert caught.value.exit_code is ExitCode.params_refused
    message = str(caught.value)
    assert message.startswith("栏目“operation”的“totals”：")
    assert "params/<地区>/sentences.yml" in message
    return message


def test_figures_are_numbered_in_order_and_marked() -> None:
    made, marks = runs("来电{{ intake.calls_received }}件，{{ intake.rate }}，{{ intake.calls_received }}")
    assert [(r.text, r.figure) for r in made] == [
        ("来电", None),
        ("67991", "operation.totals.1"),
        ("件，", None),
        ("99.89%", "operation.totals.2"),
        ("，", None),
        ("67991", "operation.totals.3"),
    ]
    assert [(m.id, m.quantity, m.text) for m in marks] == [
        ("operation.totals.1", "intake.calls_received", "67991"),
        ("operation.totals.2", "intake.rate", "99.89%"),
        ("operation.totals.3", "intake.calls_received", "67991"),
    ]
    assert {m.section for m in marks} == {"operation"}
    assert marks[1].where == "段落 totals 第 2 数"


def test_a_template_that_two_places_share_is_filled_by_each_in_its_own_way() -> None:
    """It is compiled once for both, so nothing that depends on who fills it may be settled by then."""
    reading = [
        templates.reading(
            {"shout": lambda words, sign=sign: words + sign}, lambda value, sign=sign: f"{sign}{value}"
        )
        for sign in ("一", "二")
    ]
    template = "{{ 'a' | shout }} {{ x | shout }} {{ ['b'] | first }}"
    code = templates.compiled(template, tuple(reading[0].filters))
    assert templates.compiled(template, tuple(reading[1].filters)) is code
    filled = [Template.from_code(one, code, {}).render(x="c") for one in reading]
    assert filled == ["一a一 一c一 一b", "二a二 二c二 二b"]


def test_numbering_runs_on_over_spans_and_keeps_their_style() -> None:
    spans = [Span(text="{{ intake.rate }}", strong=True), Span(text="和{{ intake.items }}")]
    made, marks = composer().runs(spans, "p1")
    assert [(r.text, r.strong) for r in made] == [("99.89%", True), ("和", False), ("5", False)]
    assert [m.id for m in marks] == ["operation.p1.1", "operation.p1.2"]


def test_numbering_begins_anew_for_each_paragraph() -> None:
    one = composer()
    for paragraph in ("a", "b"):
        _, marks = one.runs([Span(text="{{ intake.items }}")], paragraph)
        assert [m.id for m in marks] == [f"operation.{paragraph}.1"]


@given(values=st.lists(st.sampled_from(["intake.items", "intake.rate", "文字", "hotline.linxiang.grade"])))
def test_the_marked_runs_are_exactly_the_quantities(values: list[str]) -> None:
    template = "".join(f"{{{{ {v} }}}}" if "." in v else v for v in values)
    made, marks = runs(template)
    assert [m.quantity for m in marks] == [v for v in values if "." in v]
    assert [r.figure for r in made if r.figure] == [m.id for m in marks]
    assert [r.text for r in made if r.figure] == [m.text for m in marks]


def test_another_print_form_on_request() -> None:
    assert text('{{ intake.rate | form("index") }}；{{ hotline.linxiang.index }}') == "1；98.4"


def test_lists_with_conjunctions() -> None:
    template = (
        "{% for u in rankings.county %}{{ u.name }}（{{ u.value }}分）{{ loop | conjunction }}{% endfor %}"
    )
    assert text(template) == "甲县（98.4分）、乙县（98.4分）和丙县（98.4分）"
    assert len(runs(template)[1]) == 3


def test_names_that_are_also_methods_mean_the_name() -> None:
    assert text("{{ intake.items }}") == "5"
    tree = Names({"items": {"keys": 1}, "get": 2})
    assert tree["items"]["keys"] == 1
    for name in ("items", "keys", "get", "values"):
        with pytest.raises(AttributeError):
            getattr(tree, name)
    assert (list(tree), len(tree)) == (["items", "get"], 2)


def test_pieces_bring_their_own_figures() -> None:
    pieces = {"piece": {"hot": Piece(["热点{{ intake.items }}条，", "其余略"])}}
    made, marks = runs("共{{ intake.rate }}。{{ piece.hot }}。", **pieces)
    assert "".join(r.text for r in made) == "共99.89%。热点5条，其余略。"
    assert [m.quantity for m in marks] == ["intake.rate", "intake.items"]


def test_names_of_one_paragraph_only() -> None:
    made, _ = composer().runs([Span(text="编号：{{ numbers }}")], "r1", {"numbers": "174948、174949"})
    assert made == (Run(text="编号：174948、174949"),)
    assert "没有名为“numbers”的数值" in fault("编号：{{ numbers }}")


def test_plain_text_of_titles() -> None:
    assert composer().text("{{ period.label }}通报，{{ intake.items }}件", "标题") == "2024年4月通报，5件"


def test_every_result_has_a_dotted_name() -> None:
    known = dotted(result_names(RESULTS))
    quantities = RESULTS.all_quantities()
    assert set(quantities) <= set(known)
    assert {"rankings.county", "breakdowns.types", "ledger.innovation.linxiang"} <= set(known)
    assert "breakdown.types.market.share" in quantities


@pytest.mark.parametrize(
    ("template", "unknown", "nearest"),
    [
        ("{{ intake.calls_recieved }}", "intake.calls_recieved", "intake.calls_received"),
        ("{{ hotline.linxang.index }}", "hotline.linxang.index", "hotline.linxiang.index"),
        ("{{ piece.hot_topic }}", "piece.hot_topic", "piece.hot_topics"),
        (
            "{% for u in rankings.conty %}{{ u.name }}{% endfor %}",
            "rankings.conty",
            "rankings.county",
        ),
        ("{% if intake.rat %}有{% endif %}", "intake.rat", "intake.rate"),
        (
            "{% for u in rankings.county %}{{ u.name }}{% endfor %}{{ intake.itms }}",
            "intake.itms",
            "intake.items",
        ),
        ("{{ intake.itms | form('rate') }}", "intake.itms", "intake.items"),
    ],
)
def test_an_unknown_name_brings_the_nearest(template: str, unknown: str, nearest: str) -> None:
    message = fault(template, piece={"hot_topics": Piece(["略"])})
    assert f"没有名为“{unknown}”的数值" in message
    assert nearest in message.partition("相近的有：")[2].partition("。")[0].split("、")


def test_an_unknown_name_inside_a_piece_brings_the_nearest() -> None:
    message = fault("{{ intake.items }}{{ piece.hot }}", piece={"hot": Piece(["{{ intake.rat }}"])})
    assert "没有名为“intake.rat”的数值" in message
    assert "intake.rate" in message


def test_a_name_like_no_other_has_no_suggestion() -> None:
    assert "没有名为“zzz”的数值。请核对数值标识" in fault("{{ zzz }}")


def test_a_field_that_a_listed_item_lacks() -> None:
    message = fault("{% for u in rankings.county %}{{ u.nam }}{% endfor %}")
    assert "用到不存在的名称" in message
    assert "名称“nam”" in message


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ intake.items ", ["模板写法有误", "花括号是否成对"]),
        ("{% for u in rankings.county %}", ["模板写法有误"]),
        ("{{ }}", ["模板写法有误"]),
        ("{% nonsense %}", ["模板写法有误", "nonsense"]),
        ("{{ intake.items | money }}", ["模板写法有误", "money"]),
        ("{{ intake.items | upper }}", ["模板写法有误", "upper"]),
        ('{{ intake.items | form("nothing") }}', ["没有印刷形式“nothing”", "rate", "place.yml"]),
        ('{{ period.label | form("rate") }}', ["form 只能用于数值"]),
        ("{{ intake }}", ["名称不完整"]),
        ("{{ hotline.linxiang }}", ["名称不完整"]),
        ("{{ rankings.county }}", ["只能取数值或文字"]),
        ("{{ intake.items.value }}", ["只能取数值或文字"]),
        ("{% for u in rankings.county %}{{ u }}{% endfor %}", ["只能取数值或文字"]),
        ("{{ 68 }}", ["只能取数值或文字"]),
    ],
)
def test_broken_templates_are_explained(template: str, words: list[str]) -> None:
    message = fault(template)
    assert [w for w in words if w not in message] == []


@pytest.mark.parametrize("character", ["\ue000", "\ue001", "\uf8ff"])
def test_private_use_characters_are_refused_wherever_they_come_from(character: str) -> None:
    code = f"U+{ord(character):04X}"
    assert f"含有私用区字符 {code}，请删去" in fault(f"文{character}0\ue001字")
    assert code in fault("{{ piece.hot }}", piece={"hot": Piece([f"文{character}字"])})
    assert code in fault("{{ period.label }}", period={"label": f"文{character}字"})
    escaped = f"\\u{ord(character):04x}"
    assert code in fault(f'{{{{ "{escaped}" }}}}')


@pytest.mark.parametrize(
    "template",
    [
        "{{ intake.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ intake['__class__'] }}",
        "{{ intake._Names__tree }}",
        "{{ intake.items.__init__.__globals__ }}",
        "{{ intake.items.model_copy }}",
        "{{ intake.items.model_dump_json() }}",
        "{{ ''.join(['a']) }}",
        "{{ '{0.__class__}'.format(intake) }}",
        "{{ intake.items ~ '' }}",
        "{{ '%s' % intake.items }}",
        "{{ 1 + 1 }}",
        "{{ range(10) }}",
        "{{ range }}",
        "{{ self }}",
        "{{ lipsum() }}",
        "{{ cycler }}",
        "{% include 'file' %}",
        "{% import 'file' as x %}",
        "{% extends 'file' %}",
        "{% macro m() %}{% endmacro %}",
        "{{ rankings.county | map(attribute='__class__') | list }}",
        "{{ rankings.county | tojson }}",
        "{{ intake.items | string }}",
    ],
)
def test_a_template_cannot_reach_beyond_its_names(template: str) -> None:
    message = fault(template)
    for leaked in ("Quantity", "<class", "<function", "formula", "Names object at"):
        assert leaked not in message


def test_pieces_that_take_in_one_another_end_with_a_message() -> None:
    pieces = {"a": Piece(["{{ piece.b }}"]), "b": Piece(["{{ piece.a }}"])}
    assert "文稿片段互相引用" in fault("{{ piece.a }}", piece=pieces)


@given(template=st.text("{}% |.'\"intakeu()~+1", max_size=24))
def test_any_text_is_composed_or_refused_with_its_place(template: str) -> None:
    try:
        made, _ = runs(template)
    except TemplateError as error:
        assert "栏目“operation”的“totals”" in str(error)  # noqa: PT017 - one of two good outcomes
        return
    if "{" not in template:
        assert "".join(r.text for r in made) == template
