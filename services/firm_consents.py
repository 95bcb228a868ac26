"""A person's yes for one firm to read name and phone: its own question, taken back any time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Consent,
    ConsentHow,
    ConsentPurpose,
    Returnee,
)
from services import audit


@dataclass(frozen=True, slots=True)
class Yes:
    """How and when a person agreed; a spoken yes names its witness."""

    how: ConsentHow
    given_on: date
    witness: str = ""


def standing(session: Session, returnee_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], Consent]:
    """Return the consents in force, by person and firm."""
    rows = session.scalars(
        select(Consent).where(
            Consent.returnee_id.in_(list(returnee_ids)),
            Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER,
            Consent.withdrawn_on.is_(None),
        )
    )
    return {(row.returnee_id, row.employer_id): row for row in rows if row.employer_id}


def consent_for(session: Session, returnee: Returnee, employer_id: UUID) -> Consent | None:
    """Return the person's standing yes for one firm."""
    return standing(session, [returnee.id]).get((returnee.id, employer_id))


def agree(
    session: Session,
    returnee: Returnee,
    employer_id: UUID,
    yes: Yes,
    *,
    by: Actor,
) -> Consent:
    """Record the person's yes for one firm; a yes already in force is kept."""
    if given := consent_for(session, returnee, employer_id):
        return given
    consent = Consent(
        returnee=returnee,
        purpose=ConsentPurpose.SHARE_WITH_EMPLOYER,
        employer_id=employer_id,
        given_on=yes.given_on,
        how=yes.how,
        witness=yes.witness,
        recorded_by_id=by.user_id,
    )
    session.add(consent)
    audit.record(session, "change", returnee, by=by, fields=["consent"])
    session.flush()
    return consent
