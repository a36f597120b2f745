"""The bulletin of 岳阳市 2024-04 through the real papermill and the real renderers."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import nbformat
import pytest
from frictionless import validate

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.bulletin import Published

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("whole_run")]

APPENDICES = {"hotline_evaluation": 66, "mailbox_evaluation": 57, "deductions": 18, "bonuses": 25}


def hashes(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def texts(path: Path) -> list[str]:
    """What a file says; of an office document its parts, but for the properties with the bulletin's date."""
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as archive:
            parts = [n for n in archive.namelist() if n.endswith((".xml", ".rels"))]
            return [archive.read(n).decode() for n in parts if n != "docProps/core.xml"]
    return [path.read_text(encoding="utf-8")]


def test_output_contract(folder: Path) -> None:
    names = set(hashes(folder))
    assert {"bulletin.html", "bulletin.pdf", "figures.json", "findings.csv", "run.json"} <= names
    assert {"bulletin.docx", "tables.xlsx", "checks/report.html", "checks/results.json"} <= names
    assert {"checks/audit.html", "datapackage.json"} <= names
    assert {n for n in names if n.startswith("tables/")} == {f"tables/{t}.csv" for t in APPENDICES}
    assert len([n for n in names if n.startswith("sections/")]) == 9


def test_the_data_package_is_valid_and_covers_every_table(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["path"] for resource in package["resources"]}
    assert paths == {*(f"tables/{t}.csv" for t in APPENDICES), "figures.json", "findings.csv"}
    schema = next(r["jsonSchema"] for r in package["resources"] if r["name"] == "figures")
    jsonschema.validate(json.loads((folder / "figures.json").read_text(encoding="utf-8")), schema)


def test_a_draft_is_recorded_with_the_fingerprint_of_its_content(folder: Path) -> None:
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["state"] == "draft"
    assert re.fullmatch(r"[0-9a-f]{64}", record["fingerprint"])


def test_no_staging_is_left(folder: Path) -> None:
    kept = [".cache", ".locks", "yueyang"]  # what later runs use; no `.staging`
    assert sorted(p.name for p in folder.parents[1].iterdir()) == kept


def test_second_run_elsewhere_and_later_gives_the_same_bytes(
    project: Workspace, folder: Path, tmp_path: Path
) -> None:
    """Another process, folder, hash seed, locale, time zone and number of workers."""
    out = tmp_path / "another place"
    done = subprocess.run(
        [*f"{sys.executable} -m hotline_lib run yueyang 2024-04 --jobs 1 --quiet --out".split(), str(out)],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONHASHSEED": "7",
            "TZ": "America/Lima",
            "LC_ALL": "C.UTF-8",
            "HOTLINE_ROOT": str(project.root),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    one, two = hashes(folder), hashes(out / "yueyang" / "2024-04")
    one.pop("run.json")
    two.pop("run.json")
    assert one == two


def test_only_run_json_holds_a_time_or_a_machine_path(project: Workspace, folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "run.json" and path.suffix != ".pdf":
            for text in texts(path):
                assert str(project.root) not in text, path
                assert not re.search(r"20\d\d-\d\d-\d\dT\d\d:\d\d", text), path


@pytest.mark.parametrize(("table", "rows"), APPENDICES.items())
def test_tables_have_every_printed_row(folder: Path, table: str, rows: int) -> None:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == rows


def test_every_figure_has_its_lineage(folder: Path) -> None:
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    assert len({f["id"] for f in figures}) == len(figures)
    for figure in figures:
        assert figure["text"]
        assert figure["formula"]
        assert figure["value"] is not None
        received = figure["formula"].startswith(("来件：", "名录：", "附表所列单位数"))
        assert received or figure["rule"] or figure["inputs"], figure
    cells = [f for f in figures if f["section"] == "hotline_evaluation"]
    assert len(cells) == 66 * 11


def test_every_printed_number_of_the_text_is_a_figure_or_stands_in_prose(folder: Path) -> None:
    """A number in a generated paragraph that is no figure would have no lineage."""
    stated = {"12345", "0", "1", "2"}  # the hotline's name; 工单量为0; the two 专线 of one paragraph
    for section in ("hotline_operation", "mailbox_operation"):
        notebook = nbformat.read(folder / "sections" / f"{section}.ipynb", as_version=4)
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                for shown in output.data["application/vnd.hotline.block+json"]["shown"]:
                    for run in shown["block"].get("runs", []):
                        loose = set(re.findall(r"\d+", run["text"])) if not run["figure"] else set()
                        assert loose <= stated, run["text"]


def test_executed_notebooks_are_whole_and_clean(folder: Path) -> None:
    for path in (folder / "sections").glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert "papermill" not in notebook.metadata
        code = [c for c in notebook.cells if c.cell_type == "code"]
        assert all(c.execution_count for c in code)


def test_html_is_one_offline_page_with_every_sentence(folder: Path) -> None:
    html = (folder / "bulletin.html").read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
    text = re.sub(r"<[^>]+>", "", html)
    assert "全市79个热线承办单位综合考评等级评价为A类的59个，B类3个，C类1个，D类及以下3个" in text
    assert "市公安交警支队（99.1分）、市教体局（99.1分）、市邮政管理局（99分）和市人社局（99分）" in text
    assert "岳政简准字〔2024〕6号" in text
    assert "99.97%" in text


def test_pdf_holds_the_sentences_of_the_html(folder: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(folder / "bulletin.pdf") as pdf:
        assert len(pdf.pages) >= 8
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.MarkInfo.Marked


def test_findings_and_warnings_are_reported(published: Published) -> None:
    assert published.warnings
    assert "99.97%" in published.warnings[0]
    assert any("岳阳移动分公司" in f.printed for f in published.findings)


def test_run_record_names_inputs_rules_and_outputs(folder: Path) -> None:
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["rules"]["hotline_index"] == "2022-07-01"
    assert "data/yueyang/2024-04/intake.csv" in record["inputs"]
    made = hashes(folder)
    made.pop("run.json")
    assert record["outputs"] == made
