"""来件表、往期总量的检查方案 (intake suite): known measures, once each, complete, parts against totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hotline_lib.guards import expectations as e
from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.tables import (
    AchievableCheck,
    CarryOverCheck,
    InputTable,
    IntakeMeasures,
    PartsCheck,
    PartsWithinCheck,
)


def intake_expectations(raw: RawTable, measures: IntakeMeasures, required: Sequence[str]) -> Iterator[Any]:
    """来件检查: what every long table of measure, item and value is asked."""
    labels = {c.id: c.label for c in raw.spec.columns}
    measure, value = labels.get("measure", "measure"), labels.get("value", "value")
    named = {m.id: m.label for m in measures.measures}
    yield e.ExpectKnownMeasure(label=measure)
    yield e.ExpectKnownItem(label=labels.get("item", "item"))
    yield e.ExpectMeasureOnlyOnce(label=measure)
    yield e.ExpectMeasurePresent(label=measure, required={i: named[i] for i in required})
    yield e.ExpectMeasureValue(label=value)


def earlier_expectations(raw: RawTable, earlier: Mapping[str, str]) -> Iterator[Any]:
    """往期总量检查: what a table of period, measure, item and value is asked; `earlier` are its periods."""
    labels = {c.id: c.label for c in raw.spec.columns}
    measure = labels.get("measure", "measure")
    yield e.ExpectEarlierPeriod(label=labels.get("period", "period"), wanted=dict(earlier))
    yield e.ExpectKnownMeasure(label=measure)
    yield e.ExpectKnownItem(label=labels.get("item", "item"))
    yield e.ExpectMeasureOnlyOnce(label=measure)
    yield e.ExpectMeasureValue(label=labels.get("value", "value"))


def parts_expectation(
    spec: InputTable, check: PartsCheck | PartsWithinCheck, measures: IntakeMeasures, severity: str
) -> Any:
    """分项检查: a declared total and its parts, each a measure id or `measure.item`."""
    kind = e.ExpectPartsAddUp if isinstance(check, PartsCheck) else e.ExpectPartsWithin
    return kind(
        total=check.total,
        parts=list(check.parts),
        severity=severity,
        **_naming(spec, (check.total, *check.parts), measures),
    )


def carry_over_expectation(
    spec: InputTable, check: CarryOverCheck, measures: IntakeMeasures, severity: str
) -> Any:
    """结转检查 of the totals: opening and received against closed and open."""
    left, right = check.sides
    return e.ExpectMeasureBalance(
        left=list(left), right=list(right), severity=severity, **_naming(spec, (*left, *right), measures)
    )


def achievable_expectation(
    spec: InputTable, check: AchievableCheck, measures: IntakeMeasures, severity: str
) -> Any:
    """可达比率检查: a reported rate against the base it is said to be a share of."""
    return e.ExpectRateAchievable(
        rate=check.rate,
        base=check.base,
        decimals=check.decimals,
        severity=severity,
        **_naming(spec, (check.rate, check.base), measures),
    )


def _naming(spec: InputTable, references: Sequence[str], measures: IntakeMeasures) -> dict[str, Any]:
    """The printed terms a check over several measures needs, and which measures must be there."""
    involved = {r.partition(".")[0] for r in references}
    labels: dict[str, str] = {}
    for measure in measures.measures:
        if measure.id in involved:
            labels[measure.id] = measure.label
            for item, label in measure.dimension.items():
                labels[f"{measure.id}.{item}"] = f"{measure.label}·{label}"
    return {
        "label": next((c.label for c in spec.columns if c.id == "value"), "value"),
        "labels": labels,
        "required": [m.id for m in measures.measures if m.id in involved and m.required],
    }
