"""How approvals are given: the share nobody opened first, and the share given in one go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Actor, Approval, Returnee, Suggestion, utcnow
from services import scope

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Given:
    """Approvals of a time; shares are whole per cent, None when there is none."""

    approvals: int
    unopened: int
    in_bulk: int

    @property
    def unopened_share(self) -> int | None:
        """Return the share approved without reading the details."""
        return round(100 * self.unopened / self.approvals) if self.approvals else None

    @property
    def bulk_share(self) -> int | None:
        """Return the share approved together with others."""
        return round(100 * self.in_bulk / self.approvals) if self.approvals else None


def given(session: Session, *, by: Actor, since: datetime | None = None) -> Given:
    """Count the approvals for the actor's people of the last 30 days, taken back or not."""
    query = (
        select(
            func.count(),
            func.count().filter(Approval.was_opened.is_(False)),
            func.count().filter(Approval.in_bulk.is_(True)),
        )
        .select_from(Approval)
        .join(Suggestion, Suggestion.id == Approval.suggestion_id)
        .join(Returnee, Returnee.id == Suggestion.returnee_id)
        .where(Approval.at >= (since or utcnow() - LATELY), scope.in_my_communes(by))
    )
    return Given(*session.execute(query).one())
