"""How good the suggestions were at an event: how many of each person's top three led on."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Approval,
    Attendance,
    Event,
    EventTable,
    Suggestion,
    SuggestionState,
    Talk,
)
from services.checkin import HERE
from services.small_cells import SMALL
from services.talks import LEADS_ON

TOP = 3


@dataclass(frozen=True, slots=True)
class Quality:
    """Cards of rank one to three of those who came, and those that led to a next step."""

    cards: int
    led: int

    @property
    def tenths(self) -> int | None:
        """Return how many of ten led on; None where either side is about few people."""
        if min(self.led, self.cards - self.led) < SMALL:
            return None
        return round(10 * self.led / self.cards)


def quality(session: Session, event: Event) -> Quality:
    """Count the approved top cards of everyone who came, and what their talks led to."""
    here = select(Attendance.returnee_id).where(
        Attendance.event_id == event.id, Attendance.state.in_(HERE)
    )
    top = select(Suggestion.id).where(
        Suggestion.returnee_id.in_(here),
        Suggestion.rank <= TOP,
        Suggestion.state == SuggestionState.APPROVED,
    )
    led = (
        select(func.count(func.distinct(Approval.suggestion_id)))
        .join(Talk, Talk.approval_id == Approval.id)
        .join(Talk.table)
        .where(
            EventTable.event_id == event.id,
            Talk.next_step.in_(LEADS_ON),
            Approval.suggestion_id.in_(top),
        )
    )
    cards = session.scalar(select(func.count()).select_from(top.subquery())) or 0
    return Quality(cards, session.scalar(led) or 0)
