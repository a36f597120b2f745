"""JSON Schemas: the committed files are those of the models, and the real YAML satisfies them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from hotline_lib.ingest.params import FILES
from hotline_lib.ingest.schema import MODELS, export_schemas
from hotline_lib.ingest.yaml_files import read_model, read_yaml
from hotline_lib.model.errors import ParamsError

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "params" / "schema"


def written_files() -> Iterator[tuple[str, Path]]:
    """Each YAML file that people write, with the name of its schema."""
    for path in sorted((ROOT / "params").glob("*/*.yml")):
        yield path.stem, path
    for path in sorted((ROOT / "params").glob("*/rules/*.yml")):
        yield "rule", path
    for path in sorted((ROOT / "data").glob("*/*/edition.yml")):
        yield "edition", path
    for path in sorted((ROOT / "data").glob("*/*/release.yml")):
        yield "release", path
    for path in sorted((ROOT / "data").glob("*/*/decisions.yml")):
        yield "decisions", path


WRITTEN = list(written_files())
IDS = [path.relative_to(ROOT).as_posix() for _, path in WRITTEN]


def as_json(value: Any) -> Any:
    """YAML content as an editor's validator sees it: dates are text there."""
    if isinstance(value, dict):
        return {k: as_json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_json(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def faults(name: str, content: Any) -> list[str]:
    return [f"{'.'.join(map(str, e.path))}: {e.message}" for e in validator(name).iter_errors(content)]


def test_the_committed_schemas_are_up_to_date(tmp_path: Path) -> None:
    made = export_schemas(tmp_path / "schema")
    assert [p.name for p in made] == [f"{n}.schema.json" for n in MODELS]
    assert {p.name for p in made} == {p.name for p in SCHEMAS.iterdir()}
    for path in made:
        committed = (SCHEMAS / path.name).read_bytes()
        assert committed == path.read_bytes(), "请运行 python -m hotline_lib.ingest.schema"


def test_every_kind_of_file_has_a_schema() -> None:
    files = {"rule", "edition", "decisions", "release", "glossary", "schedule", "notices", "change_limits"}
    assert {n.removesuffix(".yml") for n in FILES} | files == set(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_itself_sound_and_refuses_unknown_keys(name: str) -> None:
    schema = validator(name).schema
    Draft202012Validator.check_schema(schema)
    objects = [schema, *schema.get("$defs", {}).values()]
    closed = [o for o in objects if o.get("type") == "object"]
    assert closed
    assert all(o["additionalProperties"] is False for o in closed)


@pytest.mark.parametrize(("name", "path"), WRITTEN, ids=IDS)
def test_every_file_satisfies_its_schema_and_its_model(name: str, path: Path) -> None:
    assert faults(name, as_json(read_yaml(path, path.name))) == []
    assert isinstance(read_model(path, path.name, MODELS[name]), MODELS[name])


@pytest.mark.parametrize(("name", "path"), WRITTEN, ids=IDS)
def test_the_first_line_points_the_editor_to_the_schema(name: str, path: Path) -> None:
    relative = Path(os.path.relpath(SCHEMAS / f"{name}.schema.json", path.parent)).as_posix()
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={relative}"


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("place", "programmes:", "programs:", "'programs' was unexpected"),
        ("place", "decimals: 1", "decimals: 9", "9 is greater than the maximum"),
        ("rules/hotline_index", 'weight: "0.3"', "weight: 0.3", "not valid under any"),
        ("rules/hotline_index", "denominator:", "denominater:", "not valid under any|unexpected"),
        ("rules/ledger", 'points: "-0.5"', 'points: "半分"', "not valid under any"),
        ("tables", "kind: ledger", "kind: ledgers", "not valid under any|is not one of"),
    ],
)
def test_schema_and_model_refuse_the_same_mistakes(
    name: str, old: str, new: str, fault: str, tmp_path: Path
) -> None:
    text = (ROOT / "params" / "yueyang" / f"{name}.yml").read_text(encoding="utf-8")
    assert old in text
    kind = "rule" if name.startswith("rules/") else name
    path = tmp_path / "file.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParamsError):
        read_model(path, "file.yml", MODELS[kind])
    found = faults(kind, as_json(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert found
    assert any(word in "\n".join(found) for word in fault.split("|"))
