"""A letter of thanks to every firm that had a table: once a firm, after the event has ended."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Employer,
    Event,
    EventAction,
    EventTable,
    Mail,
    MailKind,
    TableKind,
    Talk,
    TalkState,
)
from services import audit, mail_boxes, outbox
from services.errors import Refused
from services.outbox import Fact

TOO_EARLY = "Hội nghị chưa kết thúc. Hãy bấm Kết thúc hội nghị trước khi gửi thư cảm ơn."


@dataclass(frozen=True, slots=True)
class Thanked:
    """The firms written to, and those without an address: they are thanked by phone."""

    written: Sequence[Employer]
    without_address: Sequence[Employer]


def thank(session: Session, event: Event, *, by: Actor) -> Thanked:
    """Write to every firm with a table; a firm that has its letter gets no second one.

    Raises
    ------
    Refused
        While the event goes on.
    """
    if EventAction.REOPEN not in event.actions():
        raise Refused(TOO_EARLY)
    written: list[Employer] = []
    without: list[Employer] = []
    for firm in firms(session, event):
        (written if _write(session, event, firm) else without).append(firm)
    audit.record(session, "thank", event, by=by)
    session.flush()
    return Thanked(written, without)


def firms(session: Session, event: Event) -> list[Employer]:
    """Return the firms that had a table."""
    mine = select(EventTable.employer_id).where(
        EventTable.event_id == event.id, EventTable.kind == TableKind.HIRING
    )
    return list(
        session.scalars(select(Employer).where(Employer.id.in_(mine)).order_by(Employer.name_key))
    )


def count_written(session: Session, event: Event) -> int:
    """Return how many firms have their letter."""
    found = select(func.count(func.distinct(Mail.employer_id))).where(
        Mail.kind == MailKind.EVENT_THANKS, Mail.key.startswith(f"thanks:{event.id}:")
    )
    return session.scalar(found) or 0


def _write(session: Session, event: Event, firm: Employer) -> bool:
    facts = {"on": f"{event.on:%d/%m/%Y}", "held": _held(session, event, firm)}
    fact = Fact(MailKind.EVENT_THANKS, f"thanks:{event.id}:{firm.id}", facts)
    if mail_boxes.of_firm(session, firm):
        outbox.to_firm(session, firm, fact)
        return True
    return outbox.to_contact(session, firm, fact)


def _held(session: Session, event: Event, firm: Employer) -> int:
    held = (
        select(func.count())
        .select_from(Talk)
        .join(Talk.table)
        .where(
            EventTable.event_id == event.id,
            EventTable.employer_id == firm.id,
            Talk.state == TalkState.HELD,
        )
    )
    return session.scalar(held) or 0
