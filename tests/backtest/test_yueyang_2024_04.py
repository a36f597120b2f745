"""The audit of the real bulletin, 岳阳市《政务服务热线工作通报》2024年第4期: its exact findings."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.findings import Finding, FindingKind
from hotline_lib.run.audit import AuditReport, Basis, PartCoverage, Printed, audit, audit_store, findings_csv
from hotline_lib.sections.prepare import Prepared
from hotline_lib.sections.store import Store


@pytest.fixture(scope="module")
def report(printed: Printed, basis: Basis) -> AuditReport:
    return audit(printed, basis)


NEWS = "一、工作动态·（一）2024年度“领导接听日和部门轮值日”活动启动"
HOTLINE, MAILBOX = "二、12345热线运行情况·", "三、市长信箱运行情况·第1段"

EXPECTED = [
    ("wording", NEWS, "", "文字", "徐杰峰、岳阳楼区区区长白再兴、平江县"),
    ("text_against_table", NEWS, "", "所涉单位（领导接听日活动）", "岳阳经开区、岳阳楼区、平江县"),
    ("text_against_table", f"{HOTLINE}第1段", "", "责任单位承办工单", "17876"),
    ("text_against_table", f"{HOTLINE}第1段", "", "办结率", "99.89%"),
    ("text_against_table", f"{HOTLINE}第1段", "", "按期办结率", "99.07%"),
    ("text_against_table", f"{HOTLINE}第1段", "", "群众满意率", "98.23%"),
    ("wording", f"{HOTLINE}（一）诉求类型", "", "文字", "交通秩序类5245,占比11.18%;社"),
    ("base", f"{HOTLINE}（一）诉求类型", "", "占比的基数", "8项占比，基数未印"),
    ("name", f"{HOTLINE}（二）工单考核", "市移动公司", "单位名称", "岳阳移动分公司"),
    ("impossible", f"{HOTLINE}（三）专线服务", "", "人大代表专线满意率", "99.97%"),
    ("name", f"{HOTLINE}（四）知识库管理", "岳阳经开区", "文表名称", "经开区"),
    ("name", f"{HOTLINE}（四）知识库管理", "市住房公积金管理中心", "文表名称", "市住房公积金"),
    ("text_against_table", f"{HOTLINE}（五）回访督办", "", "核实不满意工单", "1356"),
    ("text_against_table", MAILBOX, "", "群众来信", "1660"),
    ("text_against_table", MAILBOX, "", "信箱群众满意率", "92.05%"),
    ("name", "五、存在的问题·第4段", "市电信公司", "文表名称", "岳阳电信公司"),
    ("wording", "附件1·题名", "", "文字", "市12345政务服务便民热线综合评价"),
    ("base", "附件1", "", "群众不满意率", "基数未印"),
    ("name", "附件1", "市住房公积金管理中心", "部门名称", "市住房公积金管理"),
    ("name", "附件1", "市公共资源交易中心", "部门名称", "市公共资源交易中"),
    ("name", "附件2", "市住房公积金管理中心", "部门名称", "市住房公积金管理"),
    ("order", "附件2", "市工信局", "次序", "列在“市医疗保障局”之后"),
    ("name", "附件2", "国家金融监督管理总局岳阳监管分局", "部门名称", "国家金融监督管理 总局岳阳监管分局"),
    ("wording", "附件3", "市生态环境局·知识库管理", "条文与分值", "-1分；每次0.5分"),
    ("name", "附件3", "岳阳华润燃气公司", "部门名称", "华润燃气公司"),
    ("wording", "附件3", "岳阳华润燃气公司·知识库管理", "扣分明细", "程未及时上传的，每"),
]
"""Every finding of the real bulletin that is not only its print form, in document order."""


def of_kind(report: AuditReport, *kinds: FindingKind) -> list[Finding]:
    return [f for f in report.findings if f.kind in kinds]


def one(report: AuditReport, printed: str) -> Finding:
    found = [f for f in report.findings if f.printed == printed]
    assert len(found) == 1
    return found[0]


def test_the_findings_are_exactly_these(report: AuditReport) -> None:
    found = [f for f in report.findings if f.kind is not FindingKind.print_form]
    assert [(f.kind.value, f.where, f.row, f.item, f.printed) for f in found] == EXPECTED
    assert Counter(f.severity.value for f in found) == {"notice": 18, "form": 7, "error": 1}


def test_no_value_differs_and_no_row_is_missing_or_extra(report: AuditReport) -> None:
    assert not of_kind(report, FindingKind.value, FindingKind.missing, FindingKind.extra)


def test_the_print_form_findings_by_cause(report: AuditReport) -> None:
    found = of_kind(report, FindingKind.print_form)
    assert Counter((f.where, f.item, f.cause) for f in found) == {
        (NEWS, "标点", "全角与半角混用：此段等处用半角，别处用全角"): 1,
        ("附件2", "按期办结率", "缺“%”；列宽所限：本列所印均不超过6个字符"): 50,
        ("附件2", "综合指标值", "末尾的零少印1位；列宽所限：本列所印均不超过5个字符"): 28,
        ("附件2", "按期办结率", "换行处留有空格"): 1,
        ("附件2", "综合指标值", "换行处留有空格"): 1,
    }


def test_every_value_cell_of_the_123_rows_is_reproduced(report: AuditReport) -> None:
    hotline, mailbox = report.coverage.parts[1:3]
    for part, rows in ((hotline, 66), (mailbox, 57)):
        assert part.printed == rows * 12
        assert part.derived + part.given == rows * 11
        assert part.reproduced + part.same_value == rows * 11
    assert (hotline.same_value, mailbox.same_value) == (0, 80)


def test_the_coverage_of_every_part(report: AuditReport) -> None:
    def part(name: str, *counts: int) -> PartCoverage:
        return PartCoverage(part=name, **dict(zip(list(PartCoverage.model_fields)[1:], counts, strict=True)))

    # printed, derived, given, other, unprinted, reproduced, same value, findings
    assert report.coverage.parts == (
        part("正文", 166, 40, 42, 84, 20, 82, 0, 18),
        part("附件1", 792, 396, 330, 66, 123, 726, 0, 3),
        part("附件2", 684, 342, 285, 57, 0, 547, 80, 83),
        part("附件3", 72, 16, 2, 54, 5, 18, 0, 3),
        part("附件4", 100, 17, 8, 75, 4, 25, 0, 0),
    )
    assert report.coverage.total == part("合计", 1814, 811, 667, 336, 152, 1398, 80, 107)
    assert report.coverage.total.findings == len(report.findings)


@pytest.mark.parametrize(
    ("printed_text", "computed", "cause"),
    [
        ("99.97%", "98.53%、100.00%", "67件为98.53%、68件为100.00%，没有整数件能印99.97%"),
        ("17876", "18833", "相差957件"),
        ("99.89%", "99.84%", "所印比率须有18812至18813件，附表为18802件"),
        ("99.07%", "99.01%", "所印比率须有18657至18658件，附表为18647件"),
        ("98.23%", "92.75%", "所印比率须有329至330件，附表为1349件"),
        ("1356", "1349", "相差7件"),
        ("1660", "1422", "相差238件"),
        ("92.05%", "91.14%", "以正文“群众来信”1660件为分母，1528件可得此数"),
        (
            "岳阳经开区、岳阳楼区、平江县",
            "平江县、岳阳楼区、岳阳经开区、南湖新区",
            "只见于加扣分表：南湖新区",
        ),
        ("岳阳移动分公司", "市移动公司", "名录登记“岳阳移动分公司”即“市移动公司”"),
        ("市公共资源交易中", "市公共资源交易中心", "印刷截断：所印8字与全称前8字相同"),
        ("华润燃气公司", "岳阳华润燃气公司", "略去“岳阳”"),
        ("列在“市医疗保障局”之后", "应列在“市医疗保障局”之前", "“市工信局”等级评价A、应办理数6"),
        ("-1分；每次0.5分", "-1分＝每次0.5分×2", "所扣1分相当于2次，而所印未写次数"),
        ("程未及时上传的，每", "程未及时上传", "止于“每”字、无句末标点"),
        ("交通秩序类5245,占比11.18%;社", "交通秩序类5245件，占比11.18%；社", "通报少“件”"),
        ("徐杰峰、岳阳楼区区区长白再兴、平江县", "徐杰峰、岳阳楼区区长白再兴、平江县", "通报重“区”"),
    ],
)
def test_computed_value_and_cause(report: AuditReport, printed_text: str, computed: str, cause: str) -> None:
    finding = one(report, printed_text)
    assert finding.computed == computed
    assert cause in finding.cause


def test_the_title_that_differs_is_held_against_the_list_of_attachments(report: AuditReport) -> None:
    finding = one(report, "市12345政务服务便民热线综合评价")
    assert finding.cause == "通报多“便民”"
    assert finding.note == "附件说明作“2024年4月岳阳市12345政务服务热线综合评价表”，与题名不一"


def test_the_csv_holds_every_finding_under_chinese_headings(report: AuditReport) -> None:
    rows = list(csv.reader(io.StringIO(findings_csv(report))))
    assert rows[0] == ["位置", "行", "项目", "印刷", "计算", "种类", "轻重", "原因", "备注", "编号", "处理"]
    assert len(rows) == 1 + len(report.findings)
    impossible = next(r for r in rows if r[3] == "99.97%")
    assert impossible[5:7] == ["不可能的数值", "错误"]
    assert next(r for r in rows if r[2] == "条文与分值")[3] == "'-1分；每次0.5分"


def test_the_audit_of_a_store_reads_its_folder(
    project: Workspace, prepared: Prepared, store: Store, report: AuditReport
) -> None:
    assert audit_store(project, prepared, store) == report


def test_a_period_without_a_printed_bulletin_has_no_report(
    copied: Workspace, prepared: Prepared, store: Store
) -> None:
    folder = copied.data / "yueyang" / "2024-04" / "printed"
    folder.rename(folder.with_name("elsewhere"))
    assert audit_store(copied, prepared, store) is None
