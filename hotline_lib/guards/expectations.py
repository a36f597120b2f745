"""检查一览 (expectations): every Great Expectations class of the guards, under its business name."""

from hotline_lib.guards.expect_balance import ExpectMeasureBalance, ExpectRowBalance
from hotline_lib.guards.expect_cells import (
    ExpectAtMost,
    ExpectBlankOnlyIfZero,
    ExpectKnownChoice,
    ExpectNotBlank,
    ExpectNumber,
    ExpectWholeCount,
)
from hotline_lib.guards.expect_earlier import ExpectEarlierPeriod
from hotline_lib.guards.expect_intake import (
    ExpectKnownItem,
    ExpectKnownMeasure,
    ExpectMeasureOnlyOnce,
    ExpectMeasurePresent,
    ExpectMeasureValue,
)
from hotline_lib.guards.expect_ledger import ExpectKnownLedgerRule, ExpectLedgerPointsFit
from hotline_lib.guards.expect_parts import ExpectPartsAddUp, ExpectPartsWithin
from hotline_lib.guards.expect_rates import ExpectRateAchievable
from hotline_lib.guards.expect_tables import (
    ExpectColumnsComplete,
    ExpectHeadingsKnown,
    ExpectHeadingsOnlyOnce,
    ExpectRowsPresent,
)
from hotline_lib.guards.expect_units import (
    ExpectUnitInItsGroup,
    ExpectUnitOnlyOnce,
    ExpectUnitRegistered,
)

__all__ = [
    "ExpectAtMost",
    "ExpectBlankOnlyIfZero",
    "ExpectColumnsComplete",
    "ExpectEarlierPeriod",
    "ExpectHeadingsKnown",
    "ExpectHeadingsOnlyOnce",
    "ExpectKnownChoice",
    "ExpectKnownItem",
    "ExpectKnownLedgerRule",
    "ExpectKnownMeasure",
    "ExpectLedgerPointsFit",
    "ExpectMeasureBalance",
    "ExpectMeasureOnlyOnce",
    "ExpectMeasurePresent",
    "ExpectMeasureValue",
    "ExpectNotBlank",
    "ExpectNumber",
    "ExpectPartsAddUp",
    "ExpectPartsWithin",
    "ExpectRateAchievable",
    "ExpectRowBalance",
    "ExpectRowsPresent",
    "ExpectUnitInItsGroup",
    "ExpectUnitOnlyOnce",
    "ExpectUnitRegistered",
    "ExpectWholeCount",
]
