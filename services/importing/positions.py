"""Rows that list positions: drafts of unclaimed firms, opened only after a call."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.docs import PositionDoc
from matching.openness import fetches, houses, teaches
from models import (
    Actor,
    Education,
    Employer,
    Position,
    PositionAction,
    PositionSource,
    PositionState,
    RowStatus,
    Shift,
)
from services import audit
from services.employers import search_key
from services.importing.firms import MAX_NAME, Firms, Values, name_of
from services.importing.verdicts import Verdict, Written, ask_for_missing, parts, refused
from services.workbooks import DraftRow

MAX_TITLE, MAX_ADDRESS = 160, 200
_LENGTHS = (
    ("employer", MAX_NAME, "Tên doanh nghiệp dài quá 200 chữ. Hãy rút gọn."),
    ("title", MAX_TITLE, "Tên công việc dài quá 160 chữ. Hãy rút gọn."),
)
NEEDED = {
    "employer": "Thiếu tên doanh nghiệp. Hãy ghi tên doanh nghiệp.",
    "title": "Thiếu vị trí tuyển dụng. Hãy ghi tên công việc.",
    "commune_code": "Thiếu địa điểm làm việc. Hãy ghi xã, phường và tỉnh.",
}
_PARTS = (("description", ""), ("requirements", "Yêu cầu: "), ("benefits", "Quyền lợi: "))
_REACHED = r"(?:(?:liên hệ|hotline|zalo|sđt|đt|số điện thoại|điện thoại|email|gọi)[\s:./-]*)*"
_PHONE = r"(?<!\d)(?:\(?\+?84\)?|\(?0)(?:[\s.()-]{0,2}\d){8,10}(?!\d)"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_CONTACT = re.compile(rf"{_REACHED}(?:{_PHONE}|{_MAIL})", re.IGNORECASE)
_LEFT_MARKS = re.compile(r"[\s.,;:/-]+(?=[.,;:/-]\s)|\s+(?=[.,;:](?:\s|$))")


class Positions:
    """Judges rows against the postings on file, and writes those that were chosen as drafts."""

    def __init__(self, session: Session, drafts: Sequence[DraftRow], by: Actor) -> None:
        self._session = session
        self._by = by
        ask_for_missing(drafts, NEEDED)
        self._firms = Firms(session, drafts, by)
        self._known: dict[str, Position] = {}
        self._earlier: dict[str, int] = {}
        self._load([_key(draft.values) for draft in drafts if not draft.problems])

    def judge(self, draft: DraftRow) -> Verdict:
        """Say what writing the row would do; a problem found here is added to the row."""
        for field, most, message in _LENGTHS:
            if len(draft.values.get(field) or "") > most:
                refused(draft, field, message)
        if draft.problems:
            return Verdict(RowStatus.ERROR)
        key = _key(draft.values)
        first = self._earlier.setdefault(key, draft.row)
        if first != draft.row:
            draft.duplicate_of = first
        if draft.duplicate_of is not None:
            return Verdict(RowStatus.DUPLICATE)
        return _against(self._known.get(key), draft.values)

    def write(self, draft: DraftRow, verdict: Verdict) -> Written:
        """Make the draft, or renew what may change of it."""
        if isinstance(verdict.record, Position):
            return self._update(verdict.record, draft.values, verdict.changes)
        return self._create(draft.values)

    def finish(self) -> None:
        """Write everything made since the last call."""
        self._session.flush()

    def _create(self, values: Values) -> Written:
        employer, is_new = self._employer(values)
        position = Position(
            employer=employer,
            source=PositionSource.IMPORT,
            import_key=_key(values),
            **_facts(values),
        )
        self._session.add(position)
        audit.record(self._session, "create", position, by=self._by)
        return Written(position, {"employer": str(employer.id) if is_new else None})

    def _employer(self, values: Values) -> tuple[Employer, bool]:
        """Return the firm of a row, and whether it was made just now."""
        return self._firms.find_or_make(values)

    def _update(self, position: Position, values: Values, changes: Sequence[str]) -> Written:
        before = {name: _plain(getattr(position, name)) for name in changes}
        for name in changes:
            setattr(position, name, _renewed(values)[name])
        audit.record(self._session, "change", position, by=self._by, fields=list(changes))
        return Written(position, {"fields": before})

    def _load(self, keys: Iterable[str]) -> None:
        wanted = sorted(set(keys))
        for part in parts(wanted):
            found = self._session.scalars(select(Position).where(Position.import_key.in_(part)))
            self._known |= {position.import_key or "": position for position in found}


def put_back(position: Position, before: dict[str, Any]) -> None:
    """Write the old values of a draft again."""
    for name, value in before["fields"].items():
        setattr(
            position, name, date.fromisoformat(value) if name == "deadline" and value else value
        )


def without_contacts(text: str) -> str:
    """Cut telephone numbers and addresses for mail out of a text that people will read."""
    cut = _CONTACT.sub(" ", text)
    if cut == text:
        return text
    lines = (" ".join(_LEFT_MARKS.sub("", line).split()) for line in cut.split("\n"))
    return "\n".join(lines)


def _against(position: Position | None, values: Values) -> Verdict:
    """Compare with the posting on file; one that was sent on is never changed by a list."""
    if position is None:
        return Verdict(RowStatus.NEW)
    renewed = _renewed(values).items()
    changes = tuple(n for n, value in renewed if value and value != getattr(position, n))
    if changes and position.state == PositionState.DRAFT and position.can(PositionAction.SUBMIT):
        return Verdict(RowStatus.UPDATE, position, changes)
    return Verdict(RowStatus.DUPLICATE, position)


def _key(values: Values) -> str:
    """Return what makes a posting this one: firm, work, place, pay and demands."""
    parts = (
        name_of(values),
        search_key(values["title"]),
        values["commune_code"] or "",
        str(values.get("wage_min")),
        str(values.get("wage_max")),
        *(search_key(values.get(field) or "") for field, _ in _PARTS),
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _renewed(values: Values) -> dict[str, Any]:
    """Return the fields that a newer list may change."""
    until = values.get("deadline")
    return {
        "headcount": values.get("headcount"),
        "deadline": date.fromisoformat(until) if until else None,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _facts(values: Values) -> dict[str, Any]:
    title = without_contacts(values["title"])
    text = _description(values)
    read = PositionDoc("", title=title, description=text)
    return {
        "title": title,
        "title_key": search_key(title),
        "description": text,
        "commune_code": values["commune_code"],
        "address": (values.get("address") or "")[:MAX_ADDRESS],
        "wage_min": values.get("wage_min"),
        "wage_max": values.get("wage_max"),
        "headcount": values.get("headcount") or 1,
        "shift": Shift(values.get("shift") or Shift.DAY),
        "min_education": Education(level) if (level := values.get("education")) else None,
        "min_experience_years": values.get("experience") or 0.0,
        "licences": values.get("licences") or [],
        "required_skills": [skill["code"] for skill in values.get("skills", ())],
        "deadline": _renewed(values)["deadline"],
        "housing": houses(read),
        "shuttle": fetches(read),
        "training_provided": teaches(read),
    }


def _description(values: Values) -> str:
    """Put what the list says of the work into one text, without anyone's number."""
    texts = ((head, without_contacts(values.get(field) or "").strip()) for field, head in _PARTS)
    return "\n".join(f"{head}{text}" for head, text in texts if text)
