"""A row of a workbook as the preview shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from models import ImportKind, ModelKind, ModelLevel, OutreachKind, RowStatus
from portal.formats import format_date, format_number, format_wage
from portal.labels import words
from services import importing, places
from services.workbooks import DraftRow

Facts = tuple[tuple[str, str], ...]
MOST_IN_SENTENCE = 4
_EXTRA_WORDS = {
    "skills": "Kỹ năng chuẩn",
    "birth_year": "Năm sinh",
    "commune_code": "Xã, phường",
    "headcount": "Số lượng",
    "deadline": "Hạn nộp hồ sơ",
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What stands in one line of the preview, in words."""

    number: int
    name: str
    facts: Facts
    status: RowStatus
    faults: tuple[str, ...]
    """What must be mended, all of it at once."""
    remarks: tuple[str, ...]
    candidates: tuple[str, ...]
    can_be_ticked: bool
    is_ticked: bool
    record_id: UUID | None
    """The record an applied row became."""


def show(kind: ImportKind, row: importing.Seen) -> ShownRow:
    """Put a row into words."""
    draft = row.draft
    return ShownRow(
        number=draft.row,
        name=_NAMES[kind](draft),
        facts=_FACTS[kind](draft),
        status=row.status,
        faults=tuple(dict.fromkeys(problem.message for problem in draft.problems)),
        remarks=(*_news(kind, row), *draft.notes),
        candidates=_candidates(draft),
        can_be_ticked=row.can_be_ticked,
        is_ticked=row.is_ticked,
        record_id=row.record_id if row.can_be_ticked else None,
    )


def reasons(kind: ImportKind, row: importing.Seen) -> list[str]:
    """Return everything there is to say of a row: faults first."""
    shown = show(kind, row)
    return [*shown.faults, *shown.remarks]


def _news(kind: ImportKind, row: importing.Seen) -> list[str]:
    if row.draft.duplicate_of is not None:
        return [f"Trùng với dòng {row.draft.duplicate_of}."]
    if row.status == RowStatus.DUPLICATE:
        return ["Đã có, không có gì mới."]
    labels = importing.fields_of(kind) | _EXTRA_WORDS
    changed = ", ".join(labels[name] for name in row.changes)
    return [f"Thay đổi: {changed}."] if changed else []


def _candidates(draft: DraftRow) -> tuple[str, ...]:
    """Return the communes an address may mean, where the sentence could not name all."""
    codes = [code for problem in draft.problems for code in problem.candidates]
    if len(codes) <= MOST_IN_SENTENCE:
        return ()
    return tuple(places.commune_name(code) for code in dict.fromkeys(codes))


def _text(draft: DraftRow, field: str) -> str:
    """Return what was read, else what stands in the sheet."""
    return str(draft.values.get(field) or draft.raw.get(field) or "")


def _person(draft: DraftRow) -> Facts:
    return _filled(
        ("Sinh", _born(draft)),
        ("CCCD", _text(draft, "national_id")),
        ("Điện thoại", _text(draft, "phone")),
        ("Nơi ở", _place(draft)),
    )


def _position(draft: DraftRow) -> Facts:
    wage = format_wage(draft.values.get("wage_min"), draft.values.get("wage_max"))
    count = draft.values.get("headcount")
    return _filled(
        ("Doanh nghiệp", _text(draft, "employer")),
        ("Lương", wage),
        ("Số lượng", format_number(count) if count else ""),
        ("Nơi làm", _place(draft)),
    )


def _own_position(draft: DraftRow) -> Facts:
    return tuple(fact for fact in _position(draft) if fact[0] != "Doanh nghiệp")


def _model(draft: DraftRow) -> Facts:
    return _filled(
        ("Cấp", _coded(ModelLevel, draft, "level")),
        ("Loại", _coded(ModelKind, draft, "kind")),
        ("Ra mắt", _on(draft, "started_on")),
        ("Nơi đặt", _place(draft)),
    )


def _activity(draft: DraftRow) -> Facts:
    people = draft.values.get("people")
    return _filled(
        ("Ngày", _on(draft, "on")),
        ("Số lượng", format_number(draft.values.get("quantity"))),
        ("Số người", format_number(people) if people else ""),
        ("Địa bàn", _place(draft) or "Toàn tỉnh"),
    )


_FACTS: Mapping[ImportKind, Callable[[DraftRow], Facts]] = {
    ImportKind.RETURNEES: _person,
    ImportKind.POSITIONS: _position,
    ImportKind.OWN_POSITIONS: _own_position,
    ImportKind.COMMUNITY_MODELS: _model,
    ImportKind.OUTREACH: _activity,
}
_NAMES: Mapping[ImportKind, Callable[[DraftRow], str]] = {
    ImportKind.RETURNEES: lambda draft: _text(draft, "full_name"),
    ImportKind.POSITIONS: lambda draft: _text(draft, "title"),
    ImportKind.OWN_POSITIONS: lambda draft: _text(draft, "title"),
    ImportKind.COMMUNITY_MODELS: lambda draft: _text(draft, "name"),
    ImportKind.OUTREACH: lambda draft: _coded(OutreachKind, draft, "kind"),
}


def _filled(*facts: tuple[str, Any]) -> Facts:
    return tuple((label, text) for label, text in facts if text)


def _coded(codes: type[StrEnum], draft: DraftRow, field: str) -> str:
    """Return the words of a coded value, else what stands in the sheet."""
    code = draft.values.get(field)
    return words(codes(code)) if code else str(draft.raw.get(field) or "")


def _on(draft: DraftRow, field: str) -> str:
    day = draft.values.get(field)
    return format_date(date.fromisoformat(day)) if day else str(draft.raw.get(field) or "")


def _born(draft: DraftRow) -> str:
    born = draft.values.get("birth_date")
    if born:
        return format_date(date.fromisoformat(born))
    return str(draft.values.get("birth_year") or draft.raw.get("birth_date") or "")


def _place(draft: DraftRow) -> str:
    code = draft.values.get("commune_code")
    return places.commune_name(code) if code else _text(draft, "address")
