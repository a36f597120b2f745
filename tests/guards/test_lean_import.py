"""The guards' engine without its slow parts: they are not loaded, and load when somebody asks for them."""

from __future__ import annotations

import gc
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import hotline_lib.guards
from hotline_lib.model.lean_import import lean_import

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
