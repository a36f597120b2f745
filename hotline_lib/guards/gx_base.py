"""检查的底座 (base of the expectations): what a guard adds to a Great Expectations class.

Importing this module imports Great Expectations: only `gx_run` and the expectation modules do.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, ClassVar

import pandas as pd

from hotline_lib.guards.faults import Fault, Row
from hotline_lib.guards.gx import (
    BatchExpectation,
    MulticolumnMapExpectation,
    MulticolumnMapMetricProvider,
    PandasExecutionEngine,
    PrivateAttr,
    multicolumn_condition_partial,
)
from hotline_lib.guards.gx_settled import Settled

_NEEDLESS = ("unexpected_values", "unexpected_index_query")
"""Failing rows are told by their numbers (`unexpected_index_list`), in the words of `faults`."""


class RowExpectation(Settled, MulticolumnMapExpectation):  # type: ignore[misc]
    """逐行检查 (row expectation): a row passes when `faults` finds nothing wrong with it.

    A subclass names its metric in `map_metric`, declares its parameters as fields, and says in
    `reads` which columns it looks at; the metric provider for the pandas engine is made here, so
    that the verdict and its wording come from one function and cannot disagree.
    """

    _kept: Any = PrivateAttr(None)
    ignore_row_if: str = "never"
    description: str | None = None

    def __init__(self, **values: Any) -> None:
        values.setdefault("column_list", self.reads(values))
        super().__init__(**values)
        if self.description is None:
            self.description = self.title()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = tuple(f for f in cls.__fields__ if f not in MulticolumnMapExpectation.__fields__)
        cls.success_keys = ("mostly", *own)

        def condition(_: type, column_list: pd.DataFrame, **values: Any) -> pd.Series[bool]:
            check = cls(column_list=list(column_list.columns), **{k: values[k] for k in own})
            rows: list[Any] = column_list.to_dict("records")
            passed = [not check.faults(row) for row in rows]
            return pd.Series(passed, index=column_list.index, dtype="bool")

        type(
            f"{cls.__name__}Metric",
            (MulticolumnMapMetricProvider,),
            {
                "condition_metric_name": cls.map_metric,
                "condition_domain_keys": (
                    "batch_id",
                    "table",
                    "column_list",
                    "row_condition",
                    "condition_parser",
                    "ignore_row_if",
                ),
                "condition_value_keys": own,
                "_pandas": multicolumn_condition_partial(engine=PandasExecutionEngine)(condition),
            },
        )

    def get_validation_dependencies(self, *given: Any, **named: Any) -> Any:
        """What the engine works out: as for any such check, but for the two lists that nobody reads."""
        wanted = super().get_validation_dependencies(*given, **named)
        for needless in _NEEDLESS:
            wanted.remove_metric_configuration(f"{self.map_metric}.{needless}")
        return wanted

    @classmethod
    @abstractmethod
    def reads(cls, values: Mapping[str, Any]) -> list[str]:
        """The columns of the guard frame that the check looks at, from its parameters."""

    @abstractmethod
    def title(self) -> str:
        """The check in the domain's words, as the report lists it."""

    @abstractmethod
    def faults(self, row: Row) -> list[Fault]:
        """What is wrong with a row; empty when it passes."""

    def needs(self) -> set[str]:
        """The input columns without which the check has nothing to look at."""
        return {c for c in self.column_list if "__" not in c and c != "row"}


class TableExpectation(Settled, BatchExpectation):  # type: ignore[misc]
    """整表检查 (table expectation): a check that has to see all rows at once."""

    _kept: Any = PrivateAttr(None)
    needed: ClassVar[tuple[str, ...]] = ()
    description: str | None = None

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        if self.description is None:
            self.description = self.title()

    @abstractmethod
    def title(self) -> str:
        """The check in the domain's words, as the report lists it."""

    def needs(self) -> set[str]:
        """The input columns without which the check has nothing to look at."""
        return set(self.needed)


def verdict(
    faults: Iterable[Fault], *, observed: object = None, blocked: str | None = None
) -> dict[str, Any]:
    """结论 (verdict) of a table check: its faults, or why the rows at hand do not let it decide."""
    found = [asdict(f) for f in faults]
    return {
        "success": not found and blocked is None,
        "result": {"observed_value": observed, "details": {"faults": found, "blocked": blocked}},
    }
