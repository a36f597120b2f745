"""The booking rule: what no component takes, or two take, is refused before anything is computed."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ParamsError

COOPERATION = "method: ledger_points, full: 5, form: score, base: 5, sign: negative"
POINTS, LEDGER = Path("xiangtan/rules/hotline_points.yml"), Path("xiangtan/rules/ledger.yml")


def changed(workspace: Workspace, path: Path, old: str, new: str) -> Workspace:
    file = workspace.params / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return workspace


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (POINTS, COOPERATION, COOPERATION.replace("negative", "positive"), "的扣分没有得分项记入"),
        (POINTS, COOPERATION, COOPERATION.replace("negative", "both"), "的加分记入了两项以上"),
        (
            POINTS,
            COOPERATION,
            f"{COOPERATION}, entries: [backlog]",
            "（difficult_ticket）的扣分没有得分项记入",
        ),
        (POINTS, COOPERATION, f"{COOPERATION}, entries: [gone]", "应为加扣分细则中的条目"),
        (LEDGER, "label: 疑难工单, points: -1", "label: 疑难工单, kinds: 1", "kinds"),
        (POINTS, "count: rejected,", "count: rejectet,", "应为已登记的列或推算计数"),
        (POINTS, "rate: extended_rate, tolerance", "rate: extendet_rate, tolerance", "应为已登记的比率"),
        (POINTS, "numerator: contacted,", "numerator: contactet,", "应为已登记的列或推算计数"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    path: Path, old: str, new: str, message: str, copied: Workspace
) -> None:
    with pytest.raises(ParamsError, match=message):
        load_params(changed(copied, path, old, new), "xiangtan")


def test_an_entry_that_is_only_published_needs_no_component(copied: Workspace) -> None:
    changed(copied, POINTS, COOPERATION, f"{COOPERATION}, entries: [backlog, knowledge_missing]")
    changed(copied, LEDGER, "label: 疑难工单, points: -1", "label: 疑难工单, points: -1, in_score: false")
    assert load_params(copied, "xiangtan").place.id == "xiangtan"
