"""What a firm gave and the people confirmed: what its letter of thanks may say."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import Employer, Pledge, Sponsorship, SponsorshipKind, SponsorshipState
from services.errors import Refused
from services.pledge_balance import uses

CONFIRMED = (SponsorshipState.CONFIRMED, SponsorshipState.COMPLETED)
NOTHING = "Chưa có việc giúp đỡ nào của đơn vị này được xác nhận. Hãy ghi xác nhận trước."


@dataclass(frozen=True, slots=True)
class Given:
    """How many people were helped, how often with what, and with how much money in all (VND)."""

    people: int
    kinds: Mapping[SponsorshipKind, int]
    vnd: int


def given(session: Session, firm: Employer) -> Given:
    """Count what is confirmed; nothing that was only promised is thanked for.

    Raises
    ------
    Refused
        When nothing is confirmed yet.
    """
    found = uses(session, Pledge.employer_id == firm.id, Sponsorship.state.in_(CONFIRMED))
    if not found:
        raise Refused(NOTHING)
    counted = Counter(use.kind for use in found)
    return Given(
        people=len({use.returnee_id for use in found}),
        kinds={kind: counted[kind] for kind in SponsorshipKind if counted[kind]},
        vnd=sum(use.delivered_vnd for use in found),
    )
