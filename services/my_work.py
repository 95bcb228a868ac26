"""One counselor's day: what waits, on whom, since or until when. One query a section."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from models import (
    LOCAL_ZONE,
    Actor,
    Assignment,
    AssignmentKind,
    Attendance,
    Event,
    Returnee,
    Role,
    Suggestion,
    SuggestionState,
    local_day,
    local_today,
)
from services import counting, scope
from services import work_queries as queries
from services.work_queries import Asked, Lines
from services.working_days import subtract_working_days

REVIEW_BEFORE = 3
"""Working days between the last approval and an event: cards are printed and handed out then."""
MOST_LINES = 5
"""Lines of a section on the first page; the rest is one click away."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: for whom, on which record, by when, whose it is."""

    returnee: Returnee
    record_id: UUID
    on: date | None
    code: str
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class Section:
    """What waits of one kind, the most pressing first; `total` counts all."""

    key: str
    lines: Sequence[Line]
    total: int

    @property
    def counted(self) -> str:
        """Return how many lines there are, in words where counting stopped."""
        return counting.said(self.total)


SECTIONS: Mapping[str, Callable[[Asked], Lines]] = {
    "call_today": queries.calls,
    "appointments": queries.appointments,
    "call_backs": queries.call_backs,
    "review": queries.to_review,
    "answers": queries.answers,
    "first_contact": queries.first_contacts,
    "first_suggestion": queries.first_suggestions,
    "stalled": queries.stalled,
    "coming_home": queries.coming_home,
    "ending": queries.ending,
    "rights": queries.rights,
    "handovers": queries.handovers,
}
"""Every section of the first page, in the order of a day."""


DUE_AFTER: Mapping[str, timedelta] = {
    "first_contact": queries.FIRST_CONTACT,
    "first_suggestion": queries.FIRST_SUGGESTION,
}
"""Sections whose query gives the day a clock starts: how long it runs."""


def asked(by: Actor, *, only_mine: bool = False, today: date | None = None) -> Asked:
    """Say whose work is asked for, on which day."""
    day = today or local_today()
    begins = datetime.combine(day, time.min, LOCAL_ZONE)
    return Asked(by, day, begins, begins + timedelta(days=1), by.user_id if only_mine else None)


def day(session: Session, what: Asked) -> list[Section]:
    """Return every section with its first lines: one statement each, and one for the people."""
    found = {key: _found(session, key, what) for key in SECTIONS}
    people = _people(session, [row for rows in found.values() for row in rows[:MOST_LINES]])
    return [_section(key, rows[:MOST_LINES], len(rows), people) for key, rows in found.items()]


def section(
    session: Session, key: str, what: Asked, *, limit: int = MOST_LINES, offset: int = 0
) -> Section:
    """Return some lines of one section and how many there are."""
    rows = _found(session, key, what)
    shown = rows[offset : offset + limit]
    return _section(key, shown, len(rows), _people(session, shown))


def _found(session: Session, key: str, what: Asked) -> Sequence[Any]:
    return session.execute(SECTIONS[key](what).limit(counting.MOST_COUNTED + 1)).all()


def _people(session: Session, rows: Sequence[Any]) -> Mapping[UUID, Returnee]:
    ids = {row.person for row in rows}
    return {p.id: p for p in session.scalars(select(Returnee).where(Returnee.id.in_(ids)))}


def _section(key: str, rows: Sequence[Any], total: int, people: Mapping[UUID, Returnee]) -> Section:
    lines = [_line(people[row.person], row, DUE_AFTER.get(key)) for row in rows]
    return Section(key, lines, total)


def owners(sections: Sequence[Section]) -> list[UUID]:
    """Return the ids of the officers who own some lines."""
    found = (line.owner_id for section in sections for line in section.lines)
    return list(dict.fromkeys(owner for owner in found if owner))


def of_all(what: Asked) -> Asked:
    """Return the same question for the whole of one's communes."""
    return replace(what, owner_id=None)


def covers(session: Session, what: Asked) -> Sequence[Assignment]:
    """Return who works for whom just now: covers the actor holds, or has in their communes."""
    by = what.by
    here = () if by.communes is None else tuple(by.communes)
    query = (
        select(Assignment)
        .where(
            Assignment.kind == AssignmentKind.COVER,
            Assignment.role == Role.COUNSELOR,
            Assignment.ends_on >= what.today,
            or_(Assignment.user_id == by.user_id, Assignment.commune_code.in_(here)),
        )
        .options(joinedload(Assignment.user))
        .order_by(Assignment.starts_on, Assignment.id)
    )
    return session.scalars(query).all()


def review_deadline(event: Event) -> date:
    """Return the last day on which cards are approved in time to be printed for an event."""
    return subtract_working_days(event.on, REVIEW_BEFORE)


def invited_to_review(session: Session, event: Event, *, by: Actor) -> int:
    """Return how many of the actor's people are invited and still have proposals to decide."""
    waits = select(Suggestion.id).where(
        Suggestion.returnee_id == Attendance.returnee_id,
        Suggestion.state == SuggestionState.PROPOSED,
    )
    mine = scope.visible_attendances(by).where(Attendance.event_id == event.id, waits.exists())
    return counting.count(session, mine)


def _line(returnee: Returnee, row: Any, runs: timedelta | None) -> Line:
    _, record_id, on, code = row
    when = local_day(on) if isinstance(on, datetime) else on
    if when and runs:
        when += runs
    if returnee.cleared_on is not None and on == returnee.return_date:
        when = None
    return Line(returnee, record_id, when, code or "", returnee.counselor_id)
