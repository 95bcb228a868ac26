"""Demo people: case files with skills, limits and consents."""

from datetime import date

from sqlalchemy.orm import Session

from matching.extraction import canonical_skill
from models import (
    Actor,
    Consent,
    ConsentHow,
    ConsentPurpose,
    Education,
    OccupationBan,
    Path,
    ReturnBasis,
    Returnee,
    ReturneeSkill,
    local_today,
)
from services import returnees
from services.demo.content import Record, records

COPIED = (
    "national_id",
    "phone",
    "birth_date",
    "birth_year",
    "commune_code",
    "summary",
    "desired_work",
    "licences",
    "wage_expected",
    "max_distance_km",
    "has_vehicle",
    "shifts_ok",
    "needs_housing",
    "needs",
)


def load_people(session: Session, *, by: Actor) -> list[Returnee]:
    """Make the 300 case files; return those who are invited to the event."""
    invited = []
    for row in records("returnees"):
        person = _person(row)
        session.add(person)
        returnees.seal_identity(session, person)
        _consent(session, person, row, by)
        if row["invited"] and row["consent"]:
            invited.append(person)
    session.flush()
    return invited


def _person(row: Record) -> Returnee:
    contact = row["safe_contact"] or {}
    person = Returnee(
        full_name=row["name"],
        health_limits="\n".join(row["health_limits"]),
        return_date=_day(row["return_date"]),
        return_basis=ReturnBasis(row["return_basis"]),
        education=Education(row["education"]) if row["education"] else None,
        path=Path(row["path"]),
        contact_whose=contact.get("whose"),
        contact_may_say=contact.get("may_say"),
        contact_when=contact.get("when"),
        **{field: row[field] for field in COPIED},
    )
    _limit(person, row["residence_limit"])
    for skill in row["skills"]:
        person.skills.append(_skill(person, skill))
    for ban in row["barred_occupations"]:
        person.bans.append(OccupationBan(isco_prefix=ban["isco"], until=_day(ban["until"])))
    return person


def _skill(person: Returnee, skill: Record) -> ReturneeSkill:
    return ReturneeSkill(
        returnee=person,
        name=skill["name"],
        code=canonical_skill(skill["name"]),
        years=skill["years"],
        level=skill["level"],
    )


def _limit(person: Returnee, limit: Record | None) -> None:
    if limit is None:
        return
    person.residence_kind = limit["kind"]
    person.residence_until = _day(limit["until"])
    person.residence_communes = limit["permitted_communes"]
    person.residence_known = limit["known"]


def _consent(session: Session, person: Returnee, row: Record, by: Actor) -> None:
    if row["consent"] is None:
        return
    session.add(
        Consent(
            returnee=person,
            purpose=ConsentPurpose.MATCHING,
            how=ConsentHow(row["consent"]),
            given_on=local_today(),
            recorded_by_id=by.user_id,
        )
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
