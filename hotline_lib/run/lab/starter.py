"""起步笔记本 (starter notebook): one's own first look at a period's results, in `notebooks/scratch/`."""

from __future__ import annotations

from pathlib import Path

import nbformat

from hotline_lib.sections.store import Store

FOLDER = "scratch"


def write_starter(notebooks: Path, store: Store) -> Path:
    """起步笔记本 of a period; one that is there already is left as it is."""
    place, period = store.layout.place, store.layout.period
    path = notebooks / FOLDER / f"{place.id}-{period.id}.ipynb"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(_notebook(store), path)
    return path


def _notebook(store: Store) -> nbformat.NotebookNode:
    place, period = store.layout.place, store.layout.period
    cells = [
        nbformat.v4.new_markdown_cell(
            f"# {place.name} {period.label}：自己的分析\n\n"
            "本目录（`scratch/`）不入版本库。结果库只读；栏目笔记本在上一级目录。",
            id="about",
        ),
        nbformat.v4.new_code_cell(
            f'from hotline_lib.sections import open_store\n\nstore = open_store("{place.id}", "{period.id}")',
            id="store",
        ),
    ]
    for programme, table in store.results.tables.items():
        label = place.programme(programme).label
        column = next((c for c, q in table.rows[0].cells.items() if q.value is not None), None)
        source = (
            f'{programme} = store.frame("{programme}")  # {label}：印刷文字、精确值（_exact）、数（_number）'
        )
        cells.append(nbformat.v4.new_code_cell(f"{source}\n{programme}", id=f"table-{programme}"))
        if column is not None:
            bars = f'{programme}.set_index("name")["{column}_number"].plot.barh'
            drawn = f'{bars}(figsize=(8, 12), title="{label}")'
            cells.append(nbformat.v4.new_code_cell(f"axes = {drawn}", id=f"chart-{programme}"))
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return notebook
