"""Damage to bulletins of other schemes: points, adjusted indices, bands by grade, tiers and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from audited import Bulletin
from damage import Damage, all_of, cell, moved, quote, titled, twice, without

from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.findings import FindingKind
from hotline_lib.run.audit import audit

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(p.parent for p in (ROOT / "data").glob("*/*/printed"))

POINTS, ADJUSTED, DISTRICT = ("xiangtan", "2023-10"), ("yueyang_county", "2023-04"), ("yunxi", "2022Q3")
ASSESSMENT, LEDGER = "assessment", "adjustments"
INDEX, MAILBOX, HOTLINE = "hotline_evaluation", "mailbox_handling", "hotline_evaluation"

Expected = tuple[str, str, str, str]
"""Kind, row, item, and words of the cause."""

CASES: dict[str, tuple[tuple[str, str], Damage, list[Expected]]] = {
    "a total of rounded components": (
        POINTS,
        cell(ASSESSMENT, "市文旅广体局", "总得分", "92.59", "92.60"),
        [("value", "市文旅广体局", "总得分", "由已取舍的各项得分相加")],
    ),
    "a component of rounded rates": (
        POINTS,
        cell(ASSESSMENT, "市人社局", "回访满意率-得分", "20.69", "20.7"),
        [("value", "市人社局", "回访满意率-得分", "由已取舍的比率计算，而非由件数")],
    ),
    "a wrong component and the total made of it": (
        POINTS,
        all_of(
            cell(ASSESSMENT, "市公安局", "工单驳回-得分", "10", "9.5"),
            cell(ASSESSMENT, "市公安局", "总得分", "85.18", "84.68"),
        ),
        [
            ("value", "市公安局", "工单驳回-得分", "未能找到原因"),
            ("value", "市公安局", "总得分", "随上：由同行所印“工单驳回得分”9.5（应为10）相加得出"),
        ],
    ),
    "a component by the standard of another group": (
        POINTS,
        cell(ASSESSMENT, "岳塘区人民政府", "回访满意率-得分", "17.97", "15.47"),
        [("value", "岳塘区人民政府", "回访满意率-得分", "误用他组标准0.85，本组为0.8")],
    ),
    "an adjustment not booked": (
        POINTS,
        cell(ASSESSMENT, "市医保局", "加分项", "2", "0"),
        [("value", "市医保局", "加分项", "本期“知识库建设”+2分未记入")],
    ),
    "an adjustment booked twice": (
        POINTS,
        cell(ASSESSMENT, "湘潭县人民政府", "加分项", "1", "2"),
        [("value", "湘潭县人民政府", "加分项", "“典型经验”+1分，所印相当于按+2分（2倍）记入")],
    ),
    "a rate of one ticket fewer": (
        POINTS,
        cell(ASSESSMENT, "市教育局", "按时办结率-按时办结率", "90.48%", "92.68%"),
        [("value", "市教育局", "按时办结率", "以38÷41可得，应为38÷42")],
    ),
    "a rank after ties that skips": (
        POINTS,
        cell(ASSESSMENT, "市农业农村局", "排名", "4", "7"),
        [("value", "市农业农村局", "排名", "并列者占去名次（其后跳号），而规则为密集排名")],
    ),
    "a total and the rank that follows from it": (
        POINTS,
        all_of(
            cell(ASSESSMENT, "韶山市人民政府", "总得分", "88.66", "98.66"),
            cell(ASSESSMENT, "韶山市人民政府", "排名", "5", "1"),
        ),
        [
            ("value", "韶山市人民政府", "排名", "随上：按所印得分排即为此名次"),
            ("value", "韶山市人民政府", "总得分", "一位数字之差"),
        ],
    ),
    "a row in another tier": (
        POINTS,
        moved(
            ASSESSMENT, "市林业局", before="市教育局", tier="B 类档次（20 件≤工单量＜100 件）（合计 6 家）"
        ),
        [("value", "市林业局", "组别", "列错档次：按件数应列“C 类档次")],
    ),
    "a wrong number of units in the title of a band": (
        POINTS,
        titled(ASSESSMENT, "县市区（合计 5 家）", "县市区（合计 6 家）"),
        [("wording", "", "组别标题", "此题下所印5行")],
    ),
    "points of a ledger merged by indicator": (
        POINTS,
        cell(LEDGER, "市医保局", "分数（分）", "2", "1"),
        [("value", "市医保局·知识库建设", "分数（分）", "一位数字之差")],
    ),
    "an adjustment left out of the ledger": (
        POINTS,
        without(LEDGER, "市资规局"),
        [("missing", "市资规局", "整行", "表中此单位没有这一加扣分（来件所列）")],
    ),
    "an adjustment not booked to the index": (
        ADJUSTED,
        cell(INDEX, "县公安局", "综合指标值", "96.8", "96.3"),
        [("value", "县公安局", "综合指标值", "本期“典型案例加分”+0.5分未记入")],
    ),
    "an index with the base of another rate": (
        ADJUSTED,
        cell(INDEX, "县教育体育局", "综合指标值", "98.7", "98.6"),
        [("value", "县教育体育局", "综合指标值", "若“回访不满意率”误以“办理数”73为分母（应为80），则得此数")],
    ),
    "a wrong total and nothing else": (
        ADJUSTED,
        cell(INDEX, "合计", "受理案件数", "1554", "1654"),
        [("value", "合计", "受理案件数", "所印各行相加得1554，所印合计多100")],
    ),
    "a total without its row": (
        ADJUSTED,
        without(INDEX, "合计"),
        [("missing", "合计", "整行", "")],
    ),
    "a row in the band of another grade": (
        ADJUSTED,
        moved(INDEX, "县公安局", before="县供电公司", group="综合评价 B 类单位"),
        [("value", "县公安局", "组别", "列错组别：综合指标值96.8为A类")],
    ),
    "a 0 that should be blank": (
        DISTRICT,
        cell(MAILBOX, "区人社局", "其中-超期办结", "", "0"),
        [("print_form", "区人社局", "其中-超期办结", "本列的0不印")],
    ),
    "a number that should be blank": (
        DISTRICT,
        cell(MAILBOX, "区人社局", "其中-超期办结", "", "1"),
        [("extra", "区人社局", "其中-超期办结", "计算结果此格为空")],
    ),
    "a blank that should be a number": (
        DISTRICT,
        cell(HOTLINE, "陆城镇政府", "综合指标值", "94", ""),
        [("missing", "陆城镇政府", "综合指标值", "所印此格为空")],
    ),
    "a unit without tickets in a graded band": (
        DISTRICT,
        moved(HOTLINE, "区水利局", before="区科工局", group="驻区单位综合评价A类单位"),
        [("value", "区水利局", "组别", "本期无件，应列“季度无工单单位”")],
    ),
    "a row of the total's table twice": (
        DISTRICT,
        twice(MAILBOX, "合计", after="合计"),
        [("extra", "合计", "整行", "同一单位列了两次")],
    ),
    "the quarter before in the title": (
        DISTRICT,
        quote("mailbox_handling", "title", "三季度", "二季度"),
        [("wording", "", "文字", "期次不符：所印“2022年二季度”，本期为“2022年三季度”")],
    ),
}


@pytest.mark.parametrize(("at", "damage", "expected"), CASES.values(), ids=CASES.keys())
def test_each_damage_is_found_with_its_cause_and_nothing_else(
    bulletin: Callable[[str, str], Bulletin],
    at: tuple[str, str],
    damage: Damage,
    expected: list[Expected],
) -> None:
    found = bulletin(*at)
    after = audit(damage(found.printed), found.basis).findings
    known = Counter(found.findings)
    new = []
    for finding in after:
        if known[finding]:
            known[finding] -= 1
        else:
            new.append(finding)
    assert [(f.kind.value, f.row, f.item) for f in new] == [(k, r, i) for k, r, i, _ in expected]
    for finding, (_, _, _, words) in zip(new, expected, strict=True):
        assert words in finding.cause


def bumped(text: str) -> str:
    """The text with its last digit, or its grade, one further."""
    for n in reversed(range(len(text))):
        if text[n].isdigit():
            return text[:n] + str((int(text[n]) + 1) % 10) + text[n + 1 :]
    return {"A": "B", "B": "A"}.get(text, text)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: f"{p.parent.name} {p.name}")
def test_no_damaged_cell_of_any_bulletin_slips_through(
    bulletin: Callable[[str, str], Bulletin], folder: Path
) -> None:
    """All figures of a table are damaged at once, table after table; those wrong already are left out."""
    found = bulletin(folder.parent.name, folder.name)
    for name, table in found.printed.tables.items():
        spec = found.basis.layout.tables.table(name)
        if not isinstance(spec, EvaluationTable):
            continue
        unit = next(c.label for c in spec.columns if c.value == "unit")
        place = table.headings.index(unit)
        rows = [
            row.model_copy(
                update={"cells": tuple(t if n == place else bumped(t) for n, t in enumerate(row.cells))}
            )
            for row in table.rows
        ]
        damaged = table.model_copy(update={"rows": tuple(rows)})
        printed = found.printed.model_copy(update={"tables": {**found.printed.tables, name: damaged}})
        kinds = {FindingKind.value, FindingKind.extra}
        after = [f for f in audit(printed, found.basis).findings if f.kind in kinds and f.row]
        before = [f for f in found.findings if f.kind in {*kinds, FindingKind.print_form} and f.row]
        changed = sum(
            a != b
            for row, new in zip(table.rows, rows, strict=True)
            for a, b in zip(row.cells, new.cells, strict=True)
        )
        assert len({(f.where, f.row, f.item) for f in after}) >= changed - len(before) - len(table.headings)
