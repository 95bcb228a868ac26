"""A person's yes, given for one purpose at a time and taken back at any time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from models import (
    Actor,
    Commune,
    Consent,
    ConsentHow,
    ConsentPurpose,
    Employer,
    Returnee,
    Suggestion,
    local_day,
    local_today,
)
from services import audit, endings, returnees, scope, sharing
from services.errors import Refused

WITHDRAWN = "consent_withdrawn"
MOST_A_COMMUNE = 50
"""People without a yes are counted up to here in each commune."""
CHILD = 16
"""Under this age a representative agrees too (law 91/2025, article 24)."""
NEEDS_REPRESENTATIVE = (
    "{} chưa đủ 16 tuổi. Hãy ghi đồng ý riêng, có tên người đại diện cùng đồng ý."
)


@dataclass(frozen=True, slots=True)
class Given:
    """How and when a yes was given; a spoken one names its witness.

    Under 16 a representative says yes too; `until` is the last day of a yes for a time.
    """

    how: ConsentHow
    on: date
    witness: str = ""
    representative: str = ""
    until: date | None = None


def give(session: Session, returnee: Returnee, given: Given, *, by: Actor) -> Consent:
    """Record the yes to matching; one that stands already is kept as it was given.

    Raises
    ------
    Refused
        When the day has not come yet, a spoken yes has no witness, or nobody stands for a child.
    """
    _check(given)
    _ask_representative([returnee], given)
    known = standing(session, returnee)
    return known or _record(session, returnee, given, by)


def give_many(
    session: Session, people: Sequence[Returnee], given: Given, *, by: Actor
) -> list[Consent]:
    """Record the signed papers of many people in one go; return the new ones only."""
    _check(given)
    _ask_representative(people, given)
    known = set(_standing_of(session, people))
    return [_record(session, p, given, by) for p in people if p.id not in known]


def withdraw(session: Session, consent: Consent, *, by: Actor, on: date | None = None) -> None:
    """Take a yes back: what rests on it ends in the same transaction.

    The yes to matching ends proposals and cards; that for a firm ends the firm's sight.
    """
    if consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER:
        for same in _same_yes(session, consent):
            sharing.withdraw(session, same, by=by, on=on)
        return
    if consent.withdrawn_on is not None:
        return
    for same in _same_yes(session, consent):
        same.withdrawn_on = on or local_today()
    endings.lapse(session, _suggestions(session, consent.returnee_id), by=by, reason=WITHDRAWN)
    audit.record(session, "change", consent.returnee, by=by, fields=["consent.withdrawn_on"])
    session.flush()


def _same_yes(session: Session, consent: Consent) -> list[Consent]:
    """Return every yes that stands to the same thing: two files made one may hold two."""
    query = select(Consent).where(
        Consent.returnee_id == consent.returnee_id,
        Consent.purpose == consent.purpose,
        Consent.employer_id.is_not_distinct_from(consent.employer_id),
        Consent.withdrawn_on.is_(None),
    )
    return list(session.scalars(query))


def standing(session: Session, returnee: Returnee) -> Consent | None:
    """Return the yes to matching that holds, if there is one."""
    return _standing_of(session, [returnee]).get(returnee.id)


def history(session: Session, returnee: Returnee) -> list[Consent]:
    """Return every consent of a person, the newest first."""
    query = select(Consent).where(Consent.returnee_id == returnee.id)
    return list(session.scalars(query.order_by(Consent.given_on.desc(), Consent.id.desc())))


def firm_names(session: Session, returnee: Returnee) -> Mapping[UUID, str]:
    """Return the names of the firms a person said yes to."""
    query = (
        select(Employer.id, Employer.name)
        .join(Consent, Consent.employer_id == Employer.id)
        .where(Consent.returnee_id == returnee.id)
    )
    return dict(session.execute(query).all())


def holds() -> ColumnElement[bool]:
    """Return the condition that a person's yes to matching holds, for any query on Returnee."""
    return (
        select(Consent.id)
        .where(
            Consent.returnee_id == Returnee.id,
            Consent.purpose == ConsentPurpose.MATCHING,
            Consent.withdrawn_on.is_(None),
        )
        .exists()
    )


def waiting(session: Session, commune_code: str, *, by: Actor) -> list[Returnee]:
    """Return the people of one commune without a yes, by given name."""
    people = session.scalars(
        scope.visible_returnees(by).where(Returnee.commune_code == commune_code, ~holds())
    )
    return sorted(people, key=lambda person: returnees.name_sort_key(person.full_name))


def count_waiting(session: Session, *, by: Actor) -> Mapping[str, int]:
    """Return how many people of each of the actor's communes have given no yes, as counted."""
    some = (
        select(Returnee.id)
        .where(
            Returnee.commune_code == Commune.code,
            scope.in_my_communes(by),
            Returnee.erased_at.is_(None),
            ~holds(),
        )
        .correlate(Commune)
        .limit(MOST_A_COMMUNE + 1)
        .subquery()
    )
    number = select(func.count()).select_from(some).scalar_subquery()
    mine = scope.in_communes_of(Commune.code, by)
    rows = session.execute(select(Commune.code, number).where(mine))
    return {code: waits for code, waits in rows if waits}


def _check(given: Given) -> None:
    if given.on > local_today():
        raise Refused("Ngày đồng ý chưa đến. Hãy ghi lại ngày.")
    if given.how == ConsentHow.SPOKEN and not given.witness:
        raise Refused(sharing.NEEDS_WITNESS)


def _ask_representative(people: Iterable[Returnee], given: Given) -> None:
    child = next((p for p in people if returnees.may_be_under(p, CHILD, given.on)), None)
    if child is not None and not given.representative:
        raise Refused(NEEDS_REPRESENTATIVE.format(child.full_name))


def expire(session: Session, *, by: Actor, now: datetime) -> int:
    """Take back every yes whose last day is over; return how many."""
    today = local_day(now)
    over = session.scalars(
        select(Consent).where(Consent.until < today, Consent.withdrawn_on.is_(None))
    ).all()
    for consent in over:
        withdraw(session, consent, by=by, on=today)
    return len(over)


def _record(session: Session, returnee: Returnee, given: Given, by: Actor) -> Consent:
    consent = Consent(
        returnee=returnee,
        purpose=ConsentPurpose.MATCHING,
        given_on=given.on,
        how=given.how,
        witness=given.witness,
        representative=given.representative,
        until=given.until,
        recorded_by_id=by.user_id,
    )
    session.add(consent)
    audit.record(session, "change", returnee, by=by, fields=["consent"])
    session.flush()
    return consent


def _standing_of(session: Session, people: Iterable[Returnee]) -> dict[UUID, Consent]:
    query = select(Consent).where(
        Consent.returnee_id.in_([person.id for person in people]),
        Consent.purpose == ConsentPurpose.MATCHING,
        Consent.withdrawn_on.is_(None),
    )
    return {consent.returnee_id: consent for consent in session.scalars(query)}


def _suggestions(session: Session, returnee_id: UUID) -> list[Suggestion]:
    query = (
        select(Suggestion)
        .where(Suggestion.returnee_id == returnee_id)
        .options(selectinload(Suggestion.approvals))
    )
    return list(session.scalars(query))
