"""Section notebooks are pages, not programs: parsed here, since reviewers tire."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.sidecar import Sidecar
from hotline_lib.run.notebook_files import declared_parameters

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
CALLS = {"heading", "body", "paragraph", "editorial", "table", "chart"}


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


def code_cells(path: Path) -> list:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


def shown_calls(path: Path) -> list[ast.Call]:
    calls = []
    for cell in code_cells(path)[3:]:
        body = ast.parse(cell.source).body
        assert len(body) == 1, f"{path.name}：单元“{cell['id']}”应只有一个调用"
        assert isinstance(body[0], ast.Expr)
        call = body[0].value
        assert isinstance(call, ast.Call), cell.source
        calls.append(call)
    return calls


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 9


def test_cells_stand_in_order(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert [c["id"] for c in cells[:4]] == ["about", "parameters", "import", "load"]
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert cells[1].metadata.tags == ["parameters"]
    assert cells[2].source == "from hotline_lib.sections import open_page"
    assert cells[3].source == "page = open_page(section, place, period, store)"
    assert all("parameters" not in c.metadata.get("tags", []) for c in cells[2:])


def test_parameters_cell_only_assigns_text(path: Path) -> None:
    for node in ast.parse(code_cells(path)[0].source).body:
        assert isinstance(node, ast.Assign)
        assert isinstance(node.value, ast.Constant)
        assert isinstance(node.value.value, str)


def test_pages_only_call_the_page_with_literals(path: Path) -> None:
    for call in shown_calls(path):
        assert isinstance(call.func, ast.Attribute)
        assert isinstance(call.func.value, ast.Name)
        assert call.func.value.id == "page"
        assert call.func.attr in CALLS
        assert all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in call.args)
        assert not call.keywords


def test_outputs_and_counts_are_stripped(path: Path) -> None:
    for cell in code_cells(path):
        assert cell.outputs == []
        assert cell.execution_count is None
    assert "papermill" not in nbformat.read(path, as_version=4).metadata


def test_sidecar_declares_the_notebook(path: Path) -> None:
    sidecar = read_model(path.with_suffix(".yml"), path.with_suffix(".yml").name, Sidecar)
    assert sidecar.id == path.stem
    parameters = declared_parameters(nbformat.read(path, as_version=4), path.name)
    assert list(sidecar.parameters) == parameters
    shown = {
        (c.func.attr, c.args[0].value if c.args else default_section(path))  # type: ignore[attr-defined]
        for c in shown_calls(path)
    }
    assert {name for kind, name in shown if kind == "chart"} == set(sidecar.charts)
    assert {name for kind, name in shown if kind == "table"} == set(sidecar.tables)


def default_section(path: Path) -> str:
    """The section that the notebook opens by itself."""
    values = {
        node.targets[0].id: node.value.value  # type: ignore[union-attr]
        for node in ast.parse(code_cells(path)[0].source).body
        if isinstance(node, ast.Assign)
    }
    return values["section"]


def test_default_section_is_the_notebook_itself_unless_it_serves_any(path: Path) -> None:
    sidecar = read_model(path.with_suffix(".yml"), path.with_suffix(".yml").name, Sidecar)
    assert sidecar.serves_any_section == (default_section(path) != path.stem)


@pytest.mark.slow
def test_runs_top_to_bottom_as_it_stands(path: Path) -> None:
    """As an analyst would in JupyterLab: no store, working folder `notebooks/`."""
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = [c for c in notebook.cells if c.cell_type == "code"][3:]
    assert all(c.outputs and c.outputs[0].output_type == "execute_result" for c in shown)
    assert all("text/html" in c.outputs[0].data for c in shown)
