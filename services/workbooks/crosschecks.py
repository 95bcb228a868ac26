"""What only several cells of a row together can show."""

from typing import Any

from services.workbooks.cells import Parsed, parse_name
from services.workbooks.dates import too_young_at
from services.workbooks.drafts import DraftRow, Problem
from services.workbooks.identity import parse_national_id

Columns = dict[str, int]
"""The (first) column of each field."""


def check_person(draft: DraftRow, columns: Columns) -> None:
    """Join a split name, part date and year, read the number again beside the birth."""
    _join_name(draft, columns)
    _split_birth(draft.values)
    _identity(draft, columns)
    if too_young_at(_born(draft.values), draft.values.get("return_date")):
        message = "Ngày về địa phương trước khi đủ 14 tuổi. Hãy kiểm tra ngày sinh và ngày về."
        draft.problems.append(Problem("return_date", columns.get("return_date"), message))


def check_position(draft: DraftRow, columns: Columns) -> None:
    """Make one wage of two columns."""
    low, high = draft.values.pop("wage_min", None), draft.values.pop("wage_max", None)
    pay = draft.values.pop("wage", None) or [None, None]
    bottom = (low or pay)[0]
    top = _top(high, pay)
    draft.values |= {"wage_min": bottom, "wage_max": top}
    if bottom and top and bottom > top:
        message = "Mức lương thấp lớn hơn mức cao. Hãy ghi lại, ví dụ 7 - 9 triệu."
        draft.problems.append(Problem("wage_max", columns.get("wage_max"), message))


def _top(high: list[int | None] | None, pay: list[int | None]) -> int | None:
    return (high[1] or high[0]) if high else pay[1]


def _join_name(draft: DraftRow, columns: Columns) -> None:
    """Put "Họ đệm" before "Tên" where a sheet keeps them apart."""
    family = draft.values.pop("family_name", "")
    if "family_name" not in columns:
        return
    parsed = parse_name(f"{family} {draft.raw.get('full_name', '')}".strip())
    draft.problems = [p for p in draft.problems if p.field != "full_name"]
    _settle(draft, "full_name", columns.get("full_name"), parsed)


def _split_birth(values: dict[str, Any]) -> None:
    """Part what is known of the birth into the day, if known, and the year."""
    born = values.get("birth_date")
    values["birth_year"] = int(str(born)[:4]) if born else None
    values["birth_date"] = born if isinstance(born, str) else None


def _identity(draft: DraftRow, columns: Columns) -> None:
    text = draft.raw.get("national_id", "")
    if not text:
        return
    draft.problems = [p for p in draft.problems if p.field != "national_id"]
    draft.notes = [n for n in draft.notes if "CCCD" not in n]
    parsed = parse_national_id(text, _born(draft.values))
    _settle(draft, "national_id", columns.get("national_id"), parsed)


def _born(values: dict[str, Any]) -> str | int | None:
    born: str | int | None = values.get("birth_date") or values.get("birth_year")
    return born


def _settle(draft: DraftRow, field: str, column: int | None, parsed: Parsed) -> None:
    draft.values[field] = parsed.value
    if parsed.problem:
        draft.problems.append(Problem(field, column, parsed.problem))
    if parsed.note:
        draft.notes.append(parsed.note)
