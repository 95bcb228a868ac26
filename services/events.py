"""The consultation event: its plan, its tables, and how many talks the hall has room for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from matching import schedule
from matching.schedule_event import Availability
from models import (
    LOCAL_ZONE,
    Actor,
    Attendance,
    Event,
    EventAction,
    EventState,
    EventTable,
    TableKind,
    Talk,
    local_day,
    utcnow,
)
from services import audit, house_words, table_hours
from services.errors import Refused


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many talks fit: the seats of every table in every slot it is open."""

    slots: int
    hiring_tables: int
    hiring_seats: int
    advising_tables: int
    advising_seats: int
    hiring: int
    advising: int

    @property
    def total(self) -> int:
        """Return how many talks all tables hold."""
        return self.hiring + self.advising


def unfit_words(text: str) -> list[str]:
    """Return the words of `text` that no paper for a person may carry."""
    return house_words.found(text)


def create(session: Session, *, by: Actor, **details: Any) -> Event:
    """Plan an event."""
    event = Event(**details)
    session.add(event)
    audit.record(session, "create", event, by=by)
    session.flush()
    return event


def change(session: Session, event: Event, *, by: Actor, **details: Any) -> None:
    """Change an event's plan; what has ended stays as it was."""
    refuse_if_over(event)
    for name, value in details.items():
        setattr(event, name, value)
    audit.record(session, "change", event, by=by, fields=sorted(details))
    session.flush()


def add_table(session: Session, event: Event, *, by: Actor, **details: Any) -> EventTable:
    """Put a table into the hall; only a hiring table belongs to a firm."""
    refuse_if_over(event)
    table = EventTable(event=event, **_of_kind(details))
    session.add(table)
    audit.record(session, "create", table, by=by)
    session.flush()
    return table


def change_table(session: Session, table: EventTable, *, by: Actor, **details: Any) -> None:
    """Change a table; a table with talks keeps its firm."""
    refuse_if_over(table.event)
    values = _of_kind(details)
    if values["employer_id"] != table.employer_id and _talks_at(session, table):
        raise Refused("Bàn này đã xếp lượt. Hãy thêm bàn mới cho doanh nghiệp khác.")
    for name, value in values.items():
        setattr(table, name, value)
    audit.record(session, "change", table, by=by, fields=sorted(values))
    session.flush()


def remove_table(session: Session, table: EventTable, *, by: Actor) -> None:
    """Take a table out of the hall, unless talks are planned there."""
    refuse_if_over(table.event)
    if _talks_at(session, table):
        raise Refused("Bàn này đã xếp lượt nên không bỏ được.")
    audit.record(session, "delete", table, by=by)
    session.delete(table)
    session.flush()


def move(session: Session, event: Event, action: EventAction, *, by: Actor) -> None:
    """Open, close or reopen an event."""
    event.apply(action, by=by)
    session.flush()


def tables_of(session: Session, event: Event) -> list[EventTable]:
    """Return the tables by number, with their firms."""
    return list(
        session.scalars(
            select(EventTable)
            .where(EventTable.event_id == event.id)
            .options(selectinload(EventTable.employer))
            .order_by(EventTable.number)
        )
    )


def next_number(tables: list[EventTable]) -> int:
    """Return the number a new table gets."""
    return max((table.number for table in tables), default=0) + 1


def capacity(event: Event, tables: list[EventTable]) -> Capacity:
    """Return how many talks fit into the afternoon."""
    hiring = [table for table in tables if table.kind == TableKind.HIRING]
    advising = [table for table in tables if table.kind != TableKind.HIRING]
    return Capacity(
        slots=table_hours.slot_count(event),
        hiring_tables=len(hiring),
        hiring_seats=sum(table.group_size for table in hiring),
        advising_tables=len(advising),
        advising_seats=sum(table.group_size for table in advising),
        hiring=sum(sum(table_hours.seats(event, table)) for table in hiring),
        advising=sum(sum(table_hours.seats(event, table)) for table in advising),
    )


def promise(session: Session, event: Event, tables: list[EventTable]) -> tuple[int, int]:
    """Return (people, talks each can be promised) where everyone suits every firm's table.

    People are those expected, or invited where nobody said; suitability and absences only lower it.
    """
    counted = select(func.count()).select_from(Attendance).where(Attendance.event_id == event.id)
    people = event.expected or session.scalar(counted) or 0
    hiring = [table for table in tables if table.kind == TableKind.HIRING]
    if not hiring:
        return people, 0
    seats = np.array([table_hours.seats(event, table) for table in hiring])
    room = schedule.capacity(
        [table.group_size for table in hiring],
        table_hours.slot_count(event),
        Availability(tables=seats),
    )
    return people, min(room.per_person_promise(people), event.max_talks)


def is_under_way(event: Event, now: datetime | None = None) -> bool:
    """Tell whether codes and check-in work: on the day, or opened before it for a rehearsal."""
    today = local_day(now or utcnow())
    if event.state in {EventState.CLOSED, EventState.OUT}:
        return False
    return today == event.on or (event.state == EventState.RUNNING and today < event.on)


def refuse_if_over(event: Event) -> None:
    """Refuse to touch an event that was closed, or that a laptop has taken out."""
    refuse_if_out(event)
    if event.state == EventState.CLOSED:
        raise Refused("Hội nghị đã kết thúc. Hãy mở lại hội nghị trước khi sửa.")


def refuse_if_out(event: Event) -> None:
    """Refuse to touch an event that a laptop has taken out: here it is only read."""
    if event.state == EventState.OUT:
        raise Refused(taken_out(event))


def taken_out(event: Event) -> str:
    """Return who has the event and until when."""
    until = (
        f"{event.out_until.astimezone(LOCAL_ZONE):%H:%M ngày %d/%m/%Y}" if event.out_until else ""
    )
    return f"Hội nghị đang ở máy {event.out_to} đến {until}. Ở đây chỉ xem được."


def _of_kind(details: dict[str, Any]) -> dict[str, Any]:
    firm = details.get("employer_id") if details["kind"] == TableKind.HIRING else None
    return details | {"employer_id": firm}


def _talks_at(session: Session, table: EventTable) -> int:
    counted = select(func.count()).select_from(Talk).where(Talk.table_id == table.id)
    return session.scalar(counted) or 0
