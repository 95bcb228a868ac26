"""When a talk can be: free seats of a table, and changes by hand checked for clashes."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Actor, Attendance, Event, EventTable, Talk, TalkState, utcnow
from services import audit, table_hours
from services.errors import Refused


def free_slots(
    session: Session, event: Event, table: EventTable, attendance: Attendance
) -> list[int]:
    """Return the slots with a seat at which the person is free: those to come before past ones.

    A past one serves when the hall runs late: it still says that the table has a seat.
    """
    here = Talk.state != TalkState.NO_SHOW
    taken = session.scalars(select(Talk.slot).where(Talk.table_id == table.id, here)).all()
    busy = set(session.scalars(select(Talk.slot).where(Talk.attendance_id == attendance.id, here)))
    seats = table_hours.seats(event, table)
    there = table_hours.presence(event, attendance)
    now = table_hours.current_slot(event)
    return [
        slot
        for slot in (*range(now, len(seats)), *range(now))
        if taken.count(slot) < seats[slot] and slot not in busy and there[slot]
    ]


def tell(session: Session, attendances: Sequence[Attendance]) -> None:
    """Remember that these people have their times on paper: planning again keeps them."""
    rows = select(Talk).where(
        Talk.attendance_id.in_([row.id for row in attendances]), Talk.confirmed_at.is_(None)
    )
    for talk in session.scalars(rows):
        talk.confirmed_at = utcnow()
    session.flush()


def reschedule(session: Session, talk: Talk, table: EventTable, slot: int, *, by: Actor) -> None:
    """Move a talk by hand to another time or another table of the same firm.

    Raises
    ------
    Refused
        When the talk was called or held, the table is another firm's or has no seat then, or the
        person has another talk then.
    """
    if talk.state not in {TalkState.PLANNED, TalkState.NO_SHOW}:
        raise Refused("Lượt này đã gọi hoặc đã trao đổi nên không đổi được.")
    if table.employer_id != talk.table.employer_id or table.event_id != talk.table.event_id:
        raise Refused("Chỉ đổi sang bàn khác của cùng doanh nghiệp.")
    if _others_then(session, talk, slot):
        raise Refused(
            f"Người này đã có lượt khác lúc {_clock(table.event, slot)}. Hãy chọn giờ khác."
        )
    if slot not in free_slots(session, table.event, table, talk.attendance):
        at = _clock(table.event, slot)
        raise Refused(f"Bàn số {table.number} không còn chỗ hoặc đang nghỉ lúc {at}.")
    talk.table, talk.slot, talk.confirmed_at = table, slot, None
    audit.record(session, "change", talk.attendance.returnee, by=by, fields=["talk"])
    session.flush()


def cancel(session: Session, talk: Talk, *, by: Actor) -> None:
    """Take a planned talk out of the timetable."""
    if talk.state not in {TalkState.PLANNED, TalkState.NO_SHOW}:
        raise Refused("Lượt này đã gọi hoặc đã trao đổi nên không bỏ được.")
    audit.record(session, "change", talk.attendance.returnee, by=by, fields=["talk"])
    session.delete(talk)
    session.flush()


def _others_then(session: Session, talk: Talk, slot: int) -> int:
    others = select(func.count()).where(
        Talk.attendance_id == talk.attendance_id,
        Talk.slot == slot,
        Talk.id != talk.id,
        Talk.state != TalkState.NO_SHOW,
    )
    return session.scalar(others) or 0


def _clock(event: Event, slot: int) -> str:
    return table_hours.slot_start(event, slot).strftime("%H:%M")
