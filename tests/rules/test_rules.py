"""The rules of every place against cases in YAML: `schemes/<place>/<rule>.yml`, each named as a sentence.

No number of a rule stands in these tests: cases are put to the rules in `params/`, and the thresholds
that must have a case on each side are read from there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from case_files import Case, CaseFile, case_files
from listed_thresholds import grade_thresholds, ledger_thresholds, ranking_thresholds
from rule_cases import Bench, outcome, rows_of
from thresholds import Probe, Threshold, Wanted, evaluation_thresholds

from hotline_lib.ingest.params import PlaceParams, load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError, RuleNotInForceError
from hotline_lib.model.period import Period
from hotline_lib.model.rules import Evaluation, Grades, LedgerRules, Rankings, Rule, RuleVersion

ROOT = Path(__file__).parents[2]
FILES = case_files()
RULES = sorted((path.parents[1].name, path.stem) for path in (ROOT / "params").glob("*/rules/*.yml"))
CASES = [
    pytest.param(place, rule, case, id=f"{place}/{rule}：{case.name}")
    for (place, rule), file in FILES.items()
    for case in file.cases
]
every_rule = pytest.mark.parametrize(("place", "rule_id"), RULES)


@cache
def params_of(place: str) -> PlaceParams:
    return load_params(Workspace(ROOT), place)


def rule_of(place: str, rule_id: str) -> Rule:
    return next(r for r in params_of(place).rules if r.id == rule_id)


@pytest.mark.parametrize(("place", "rule_id", "case"), CASES)
def test_rule_case(place: str, rule_id: str, case: Case, tmp_path: Path) -> None:
    file, rule, params = FILES[place, rule_id], rule_of(place, rule_id), params_of(place)
    if case.refused:
        with pytest.raises(HotlineError) as caught:
            outcome(case, file, rule, params, tmp_path)
        kind, *words = case.refused
        assert type(caught.value).__name__ == kind
        assert [w for w in words if w not in str(caught.value)] == []
        return
    found = outcome(case, file, rule, params, tmp_path)
    assert {key: found.get(key) for key in case.expect} == case.expect


@every_rule
def test_every_rule_has_cases_under_its_own_name(place: str, rule_id: str) -> None:
    assert (place, rule_id) in FILES, f"请写 tests/rules/schemes/{place}/{rule_id}.yml"
    file = FILES[place, rule_id]
    names = [c.name for c in file.cases]
    assert (file.rule, len(set(names))) == (rule_id, len(names))


def test_every_case_file_has_its_rule() -> None:
    assert sorted(set(FILES) - set(RULES)) == []


@every_rule
def test_a_rule_is_refused_on_the_eve_of_its_first_day(place: str, rule_id: str) -> None:
    rule = rule_of(place, rule_id)
    first = rule.versions[0].in_force_from
    eve = first.fromordinal(first.toordinal() - 1)
    with pytest.raises(RuleNotInForceError, match=f"{rule.title}”（{rule_id}）在 {eve} "):
        rule.in_force(Period(id="eve", label="前一日", first_day=eve, last_day=eve))
    day = Period(id="first", label="当日", first_day=first, last_day=first)
    assert rule.in_force(day) is rule.versions[0]


@every_rule
def test_every_threshold_has_cases_on_both_sides(place: str, rule_id: str, tmp_path: Path) -> None:
    """Targets, tolerances, floors, caps, tiers, minimum volumes, ranks, grades, ledger limits, zero bases."""
    rule = rule_of(place, rule_id)
    for version in rule.versions:
        lacking = {t.name: t.missing for t in thresholds(place, rule, version, tmp_path) if t.missing}
        assert lacking == {}, f"schemes/{place}/{rule_id}.yml 缺少案例"


def thresholds(place: str, rule: Rule, version: RuleVersion, scratch: Path) -> list[Threshold | Wanted]:
    """The thresholds of one version with the values that its cases put to them."""
    file, params, body = FILES[place, rule.id], params_of(place), version.body
    cases = [
        c for c in file.cases if not c.refused and not c.given.is_empty and _asks(rule, version, c, file)
    ]
    if isinstance(body, Evaluation):
        probes = []
        for case in cases:
            bench = Bench(case, file, rule.ref(version), params, scratch)
            received, rows = rows_of(body, bench)
            evaluated = {row.unit: row for row in rows}
            ledger = [(b.entry, b.points) for b in case.given.ledger]
            probes += [Probe(row, evaluated.get(row.unit), ledger) for row in received]
        return list(evaluation_thresholds(body, probes))
    outcomes: list[tuple[Case, dict[str, Any]]] = [
        (case, outcome(case, file, rule, params, scratch)) for case in cases
    ]
    if isinstance(body, Grades):
        return list(grade_thresholds(body, outcomes, params))
    if isinstance(body, Rankings):
        return list(ranking_thresholds(body, outcomes, params))
    return list(ledger_thresholds(body, outcomes)) if isinstance(body, LedgerRules) else []


def _asks(rule: Rule, version: RuleVersion, case: Case, file: CaseFile) -> bool:
    return rule.in_force(Period.parse(case.given.period or file.period)) is version
