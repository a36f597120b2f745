"""引擎的名目 (names of the engine): all that the guards take from Great Expectations, imported once, leanly.

No other module names Great Expectations: whichever part of the guards is imported first, the engine
comes without what our suites never touch (`lean_import`). It takes more than half a second even so, and
`check` imports nothing of it until there is a table to check. `tests/guards/test_lean_import.py` holds that
what is left out is there to be left out, and that the results are those of the whole engine.
"""

from __future__ import annotations

from hotline_lib.model.lean_import import lean_import

_EXPECTATIONS = "great_expectations.expectations.core"
_SOURCES = "great_expectations.datasource.fluent"
_USED = {"expect_table_columns_to_match_set", "expect_table_row_count_to_be_between"}
_USED_SOURCES = {"pandas_datasource", "invalid_datasource"}
_UNUSED = (
    "great_expectations.checkpoint",
    "great_expectations.core.validation_definition",
    "great_expectations.data_context.store.gx_cloud_store_backend",
    "great_expectations.experimental",
    "great_expectations.metrics",
    f"{_SOURCES}.fabric",
)


def left_out(name: str) -> bool:
    """不引入的模块: expectations that ours do not derive from, sources other than frames in memory, and all
    by which the engine keeps, schedules or sends what it finds.
    """
    package, _, module = name.rpartition(".")
    if package == _EXPECTATIONS:
        return module not in _USED
    if package == _SOURCES and module.endswith("_datasource"):
        return module not in _USED_SOURCES
    return any(name == unused or name.startswith(f"{unused}.") for unused in _UNUSED)


# A model of every function with which pandas reads files: where pandas lacks one, the engine does without.
_NO_FILES: dict[str, dict[str, object]] = {
    f"{_SOURCES}.dynamic_pandas": {"_generate_pandas_data_asset_models": lambda *_, **__: {}}
}

with lean_import("altair", "scipy.stats", "jsonschema", without=left_out, instead=_NO_FILES):
    from great_expectations import ExpectationSuite, get_context
    from great_expectations import expectations as gxe
    from great_expectations.compatibility.pydantic import PrivateAttr
    from great_expectations.core.metric_domain_types import MetricDomainTypes
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.expectations.expectation import BatchExpectation, MulticolumnMapExpectation
    from great_expectations.expectations.metrics.map_metric_provider import MulticolumnMapMetricProvider
    from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
        multicolumn_condition_partial,
    )
    from great_expectations.expectations.metrics.metric_provider import metric_value
    from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

__all__ = [
    "BatchExpectation",
    "ExpectationSuite",
    "MetricDomainTypes",
    "MulticolumnMapExpectation",
    "MulticolumnMapMetricProvider",
    "PandasExecutionEngine",
    "PrivateAttr",
    "TableMetricProvider",
    "get_context",
    "gxe",
    "metric_value",
    "multicolumn_condition_partial",
]
