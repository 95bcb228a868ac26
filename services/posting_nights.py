"""What the clock does to postings each night; every entry may run twice or late."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import (
    Actor,
    Employer,
    MailKind,
    Position,
    PositionAction,
    PositionState,
    local_day,
)
from models.position import ASKED_AFTER
from services import outbox, position_changes
from services.outbox import Fact
from services.position_lists import is_over


def hide_old(session: Session, *, by: Actor, now: datetime) -> int:
    """Write the move of postings that are over; they were hidden by their columns already."""
    query = select(Position).where(Position.state == PositionState.OPEN, is_over(local_day(now)))
    over = session.scalars(query).all()
    for position in over:
        position.apply(PositionAction.EXPIRE, by=by)
        position_changes.of_position(session, position)
    return len(over)


def ask_firms(session: Session, *, by: Actor, now: datetime) -> int:  # noqa: ARG001 - a night
    """Ask each firm once whether its postings of thirty days still look for people."""
    today = local_day(now)
    due = select(Position).where(
        Position.state == PositionState.OPEN,
        Position.opened_on <= today - ASKED_AFTER,
        ~is_over(today),
    )
    found = session.scalars(due.options(selectinload(Position.employer))).all()
    for employer, positions in _by_firm(found):
        newest = max(position.opened_on or today for position in positions)
        key = f"posting:{employer.id}:{newest}"
        fact = Fact(MailKind.POSTING, key, {"count": len(positions)})
        outbox.to_firm(session, employer, fact)
    return len(found)


def _by_firm(found: Sequence[Position]) -> list[tuple[Employer, list[Position]]]:
    firms: dict[str, tuple[Employer, list[Position]]] = {}
    for position in found:
        firms.setdefault(str(position.employer_id), (position.employer, []))[1].append(position)
    return list(firms.values())
