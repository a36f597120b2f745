"""栏目笔记本 (section notebooks): reading them, their parameters, and leaving no trace of a run in them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat

from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.errors import NotebookError
from hotline_lib.model.sidecar import Sidecar

PARAMETERS = "parameters"


def read_notebook(path: Path) -> Any:
    """A notebook file (nbformat 4); raises `NotebookError` if it is missing or damaged."""
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise NotebookError(
            f"缺少栏目笔记本 notebooks/{path.name}。请补上，或从 bulletin.yml 去掉该栏目。"
        ) from None
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise NotebookError(f"笔记本 {path.name} 已损坏（{error}）。请从版本库恢复。") from None


def declared_parameters(notebook: Any, name: str) -> list[str]:
    """参数名 assigned in the one cell tagged `parameters`; raises `NotebookError` if there is not one."""
    cells = [c for c in notebook.cells if PARAMETERS in c.metadata.get("tags", [])]
    if len(cells) != 1:
        raise NotebookError(f"笔记本 {name} 应有且只有一个 parameters 单元，实有 {len(cells)} 个。")
    body = ast.parse(cells[0].source).body
    return [
        target.id
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]


def check_parameters(notebooks: Path, notebook_id: str, given: dict[str, str]) -> None:
    """核对参数: notebook, sidecar and run must name the same parameters.

    Papermill itself only logs a misspelt one and runs with the notebook's default: a finished
    bulletin of the wrong place. Raises `NotebookError`.
    """
    name = f"{notebook_id}.ipynb"
    in_notebook = set(declared_parameters(read_notebook(notebooks / name), name))
    sidecar = read_model(notebooks / f"{notebook_id}.yml", f"notebooks/{notebook_id}.yml", Sidecar)
    for where, names in ((name, in_notebook), (f"{notebook_id}.yml", set(sidecar.parameters))):
        if extra := sorted(set(given) - names):
            raise NotebookError(
                f"{where} 没有参数“{'、'.join(extra)}”（有：{'、'.join(sorted(names))}）。请改正参数名。"
            )
        if missing := sorted(names - set(given)):
            raise NotebookError(f"{where} 的参数“{'、'.join(missing)}”未给值。请在运行时给出。")


def scrub(notebook: Any) -> Any:
    """去痕: drop what differs between two equal runs (times, paths, durations) from an executed notebook."""
    notebook.metadata.pop("papermill", None)
    language = notebook.metadata.get("language_info", {})
    notebook.metadata["language_info"] = {k: language[k] for k in ("name", "file_extension") if k in language}
    for position, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
        cell.setdefault("id", f"cell-{position}")
    return notebook
