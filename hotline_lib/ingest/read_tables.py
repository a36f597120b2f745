"""输入表的读取 (reading of input tables) from CSV files or one workbook into raw tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd

from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.exact import exact_text, parse_exact
from hotline_lib.model.tables import ColumnType, InputColumn, InputTable, InputTables
from hotline_lib.model.units import UnitRegister, normal_name


def read_tables(
    folder: Path, shown: str, inputs: InputTables, register: UnitRegister, on: date
) -> list[RawTable]:
    """Read every input table of a period folder.

    `shown` is the folder as messages print it; `on` the day on which unit names are resolved.
    A table that is optional may be missing. Raises `InputError` for any other missing table or a file
    that cannot be read at all.
    """
    workbook = folder / inputs.workbook
    problems: list[Problem] = []
    tables = []
    for spec in inputs.tables:
        if spec.optional and not _is_there(spec, folder, workbook):
            continue
        try:
            if workbook.is_file():
                name = f"{shown}/{inputs.workbook}（{spec.sheet}）"
                rows = _read_sheet(workbook, spec.sheet, name)
            else:
                name = f"{shown}/{spec.file}"
                rows = _read_csv(folder / spec.file, name)
        except InputError as error:
            problems.extend(error.problems)
            continue
        tables.append(_raw_table(spec, name, rows, register, on))
    if problems:
        raise InputError(problems)
    return tables


def _is_there(spec: InputTable, folder: Path, workbook: Path) -> bool:
    if not workbook.is_file():
        return (folder / spec.file).is_file()
    import python_calamine

    try:
        return spec.sheet in python_calamine.CalamineWorkbook.from_path(str(workbook)).sheet_names
    except Exception:
        return True  # the workbook cannot be opened: reading it says why


def _read_csv(path: Path, shown: str) -> list[list[str]]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            [Problem(file=shown, expected="缺少此表", action="请把该表放进本期目录，文件名照此")]
        ) from None
    except OSError as error:
        problem = Problem(
            file=shown, expected=f"文件读不出（{error.strerror}）", action="请检查该文件及其权限"
        )
        raise InputError([problem]) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            problem = Problem(
                file=shown, expected=f"CSV 写法有误（{error}）", action="请用表格软件重新另存为 CSV"
            )
            raise InputError([problem]) from None
    raise InputError([Problem(file=shown, expected="应为 UTF-8 或 GB18030 编码", action="请另存为 UTF-8")])


def _read_sheet(path: Path, sheet: str, shown: str) -> list[list[str]]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except Exception as error:
        problem = Problem(file=shown, expected=f"工作簿打不开（{error}）", action="请用表格软件重新保存")
        raise InputError([problem]) from error
    if sheet not in book.sheet_names:
        problem = Problem(
            file=shown, expected="工作簿缺少此工作表", action=f"现有工作表：{'、'.join(book.sheet_names)}"
        )
        raise InputError([problem])
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[_cell_text(value) for value in row] for row in rows]


def _cell_text(value: object) -> str:
    """A workbook cell as text; whole floats lose the `.0` that spreadsheets give every number."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    return "" if value is None else str(value)


def _raw_table(
    spec: InputTable, shown: str, rows: Sequence[Sequence[str]], register: UnitRegister, on: date
) -> RawTable:
    headings = [normal_name(h) for h in rows[0]] if rows else []
    columns: dict[str, int] = {}
    unknown = []
    for position, heading in enumerate(headings):
        match = next((c for c in spec.columns if heading in map(normal_name, c.all_headings)), None)
        if match is None or match.id in columns:
            if heading:
                unknown.append(heading)
        else:
            columns[match.id] = position
    missing = tuple(c.label for c in spec.columns if c.required and c.id not in columns)

    body = [(n, r) for n, r in enumerate(rows[1:], start=2) if any(cell.strip() for cell in r)]
    frame = pd.DataFrame({"row": pd.Series([n for n, _ in body], dtype="int64")})
    for column in spec.columns:
        if column.id not in columns:
            continue
        position = columns[column.id]
        texts = [r[position].strip() if position < len(r) else "" for _, r in body]
        frame[column.id] = pd.Series(texts, dtype="str")
        values = _values(column, texts, register, on)
        if values is not None:
            frame[f"{column.id}__value"] = values
    return RawTable(spec=spec, file=shown, frame=frame, missing=missing, unknown=tuple(unknown))


def _values(column: InputColumn, texts: list[str], register: UnitRegister, on: date) -> pd.Series | None:
    """The parsed values of a column; `None` for free text."""
    if column.type is ColumnType.count:
        counts = [int(t) if _is_whole(t) else None for t in texts]
        return pd.Series(counts, dtype="Int64")
    parsed: list[str | None]
    if column.type is ColumnType.number:
        parsed = [_number(t) for t in texts]
    elif column.type is ColumnType.unit:
        units = [register.resolve(t, on) if t else None for t in texts]
        parsed = [u.id if u else None for u in units]
    elif column.type is ColumnType.group:
        labels = {normal_name(g.label): g.id for g in register.groups}
        parsed = [labels.get(normal_name(t)) for t in texts]
    elif column.type is ColumnType.choice:
        names = {**{v: k for k, v in column.choices.items()}, **{k: k for k in column.choices}}
        parsed = [names.get(t) for t in texts]
    else:
        return None
    return pd.Series(parsed, dtype="object")


def _is_whole(text: str) -> bool:
    """Whether a text is a whole number that the counts of a table can hold (below 10¹⁸)."""
    digits = text[1:] if text[:1] in {"-", "+"} else text
    return digits.isascii() and digits.isdigit() and len(digits) <= 18


def _number(text: str) -> str | None:
    """Exact text of `12`, `0.5`, `-2` or `99.89%`; `None` if it is none of these."""
    body = text.removesuffix("%").removesuffix("％").strip()
    try:
        value = parse_exact(body)
    except ValueError:
        return None
    return exact_text(value / 100 if body != text.strip() else Fraction(value))
