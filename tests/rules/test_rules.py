"""The rules of `params/` against cases in YAML: one file a rule, each case named as a sentence.

No number of a rule stands in this file: cases are put to the rules in `params/yueyang/rules`, and the
tests of coverage read the thresholds from there.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_cases import Case, CaseFile, bodies, day_before, outcome

from hotline_lib.ingest.params import PlaceParams, load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.errors import HotlineError, RuleNotInForceError
from hotline_lib.model.exact import parse_exact
from hotline_lib.model.period import Period
from hotline_lib.model.rules import Comparison, Evaluation, GradeEntry, Grades, LedgerRules, Rankings, Rule

HERE = Path(__file__).parent
FILES = {path.stem: read_model(path, path.name, CaseFile) for path in sorted(HERE.glob("*.yml"))}
RULES = sorted(p.stem for p in (HERE.parents[1] / "params" / "yueyang" / "rules").glob("*.yml"))
CASES = [pytest.param(f.rule, case, id=f"{f.rule}：{case.name}") for f in FILES.values() for case in f.cases]


@pytest.fixture(scope="module")
def params(project: Workspace) -> PlaceParams:
    return load_params(project, "yueyang")


def rule_of(params: PlaceParams, rule_id: str) -> Rule:
    return next(r for r in params.rules if r.id == rule_id)


@pytest.mark.parametrize(("rule_id", "case"), CASES)
def test_rule_case(rule_id: str, case: Case, params: PlaceParams, tmp_path: Path) -> None:
    rule = rule_of(params, rule_id)
    if case.refused:
        with pytest.raises(HotlineError) as caught:
            outcome(case, rule, params, tmp_path)
        kind, *words = case.refused
        assert type(caught.value).__name__ == kind
        assert [w for w in words if w not in str(caught.value)] == []
        return
    found = outcome(case, rule, params, tmp_path)
    assert {key: found.get(key) for key in case.expect} == case.expect


@pytest.mark.parametrize("rule_id", RULES)
def test_every_rule_has_cases_under_its_own_name(rule_id: str) -> None:
    assert FILES[rule_id].rule == rule_id
    names = [c.name for c in FILES[rule_id].cases]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_is_refused_on_the_eve_of_its_first_day(rule_id: str, params: PlaceParams) -> None:
    rule = rule_of(params, rule_id)
    first = rule.versions[0].in_force_from
    eve = day_before(first)
    with pytest.raises(RuleNotInForceError, match=f"{rule.title}”（{rule_id}）在 {eve} "):
        rule.in_force(Period(id="eve", label="前一日", first_day=eve, last_day=eve))
    day = Period(id="first", label="当日", first_day=first, last_day=first)
    assert rule.in_force(day) is rule.versions[0]


@pytest.mark.parametrize("rule_id", [r for r in RULES if "grades" in r])
def test_both_sides_of_every_grade_floor_have_a_case(rule_id: str, params: PlaceParams) -> None:
    rule = rule_of(params, rule_id)
    given = [parse_exact(c.given.value) for c in FILES[rule_id].cases if c.given.value is not None]
    for body in bodies(rule):
        assert isinstance(body, Grades)
        evaluations = [b for r in params.rules for b in bodies(r) if isinstance(b, Evaluation)]
        form_id = next(e.index.form for e in evaluations if e.programme == body.programme)
        form = params.place.form(form_id)
        printed = {form.rounded(v) for v in given}
        step = parse_exact(1) / 10**form.decimals
        floors = [s.at_least for s in body.steps if s.at_least is not None]
        assert floors
        for floor in floors:
            assert {floor, floor - step} <= printed, f"{rule_id}：下限 {floor} 的两侧须各有一例"
            if body.compare is Comparison.printed:
                rounded_up = [v for v in given if v < floor == form.rounded(v)]
                assert rounded_up, f"{rule_id}：须有一例取舍后才到下限 {floor}"


def test_both_sides_of_every_minimum_volume_have_a_case(params: PlaceParams) -> None:
    cases = FILES["rankings"].cases
    limited = 0
    for body in bodies(rule_of(params, "rankings")):
        assert isinstance(body, Rankings)
        for ranking in body.rankings:
            volumes = {due for c in cases if c.given.ranking == ranking.id for _, due, _ in c.given.units}
            assert volumes, f"排名 {ranking.id} 没有案例"
            if ranking.minimum is not None:
                limited += 1
                assert {ranking.minimum.at_least, ranking.minimum.at_least - 1} <= volumes, ranking.id
        counted = {c.given.count for c in cases}
        assert {c.id for c in body.counts} <= counted
    assert limited > 0


def test_every_ledger_entry_and_grade_has_a_case(params: PlaceParams) -> None:
    cases = FILES["ledger"].cases
    for body in bodies(rule_of(params, "ledger")):
        assert isinstance(body, LedgerRules)
        shown = {rule for c in cases for _, _, rule in c.expect.get("lines", [])}
        assert {e.id for e in body.entries} == shown
        for entry in body.entries:
            if isinstance(entry, GradeEntry):
                letters = {x for c in cases for x in c.given.grades.get(entry.programme, {}).values()}
                assert letters == {*entry.points, "A"}, f"{entry.id}：每一等级与不扣分的 A 都须有案例"
