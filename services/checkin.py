"""The door: find who stands there, tick them present, take in who came without an invitation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from matching.text import canonical
from models import (
    Actor,
    Attendance,
    AttendanceAction,
    AttendanceState,
    ConsentHow,
    Event,
    Returnee,
    Role,
    local_day,
    utcnow,
)
from services import audit, consents
from services.attendances import Admitted, admit, find_by_code, given_name, invited
from services.errors import Refused
from services.events import is_under_way, refuse_if_out
from services.links import find_by_link
from services.returnees import holding_all, seal_identity

HERE = frozenset({AttendanceState.PRESENT, AttendanceState.WALK_IN})
NOT_OPEN = "Hội nghị chưa mở hoặc đã kết thúc. Ban tổ chức hãy bấm Mở hội nghị trước."


@dataclass(frozen=True, slots=True)
class WalkIn:
    """What the desk asks of someone without an invitation; a witness makes a spoken yes."""

    full_name: str
    birth_year: int
    commune_code: str
    phone: str
    witness: str = ""


def search(
    session: Session, event: Event, typed: str, scope: Select[Attendance]
) -> list[Attendance]:
    """Return who a code, a scanned link or a name (accents or not) means, by given name."""
    if by_code := find_by_code(session, event.id, typed):
        return [by_code]
    if "/my/link/" in typed:
        found = find_by_link(session, typed.rsplit("/", 1)[-1].strip())
        return [found] if found and found.event_id == event.id else []
    if not canonical(typed).split():
        return []
    holders = holding_all(select(Returnee.id), canonical(typed).split())
    return invited(session, event, scope.where(Attendance.returnee_id.in_(holders)))


def check_in(
    session: Session, attendance: Attendance, *, by: Actor, now: datetime | None = None
) -> None:
    """Tick a person as present; raises MoveNotAllowed when they are already.

    `now` is when it happened, for what a laptop in the hall wrote down.
    """
    _refuse_if_not_open(attendance.event, now)
    attendance.apply(AttendanceAction.CHECK_IN, by=by)
    attendance.arrived_at = now or utcnow()
    session.flush()


def undo_check_in(session: Session, attendance: Attendance, *, by: Actor) -> None:
    """Take a tick back."""
    attendance.apply(AttendanceAction.UNDO_CHECK_IN, by=by)
    attendance.arrived_at = None
    session.flush()


def is_here(attendance: Attendance) -> bool:
    """Tell whether a person came."""
    return attendance.state in HERE


def who_is_here(session: Session, event: Event) -> set[UUID]:
    """Return the ids of the people in the hall."""
    return set(
        session.scalars(
            select(Attendance.returnee_id).where(
                Attendance.event_id == event.id, Attendance.state.in_(HERE)
            )
        )
    )


def count(session: Session, event: Event) -> tuple[int, int]:
    """Return (here, on the event's list): what a desk reads after each tick, in one query."""
    here = func.count().filter(Attendance.state.in_(HERE))
    found = select(here, func.count()).where(Attendance.event_id == event.id)
    came, everyone = session.execute(found).one()
    return came, everyone


def arrivals(
    session: Session, event: Event, scope: Select[Attendance], limit: int = 10
) -> list[Attendance]:
    """Return the latest to arrive, newest first."""
    rows = session.scalars(
        scope.where(Attendance.event_id == event.id, Attendance.arrived_at.is_not(None))
        .options(joinedload(Attendance.returnee))
        .order_by(Attendance.arrived_at.desc())
        .limit(limit)
    )
    return list(rows.unique())


def name_for(attendance: Attendance, by: Actor) -> str:
    """Return the name a role may read at the event: the desk has the given name only."""
    name = attendance.returnee.full_name
    return given_name(name) if by.role == Role.DESK else name


def walk_in(
    session: Session, event: Event, said: WalkIn, *, by: Actor, as_before: Admitted | None = None
) -> Attendance:
    """Take in someone without an invitation; a known person is not made twice.

    `as_before` repeats what a laptop in the hall gave: the same id, code and number.
    """
    at = as_before.at if as_before else None
    _refuse_if_not_open(event, at)
    person = person_of(session, said)
    if said.witness:
        given = consents.Given(ConsentHow.SPOKEN, local_day(at or utcnow()), said.witness)
        consents.give(session, person, given, by=by)
    audit.record(session, "change", person, by=by, fields=["attendance", "phone"])
    already = session.scalar(
        select(Attendance).where(
            Attendance.event_id == event.id, Attendance.returnee_id == person.id
        )
    )
    if already is not None:
        if not is_here(already):
            check_in(session, already, by=by, now=at)
        return already
    return _arrive(session, event, person, as_before)


def person_of(session: Session, said: WalkIn) -> Returnee:
    """Return who stands at the door: a person on file in that commune, else a new one."""
    return _known(session, said) or _new_person(session, said)


def _refuse_if_not_open(event: Event, now: datetime | None) -> None:
    refuse_if_out(event)
    if not is_under_way(event, now):
        raise Refused(NOT_OPEN)


def _arrive(
    session: Session, event: Event, person: Returnee, as_before: Admitted | None
) -> Attendance:
    attendance = admit(session, event, person, state=AttendanceState.WALK_IN, as_before=as_before)
    attendance.arrived_at = as_before.at if as_before else utcnow()
    session.flush()
    return attendance


def _known(session: Session, said: WalkIn) -> Returnee | None:
    of_commune = select(Returnee).where(
        Returnee.commune_code == said.commune_code,
        Returnee.birth_year == said.birth_year,
        Returnee.erased_at.is_(None),
    )
    name = canonical(said.full_name)
    namesakes = session.scalars(holding_all(of_commune, name.split()))
    return next((one for one in namesakes if canonical(one.full_name) == name), None)


def _new_person(session: Session, said: WalkIn) -> Returnee:
    person = Returnee(
        full_name=said.full_name,
        phone=said.phone,
        birth_year=said.birth_year,
        commune_code=said.commune_code,
    )
    session.add(person)
    seal_identity(session, person)
    return person
