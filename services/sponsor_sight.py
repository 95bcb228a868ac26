"""What a sponsor reads of the people it helps: a number and the kind of help, no more.

The name, the state and the sums come with the person's own yes on the agreement of this help, while
it stands, that yes holds and the firm may see people at all.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import Employer, Pledge, Sponsorship, SponsorshipAction, SponsorshipKind
from services import firm_consents, sponsorship_answers
from services.pledge_balance import AGREED_OR_FURTHER, FINAL


@dataclass(frozen=True, slots=True)
class Helped:
    """One line of a sponsor's list; `opened` is the record itself, where the person said yes.

    `waiting_id` is of one not agreed on by both, `said_yes_on` the day of the firm's own yes.
    """

    number: int
    kind: SponsorshipKind
    opened: Sponsorship | None = None
    waiting_id: UUID | None = None
    said_yes_on: date | None = None


def of_firm(session: Session, employer: Employer) -> list[Helped]:
    """Return who a firm helps, numbered in the order they were matched; four queries."""
    rows = session.scalars(
        select(Sponsorship)
        .join(Sponsorship.pledge)
        .options(contains_eager(Sponsorship.pledge), joinedload(Sponsorship.returnee))
        .where(Pledge.employer_id == employer.id)
        .order_by(Sponsorship.created_at, Sponsorship.id)
    ).all()
    said_yes = firm_consents.standing(session, {row.returnee_id for row in rows})
    may_see = employer.may_see_people()
    own = sponsorship_answers.given(session, [row.id for row in rows])
    return [
        Helped(
            number,
            row.pledge.kind,
            row
            if may_see and _is_open(row) and (row.returnee_id, employer.id) in said_yes
            else None,
            row.id if row.can(SponsorshipAction.FIRM_AGREE) else None,
            own.get((row.id, SponsorshipAction.FIRM_AGREE)),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _is_open(sponsorship: Sponsorship) -> bool:
    is_agreed = sponsorship.state in AGREED_OR_FURTHER - FINAL
    return sponsorship.shares_name and is_agreed


def number_of(session: Session, sponsorship: Sponsorship) -> int:
    """Return the number under which the sponsor knows this help."""
    rows = session.scalars(
        select(Sponsorship.id)
        .join(Sponsorship.pledge)
        .where(Pledge.employer_id == sponsorship.pledge.employer_id)
        .order_by(Sponsorship.created_at, Sponsorship.id)
    ).all()
    return rows.index(sponsorship.id) + 1
