"""The same record twice in one sheet."""

from collections.abc import Iterable
from typing import Any

from services.workbooks.drafts import DraftRow, Problem
from services.workbooks.text import fold


def mark_people(rows: Iterable[DraftRow], columns: dict[str, int]) -> None:
    """Mark a person listed again; one number under two names is a problem of both rows."""
    by_number: dict[str, DraftRow] = {}
    by_birth: dict[tuple[str, str], DraftRow] = {}
    for row in rows:
        number, person = row.values.get("national_id"), _person(row.values)
        first = by_number.get(number or "") or (by_birth.get(person) if person else None)
        if first is not None:
            _mark(row, first, columns)
        if number:
            by_number.setdefault(number, row)
        if person:
            by_birth.setdefault(person, row)


def mark_positions(rows: Iterable[DraftRow], _columns: dict[str, int]) -> None:
    """Mark a position whose every value stood in a row above."""
    seen: dict[str, int] = {}
    for row in rows:
        key = fold(" | ".join(row.raw.values()))
        if key in seen:
            row.duplicate_of = seen[key]
        seen.setdefault(key, row.row)


def _person(values: dict[str, Any]) -> tuple[str, str] | None:
    name, born = values.get("full_name"), values.get("birth_date")
    return (fold(name), born) if name and born else None


def _mark(row: DraftRow, first: DraftRow, columns: dict[str, int]) -> None:
    mine, theirs = row.values.get("national_id"), first.values.get("national_id")
    if mine and theirs and mine != theirs:
        return
    if fold(row.values.get("full_name") or "") == fold(first.values.get("full_name") or ""):
        row.duplicate_of = first.row if first.duplicate_of is None else first.duplicate_of
        return
    for one, other in ((row, first), (first, row)):
        message = f"Số CCCD trùng với dòng {other.row} nhưng họ tên khác. Hãy kiểm tra hai dòng."
        one.problems.append(Problem("national_id", columns.get("national_id"), message))
