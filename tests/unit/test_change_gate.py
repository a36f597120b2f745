"""The gate on changes: limits by unit, both parts of a limit, exemptions, refusal and acceptance."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.change_limits import ChangeLimits, ChangeLimitsVersion
from hotline_lib.model.document import Band, Cell, Column, Row, Table
from hotline_lib.model.errors import ChangesRefusedError, ExitCode, ParamsError
from hotline_lib.model.period import Period
from hotline_lib.run.diff import Snapshot, snapshot_of
from hotline_lib.run.gate.judging import Earlier, GateResult, judge, refuse_changes
from hotline_lib.run.gate.limits import change_limits
from hotline_lib.run.gate.request import GateRequest

VERSION: dict[str, Any] = {
    "in_force_from": "2024-01-01",
    "source": {"document": "本系统约定"},
    "previous_period": {
        "text": {"件": {"ratio": "0.5", "difference": 100}, "%": {"difference": 10}},
        "tables": {"名": {"difference": 3}},
    },
    "exempt": ["derived.*_change"],
}


def limits(**changed: Any) -> ChangeLimitsVersion:
    return ChangeLimitsVersion.model_validate({**VERSION, **changed})


def snapshot(*figures: tuple[str, str, str, str], in_table: bool = False) -> Snapshot:
    """Figures as (quantity, printed text, exact value, unit)."""
    records = [
        {
            "id": f"{'t' if in_table else 's'}.a.{quantity}",
            "section": "t" if in_table else "s",
            "where": f"甲局“{quantity}”",
            "quantity": quantity,
            "label": quantity,
            "text": text,
            "value": value,
            "unit": unit,
        }
        for quantity, text, value, unit in figures
    ]
    row = Row(unit="a", cells=(Cell(text="甲局"),))
    table = Table(id="t", title="表", columns=(Column(id="unit", label="单位"),), bands=(Band(rows=(row,)),))
    return snapshot_of({"s": [table] if in_table else []}, records)


def judged(before: Snapshot, now: Snapshot, request: GateRequest, **changed: Any) -> GateResult:
    version = limits(**changed)
    return judge(now, [Earlier("2024年3月", version.previous_period, before)], version, request)


def beyond(before: Snapshot, now: Snapshot, request: GateRequest, **changed: Any) -> list[str]:
    return [found.quantity for found in judged(before, now, request, **changed).beyond]


@pytest.mark.parametrize(
    ("before", "now", "unit", "refused"),
    [
        (("1000", "1000"), ("1499", "1499"), "件", False),
        (("1000", "1000"), ("1500", "1500"), "件", True),
        (("1000", "1000"), ("500", "500"), "件", True),
        (("100", "100"), ("199", "199"), "件", False),  # nearly doubled, but by less than 100
        (("0", "0"), ("100", "100"), "件", True),  # from nothing there is no ratio
        (("0", "0"), ("99", "99"), "件", False),
        (("90%", "9/10"), ("80.01%", "8001/10000"), "", False),
        (("90%", "9/10"), ("80%", "8/10"), "", True),
        (("1", "1"), ("900", "900"), "条", False),  # no limit for this unit
        (("A", "A"), ("B", "B"), "", False),
    ],
)
def test_both_parts_of_a_limit_must_be_reached(
    before: tuple[str, str], now: tuple[str, str], unit: str, refused: bool
) -> None:
    found = beyond(snapshot(("x", *before, unit)), snapshot(("x", *now, unit)), GateRequest())
    assert found == (["x"] if refused else [])


def test_tables_have_limits_of_their_own() -> None:
    def ranks(*places: str) -> Snapshot:
        return snapshot(*((f"u{i}", p, p, "名") for i, p in enumerate(places)), in_table=True)

    assert beyond(ranks("1", "5"), ranks("3", "2"), GateRequest()) == ["u1"]
    (found,) = judged(ranks("1", "5"), ranks("3", "2"), GateRequest()).beyond
    assert str(found) == "与2024年3月相比，甲局“u1”由 5 变为 2（−3，−60%），限度为差 3 名"


def test_what_is_exempt_or_on_one_side_only_is_let_pass() -> None:
    before = snapshot(("derived.calls_change", "1%", "1/100", ""), ("gone", "900", "900", "件"))
    now = snapshot(("derived.calls_change", "90%", "9/10", ""), ("new", "900", "900", "件"))
    assert beyond(before, now, GateRequest()) == []
    assert beyond(before, now, GateRequest(), exempt=[]) == ["derived.calls_change"]


def test_a_ratio_asked_for_holds_for_quantities_and_keeps_the_rest_of_the_limit() -> None:
    before = snapshot(("n", "1000", "1000", "件"), ("m", "10", "10", "条"), ("r", "50%", "1/2", ""))
    now = snapshot(("n", "1200", "1200", "件"), ("m", "15", "15", "条"), ("r", "59%", "59/100", ""))
    assert beyond(before, now, GateRequest()) == []
    assert beyond(before, now, GateRequest(ratio=Fraction(1, 5))) == ["n", "m"]
    assert beyond(before, now, GateRequest(ratio=Fraction(1, 2))) == ["m"]
    small = snapshot(("n", "1099", "1099", "件"))
    assert beyond(before, small, GateRequest(ratio=Fraction(0))) == []


def test_refusal_names_the_figures_and_acceptance_is_recorded() -> None:
    before = snapshot(*((f"q{i}", "1000", "1000", "件") for i in range(12)))
    now = snapshot(*((f"q{i}", "2000", "2000", "件") for i in range(12)))
    with pytest.raises(ChangesRefusedError) as refusal:
        refuse_changes(judged(before, now, GateRequest()))
    message = str(refusal.value)
    assert refusal.value.exit_code == ExitCode.changes_refused
    assert "1. 与2024年3月相比，q0由 1000 变为 2000（+1000，+100%），限度为变化率 50%且差 100 件" in message
    assert "另有 2 处。" in message
    assert "--accept-changes" in message
    accepted = judged(before, now, GateRequest(accept=True))
    refuse_changes(accepted)
    assert (accepted.accepted, len(accepted.beyond)) == (True, 12)
    assert not judged(before, before, GateRequest(accept=True)).accepted


def test_what_cannot_be_compared_is_said_so() -> None:
    version = limits()
    lacking = Earlier("2024年3月", version.previous_period, None, "输入不能计算")
    result = judge(snapshot(), [lacking], version, GateRequest())
    assert (result.compared, result.not_compared) == ((), ("2024年3月：输入不能计算",))


def test_versions_are_dated() -> None:
    first = {**VERSION, "in_force_until": "2024-03-31"}
    both = ChangeLimits.model_validate({"versions": [first, {**VERSION, "in_force_from": "2024-04-01"}]})
    assert both.in_force(date(2023, 12, 31)) is None
    assert [v.in_force_from for d in (date(2024, 3, 31), date(2024, 4, 1)) if (v := both.in_force(d))] == [
        date(2024, 1, 1),
        date(2024, 4, 1),
    ]
    with pytest.raises(ValidationError, match="须写明 in_force_until"):
        ChangeLimits.model_validate({"versions": [VERSION, {**VERSION, "in_force_from": "2024-04-01"}]})
    with pytest.raises(ValidationError, match="须写 ratio 或 difference"):
        limits(last_draft={"text": {"件": {}}})


def test_a_place_without_limits_needs_a_ratio(tmp_path: Path) -> None:
    folder = tmp_path / "params" / "somewhere"
    folder.mkdir(parents=True)
    (folder / "place.yml").write_text("", encoding="utf-8")
    workspace, period = Workspace(tmp_path), Period.parse("2024-04")
    assert change_limits(workspace, "somewhere", period, GateRequest(ratio=Fraction(1, 2))) is None
    with pytest.raises(ParamsError, match=r"change_limits\.yml：2024年4月没有变动限度.*--max-change 30%"):
        change_limits(workspace, "somewhere", period, GateRequest())


def test_every_place_has_limits_for_the_periods_it_ships(project: Workspace) -> None:
    for place in project.places():
        for period in project.periods(place):
            assert change_limits(project, place, Period.parse(period), GateRequest()) is not None
