"""数据包: `datapackage.json` judged by Frictionless' own reader, for made tables and those of every place."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bulletin_samples import table, tiered_table, with_body
from frictionless import Package, validate
from made_bulletins import EDITIONS, made_bulletin
from test_publish import HOSTILE

from hotline_lib.model.document import Band, Cell, Column, Document, Row, Table
from hotline_lib.model.place import DataLicence
from hotline_lib.publish.datapackage.package import FILE, PublishedFiles, data_package
from hotline_lib.publish.datapackage.table_schema import table_schema
from hotline_lib.publish.table_csv import table_csv

HEADINGS = ("位置", "编号")
RECORD = {
    "id": "a.1", "section": "a", "where": "段落 a", "text": "99%", "quantity": "q", "label": "办结率",
    "value": "99/100", "unit": "", "formula": "办结数÷应办数", "note": None,
    "inputs": [{"name": "应办数", "value": "100", "source": "input.csv"}],
    "rule": {"id": "r", "title": "综合指标", "in_force_from": "2024-01-01", "source": "《考评办法》"},
}  # fmt: skip


def tables_of(made: Document) -> list[Table]:
    parts = (*made.sections, *made.appendices)
    return [block for part in parts for block in part.blocks if isinstance(block, Table)]


def written(made: Document, folder: Path, licence: DataLicence | None = None) -> dict[str, Any]:
    """The tables, figures and findings of a document with their package, as a run writes them."""
    (folder / "tables").mkdir()
    for one in tables_of(made):
        text = table_csv(one)
        (folder / "tables" / f"{one.id}.csv").write_text(text, encoding="utf-8-sig", newline="")
    (folder / "figures.json").write_text(json.dumps([RECORD], ensure_ascii=False), encoding="utf-8")
    (folder / "findings.csv").write_text("位置,编号\n表,value-1\n", encoding="utf-8-sig", newline="")
    files = {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in (*folder.glob("tables/*.csv"), folder / "figures.json", folder / "findings.csv")
    }
    text = data_package(made, [RECORD], PublishedFiles(files, HEADINGS), licence)
    (folder / FILE).write_text(text, encoding="utf-8")
    package: dict[str, Any] = json.loads(text)
    return package


def faults(folder: Path) -> list[str]:
    report = validate(str(folder / FILE))
    return [f"{e[0]}: {e[1]}" for e in report.flatten(["type", "message"])]


@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
def test_the_package_of_every_place_is_valid(edition: tuple[str, str], tmp_path: Path) -> None:
    made = made_bulletin(*edition)
    package = written(made, tmp_path)
    assert faults(tmp_path) == []
    names = [r["name"] for r in package["resources"]]
    assert names == [*(t.id for t in tables_of(made)), "figures", "findings"]
    assert package["name"] == "-".join(edition).lower()
    assert package["title"] == "".join(made.title)


def test_shares_counts_and_words_have_their_types(tmp_path: Path) -> None:
    columns = (
        Column(id="unit", label="部门名称"),
        Column(id="due", label="应办数"),
        Column(id="rate", label="率", over="按时办结率"),
        Column(id="index", label="指标值"),
        Column(id="grade", label="等级"),
    )
    rows = (
        Row(unit="a", cells=_cells("甲", "12", "99.5%", "98", "A")),
        Row(unit="b", cells=_cells("乙", "—", "100%", "-0.5", "B")),
    )
    one = Table(id="t", title="表", columns=columns, bands=(Band(rows=rows),))
    written(with_body([one]), tmp_path)
    assert faults(tmp_path) == []
    fields = {f["name"]: f for f in table_schema(one)["fields"]}
    assert [(f["type"], f.get("bareNumber")) for f in fields.values()] == [
        ("string", None), ("integer", None), ("number", False), ("number", None), ("string", None),
    ]  # fmt: skip
    assert fields["按时办结率-率"]["column"] == "rate"
    read = Package(str(tmp_path / FILE)).get_resource("t").read_rows()
    assert [str(row["按时办结率-率"]) for row in read] == ["99.5", "100"]
    assert [row["应办数"] for row in read] == [12, None]


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=t, figure=None if n in (0, 4) else f"f{n}") for n, t in enumerate(texts))


def test_groups_and_tiers_are_columns_of_their_own(tmp_path: Path) -> None:
    for one in (table(), tiered_table()):
        fields = [f["name"] for f in table_schema(one)["fields"]]
        assert fields == table_csv(one).splitlines()[0].split(",")


def test_a_number_that_is_no_figure_stays_text() -> None:
    row = Row(cells=(Cell(text="007"),))
    one = Table(id="t", title="", columns=(Column(id="c", label="编号"),), bands=(Band(rows=(row,)),))
    assert [f["type"] for f in table_schema(one)["fields"]] == ["string"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_cells_are_text_in_the_package(hostile: str, tmp_path: Path) -> None:
    written(with_body([table(lambda text: text + hostile)]), tmp_path)
    assert faults(tmp_path) == []


def test_a_damaged_table_is_noticed_by_the_reader(tmp_path: Path) -> None:
    package = written(with_body([table()]), tmp_path)
    first = package["resources"][0]
    path = tmp_path / first["path"]
    assert first["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    path.write_bytes(path.read_bytes() + b"x\n")
    assert any(fault.startswith(("hash-count", "byte-count")) for fault in faults(tmp_path))


def test_the_figures_are_as_their_schema_says(tmp_path: Path) -> None:
    package = written(with_body([table()]), tmp_path)
    schema = next(r["jsonSchema"] for r in package["resources"] if r["name"] == "figures")
    jsonschema.validate(json.loads((tmp_path / "figures.json").read_text(encoding="utf-8")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**RECORD, "value": 0.99}], schema)


def test_sources_and_licence_are_told_only_where_known(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    unknown = written(with_body([table()]), tmp_path / "a")
    known = written(
        with_body([table()]), tmp_path / "b", DataLicence(name="CC-BY-4.0", path="https://example.org/by")
    )
    assert "licenses" not in unknown
    assert known["licenses"] == [{"name": "CC-BY-4.0", "path": "https://example.org/by"}]
    assert faults(tmp_path / "b") == []
    assert known["sources"][-1] == {"title": "《考评办法》"}
