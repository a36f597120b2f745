"""引擎的名目 (names of the engine): all that the guards take from Great Expectations, imported once, leanly.

No other module names Great Expectations: whichever part of the guards is imported first, the engine
comes without what our suites never touch (`lean_import`). It takes a second and a half even so, and
`check` imports nothing of it until there is a table to check.
"""

from __future__ import annotations

from hotline_lib.model.lean_import import lean_import

with lean_import("altair", "scipy.stats"):
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
