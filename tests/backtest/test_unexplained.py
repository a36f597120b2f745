"""Index values that nothing explains: the hypotheses that failed and the leads are on record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from audited import Bulletin

from hotline_lib.run.audit.causes import GROUPS

COUNTY = ("yueyang_county", "2023-04")
INDEX_TESTS = (
    "公布的加扣分未记入",
    "加扣分记成倍数或正负号相反",
    "由已取舍的比率计算",
    "舍去尾数或五成双",
    "一项比率误用他项的分母",
    "相邻两位颠倒",
    "误抄同处他数",
    "串行",
)


@pytest.mark.parametrize(
    ("unit", "printed", "computed", "leads"),
    [
        (
            "县住房和城乡建设局",
            "95.3",
            "97.2",
            ("若“按期办理数”为91（应为97），则得此数", "若“返工数”为10（应为1），则得此数"),
        ),
        (
            "县交通运输局",
            "96.9",
            "97",
            ("若“有效回访数”为53（应为57），则得此数", "若“有效回访数”为54（应为57），则得此数"),
        ),
        ("张谷英镇人民政府", "96.9", "96.8", ("若“有效回访数”为33（应为32），则得此数",)),
    ],
)
def test_the_tested_hypotheses_and_the_leads(
    bulletin: Callable[[str, str], Bulletin], unit: str, printed: str, computed: str, leads: tuple[str, ...]
) -> None:
    [finding] = [f for f in bulletin(*COUNTY).findings if (f.row, f.printed) == (unit, printed)]
    assert finding.computed == computed
    assert finding.evidence is not None
    assert finding.evidence.leads == leads
    assert set(INDEX_TESTS) <= set(finding.evidence.tested)


def test_every_tested_hypothesis_is_one_that_exists(bulletin: Callable[[str, str], Bulletin]) -> None:
    names = {h.name for group in GROUPS for h in group}
    tested = {t for f in bulletin(*COUNTY).findings if f.evidence for t in f.evidence.tested}
    assert tested <= names
    assert len(tested) > len(names) / 2


def test_a_rate_that_nothing_explains_says_which_counts_would_fit(
    bulletin: Callable[[str, str], Bulletin],
) -> None:
    found = bulletin("xiangtan", "2023-10").findings
    [finding] = [f for f in found if (f.kind.value, f.printed) == ("value", "99.30%")]
    assert finding.evidence is not None
    assert finding.evidence.leads == (
        "若“按时办结”为10207（应为10021），则得此数",
        "若“网上派单”为10092（应为10279），则得此数",
    )
