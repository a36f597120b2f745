"""栏目页: headings, numbers and the names a template may use; the frame of the document."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made import PLACE, REGISTER

from hotline_lib.ingest.editorial import Piece, Span
from hotline_lib.model.charts import Charts
from hotline_lib.model.contents import Contents, Edition, Sentences, Tables
from hotline_lib.model.document import Block, Heading, Paragraph
from hotline_lib.model.errors import InputError, ParamsError, TemplateError, UsageError
from hotline_lib.model.period import Period
from hotline_lib.model.results import Results
from hotline_lib.publish.assemble import assemble
from hotline_lib.run.audit.passages import Passage, passages
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.composing import section_composer
from hotline_lib.sections.page import Display, Page
from hotline_lib.sections.store import Layout, Store

CONTENTS = {
    "title": ["示例市12345热线", "{{ period.short_label }}通报"],
    "addressees": "各县市区人民政府：",
    "numbering": {"levels": ["{一}、", "（{一}）", "{1}."], "list_item": "{1}."},
    "sections": [
        {"id": "opening"},
        {"id": "basics", "title": "基本情况"},
        {"id": "remarks", "title": "存在问题", "numbered": False},
        {
            "id": "problems",
            "title": "困难",
            "headings": {"level": 3, "own_line": True},
            "list_item": "（{1}）",
        },
    ],
    "appendices": [{"id": "table", "title": "附表", "listed_as": "{{ period.month }}月附表"}],
    "signature": {"office": "热线办", "date": "{{ edition.issued_label }}"},
    "imprint": {"copies": [{"label": "报", "to": ["市委，", "市政府"]}, {"label": "发", "to": ["成员单位"]}]},
}
SENTENCES = {
    "basics": [
        {"id": "totals", "heading": "总体情况", "own_line": True, "end": "", "template": "受理。"},
        {"id": "topic", "heading": "热点", "level": 3, "template": "消费。"},
        {"id": "special", "heading": "专项", "end": ""},
        {"id": "civic", "heading": "创建", "level": 3, "template": "环境。"},
        {"id": "deputies", "heading": "专席", "level": 3, "end": "：", "template": "三件。"},
    ]
}


def piece(text: str, heading: str | None = None, item: int | None = None) -> Piece:
    return Piece(heading=heading, item=item, spans=(Span(text=text),))


EDITORIAL = {
    "opening": (piece("现将有关情况通报如下："),),
    "remarks": (piece("退回较多。", item=1),),
    "problems": (
        piece("无部门受理的。", "遗留"),
        piece("某公司退单。", "遗留", 1),
        piece("超期的。", "超期"),
    ),
}


def store(period: str = "2023-10", issued_on: date | None = date(2023, 11, 17), **contents: object) -> Store:
    layout = Layout(
        place=PLACE,
        period=Period.parse(period),
        edition=Edition(issued_on=issued_on),
        units=REGISTER,
        contents=Contents.model_validate({**CONTENTS, **contents}),
        tables=Tables(tables=()),
        charts=Charts(charts=()),
        sentences=Sentences.model_validate({"sections": SENTENCES}),
        editorial=EDITORIAL,
    )
    results = Results(
        place="demo", period=period, quantities={}, tables={}, rankings={}, breakdowns={}, ledger=()
    )
    return Store(layout=layout, results=results)


def page(section: str, of: Store | None = None) -> Page:
    return Page(section, of or store(), Path("fonts"))


def blocks(display: Display) -> list[Block]:
    return [s.block for s in display.shown]


def lines(display: Display) -> list[str]:
    return str(display._repr_mimebundle_()["text/plain"]).split("\n")


def test_only_numbered_sections_with_a_title_are_counted() -> None:
    headings = [lines(page(s).heading()) for s in ("basics", "remarks", "problems")]
    assert headings == [["一、基本情况"], ["存在问题"], ["二、困难"]]


def test_a_section_without_title_has_no_heading_to_show() -> None:
    with pytest.raises(ParamsError, match=r"bulletin\.yml.*opening.*无标题"):
        page("opening").heading()


def test_an_unknown_section_is_refused() -> None:
    with pytest.raises(UsageError, match="opening、basics、remarks、problems、table"):
        page("nothing")


def test_headings_on_their_own_line_and_run_in_are_numbered_within_their_parent() -> None:
    shown = page("basics").body()
    assert lines(shown) == [
        "（一）总体情况",
        "受理。",
        "1.热点。消费。",
        "（二）专项",
        "1.创建。环境。",
        "2.专席：三件。",
    ]
    kinds = [(type(b), b.level) for b in blocks(shown) if isinstance(b, Heading)]
    assert kinds == [(Heading, 2), (Heading, 2)]
    assert [b.lead.level for b in blocks(shown) if isinstance(b, Paragraph) and b.lead] == [3, 3, 3]
    assert lines(page("basics").paragraph("special")) == ["（二）专项"]


def test_editorial_follows_the_heading_style_and_list_item_of_its_section() -> None:
    assert lines(page("problems").editorial()) == [
        "1.遗留。",
        "无部门受理的。",
        "（1）某公司退单。",
        "2.超期。",
        "超期的。",
    ]
    assert lines(page("remarks").body()) == ["1.退回较多。"]


def test_a_level_without_pattern_is_named() -> None:
    short = store(numbering={"levels": ["{一}、", "◆"]})
    assert lines(page("basics", short).paragraph("special")) == ["◆专项"]
    with pytest.raises(ParamsError, match=r"numbering\.levels.*第 3 级"):
        page("basics", short).paragraph("topic")


@pytest.mark.parametrize(
    ("period", "template", "text"),
    [
        ("2022Q3", "{{ period.season }}截至{{ period.last_day_label }}", "三季度截至9月30日"),
        ("2022Q3", "{{ period.short_label }}，{{ period.last_month }}月", "2022年三季度，9月"),
        ("2023-10", "{{ period.short_label }}，第{{ edition.issue }}期", "2023年10月，第期"),
    ],
)
def test_names_of_period_and_edition(period: str, template: str, text: str) -> None:
    assert section_composer(store(period), "opening").text(template, "句") == text


def test_a_month_has_no_season() -> None:
    with pytest.raises(TemplateError, match=r"period\.season"):
        section_composer(store(), "opening").text("{{ period.season }}", "句")


def shown_blocks(of: Store) -> dict[str, list[Block]]:
    body = {e.id: page(e.id, of).body() for e in of.layout.contents.sections}
    return {**{s: blocks(d) for s, d in body.items()}, "table": [Heading(level=1, number="", text="附表")]}


def test_the_frame_is_filled_and_what_is_absent_stays_absent() -> None:
    made = assemble(store(), shown_blocks(store()))
    assert made.masthead is None
    assert made.addressees == "各县市区人民政府："
    assert made.sections[0].title is None
    assert (made.appendices[0].title, made.appendices[0].listed_as) == ("附表", "10月附表")
    assert made.signature is not None
    assert made.signature.date == "2023年11月17日"
    assert made.imprint is not None
    assert (made.imprint.office, made.imprint.printed, made.imprint.licence) == (None, None, None)
    assert made.issued_on == "2023-11-17"


def test_without_a_date_the_last_day_of_the_period_is_in_the_properties_only() -> None:
    undated = store("2022Q3", None, signature=None, imprint=None, addressees=None)
    made = assemble(undated, shown_blocks(undated))
    assert made.issued_on == "2022-09-30"
    assert (made.signature, made.imprint, made.addressees) == (None, None, None)
    assert made.title[1] == "2022年三季度通报"


def red_headed(number: str) -> Store:
    masthead = {"form": "document", "mark": "示例市热线中心文件", "number": number}
    return store(masthead=masthead)


def test_the_document_number_is_filled_for_the_document_and_for_the_audit() -> None:
    of = red_headed("示热通〔{{ period.year }}〕{{ period.month }}号")
    made = assemble(of, shown_blocks(of))
    assert made.masthead is not None
    assert made.masthead.number == "示热通〔2023〕10号"
    printed = passages(of.model_copy(), {e.id: [] for e in of.layout.contents.sections} | {"table": []})
    assert "示热通〔2023〕10号" in [p.text for p in printed if isinstance(p, Passage)]


@pytest.mark.parametrize(
    "number", ["示热通[2023]6号", "示热通〔23〕6号", "示热通〔2023〕06号", "示热通〔2023〕第6号"]
)
def test_a_document_number_of_another_form_is_refused(number: str) -> None:
    of = red_headed(number)
    with pytest.raises(ParamsError, match="发文字号应如") as caught:
        assemble(of, shown_blocks(of))
    assert number in str(caught.value)


def test_an_issue_or_date_that_is_printed_must_be_stated() -> None:
    masthead = {"mark": "通报", "issue": "第{{ edition.issue }}期", "office": "热线办", "date": "某日"}
    lacking = store(issued_on=None, masthead=masthead, appendices=())
    with pytest.raises(InputError) as caught:
        declared_blocks(lacking, Path("fonts"))
    for word in ("edition.yml", "期号", "成文日期"):
        assert word in str(caught.value)
    asking = {**masthead, "issue": "{% if edition.issue %}第{{ edition.issue }}期{% endif %}"}
    declared_blocks(store(masthead=asking, appendices=()), Path("fonts"))


def test_the_audit_sees_every_part_of_the_frame_and_each_heading() -> None:
    of = store(appendices=())
    declared = declared_blocks(of, Path("fonts"))
    found = {(p.section, p.paragraph): p.text for p in passages(of, declared) if isinstance(p, Passage)}
    assert ("opening", "heading") not in found
    expected = {
        ("preamble", "addressees"): "各县市区人民政府：",
        ("basics", "heading"): "一、基本情况",
        ("basics", "totals_heading"): "（一）总体情况",
        ("basics", "special"): "（二）专项",
        ("problems", "h1"): "1.遗留。",
        ("problems", "h2"): "2.超期。",
        ("problems", "p2"): "（1）某公司退单。",
        ("signature", "office"): "热线办",
        ("signature", "date"): "2023年11月17日",
        ("imprint", "copies_to"): "市委，市政府",
        ("imprint", "copies_to_2"): "成员单位",
    }
    assert {key: found.get(key) for key in expected} == expected
