"""After the event: everyone who came hears from their officer within three working days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, Exists, exists, func, select
from sqlalchemy.orm import Session, joinedload

from models import (
    LOCAL_ZONE,
    Actor,
    Attendance,
    Event,
    Interest,
    Introduction,
    Note,
    NoteKind,
    Returnee,
    Side,
    Told,
    User,
)
from services.checkin import HERE
from services.scope import visible_attendances
from services.working_days import add_working_days

WITHIN = 3
"""Working days from the event until a person has heard what came of it."""
SPOKEN = (NoteKind.CALL, NoteKind.VISIT, NoteKind.OFFICE)


@dataclass(frozen=True, slots=True)
class News:
    """Whom to speak to, who does it (None: nobody yet), and whether they asked for it."""

    attendance: Attendance
    owner: User | None
    wants_call: bool
    is_told: bool


def due_on(event: Event) -> date:
    """Return the last day on which news is in time."""
    return add_working_days(event.on, WITHIN)


def of_people(session: Session, event: Event, *, by: Actor) -> list[News]:
    """Return everyone who came and is the actor's to see, those who still wait first."""
    people = session.scalars(
        visible_attendances(by)
        .where(Attendance.event_id == event.id, Attendance.state.in_(HERE))
        .options(joinedload(Attendance.returnee))
    ).all()
    told, asked = _ids(session, event, _is_told(event)), _ids(session, event, _asked())
    owners = _owners(session, [person.returnee for person in people])
    news = [
        News(
            person,
            owners.get(person.returnee.counselor_id),
            person.wants_call or person.id in asked,
            person.id in told,
        )
        for person in people
    ]
    return sorted(news, key=lambda one: (one.is_told, not one.wants_call, one.attendance.number))


def counts(session: Session, event: Event) -> tuple[int, int]:
    """Return how many came, and how many of them have heard since."""
    here = select(func.count(), func.count().filter(_is_told(event))).where(
        Attendance.event_id == event.id, Attendance.state.in_(HERE)
    )
    came, told = session.execute(here).one()
    return came, told


def _is_told(event: Event) -> ColumnElement[bool]:
    """Tell of an attendance whether an officer spoke with the person since the event began."""
    since = datetime.combine(event.on, event.starts_at or time.min, LOCAL_ZONE)
    noted = exists().where(
        Note.returnee_id == Attendance.returnee_id,
        Note.kind.in_(SPOKEN),
        Note.on >= event.on,
        Note.created_at >= since,
    )
    told = exists().where(
        Told.introduction_id == Introduction.id,
        Introduction.returnee_id == Attendance.returnee_id,
        Told.side == Side.PERSON,
        Told.at >= since,
    )
    return noted | told


def _asked() -> Exists:
    return exists().where(Interest.attendance_id == Attendance.id, Interest.call_back)


def _ids(session: Session, event: Event, holds: ColumnElement[bool]) -> set[object]:
    return set(session.scalars(select(Attendance.id).where(Attendance.event_id == event.id, holds)))


def _owners(session: Session, people: Sequence[Returnee]) -> dict[object, User]:
    ids = {person.counselor_id for person in people if person.counselor_id}
    return {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))}
