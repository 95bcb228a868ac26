"""What a sponsor reads of the people it helps: a number and the kind of help, no more.

The name, the state and the sums come with the person's own yes on the agreement of this help, while
it stands, that yes holds and the firm may see people at all.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import Employer, Pledge, Sponsorship, SponsorshipKind
from services import firm_consents
from services.pledge_balance import FINAL


@dataclass(frozen=True, slots=True)
class Helped:
    """One line of a sponsor's list; `opened` is the record itself, where the person said yes."""

    number: int
    kind: SponsorshipKind
    opened: Sponsorship | None = None


def of_firm(session: Session, employer: Employer) -> list[Helped]:
    """Return who a firm helps, numbered in the order they were matched; three queries."""
    rows = session.scalars(
        select(Sponsorship)
        .join(Sponsorship.pledge)
        .options(contains_eager(Sponsorship.pledge), joinedload(Sponsorship.returnee))
        .where(Pledge.employer_id == employer.id)
        .order_by(Sponsorship.created_at, Sponsorship.id)
    ).all()
    said_yes = firm_consents.standing(session, {row.returnee_id for row in rows})
    may_see = employer.may_see_people()
    return [
        Helped(
            number,
            row.pledge.kind,
            row
            if may_see and _is_open(row) and (row.returnee_id, employer.id) in said_yes
            else None,
        )
        for number, row in enumerate(rows, start=1)
    ]


def _is_open(sponsorship: Sponsorship) -> bool:
    return sponsorship.shares_name and sponsorship.state not in FINAL


def number_of(session: Session, sponsorship: Sponsorship) -> int:
    """Return the number under which the sponsor knows this help."""
    rows = session.scalars(
        select(Sponsorship.id)
        .join(Sponsorship.pledge)
        .where(Pledge.employer_id == sponsorship.pledge.employer_id)
        .order_by(Sponsorship.created_at, Sponsorship.id)
    ).all()
    return rows.index(sponsorship.id) + 1
