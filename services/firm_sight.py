"""The rows behind what a firm sees: people approved for its posting, without who they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from matching import gates, vocab
from matching.extraction import canonical_skill
from models import (
    Approval,
    Consent,
    ConsentPurpose,
    Introduction,
    Pledge,
    PledgeState,
    Position,
    Returnee,
    ReturneeSkill,
    Suggestion,
    SuggestionState,
)
from services import person_docs, places, position_docs, safe_contact
from services.anonymous_view import LEAST_ALIKE, NEAR_KM, Asked, Row, View, shared_views, view


@dataclass(frozen=True, slots=True)
class Person:
    """A consented person as the crowd of others' views: a row and where they live."""

    row: Row
    commune_code: str


def approved_views(session: Session, position: Position, on: date) -> list[View]:
    """Return the views of people a counselor approved for a posting and who were not introduced.

    The order says nothing: it is that of the words themselves.
    """
    ids = _allowed(session, position, on)
    if not ids:
        return []
    asked = _asked(session, position, on)
    crowd = _crowd(session, position, _homes(session, ids))
    shown = shared_views([person.row for person in crowd], _near(crowd), asked)
    return sorted(found for person, found in zip(crowd, shown, strict=True) if person.row.id in ids)


def introduced_view(session: Session, returnee: Returnee, position: Position, on: date) -> View:
    """Return what the firm reads of the skills of a person who said yes to it."""
    codes = session.execute(
        select(ReturneeSkill.code, ReturneeSkill.years).where(
            ReturneeSkill.returnee_id == returnee.id, ReturneeSkill.code.is_not(None)
        )
    )
    row = _row(returnee, [(code, years) for code, years in codes if code], position)
    return view(row, _asked(session, position, on))


def how_many(number: int) -> str:
    """Return the count as it is shown: below five it is not told."""
    return str(number) if number >= LEAST_ALIKE else f"dưới {LEAST_ALIKE}"


def phone_for_firm(returnee: Returnee) -> str:
    """Return the person's own phone; somebody else's is not for a firm to ring."""
    contact = safe_contact.of(returnee)
    return contact.phone if contact.is_own else ""


def _allowed(session: Session, position: Position, on: date) -> set[UUID]:
    """Return the approved people whom no gate keeps from the posting at this moment."""
    approved = select(Returnee).where(Returnee.id.in_(_approved_ids(position)))
    people = session.scalars(approved.options(*person_docs.READ_WITH)).all()
    if not people:
        return set()
    (job,) = position_docs.position_docs(session, [position], on)
    docs = person_docs.person_docs(session, people)
    passing = {doc.id for doc in docs if gates.passes(doc, job, on)}
    return {person.id for person in people if str(person.id) in passing}


def _asked(session: Session, position: Position, on: date) -> Asked:
    typed = [*position.required_skills, *position.preferred_skills, position.title]
    codes = (canonical_skill(name) for name in typed)
    skills = vocab.load().skills
    return Asked(
        skills=frozenset(code for code in codes if code),
        groups={code: skill.group for code, skill in skills.items()},
        pledged=_pledged(session, position.employer_id, on),
    )


def _pledged(session: Session, employer_id: UUID, on: date) -> frozenset[str]:
    kinds = session.scalars(
        select(Pledge.kind).where(
            Pledge.employer_id == employer_id,
            Pledge.state == PledgeState.PLEDGED,
            Pledge.until >= on,
        )
    )
    return frozenset(kind.value for kind in kinds)


def _approved_ids(position: Position) -> Select[UUID]:
    introduced = select(Introduction.approval_id)
    return (
        select(Suggestion.returnee_id)
        .join(Approval, Approval.suggestion_id == Suggestion.id)
        .where(
            Suggestion.position_id == position.id,
            Suggestion.state == SuggestionState.APPROVED,
            Approval.withdrawn_at.is_(None),
            Approval.id.not_in(introduced),
        )
    )


def _homes(session: Session, ids: Iterable[UUID]) -> set[str]:
    """Return the communes within reach of the approved people's homes."""
    homes = session.scalars(select(Returnee.commune_code).where(Returnee.id.in_(list(ids))))
    known = places.communes()
    return {
        code
        for home in set(homes)
        for code, commune in known.items()
        if abs(commune.lat - known[home].lat) < 0.2  # noqa: PLR2004 - 15 km are 0.14 degrees
        and places.distance_km(home, code) <= NEAR_KM
    }


def _crowd(session: Session, position: Position, communes: Iterable[str]) -> list[Person]:
    """Return the consented people who live in some communes, with their canonical skills."""
    people = session.execute(_consented(communes)).all()
    skills = _skills(session, [person.id for person in people])
    return [Person(_row(p, skills.get(p.id, []), position), p.commune_code) for p in people]


def _consented(communes: Iterable[str]) -> Select[UUID, str, list[str], list[str]]:
    agreed = exists().where(
        Consent.returnee_id == Returnee.id,
        Consent.purpose == ConsentPurpose.MATCHING,
        Consent.withdrawn_on.is_(None),
    )
    return select(Returnee.id, Returnee.commune_code, Returnee.shifts_ok, Returnee.needs).where(
        Returnee.commune_code.in_(sorted(communes)), Returnee.erased_at.is_(None), agreed
    )


def _skills(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[tuple[str, float]]]:
    found: dict[UUID, list[tuple[str, float]]] = defaultdict(list)
    rows = session.execute(
        select(ReturneeSkill.returnee_id, ReturneeSkill.code, ReturneeSkill.years).where(
            ReturneeSkill.returnee_id.in_(ids), ReturneeSkill.code.is_not(None)
        )
    )
    for returnee_id, code, years in rows:
        if code:
            found[returnee_id].append((code, years))
    return found


def _row(person: Any, skills: Sequence[tuple[str, float]], position: Position) -> Row:
    return Row(
        id=person.id,
        skills=tuple(skills),
        shifts=frozenset(person.shifts_ok),
        km=_km(person.commune_code, position.commune_code),
        needs=frozenset(person.needs),
    )


def _km(home: str, work: str | None) -> float | None:
    return places.distance_km(home, work) if work else None


def _near(crowd: Sequence[Person]) -> list[list[int]]:
    """Return for each of a crowd the places of those who live within reach of them."""
    homes: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(crowd):
        homes[person.commune_code].append(place)
    around = {
        home: sorted(
            place
            for other, places_there in homes.items()
            if places.distance_km(home, other) <= NEAR_KM
            for place in places_there
        )
        for home in homes
    }
    return [around[person.commune_code] for person in crowd]
