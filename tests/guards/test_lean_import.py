"""The guards' engine without its slow parts: they are not loaded, and load when somebody asks for them."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import hotline_lib.guards
from hotline_lib.model.lean_import import LeftOut, lean_import

GUARDS = Path(hotline_lib.guards.__file__).parent
CODE = """
import sys
import hotline_lib.guards.{module}
assert "great_expectations" in sys.modules
print("scipy.stats._stats_py" in sys.modules, "altair.vegalite" in sys.modules)
import altair, scipy.stats
print(float(scipy.stats.norm.cdf(0)), altair.Chart.__name__)
"""


def test_one_module_alone_names_the_engine() -> None:
    naming = re.compile(r"^\s*(from|import) great_expectations", re.MULTILINE)
    library = GUARDS.parent
    found = [p for p in library.rglob("*.py") if naming.search(p.read_text(encoding="utf-8"))]
    assert [p.relative_to(library).as_posix() for p in found] == ["guards/gx.py"]


@pytest.mark.parametrize("module", ["gx_run", "suites"])
def test_the_slow_parts_are_left_out_and_load_when_touched(module: str) -> None:
    """Whichever module comes first: the one that `own_process` happened to import first once loaded all."""
    code = CODE.replace("{module}", module)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False False", "0.5 Chart"]


def test_imports_and_collection_are_as_before_afterwards() -> None:
    before = list(sys.meta_path)
    with lean_import():
        assert not gc.isenabled()
        with pytest.raises(ModuleNotFoundError, match="no_such_module"):
            importlib.import_module("no_such_module")
    assert sys.meta_path == before
    assert gc.isenabled()


def test_a_module_left_out_has_names_that_cannot_be_used() -> None:
    given = {"lean_other": {"limit": 7}}
    try:
        with lean_import(without=lambda name: name == "lean_example", instead=given):
            chart = importlib.import_module("lean_example").Chart
            other = importlib.import_module("lean_other")
    finally:
        for name in ("lean_example", "lean_other"):
            sys.modules.pop(name, None)
    assert other.limit == 7
    assert not isinstance(3, chart)
    assert issubclass(other.Axis, LeftOut)
    with pytest.raises(TypeError, match=r"lean_example\.Chart 未引入"):
        chart(3)
    with pytest.raises(TypeError, match=r"lean_other\.Axis 未引入"):
        type("Derived", (other.Axis,), {})


ABSENT = """
import json, sys
import hotline_lib.guards.suites
print(json.dumps([n for n, m in sys.modules.items() if type(m).__name__ == "_AbsentModule"]))
"""


def test_what_is_left_out_of_the_engine_is_there_to_be_left_out() -> None:
    """A new version of the engine may call its modules otherwise; then the list has to be gone through."""
    done = subprocess.run([sys.executable, "-c", ABSENT], capture_output=True, text=True, check=True)
    absent = json.loads(done.stdout)
    assert len(absent) > 80
    package = importlib.util.find_spec("great_expectations")
    assert package is not None
    assert package.origin is not None
    site = Path(package.origin).parents[1]
    files = {name: Path(site, *name.split(".")) for name in absent}
    missing = [n for n, f in files.items() if not (f.with_suffix(".py").is_file() or f.is_dir())]
    assert missing == []
    frames = (site / "great_expectations/datasource/fluent/pandas_datasource.py").read_text(encoding="utf-8")
    assert frames.count("_PANDAS_ASSET_MODELS.get(") > 15, "the engine does without models of file readers"


WHOLE = """
from contextlib import nullcontext
import hotline_lib.model.lean_import as lean
lean.lean_import = lambda *late, **more: nullcontext()
"""
CHECKED = """
import json, sys
from hotline_lib.guards.check import check_tables
from hotline_lib.guards.gx import gxe
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.sections.prepare import read_inputs, to_check
period = Period.parse(sys.argv[2])
outcome = check_tables(*to_check(*read_inputs(Workspace.find(), sys.argv[1], period), period))
whole = gxe.ExpectColumnMaxToBeBetween.__mro__[1].__name__ != "LeftOut"
print(json.dumps([whole, outcome.results, [repr(issue) for issue in outcome.report.issues]]))
"""


@pytest.mark.parametrize(("place", "period"), [("yueyang", "2024-04"), ("demo", "2024W28")])
def test_the_results_are_those_of_the_whole_engine(place: str, period: str) -> None:
    told = []
    for code in (CHECKED, WHOLE + CHECKED):
        command = [sys.executable, "-c", code, place, period]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told.append(json.loads(done.stdout))
    assert [whole for whole, *_ in told] == [False, True]
    assert told[0][1:] == told[1][1:]
    assert told[0][1]
