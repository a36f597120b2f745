"""分列各项 (itemised counts) in running text: their sum, the numbers they list, and the rows of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.comparisons import ItemisedCheck
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.tokens import Token, TokenKind, joined


@dataclass(frozen=True)
class Item:
    """一项 (item): the unit named last before its count, the count, the ticket numbers it lists."""

    unit: str | None
    count: int
    numbers: tuple[str, ...]


def itemised_findings(check: ItemisedCheck, reading: Reading) -> list[Finding]:
    """分项发现 of one list; nothing where its words are not printed, which the text audit reports."""
    read = reading.passages.get((check.section, check.paragraph))
    if read is None:
        return []
    items = read_items(_between(read.quote, check.after, check.until), check.counted)
    if not items:
        return []
    where, label = read.passage.where, reading.basis.quantities[check.figure].label
    findings = []
    total, added = reading.number(check.figure), sum(item.count for item in items)
    terms = "＋".join(str(item.count) for item in items)
    if total != added:
        findings.append(
            Finding(
                kind=FindingKind.text_against_text,
                severity=FindingSeverity.error,
                where=where,
                item=label,
                printed=exact_text(total),
                computed=str(added),
                cause=f"所列各项相加：{terms}＝{added}，相差{exact_text(abs(added - total))}",
                note=check.note,
            )
        )
    for item in items:
        findings += _of_item(item, check, reading, where, label)
    return findings


def read_items(tokens: Sequence[Token], counted: str) -> list[Item]:
    """各项: a number with its measure word, the unit named before it, the numbers bracketed after it."""
    items: list[Item] = []
    unit: str | None = None
    for n, token in enumerate(tokens):
        if token.kind is TokenKind.name:
            unit = token.unit
        if token.kind is not TokenKind.number or not token.text.isdigit():
            continue
        if joined(tokens[n + 1 : n + 1 + len(counted)]) == counted:
            items.append(Item(unit, int(token.text), _bracketed(tokens[n + 1 + len(counted) :])))
            unit = None
    return items


def _bracketed(tokens: Sequence[Token]) -> tuple[str, ...]:
    if not tokens or tokens[0].text != "(":
        return ()
    end = next((n for n, t in enumerate(tokens) if t.text == ")"), len(tokens))
    return tuple(t.text for t in tokens[:end] if t.kind is TokenKind.number)


def _between(tokens: Sequence[Token], after: str, until: str) -> list[Token]:
    """The tokens between two wordings; none where the first is not printed."""
    text = joined(tokens)
    start = text.find(compact(after))
    if start < 0:
        return []
    start += len(compact(after))
    end = text.find(compact(until), start)
    found, at = [], 0
    for token in tokens:
        if start <= at < (end if end >= 0 else len(text)):
            found.append(token)
        at += len(token.text)
    return found


def _of_item(item: Item, check: ItemisedCheck, reading: Reading, where: str, label: str) -> list[Finding]:
    name = reading.basis.unit_name(item.unit) if item.unit else ""
    findings = []
    different = len(set(item.numbers))
    if item.numbers and different != item.count:
        twice = "，其中有重复" if different < len(item.numbers) else ""
        findings.append(
            Finding(
                kind=FindingKind.text_against_text,
                severity=FindingSeverity.error,
                where=where,
                row=name,
                item=f"{label}的编号",
                printed=f"{item.count}{check.counted}",
                computed=f"{different}个编号",
                cause=f"所印件数与其后所列编号个数不符（列{len(item.numbers)}个{twice}）",
            )
        )
    if check.programme is not None and item.unit is not None:
        value = _of_row(item.unit, check, reading)
        fits = value is None or (item.count <= value if check.relation == "at_most" else item.count == value)
        if value is not None and not fits:
            labels = [reading.basis.rows[check.programme][item.unit].cells[c].label for c in check.columns]
            findings.append(
                Finding(
                    kind=FindingKind.text_against_table,
                    severity=FindingSeverity.notice,
                    where=where,
                    row=name,
                    item=label,
                    printed=str(item.count),
                    computed=exact_text(value),
                    cause=f"附表该单位“{'”减“'.join(labels)}”为{exact_text(value)}"
                    + ("，正文不应多于此数" if check.relation == "at_most" else ""),
                    note=check.note,
                )
            )
    return findings


def _of_row(unit: str, check: ItemisedCheck, reading: Reading) -> Fraction | None:
    row = reading.basis.rows[check.programme or ""].get(unit)
    if row is None:
        return None
    first, *others = (row.cells[column].number for column in check.columns)
    return first - sum(others, Fraction(0))
