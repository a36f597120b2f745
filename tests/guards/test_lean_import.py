"""The guards' engine without its slow parts: they are not loaded, and load when somebody asks for them."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys

import pytest

from hotline_lib.guards.lean_import import lean_import

CODE = """
import sys
import hotline_lib.guards.gx_run, hotline_lib.guards.suites
assert "great_expectations" in sys.modules
print("scipy.stats._stats_py" in sys.modules, "altair.vegalite" in sys.modules)
import altair, scipy.stats
print(float(scipy.stats.norm.cdf(0)), altair.Chart.__name__)
"""


def test_the_slow_parts_are_left_out_and_load_when_touched() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False False", "0.5 Chart"]


def test_imports_and_collection_are_as_before_afterwards() -> None:
    before = list(sys.meta_path)
    with lean_import():
        assert not gc.isenabled()
        with pytest.raises(ModuleNotFoundError, match="no_such_module"):
            importlib.import_module("no_such_module")
    assert sys.meta_path == before
    assert gc.isenabled()
