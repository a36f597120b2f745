"""表格的行与格 (rows and cells) of one table."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_lib.model.document import Band, Column
from hotline_lib.publish.docx.elements import Element, paragraph, run, w
from hotline_lib.publish.docx.measures import twips
from hotline_lib.publish.table_heads import head_rows
from hotline_lib.publish.table_spans import SpannedCell, spanned_rows

_LEFT_MM = 0.9  # more air before a text that is not centred


class Cells:
    """格 (cells) of one table in its style of text."""

    def __init__(self, widths: Sequence[int], columns: Sequence[Column], style: str) -> None:
        self._widths = widths
        self._columns = columns
        self._style = style

    def heads(self, title: str | None) -> list[Element]:
        """表头行, one or two, below the title of the group."""
        rows = [self._whole_row(title, repeated=True)] if title else []
        upper, *lower = head_rows(self._columns)
        first, at = [], 0
        second = iter(lower[0] if lower else ())
        below: list[Element] = []
        for head in upper:
            covered = range(at, at + head.columns)
            at += head.columns
            down = head.rows > 1
            first.append(self._head(head.label, covered, merge="restart" if down else None))
            if lower and down:
                below.append(self._head("", covered, merge="continue"))
            elif lower:
                below += [self._head(next(second).label, range(c, c + 1)) for c in covered]
        rows.append(_row(first, repeated=True))
        return rows + ([_row(below, repeated=True)] if lower else [])

    def band(self, band: Band) -> list[Element]:
        """一组的各行, below the title of their tier; a cell that goes on downwards is merged."""
        rows = [self._whole_row(band.tier, repeated=False)] if band.tier else []
        for row, spanned in zip(band.rows, spanned_rows(band), strict=True):
            printed = {s.column: s for s in spanned}
            cells = []
            for c in range(len(self._columns)):
                if c in printed:
                    cells.append(self._printed(printed[c], total=row.total))
                else:
                    cells.append(self._cell(range(c, c + 1), [], merge="continue"))
            rows.append(_row(cells))
        return rows

    def _printed(self, spanned: SpannedCell, *, total: bool) -> Element:
        merge = "restart" if spanned.rows > 1 else None
        left = self._columns[spanned.column].align == "left"
        text = run(spanned.cell.text, "TableHead" if total else None)
        return self._cell(range(spanned.column, spanned.column + 1), [text], merge=merge, left=left)

    def _whole_row(self, title: str, *, repeated: bool) -> Element:
        return _row([self._head(title, range(len(self._columns)))], repeated=repeated)

    def _head(self, text: str, covered: range, merge: str | None = None) -> Element:
        return self._cell(covered, [run(text, "TableHead")] if text else [], merge=merge, with_next=True)

    def _cell(
        self,
        covered: range,
        runs: Sequence[Element],
        *,
        merge: str | None = None,
        left: bool = False,
        with_next: bool = False,
    ) -> Element:
        look = w(
            "tcPr",
            w("tcW", w=sum(self._widths[c] for c in covered), type="dxa"),
            w("gridSpan", val=len(covered)) if len(covered) > 1 else None,
            w("vMerge", val=merge) if merge else None,
            w("vAlign", val="center"),
        )
        properties = [w("keepNext")] if with_next else []
        if left:
            properties += [w("ind", left=twips(_LEFT_MM), right=twips(_LEFT_MM)), w("jc", val="left")]
        return w("tc", look, paragraph(self._style, *runs, properties=tuple(properties)))


def _row(cells: Sequence[Element], *, repeated: bool = False) -> Element:
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if repeated else None), *cells)
