"""结果库 (results store): what notebooks read, written once per run and read only.

`results.json` holds the quantities with lineage, `layout.json` the place's contents and templates. A kept
store has `tables/<programme>.parquet` as well, the same values flat, for analysts; what a section is given
in a run has not, since nothing printed may come from there.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hotline_lib.ingest.editorial import Piece
from hotline_lib.model.charts import Charts
from hotline_lib.model.contents import Contents, Edition, Sentences, Tables
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.results import Results
from hotline_lib.model.units import UnitRegister

if TYPE_CHECKING:  # a section reads the store without the guards and tables that made it
    from hotline_lib.sections.prepare import Computed

if TYPE_CHECKING:
    import pandas as pd


LAYOUT, RESULTS = "layout.json", "results.json"


class Layout(Frozen):
    """版面 (layout): how the results are to be shown, resolved for one period."""

    place: Place
    period: Period
    edition: Edition
    units: UnitRegister
    contents: Contents
    tables: Tables
    charts: Charts
    sentences: Sentences
    editorial: dict[str, tuple[Piece, ...]]


class Store(Frozen):
    """The store as notebooks see it."""

    layout: Layout
    results: Results

    @cached_property
    def files(self) -> dict[str, str]:
        """库中文件: the text of each file that a section reads, by name."""
        return {LAYOUT: self.layout.model_dump_json(), RESULTS: self.results.model_dump_json()}

    def frame(self, programme: str) -> pd.DataFrame:
        """附表 of a programme as a data frame, for analysts: a row a unit, then the total if there is one.

        Each column is there as printed; numbers also exact (`_exact`, text) and as floats (`_number`).
        Raises `KeyError` for a programme without a table.
        """
        import pandas as pd

        place, table = self.layout.place, self.results.tables[programme]
        records = []
        for row in (*table.rows, *([table.total] if table.total else [])):
            record: dict[str, str | float | None] = {"unit": row.unit, "name": row.name, "group": row.group}
            record["tier"] = row.tier
            for column, quantity in row.cells.items():
                record[column] = place.printed(quantity)
                if isinstance(quantity.value, Fraction):
                    record[f"{column}_exact"] = str(quantity.value)
                    record[f"{column}_number"] = float(quantity.value)
            records.append(record)
        return pd.DataFrame(records)


def store_of(computed: Computed) -> Store:
    """The store of a computed period, in memory."""
    params = computed.params
    layout = Layout(
        place=params.place,
        period=computed.period,
        edition=computed.edition,
        units=params.units,
        contents=params.contents,
        tables=params.tables,
        charts=params.charts,
        sentences=params.sentences,
        editorial=computed.editorial,
    )
    return Store(layout=layout, results=computed.results)


def write_store(store: Store, folder: Path) -> None:
    """写出结果库 into a folder that is empty or does not exist: all that a section reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in store.files.items():
        (folder / name).write_text(text, encoding="utf-8")


def write_tables(store: Store, folder: Path) -> None:
    """写出附表 of a store as Parquet, for analysts."""
    (folder / "tables").mkdir()
    for programme in store.results.tables:
        store.frame(programme).to_parquet(folder / "tables" / f"{programme}.parquet", index=False)


def read_store(folder: Path) -> Store:
    """Read a store; raises `FileNotFoundError` if the folder holds none."""
    return Store(
        layout=Layout.model_validate_json((folder / LAYOUT).read_bytes()),
        results=Results.model_validate_json((folder / RESULTS).read_bytes()),
    )
