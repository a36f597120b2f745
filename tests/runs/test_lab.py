"""`hotline lab`: the kernel, the fonts and the results store are ready; without JupyterLab it says how."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from click.testing import CliRunner

from hotline_lib.cli.lab import lab
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError, UsageError
from hotline_lib.model.period import Period
from hotline_lib.run.lab import opening
from hotline_lib.run.lab.opening import make_ready
from hotline_lib.sections import kept_store as kept
from hotline_lib.sections.kept_store import SETTING, kept_store, open_store

PERIOD = Period.parse("2024W28")
CODE = Path(__file__).parents[2]


def never(*arguments: object) -> None:
    raise AssertionError("结果库被重算")


def test_the_starter_notebook_runs_in_the_kernel_made_ready(copied: Workspace) -> None:
    made = make_ready(copied, ("demo", "2024W28"), ["--no-browser"])
    assert made.starter is not None
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "execute", "--inplace", str(made.starter)],
        env={**os.environ, **made.settings, "PYTHONPATH": str(CODE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    executed = nbformat.read(made.starter, as_version=4)
    outputs = [output for cell in executed.cells for output in cell.get("outputs", ())]
    assert not [o for o in outputs if o.output_type == "stream"]  # a missing glyph would be told here
    assert "示例一区" in outputs[0].data["text/html"]
    assert any("image/png" in output.get("data", {}) for output in outputs)

    own = made.starter.read_bytes()
    assert make_ready(copied, ("demo", "2024W28")).starter == made.starter
    assert made.starter.read_bytes() == own


def test_a_store_is_kept_while_what_it_was_made_of_is_the_same(
    copied: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = tmp_path / "stores"
    first = kept_store(copied, "demo", PERIOD, stores)
    with monkeypatch.context() as patch:
        patch.setattr(kept, "_computed", never)
        assert kept_store(copied, "demo", PERIOD, stores) == first
        patch.setenv("HOTLINE_ROOT", str(copied.root))
        patch.setenv(SETTING, str(stores))
        store = open_store("demo", "2024W28")
    frame, table = store.frame("hotline"), store.results.tables["hotline"]
    assert len(frame) == len(table.rows) + (table.total is not None) > 10
    row, cell = frame.iloc[0], table.rows[0].cells["total"]
    printed = (row["name"], row["total"], Fraction(row["total_exact"]))
    assert printed == (table.rows[0].name, store.layout.place.printed(cell), cell.number)
    assert row["total_number"] == pytest.approx(float(cell.number))
    flat = pd.read_parquet(first / "tables" / "hotline.parquet")
    assert list(flat.columns) == list(frame.columns)
    assert [flat["name"][0], flat["total_exact"][0]] == [row["name"], row["total_exact"]]

    edition = copied.data / "demo" / "2024W28" / "edition.yml"
    edition.write_text(edition.read_text(encoding="utf-8").replace("28", "29", 1), encoding="utf-8")
    second = kept_store(copied, "demo", PERIOD, stores)
    assert second != first
    assert [p.name for p in second.parent.iterdir()] == [second.name]


def test_what_is_refused_leaves_no_store(copied: Workspace, tmp_path: Path) -> None:
    (copied.data / "demo" / "2024W28" / "intake.csv").unlink()
    with pytest.raises(HotlineError):
        kept_store(copied, "demo", PERIOD, tmp_path / "stores")
    assert not (tmp_path / "stores").exists()


def test_without_jupyterlab_it_says_how_to_install_it(
    copied: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_ROOT", str(copied.root))
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    with pytest.raises(HotlineError, match=r"没有安装 JupyterLab。.*nox -s lab.*hotline-lib\[lab\]"):
        CliRunner().invoke(lab, [], catch_exceptions=False)
    assert not copied.outputs.exists()


def test_print_makes_ready_and_opens_nothing(copied: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_ROOT", str(copied.root))
    monkeypatch.setenv("JUPYTER_PATH", "/somewhere")
    done = CliRunner().invoke(
        lab, ["--print", "--", "--no-browser", "--port", "9999"], catch_exceptions=False
    )
    assert done.exit_code == 0
    line = done.output.strip()
    assert line.startswith("env HOTLINE_ROOT=")
    assert line.endswith("--no-browser --port 9999")
    assert f"JUPYTER_PATH={copied.outputs}/.lab/jupyter:/somewhere " in line
    spec = copied.outputs / ".lab/jupyter/kernels/python3/kernel.json"
    assert json.loads(spec.read_text(encoding="utf-8"))["argv"][0] == sys.executable


@pytest.mark.parametrize("words", [["demo"], ["demo", "2024W28", "2024W29"]])
def test_a_place_needs_its_period(words: list[str]) -> None:
    done = CliRunner().invoke(lab, words)
    assert (done.exit_code, "请写“地区 期”" in done.output) == (2, True)


def test_an_unknown_place_is_refused(copied: Workspace) -> None:
    with pytest.raises(UsageError, match="没有地区“nowhere”"):
        make_ready(copied, ("nowhere", "2024-04"))
