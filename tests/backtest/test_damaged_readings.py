"""What shows only when a bulletin is read against itself: found where it is put in, else silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from audited import Bulletin
from damage import Damage, quote, without
from own_print import as_printed

from hotline_lib.model.document import Run
from hotline_lib.model.errors import ParamsError
from hotline_lib.model.findings import Finding
from hotline_lib.model.printform import PrintForm
from hotline_lib.run.audit import Basis, audit
from hotline_lib.run.audit.bases import fitting_bases
from hotline_lib.run.audit.comparisons import (
    ChangeCheck,
    ClaimCheck,
    Comparisons,
    CoverCheck,
    ListCheck,
    OppositeCheck,
    Statement,
    TermCheck,
)
from hotline_lib.run.audit.headings import numbering_findings, title_findings
from hotline_lib.run.audit.passages import Passage
from hotline_lib.run.audit.printed import Printed
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.text import read_passage

CITY, COUNTY = ("yueyang", "2024-04"), ("yueyang_county", "2023-04")
POINTS, DISTRICT = ("xiangtan", "2023-10"), ("yunxi", "2022Q3")
LISTED = ("basics", "overdue_returned")

Expected = tuple[str, str, str, str]
"""Kind, row, item, and words of the cause."""

CASES: dict[str, tuple[tuple[str, str], Damage, list[Expected]]] = {
    "a number of units that its grades do not add up to": (
        CITY,
        quote("hotline_operation", "assessment", "全市79个", "全市97个"),
        [
            ("value", "", "在册承办单位数", "相邻两位“79”颠倒为“97”"),
            ("text_against_text", "", "在册承办单位数", "同段各等级与工单量为0的单位之和"),
        ],
    ),
    "a total that its parts do not add up to": (
        POINTS,
        quote("operation", "totals", "32961件", "32691件"),
        [
            ("value", "", "有效工单", "相邻两位“96”颠倒为“69”"),
            ("text_against_text", "", "有效工单", "同段在线办结与网上派单之和"),
            ("text_against_text", "", "有效工单", "同段各受理渠道之和"),
        ],
    ),
    "a claim that its numbers do not bear out": (
        POINTS,
        quote("messages", "disclosure", "目前6件申请", "目前5件申请"),
        [
            ("value", "", "信息公开申请办结", "一位数字之差"),
            ("text_against_text", "", "断语与数字", "须“信息公开申请办结”等于“信息公开申请”"),
        ],
    ),
    "a list that is not in the stated order": (
        POINTS,
        quote("demands", "topics", "物业管理605件", "物业管理805件"),
        [
            ("value", "", "物业管理", "一位数字之差"),
            ("order", "", "所列次序", "移动“物业管理”方合"),
        ],
    ),
    "an item of a list in running text": (
        COUNTY,
        quote(*LISTED, "县住建局1件（137840）", "县住建局2件（137840）"),
        [
            ("value", "", "县住建局", "一位数字之差：“1”印作“2”"),
            ("text_against_text", "", "超期办结工单", "2＋2＋2＝6，相差1"),
            ("text_against_text", "县住房和城乡建设局", "超期办结工单的编号", "列1个"),
            ("text_against_table", "县住房和城乡建设局", "超期办结工单", "“办理数”减“按期办理数”为1"),
        ],
    ),
    "a ticket number listed twice": (
        COUNTY,
        quote(*LISTED, "（107120、132964）", "（107120、107120）"),
        [
            ("wording", "", "文字", "“132964”印作“107120”"),
            ("text_against_text", "县工业和信息化局", "市退回重办的编号", "其中有重复"),
        ],
    ),
    "more tickets of a unit than its row has": (
        COUNTY,
        quote(*LISTED, "月田镇1件（123073）", "月田镇2件（123073、123074）"),
        [
            ("value", "", "月田镇", "一位数字之差：“1”印作“2”"),
            ("extra", "", "文字", "123074"),
            ("text_against_text", "", "市退回重办", "＝19，相差1"),
            ("text_against_table", "月田镇人民政府", "市退回重办", "正文不应多于此数"),
        ],
    ),
    "a unit that only one table has": (
        DISTRICT,
        without("hotline_evaluation", "区财政局"),
        [
            ("missing", "区财政局", "整行", "所印各名称均不是此单位"),
            ("missing", "区财政局", "整行", "附件2列有此单位"),
        ],
    ),
}


def new_findings(found: Bulletin, printed: Printed) -> list[Finding]:
    known, new = Counter(f.id for f in found.findings), []
    for finding in audit(printed, found.basis).findings:
        if known[finding.id]:
            known[finding.id] -= 1
        else:
            new.append(finding)
    return new


@pytest.mark.parametrize(("at", "damage", "expected"), CASES.values(), ids=CASES.keys())
def test_each_damage_is_found_and_nothing_else(
    bulletin: Callable[[str, str], Bulletin],
    at: tuple[str, str],
    damage: Damage,
    expected: list[Expected],
) -> None:
    found = bulletin(*at)
    new = new_findings(found, damage(found.printed))
    assert sorted((f.kind.value, f.row, f.item) for f in new) == sorted((k, r, i) for k, r, i, _ in expected)
    for kind, row, item, words in expected:
        assert [f for f in new if (f.kind.value, f.row, f.item) == (kind, row, item) and words in f.cause]


MENDED: dict[str, tuple[tuple[str, str], Damage, tuple[str, str]]] = {
    "a claim left out": (
        DISTRICT,
        quote("operation", "suggestions", "均由承办单位在规定时限内按要求办理完毕", "一件尚在办理"),
        ("断语与数字", "均由承办单位在规定时限内按要求办理完毕"),
    ),
    "the opposite left out": (
        DISTRICT,
        quote("problems", "p4", "存在超期现象", "有待提高"),
        ("两处说法", "政协微建议回复存在超期现象"),
    ),
    "one name throughout": (
        DISTRICT,
        quote("problems", "p4", "政协微建议", "政协委员微建议"),
        ("用语不一", "政协微建议"),
    ),
    "a change in percentage points": (
        POINTS,
        quote("operation", "totals", "环比下降1.97%", "环比下降1.97个百分点"),
        ("工单回访满意率环比", "1.97%"),
    ),
}


@pytest.mark.parametrize(("at", "damage", "gone"), MENDED.values(), ids=MENDED.keys())
def test_what_is_mended_is_found_no_more(
    bulletin: Callable[[str, str], Bulletin], at: tuple[str, str], damage: Damage, gone: tuple[str, str]
) -> None:
    found = bulletin(*at)
    assert gone in [(f.item, f.printed) for f in found.findings]
    after = audit(damage(found.printed), found.basis).findings
    assert gone not in [(f.item, f.printed) for f in after if f.kind.value != "print_form"]


def own(basis: Basis, damage: Damage, **comparisons: object) -> list[Finding]:
    """What a damage adds to the findings of our own correct bulletin, under these comparisons."""
    right = as_printed(basis).model_copy(update={"comparisons": Comparisons(**comparisons)})  # type: ignore[arg-type]
    known = Counter(f.id for f in audit(right, basis).findings)
    assert known == Counter(f.id for f in audit(as_printed(basis), basis).findings), "a false alarm"
    return [f for f in audit(damage(right), basis).findings if not known[f.id]]


def test_a_second_name_for_one_thing(basis: Basis) -> None:
    check = TermCheck(variants=("12345热线平台", "12345平台"))
    new = own(basis, quote("hotline_operation", "totals", "12345热线平台", "12345平台"), terms=(check,))
    assert [(f.kind.value, f.item, f.printed, f.computed) for f in new if f.kind.value == "name"] == [
        ("name", "用语不一", "12345平台", "12345热线平台")
    ]


def test_half_width_marks_among_full_width_ones(basis: Basis) -> None:
    def damage(printed: Printed) -> Printed:
        texts = [
            t.model_copy(update={"quote": t.quote.replace("，", ",")})
            if t.paragraph == "knowledge_base"
            else t
            for t in printed.texts
        ]
        return printed.model_copy(update={"texts": tuple(texts)})

    assert [(f.severity.value, f.item, f.printed) for f in own(basis, damage)] == [("form", "标点", ",")]


def test_a_statement_against_another(basis: Basis) -> None:
    there = Statement(section="hotline_operation", paragraph="special_lines", words="全部按时办结")
    check = OppositeCheck(section="problems", paragraph="p5", words="超期未办", against=there)
    new = own(basis, quote("problems", "p5", "办理满意度低", "多件超期未办"), opposites=(check,))
    assert [f.item for f in new if f.kind.value == "text_against_text"] == ["两处说法"]


def test_a_claim_about_a_table(basis: Basis) -> None:
    parts = {"left": "mailbox.total.closed", "relation": "less", "right": "mailbox.total.due"}
    check = ClaimCheck(section="problems", paragraph="p5", words="尚有信件未办结", **parts)
    new = own(basis, quote("problems", "p5", "办理满意度低", "尚有信件未办结"), claims=(check,))
    assert [f.computed for f in new if f.kind.value == "text_against_table"] == [
        "办理数合计1422，应办理数合计1422"
    ]


def test_a_comparison_of_what_does_not_exist_is_refused(basis: Basis) -> None:
    at = {"section": "problems", "paragraph": "p5"}
    wrong = {
        "claims": (
            ClaimCheck(
                section="problems", paragraph="p5", words="尚有", left="no.such", relation="less", right="x"
            ),
        ),
        "lists": (ListCheck(section="problems", paragraph="p9", breakdown="nothing"),),
        "covers": (CoverCheck(table="hotline_evaluation", of="no_table"),),
        "changes": (ChangeCheck(figure="mailbox.total.due", method="drop", of=("mailbox.total.due",), **at),),
    }
    printed = as_printed(basis).model_copy(update={"comparisons": Comparisons(**wrong)})  # type: ignore[arg-type]
    with pytest.raises(ParamsError) as refused:
        audit(printed, basis)
    found = {p.found for p in refused.value.problems}
    assert found == {"problems/p9", "no_table", "no.such", "x", "nothing", "mailbox.total.due"}


def reading_of(basis: Basis, texts: Mapping[tuple[str, str], str]) -> Reading:
    """A reading of these texts, each printed as computed."""
    reads = {
        (section, paragraph): read_passage(
            Passage(section, paragraph, f"{section}·{paragraph}", (Run(text=text),)), text, basis
        )
        for (section, paragraph), text in texts.items()
    }
    return Reading(Printed(texts=(), tables={}), basis, reads, {})


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["一、甲", "二、乙", "三、丙"], []),
        (["一、甲", "三、乙"], [("三、乙", "二、乙", "序号跳号：其前为“一、”")]),
        (["一、甲", "一、乙"], [("一、乙", "二、乙", "序号重号：其前为“一、”")]),
        (["二、甲"], [("二、甲", "一、甲", "序号跳号：其前没有序号")]),
        (["一、甲", "乙", "二、丙"], [("乙", "二、乙", "其前其后的栏目均有序号，此栏没有；其前为“一、”")]),
        (["前言", "一、甲", "附注"], []),
        (["十、甲"], [("十、甲", "一、甲", "序号跳号：其前没有序号")]),
    ],
)
def test_the_numbers_of_sections_run_on(
    basis: Basis, headings: list[str], found: list[tuple[str, str, str]]
) -> None:
    reading = reading_of(basis, {(f"s{n}", "heading"): text for n, text in enumerate(headings)})
    assert [(f.printed, f.computed, f.cause) for f in numbering_findings(reading)] == found


def test_an_appendix_is_called_alike_in_both_places(basis: Basis) -> None:
    same = {("t1", "title"): "办理情况", ("attachments", "t1"): "办理情况"}
    other = {("t2", "title"): "服务热线办理情况", ("attachments", "t2"): "热线办理情况"}
    assert [f.printed for f in title_findings(reading_of(basis, {**same, **other}))] == ["服务热线办理情况"]


def test_the_bases_that_print_all_shares() -> None:
    form = PrintForm(id="share", scale=100, decimals=2, suffix="%")
    counts = [Fraction(n) for n in (225, 203, 175)]
    shares = [(count, form.rounded(count / 1554)) for count in counts]
    assert 1554 in fitting_bases(shares, form)
    assert all(
        all(form.rounded(count / base) == share for count, share in shares)
        for base in fitting_bases(shares, form)
    )
    assert not fitting_bases([(Fraction(1), Fraction(50)), (Fraction(1), Fraction(25))], form)
