"""The glossary is data: every identifier that params and models use has its term and definition."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model import charts, contents, points, rules, tables
from hotline_lib.model.findings import FINDING_LABELS, FindingKind
from hotline_lib.model.glossary import PlaceGlossary, Term

ROOT = Path(__file__).parents[2]
PLACES = sorted(path.parent for path in ROOT.glob("params/*/place.yml"))


def own_terms(place: Path) -> tuple[Term, ...]:
    """The terms that only one place uses (`params/<place>/glossary.yml`)."""
    path = place / "glossary.yml"
    return read_model(path, path.name, PlaceGlossary).terms if path.is_file() else ()


def terms() -> list[Term]:
    """The glossary of the project and those of the places."""
    read = yaml.safe_load((ROOT / "docs" / "glossary.yml").read_text(encoding="utf-8"))
    return [Term.model_validate(entry) for entry in read] + [t for p in PLACES for t in own_terms(p)]


def ids_of(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


def params_identifiers(place: Path) -> Iterator[tuple[str, str]]:
    """Each identifier of a place's params that needs a term, with the file that uses it."""

    def read(name: str) -> dict[str, Any]:
        return yaml.safe_load((place / name).read_text(encoding="utf-8"))

    yield from (("place.yml", i) for i in ids_of(read("place.yml")["programmes"]))
    yield from (("units.yml", i) for i in ids_of(read("units.yml")["groups"]))
    yield from (("intake.yml", f"intake.{i}") for i in ids_of(read("intake.yml")["measures"]))
    for table in read("columns.yml")["tables"]:
        used = [table["id"], *ids_of(table["columns"])]
        used += [f"check.{check['kind']}" for check in table.get("checks", ())]
        yield from (("columns.yml", i) for i in used)
    order = read("bulletin.yml")
    yield from (("bulletin.yml", i) for i in ids_of(order["sections"] + order.get("appendices", [])))
    for table in read("tables.yml")["tables"]:
        values = [column["value"] for column in table["columns"]]
        yield from (("tables.yml", i) for i in [table["id"], table["kind"], *values])
    for chart in read("charts.yml")["charts"]:
        yield from (("charts.yml", i) for i in (chart["id"], chart["kind"]))
    for path in sorted((place / "rules").glob("*.yml")):
        rule = read(f"rules/{path.name}")
        yield path.name, rule["id"]
        for version in rule["versions"]:
            yield from ((path.name, i) for i in rule_identifiers(version["body"]))


def rule_identifiers(body: dict[str, Any]) -> list[str]:
    """The kind of a rule and the ids of everything it defines."""
    found = [body["kind"], *ids_of(body.get("rates", []) + body.get("breakdowns", []))]
    if index := body.get("index"):
        found += [index["method"], *ids_of(index.get("components", []))]
        found += [component["method"] for component in index.get("components", [])]
    for entry in body.get("entries", ()):
        found += [entry["kind"], f"ledger.{entry['id']}"]
    found += [f"ranking.{i}" for i in ids_of(body.get("rankings", []))]
    prefix = "count." if body["kind"] == "rankings" else ""  # counts of units; counts of one unit
    found += [f"{prefix}{i}" for i in ids_of(body.get("counts", []))]
    found += [f"change.{i}" for i in ids_of(body.get("changes", []))]
    return found + [f"derived.{i}" for i in ids_of(body.get("figures", []))]


def kinds(union: Any, key: str = "kind") -> list[str]:
    """The values of `kind` (or another key) that a discriminated union of models accepts."""
    members = typing.get_args(typing.get_args(union)[0])
    return [member.model_fields[key].default for member in members]


@pytest.mark.parametrize("place", PLACES, ids=lambda path: path.name)
def test_every_identifier_of_params_is_in_the_glossary(place: Path) -> None:
    used = list(params_identifiers(place))
    known = {term.id for term in terms()}
    assert len(used) > 50, "the reader above no longer finds what params hold"
    assert sorted({(file, i) for file, i in used if i not in known}) == []


def test_every_kind_the_models_accept_is_in_the_glossary() -> None:
    wanted = [f"finding.{kind.value}" for kind in FindingKind]
    wanted += [f"check.{kind}" for kind in kinds(tables.Check)]
    wanted += kinds(rules.RuleBody) + kinds(rules.LedgerEntryRule)
    wanted += kinds(points.PointsComponent, "method")
    wanted += kinds(contents.TableSpec) + kinds(charts.ChartSpec)
    assert sorted(set(wanted) - {term.id for term in terms()}) == []


def test_terms_are_unique_and_refer_to_each_other() -> None:
    every = terms()
    ids = [term.id for term in every]
    words = [term.term for term in every]
    assert sorted({i for i in ids if ids.count(i) > 1}) == []
    assert sorted({w for w in words if words.count(w) > 1}) == []
    named = {(term.id, other) for term in every for other in term.not_to_be_confused_with}
    assert sorted((i, other) for i, other in named if other not in ids or other == i) == []


@pytest.mark.parametrize("place", PLACES, ids=lambda path: path.name)
def test_a_place_defines_no_term_that_it_does_not_use(place: Path) -> None:
    own = {term.id for term in own_terms(place)}
    assert sorted(own - {i for _, i in params_identifiers(place)}) == []


def test_findings_are_called_what_the_glossary_calls_them() -> None:
    term_of = {term.id: term.term for term in terms()}
    for kind, label in FINDING_LABELS.items():
        assert term_of[f"finding.{kind.value}"].removesuffix("（发现）") == label


def test_ticket_notes_the_english_of_the_national_standard() -> None:
    standard = next(term.standard for term in terms() if term.id == "ticket")
    assert standard is not None
    assert "GB/T 33358-2016" in standard
    assert "workflow sheet" in standard
