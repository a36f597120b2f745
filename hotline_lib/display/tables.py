"""附表 (tables): evaluation and ledger tables of the document model, as the place prints them."""

from __future__ import annotations

from hotline_lib.display.evaluation_bands import FillTitle, ordered
from hotline_lib.display.evaluation_tables import evaluation_table
from hotline_lib.display.ledger_tables import ReasonRuns, ledger_table

__all__ = ["FillTitle", "ReasonRuns", "evaluation_table", "ledger_table", "ordered"]
