"""Rows that list people: who is new, who is known, and writing them into case files."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from matching import vocab
from models import Actor, Returnee, ReturneeSkill, RowStatus
from services import audit, returnees
from services.importing.fields import PERSON_FIELDS, as_stored
from services.importing.known_people import KnownPeople, Values, name_keys, number_key, same_name
from services.importing.verdicts import Verdict, Written, ask_for_missing, parts, refused
from services.workbooks import DraftRow

ELSEWHERE = "Người này đã có hồ sơ ở nơi khác. Khi nhập bảng, xã đó được hỏi để chuyển hồ sơ về."
NOT_MINE = "Xã, phường này ngoài địa bàn của anh/chị. Hãy gửi cho cán bộ nơi đó."
OTHER_NAME = "Số CCCD này đã có trong hồ sơ mang họ tên khác. Hãy kiểm tra lại số và họ tên."
MAYBE = (
    "Có thể đã có hồ sơ: cùng họ tên, năm sinh và xã. Hãy ghi số CCCD hoặc ngày sinh đầy đủ "
    "vào hồ sơ đó và vào dòng này."
)
NEEDED = {
    "full_name": "Thiếu họ và tên. Hãy ghi đủ họ và tên.",
    "birth_year": "Thiếu ngày sinh. Nếu chỉ biết năm, hãy ghi năm.",
    "commune_code": "Thiếu địa chỉ. Hãy ghi xã, phường và tỉnh.",
}
_BIRTH = ("birth_date", "birth_year")


class People:
    """Judges rows against the case files, and writes those that were chosen."""

    def __init__(self, session: Session, drafts: Sequence[DraftRow], by: Actor) -> None:
        self._session = session
        self._by = by
        ask_for_missing(drafts, NEEDED)
        self._known = KnownPeople(session, drafts)
        self._earlier: dict[tuple[bytes, str], int] = {}
        self._changed: list[Returnee] = []

    def judge(self, draft: DraftRow) -> Verdict:
        """Say what writing the row would do; a problem found here is added to the row."""
        if draft.problems:
            return Verdict(RowStatus.ERROR)
        if not self._by.covers(draft.values["commune_code"]):
            return refused(draft, "address", NOT_MINE)
        if draft.duplicate_of is None:
            draft.duplicate_of = self._listed_above(draft)
        if draft.duplicate_of is not None:
            return Verdict(RowStatus.DUPLICATE)
        return self._on_file(draft)

    def _on_file(self, draft: DraftRow) -> Verdict:
        values = draft.values
        person = self._known.with_number(values)
        if person is not None and not self._is_mine(person):
            return refused(draft, "national_id", ELSEWHERE)
        if person is not None and not same_name(person, values):
            return refused(draft, "national_id", OTHER_NAME)
        person = person or self._known.with_name(values)
        if person is not None:
            changes = tuple(_changes(person, values))
            status = RowStatus.UPDATE if changes else RowStatus.DUPLICATE
            return Verdict(status, person, changes)
        if self._known.like(values) is not None:
            return refused(draft, "full_name", MAYBE)
        return Verdict(RowStatus.NEW)

    def _is_mine(self, person: Returnee) -> bool:
        return person.erased_at is None and self._by.covers(person.commune_code)

    def _listed_above(self, draft: DraftRow) -> int | None:
        """Return the row above that lists the same person; a second number is another person."""
        values = draft.values
        number, commune = number_key(values), values["commune_code"]
        key = (number, "") if number else (name_keys(values)[0], commune)
        first = self._earlier.setdefault(key, draft.row)
        return None if first == draft.row else first

    def write(self, draft: DraftRow, verdict: Verdict) -> Written:
        """Make the case file, or write into it what the row adds."""
        if isinstance(verdict.record, Returnee):
            return self._update(verdict.record, draft.values, verdict.changes)
        return self._create(draft.values)

    def finish(self) -> None:
        """Renew the look-up keys of everyone written since the last call."""
        for some in parts(self._changed):
            returnees.seal_identities(self._session, some)
        self._changed.clear()

    def _create(self, values: Values) -> Written:
        person = Returnee(birth_year=values["birth_year"], commune_code=values["commune_code"])
        changes = [name for name in _changes(person, values) if name != "skills"]
        for name in changes:
            _set(person, name, values[name])
        _add_skills(self._session, person, values.get("skills", ()))
        self._session.add(person)
        self._note(person, "create", changes)
        return Written(person)

    def _update(self, person: Returnee, values: Values, changes: Sequence[str]) -> Written:
        named = [name for name in changes if name != "skills"]
        before = {name: as_stored(getattr(person, _attribute(name))) for name in named}
        for name in named:
            _set(person, name, PERSON_FIELDS[name].joined(person, values[name]))
        added = _add_skills(self._session, person, values["skills"]) if "skills" in changes else []
        self._note(person, "change", changes)
        return Written(person, {"fields": before, "skills": added})

    def _note(self, person: Returnee, action: str, changes: Iterable[str]) -> None:
        fields = [name if name == "skills" else _attribute(name) for name in changes]
        audit.record(self._session, action, person, by=self._by, fields=fields)
        self._changed.append(person)


def put_back(person: Returnee, before: dict[str, Any]) -> None:
    """Write the old values of a case file again and take away the skills that were added."""
    for name, value in before["fields"].items():
        _set(person, name, value)
    added = set(before["skills"])
    person.skills = [skill for skill in person.skills if skill.code not in added]


def _attribute(name: str) -> str:
    return PERSON_FIELDS[name].attribute


def _set(person: Returnee, name: str, value: Any) -> None:
    """Write one field; lists grow, and an empty old value is none."""
    field = PERSON_FIELDS[name]
    read = value if value in (None, "", []) else field.read(value)
    setattr(person, field.attribute, read)


def _changes(person: Returnee, values: Values) -> list[str]:
    """Return the fields of which the row says something new, "skills" among them."""
    known = {skill.code for skill in person.skills}
    found = [name for name, field in PERSON_FIELDS.items() if field.news(person, values.get(name))]
    if any(skill["code"] not in known for skill in values.get("skills", ())):
        found.append("skills")
    return [name for name in found if not _loses_day(person, name, values)]


def _loses_day(person: Returnee, name: str, values: Values) -> bool:
    """Tell whether a year alone would stand in place of a whole birth date."""
    return name in _BIRTH and bool(person.birth_date) and not values.get("birth_date")


def _add_skills(session: Session, person: Returnee, skills: Iterable[Values]) -> list[str]:
    """Add the canonical skills a file does not hold yet; return their codes."""
    known = {skill.code for skill in person.skills}
    names = vocab.load().skills
    new = [skill for skill in skills if skill["code"] not in known and skill["code"] in names]
    for skill in new:
        made = ReturneeSkill(
            returnee=person,
            name=names[skill["code"]].name_vi,
            code=skill["code"],
            years=skill["years"] or 0.0,
        )
        session.add(made)
    return [skill["code"] for skill in new]
