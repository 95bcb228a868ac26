"""What a person says of a card: likes it, wants a call back; on paper, kiosk, phone or by word."""

from collections.abc import Iterable
from typing import TypedDict, Unpack
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Actor, Attendance, Channel, Event, Interest, Suggestion
from services import audit


class Words(TypedDict, total=False):
    """What was said; what is left out stays as it was."""

    likes: bool
    call_back: bool


def say(
    session: Session,
    attendance: Attendance,
    suggestion: Suggestion,
    channel: Channel,
    *,
    by: Actor,
    **words: Unpack[Words],
) -> Interest:
    """Record what is said and leave the rest as it was; saying it twice changes nothing."""
    found = session.scalar(select(Interest).where(Interest.suggestion_id == suggestion.id))
    interest = found or Interest(suggestion=suggestion, likes=False, call_back=False)
    interest.attendance_id = attendance.id
    interest.channel = channel
    interest.recorded_by_id = by.user_id
    interest.likes = words.get("likes", interest.likes)
    interest.call_back = words.get("call_back", interest.call_back)
    session.add(interest)
    audit.record(session, "change", attendance.returnee, by=by, fields=["interest"])
    session.flush()
    return interest


def said_of(session: Session, suggestion_ids: Iterable[UUID]) -> dict[UUID, Interest]:
    """Return what was said of some suggestions, by suggestion."""
    rows = session.scalars(select(Interest).where(Interest.suggestion_id.in_(list(suggestion_ids))))
    return {row.suggestion_id: row for row in rows}


def count_call_backs(session: Session, event: Event) -> int:
    """Return how many calls back were asked for at an event."""
    wanted = (
        select(func.count())
        .select_from(Interest)
        .join(Attendance, Attendance.id == Interest.attendance_id)
        .where(Attendance.event_id == event.id, Interest.call_back)
    )
    return session.scalar(wanted) or 0
