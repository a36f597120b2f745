"""引擎 (engine): runs one suite over one guard frame with Great Expectations, quietly and offline.

Importing this module imports Great Expectations; `check` imports it inside the function that needs
it. Sorting and scrubbing happen here too, since the engine returns results in no fixed order.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from hotline_lib.guards.gx import get_context

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")
_RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["row"],
    "partial_unexpected_count": 0,
}
_RESULT_KEYS = (
    "element_count",
    "unexpected_count",
    "unexpected_index_column_names",
    "unexpected_index_list",
    "observed_value",
    "details",
)


class Engine:
    """引擎: one ephemeral context for all tables of a run."""

    def __init__(self) -> None:
        context = get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        self._source = context.data_sources.add_pandas("guards")

    def run(self, frame: pd.DataFrame, suite: Any) -> dict[str, Any]:
        """检查结果: the validation result of a suite as JSON, with complete lists of failing rows."""
        asset = self._source.add_dataframe_asset(suite.name)
        definition = asset.add_batch_definition_whole_dataframe("rows")
        batch = definition.get_batch({"dataframe": frame})
        result = batch.validate(
            suite,
            result_format=_RESULT_FORMAT,
        )
        return scrubbed(result.to_json_dict())


def scrubbed(result: dict[str, Any]) -> dict[str, Any]:
    """可重现的结果: the engine's result in check order, without times, ids, paths and addresses.

    The lists that the engine cuts at 20 or 200 entries are left out; `unexpected_index_list` is
    the complete one.
    """
    results = [_scrubbed_check(r) for r in result["results"]]
    return {
        "success": result["success"],
        "suite_name": result["suite_name"],
        "statistics": result["statistics"],
        "results": sorted(results, key=lambda r: int(r["expectation_config"]["meta"]["check"])),
        "meta": {"great_expectations_version": result["meta"]["great_expectations_version"]},
    }


def _scrubbed_check(result: dict[str, Any]) -> dict[str, Any]:
    config = result["expectation_config"]
    kwargs = {k: v for k, v in sorted(config["kwargs"].items()) if k != "batch_id"}
    return {
        "success": result["success"],
        "expectation_config": {
            "type": config["type"],
            "description": config["description"],
            "severity": config["severity"],
            "kwargs": kwargs,
            "meta": config["meta"],
        },
        "result": {k: result["result"][k] for k in _RESULT_KEYS if k in result["result"]},
        "exception_info": exception_of(result["exception_info"]),
    }


def exception_of(info: dict[str, Any]) -> dict[str, Any]:
    """异常 (exception): what kept an expectation from running, without machine paths.

    The engine gives one record, or one per metric that failed under a random-looking key.
    """
    records = [info] if "raised_exception" in info else list(info.values())
    messages = sorted(
        {
            _ADDRESS.sub("0x…", str(r.get("exception_message") or "未知原因"))
            for r in records
            if r.get("raised_exception")
        }
    )
    return {"raised_exception": bool(messages), "exception_message": "；".join(messages) or None}
