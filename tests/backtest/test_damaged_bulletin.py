"""A printed bulletin damaged on purpose: the audit finds each damage with its cause, and nothing else."""

from __future__ import annotations

from collections import Counter

import pytest
from damage import Damage, all_of, cell, heading, moved, quote, twice, without

from hotline_lib.model.errors import ParamsError
from hotline_lib.model.findings import Finding
from hotline_lib.run.audit import Basis, Printed, audit

HOTLINE, MAILBOX = "hotline_evaluation", "mailbox_evaluation"
TEXT = "hotline_operation"

Expected = tuple[str, str, str, str]
"""Kind, row, item, and words of the cause."""

CASES: dict[str, tuple[Damage, list[Expected]]] = {
    "two digits swapped": (
        cell(HOTLINE, "华容县", "办结率", "99.69%", "99.96%"),
        [("value", "华容县", "办结率", "相邻两位“69”颠倒为“96”")],
    ),
    "a rate cut instead of rounded": (
        cell(HOTLINE, "华容县", "返工率", "4.70%", "4.69%"),
        [("value", "华容县", "返工率", "舍去尾数，而本地规定四舍五入")],
    ),
    "a rate rounded up": (
        cell(HOTLINE, "岳阳县", "返工率", "4.04%", "4.05%"),
        [("value", "岳阳县", "返工率", "逢尾数即进一")],
    ),
    "a last digit too high": (
        cell(HOTLINE, "临湘市", "返工率", "2.73%", "2.74%"),
        [("value", "临湘市", "返工率", "一位数字之差：“3”印作“4”")],
    ),
    "a rate rounded twice": (
        cell(HOTLINE, "市交通运输局", "按期办结率", "99.22%", "99.23%"),
        [("value", "市交通运输局", "按期办结率", "先取3位小数再取2位")],
    ),
    "a rate to one decimal": (
        cell(HOTLINE, "华容县", "办结率", "99.69%", "99.7%"),
        [("value", "华容县", "办结率", "只取1位小数")],
    ),
    "an index made of rounded rates": (
        cell(MAILBOX, "城陵矶新港区", "综合指标值", "95.83", "95.84"),
        [("value", "城陵矶新港区", "综合指标值", "由已取舍的比率计算，而非由件数")],
    ),
    "another denominator": (
        cell(HOTLINE, "国网岳阳供电公司", "返工率", "6.99%", "7.16%"),
        [("value", "国网岳阳供电公司", "返工率", "误以“办理数”531为分母，应为“应办理数”544")],
    ),
    "another numerator": (
        cell(HOTLINE, "国网岳阳供电公司", "按期办结率", "92.28%", "97.61%"),
        [("value", "国网岳阳供电公司", "按期办结率", "误以“办理数”531为分子，应为“按期办理数”502")],
    ),
    "the complement": (
        cell(MAILBOX, "市城管局", "群众满意率", "88.46%", "11.54%"),
        [("value", "市城管局", "群众满意率", "补数（100%减88.46%）")],
    ),
    "one digit of a count": (
        cell(HOTLINE, "市税务局", "返工数", "11", "12"),
        [("value", "市税务局", "返工数", "一位数字之差：“1”印作“2”")],
    ),
    "a digit left out": (
        cell(HOTLINE, "岳阳县", "应办理数", "1336", "136"),
        [("value", "岳阳县", "应办理数", "少印一位“3”")],
    ),
    "a decimal point moved": (
        cell(HOTLINE, "平江县", "返工率", "9.99%", "99.9%"),
        [("value", "平江县", "返工率", "小数点移1位")],
    ),
    "the index of the row below": (
        cell(HOTLINE, "市交通运输局", "综合指标值", "97", "96.6"),
        [("value", "市交通运输局", "综合指标值", "与相邻行“市公安局”相同，疑串行")],
    ),
    "a count and the rate made of it": (
        all_of(
            cell(HOTLINE, "市税务局", "返工数", "11", "12"),
            cell(HOTLINE, "市税务局", "返工率", "14.10%", "15.38%"),
        ),
        [
            ("value", "市税务局", "返工数", "一位数字之差"),
            ("value", "市税务局", "返工率", "与同行所印件数相符（12÷78）"),
        ],
    ),
    "a grade that fits a misprinted index": (
        all_of(
            cell(HOTLINE, "市电信公司", "综合指标值", "89.2", "92.9"),
            cell(HOTLINE, "市电信公司", "等级评价", "B", "A"),
        ),
        [
            ("value", "市电信公司", "综合指标值", "未能找到原因"),
            ("value", "市电信公司", "等级评价", "与同行所印综合指标值相符"),
        ],
    ),
    "a value that nothing explains": (
        cell(HOTLINE, "市国资委", "综合指标值", "83.7", "71.2"),
        [("value", "市国资委", "综合指标值", "未能找到原因")],
    ),
    "a percent sign left out": (
        cell(HOTLINE, "华容县", "办结率", "99.69%", "99.69"),
        [("print_form", "华容县", "办结率", "缺“%”")],
    ),
    "a row twice": (
        twice(HOTLINE, "市水利局", after="市统计局"),
        [("extra", "市水利局", "整行", "同一单位列了两次：第50行与第41行，各格相同")],
    ),
    "a row missing": (
        without(HOTLINE, "岳阳监狱"),
        [("missing", "岳阳监狱", "整行", "所印各名称均不是此单位的全称、别名或截断")],
    ),
    "a row in another group": (
        moved(HOTLINE, "市联通公司", before="市医疗保障局", group="行政事业单位"),
        [("value", "市联通公司", "组别", "名录登记“市联通公司”属“公共服务企业”")],
    ),
    "a row misplaced": (
        moved(HOTLINE, "云溪区", before="临湘市"),
        [("order", "云溪区", "次序", "综合指标值由大到小、应办理数由大到小")],
    ),
    "rows with equal keys in another order": (
        moved(HOTLINE, "市统计局", before="市公共资源交易中"),
        [],
    ),
    "a row of a unit that has no tickets": (
        cell(HOTLINE, "岳阳监狱", "部门名称", "岳阳监狱", "市审计局"),
        [
            ("extra", "市审计局", "整行", "输入中此单位没有件数"),
            ("missing", "岳阳监狱", "整行", "均不是此单位"),
        ],
    ),
    "a name with a wrong character": (
        cell(HOTLINE, "市城管局", "部门名称", "市城管局", "市城官局"),
        [("name", "市城管局", "部门名称", "名称未登记，但全行各数与此单位相同")],
    ),
    "a column under another heading": (
        heading(HOTLINE, "综合指标值", "综合指标"),
        [("wording", "", "列名", "列名不同")],
    ),
    "the wrong unit in a ranking": (
        quote(TEXT, "assessment", "云溪区(97.9", "华容县(97.9"),
        [("name", "云溪区", "单位名称", "“华容县”的综合指标值为97.6，此处应为“云溪区”（97.9）")],
    ),
    "a tied unit left out of a ranking": (
        quote(TEXT, "assessment", "、市邮政管理局(99分)", ""),
        [("missing", "", "综合指标值", "“市邮政管理局”名列第3，与市人社局并列")],
    ),
    "a count of grades": (
        quote(TEXT, "assessment", "A类的59个", "A类的95个"),
        [("value", "", "A类单位数", "相邻两位“59”颠倒为“95”")],
    ),
    "a share of another base": (
        quote(TEXT, "demand_types", "占比22.95%", "占比21.50%"),
        [("value", "", "人力资源和社会保障类占比", "未能找到原因")],
    ),
    "a rate of the text over another printed count": (
        quote(TEXT, "special_lines", "满意率98.57%", "满意率17.12%"),
        [("value", "", "涉企工单满意率", "误以“涉企诉求”806为分母，应为“政企通承办工单”140")],
    ),
    "a zero too many in the text": (
        quote(TEXT, "demand_types", "占比10.8%", "占比10.80%"),
        [("print_form", "", "社会治安与综合治理类占比", "末尾的零多印1位")],
    ),
    "a word replaced": (
        quote("problems", "p1", "不完整", "不规范"),
        [("wording", "", "文字", "“完整”印作“规范”")],
    ),
    "a paragraph cut short": (
        quote("problems", "p5", "，办理满意度低。", ""),
        [("wording", "", "文字", "印刷截断")],
    ),
    "points against the rule": (
        cell("deductions", "市电信公司", "加扣分值", "-2", "-6"),
        [("value", "市电信公司·热线办理综合考评", "加扣分值", "一位数字之差：“2”印作“6”")],
    ),
    "points with the wrong sign": (
        cell("bonuses", "市资规局", "加扣分值", "+0.5", "-0.5"),
        [("value", "市资规局·信息报送", "加扣分值", "正负号颠倒")],
    ),
    "a deduction for a grade left out": (
        without("deductions", "市城管局"),
        [("missing", "市城管局", "整行", "表中此单位没有这一加扣分（由等级得出，不待录入）")],
    ),
    "an adjustment twice": (
        twice("bonuses", "临湘市", after="湘阴县"),
        [("extra", "临湘市", "整行", "同一加扣分列了两次：第7行与第6行相同")],
    ),
    "a ticket number of the reason": (
        cell(
            "deductions",
            "市公安局",
            "扣分明细",
            "承办单位未按要求上传回复公函，每件扣 1 分（信件编号：192532）",
            "承办单位未按要求上传回复公函，每件扣 2 分（信件编号：192532）",
        ),
        [
            ("value", "市公安局·信件办理质量", "每件分值", "一位数字之差：“1”印作“2”"),
            ("wording", "市公安局·信件办理质量", "条文与分值", "条文每次2分×1得不出所印1分"),
        ],
    ),
}

Findings = tuple[Finding, ...]


@pytest.fixture(scope="module")
def undamaged(printed: Printed, basis: Basis) -> Findings:
    return audit(printed, basis).findings


def assert_found(found: list[Finding], expected: list[Expected]) -> None:
    assert [(f.kind.value, f.row, f.item) for f in found] == [(k, r, i) for k, r, i, _ in expected]
    for finding, (_, _, _, words) in zip(found, expected, strict=True):
        assert words in finding.cause


@pytest.mark.parametrize(("damage", "expected"), CASES.values(), ids=CASES.keys())
def test_each_damage_is_found_with_its_cause_and_nothing_else(
    printed: Printed, basis: Basis, undamaged: Findings, damage: Damage, expected: list[Expected]
) -> None:
    after = audit(damage(printed), basis).findings
    known = Counter(undamaged)
    assert not known - Counter(after)
    new = []
    for finding in after:
        if known[finding]:
            known[finding] -= 1
        else:
            new.append(finding)
    assert_found(new, expected)


def test_a_paragraph_not_transcribed_is_missing_and_an_unknown_one_extra(
    printed: Printed, basis: Basis
) -> None:
    renamed = tuple(
        t.model_copy(update={"paragraph": "p9"}) if t.paragraph == "p3" and t.section == "work_news" else t
        for t in printed.texts
    )
    plain = printed.model_copy(
        update={"comparisons": printed.comparisons.model_copy(update={"mentions": ()})}
    )
    before = audit(plain, basis).findings
    after = audit(plain.model_copy(update={"texts": renamed}), basis).findings
    new = [(f.kind.value, f.item) for f in after if f not in before]
    assert new == [("missing", "整段"), ("extra", "整段")]


def test_a_comparison_of_what_does_not_exist_is_refused(printed: Printed, basis: Basis) -> None:
    first, *others = printed.comparisons.totals
    wrong = first.model_copy(update={"of": ("hotline.total.nothing",)})
    comparisons = printed.comparisons.model_copy(update={"totals": (wrong, *others)})
    with pytest.raises(ParamsError, match=r"hotline\.total\.nothing"):
        audit(printed.model_copy(update={"comparisons": comparisons}), basis)


def test_a_comparison_in_an_unknown_paragraph_is_refused(printed: Printed, basis: Basis) -> None:
    first, *others = printed.comparisons.totals
    wrong = first.model_copy(update={"paragraph": "total"})
    comparisons = printed.comparisons.model_copy(update={"totals": (wrong, *others)})
    with pytest.raises(ParamsError, match="hotline_operation/total"):
        audit(printed.model_copy(update={"comparisons": comparisons}), basis)
