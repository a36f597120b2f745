"""变动的印法 (changes on the terminal): aligned tables of numbers, then the text paragraph by paragraph."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import takewhile

import click

from hotline_lib.model.differences import CellChange, Changes, FigureChange, RowChange, TextChange
from hotline_lib.publish.change_words import difference_words, largest, ratio_words

LARGEST = 12
"""Cells listed of each table unless all are asked for."""
_CONTEXT = 12


def print_changes(changes: Changes, *, left_out: int, show_all: bool) -> None:
    """Print the changes; `left_out` is how many did not reach the limit."""
    click.echo(f"{changes.before} → {changes.after}")
    _print_figures(changes)
    for table in dict.fromkeys((*changes.tables, *(c.table for c in changes.cells))):
        _print_table(changes, table, show_all)
    _print_texts(changes.texts)
    below = f"；另有 {left_out} 处未达所定幅度" if left_out else ""
    if changes.is_empty:
        click.echo(f"没有变动{below}。")
        return
    click.echo(
        f"\n共 {changes.count} 处：正文的数 {len(changes.figures)} 个，附表 {len(changes.cells)} 格、"
        f"增减 {len(changes.rows)} 行，文字 {len(changes.texts)} 段{below}。"
    )


def _print_figures(changes: Changes) -> None:
    if changes.figures:
        click.echo("\n【正文的数】")
        _print_grid(changes, [(f.label, f) for f in changes.figures])


def _print_table(changes: Changes, table: str, show_all: bool) -> None:
    cells = [c for c in changes.cells if c.table == table]
    rows = [r for r in changes.rows if r.table == table]
    if not cells and not rows:
        return
    click.echo(f"\n【{changes.tables.get(table) or table}】改 {len(cells)} 格{_row_words(rows)}")
    listed = cells if show_all else largest(cells, LARGEST)
    if listed:
        _print_grid(changes, [(f"{c.name} {c.label}", c) for c in listed])
    if hidden := len(cells) - len(listed):
        click.echo(f"  变动较小的 {hidden} 格未列出，加 --all 可见。")


def _row_words(rows: Sequence[RowChange]) -> str:
    parts = []
    for word, added in (("新增", True), ("减少", False)):
        if names := [r.name for r in rows if r.added is added]:
            parts.append(f"，{word} {len(names)} 行（{'、'.join(names)}）")
    return "".join(parts)


def _print_grid(changes: Changes, entries: Sequence[tuple[str, FigureChange | CellChange]]) -> None:
    """Columns aligned for a terminal, in which a Chinese character is two wide; numbers to the right."""
    lines = [("", changes.before, changes.after, "差", "变化率")]
    lines += [
        (name, c.before or "—", c.after or "—", difference_words(c), ratio_words(c)) for name, c in entries
    ]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for name, *values in lines:
        cells = [name + " " * (widths[0] - _width(name))]
        cells += [" " * (w - _width(v)) + v for v, w in zip(values, widths[1:], strict=True)]
        click.echo(f"  {'  '.join(cells)}".rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _print_texts(texts: Sequence[TextChange]) -> None:
    if texts:
        click.echo("\n【文字】")
    for text in texts:
        click.echo(f"  {text.section} {text.paragraph}")
        before, after = _differing(text.before, text.after)
        if text.before:
            click.echo(f"    − {before}")
        if text.after:
            click.echo(f"    + {after}")


def _differing(before: str, after: str) -> tuple[str, str]:
    """The two texts from shortly before their first difference to shortly after their last."""
    if not before or not after:
        return before, after
    head = _common(before, after)
    rest = min(len(before), len(after)) - head
    tail = min(_common(before[::-1], after[::-1]), rest)
    start = max(0, head - _CONTEXT)
    return _cut(before, start, tail), _cut(after, start, tail)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(text: str, start: int, tail: int) -> str:
    end = min(len(text), len(text) - tail + _CONTEXT)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
