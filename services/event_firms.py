"""Firms asked to an event: who is asked, what they answer, and the tables a yes makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from models import (
    Actor,
    Employer,
    EmployerState,
    Event,
    EventFirm,
    EventFirmAction,
    EventFirmState,
    EventState,
    Said,
    TableKind,
    local_today,
)
from services import audit, events
from services.errors import Refused
from services.scope import visible_event_firms

NOT_VERIFIED = "Chỉ mời doanh nghiệp đã xác minh. Hãy xác minh doanh nghiệp trước."
TOO_LATE = "Hội nghị đang ở máy hội trường hoặc đã kết thúc nên không nhận trả lời nữa."
ANSWERED = "Doanh nghiệp đã trả lời rồi. Muốn đổi bàn, hãy gọi ban tổ chức."


@dataclass(frozen=True, slots=True)
class Booking:
    """What a firm brings: tables, people a talk, when it comes if late, and its break."""

    tables: int
    group_size: int = 1
    opens_at: time | None = None
    break_from: time | None = None
    break_to: time | None = None


def invite(session: Session, event: Event, firm: Employer, *, by: Actor) -> EventFirm:
    """Ask a verified firm; asking it twice changes nothing."""
    events.refuse_if_over(event)
    if firm.state != EmployerState.VERIFIED:
        raise Refused(NOT_VERIFIED)
    known = session.scalar(
        select(EventFirm).where(EventFirm.event_id == event.id, EventFirm.employer_id == firm.id)
    )
    if known is not None:
        return known
    asked = EventFirm(event=event, employer=firm)
    session.add(asked)
    audit.record(session, "invite", event, by=by, fields=["firms"])
    session.flush()
    return asked


def accept(
    session: Session, asked: EventFirm, booking: Booking, *, by: Actor, said: Said | None = None
) -> None:
    """Record a yes and put the tables the firm lacks into the hall, after the last number."""
    _refuse_if_late(asked, EventFirmAction.ACCEPT)
    asked.table_count, asked.group_size = booking.tables, booking.group_size
    asked.opens_at = booking.opens_at
    asked.break_from, asked.break_to = booking.break_from, booking.break_to
    asked.apply(EventFirmAction.ACCEPT, by=by, said=said)
    tables = events.tables_of(session, asked.event)
    has = sum(table.employer_id == asked.employer_id for table in tables)
    first = events.next_number(tables)
    for number in range(first, first + booking.tables - has):
        events.add_table(session, asked.event, by=by, number=number, **_table(asked))


def decline(session: Session, asked: EventFirm, *, by: Actor, said: Said | None = None) -> None:
    """Record a no."""
    _refuse_if_late(asked, EventFirmAction.DECLINE)
    asked.apply(EventFirmAction.DECLINE, by=by, said=said)
    session.flush()


def of_event(session: Session, event: Event) -> Sequence[EventFirm]:
    """Return who was asked, by name."""
    return session.scalars(
        select(EventFirm)
        .join(EventFirm.employer)
        .where(EventFirm.event_id == event.id)
        .options(joinedload(EventFirm.employer))
        .order_by(Employer.name_key)
    ).all()


def to_invite(session: Session, event: Event) -> Sequence[Employer]:
    """Return the verified firms nobody asked yet, by name."""
    asked = select(EventFirm.employer_id).where(EventFirm.event_id == event.id)
    return session.scalars(
        select(Employer)
        .where(Employer.state == EmployerState.VERIFIED, Employer.id.not_in(asked))
        .order_by(Employer.name_key)
    ).all()


def waiting(session: Session, *, by: Actor) -> Sequence[EventFirm]:
    """Return the invitations a firm has not answered, of events to come."""
    return session.scalars(
        visible_event_firms(by)
        .join(EventFirm.event)
        .where(
            EventFirm.state == EventFirmState.INVITED,
            Event.on >= local_today(),
            Event.state == EventState.PLANNED,
        )
        .options(joinedload(EventFirm.event))
        .order_by(Event.on)
    ).all()


def counts(session: Session, event: Event) -> dict[EventFirmState, int]:
    """Return how many firms stand where."""
    rows = session.execute(
        select(EventFirm.state, func.count())
        .where(EventFirm.event_id == event.id)
        .group_by(EventFirm.state)
    )
    return {row[0]: row[1] for row in rows}


def _refuse_if_late(asked: EventFirm, action: EventFirmAction) -> None:
    if asked.event.state in {EventState.OUT, EventState.CLOSED}:
        raise Refused(TOO_LATE)
    if not asked.can(action):
        raise Refused(ANSWERED)


def _table(asked: EventFirm) -> dict[str, int | str | time | UUID | None]:
    return {
        "kind": TableKind.HIRING,
        "employer_id": asked.employer_id,
        "group_size": asked.group_size,
        "opens_at": asked.opens_at,
        "break_from": asked.break_from,
        "break_to": asked.break_to,
    }
