"""原始表 (raw table): one input table as received, with columns mapped, names resolved, values parsed.

Nothing is judged here. What could not be read stays visible: the text as received is kept beside
the parsed value, so that the guards can name the cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotline_lib.model.tables import InputTable


@dataclass(frozen=True)
class RawTable:
    """An input table before the guards.

    `frame` has one row per row received and these columns, for each column `c` of `spec` that the
    file has:

    * `row`: line number in the file (the heading is line 1);
    * `c`: the text as received, stripped; `""` where blank;
    * `c__value`: for count columns a nullable integer (`Int64`), for number columns an exact text
      (`"3/8"`), for unit columns the unit id, for group columns the group id, for choice columns
      the choice id; missing where blank or unreadable.

    `missing` lists the labels of required columns that the file lacks, `unknown` the headings that
    mean nothing to the place's `columns.yml`.
    """

    spec: InputTable
    file: str
    frame: pd.DataFrame
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.frame.columns
