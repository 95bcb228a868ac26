"""The list of people in care: filters in words of the address, and the figures of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Attendance,
    Event,
    Introduction,
    IntroductionState,
    Path,
    Returnee,
    Suggestion,
    SuggestionState,
    local_day,
    local_today,
)
from services import consents, introduction_lists, review_queue, scope
from services.counting import count

ON_LIST = frozenset({SuggestionState.PROPOSED, SuggestionState.LATER, SuggestionState.APPROVED})
UNANSWERED = frozenset({IntroductionState.NEW, IntroductionState.SEEN})
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the list; an empty value narrows nothing, an unknown one is ignored."""

    commune: str = ""
    consent: str = ""
    path: str = ""
    match: str = ""


def listed(filters: Filters, *, by: Actor) -> Select[Returnee]:
    """Return the people in the actor's care that the filters leave, the latest home first."""
    query = scope.visible_returnees(by)
    if filters.commune:
        query = query.where(Returnee.commune_code == filters.commune)
    if filters.path in set(Path):
        query = query.where(Returnee.path == Path(filters.path))
    if filters.consent in {YES, NO}:
        query = query.where(consents.holds() if filters.consent == YES else ~consents.holds())
    if filters.match == NO:
        query = query.where(consents.holds(), without_match())
    return query.order_by(Returnee.return_date.desc().nulls_last(), Returnee.id)


def without_match() -> ColumnElement[bool]:
    """Return the condition that nothing is on a person's list and they would be matched."""
    on_list = select(Suggestion.id).where(
        Suggestion.returnee_id == Returnee.id, Suggestion.state.in_(ON_LIST)
    )
    return Returnee.automatic_matching.is_(True) & ~on_list.exists()


def keep_only(
    session: Session, people: Sequence[Returnee], query: Select[Returnee]
) -> list[Returnee]:
    """Return those of found people that a list's query also has, in the order they were found."""
    ids = query.with_only_columns(Returnee.id).order_by(None)
    kept = set(session.scalars(ids.where(Returnee.id.in_([person.id for person in people]))))
    return [person for person in people if person.id in kept]


def with_consent(session: Session, people: Sequence[Returnee]) -> frozenset[UUID]:
    """Return which of some people agree to matching."""
    ids = [person.id for person in people]
    return frozenset(
        session.scalars(select(Returnee.id).where(Returnee.id.in_(ids), consents.holds()))
    )


def proposals(session: Session, people: Sequence[Returnee]) -> Mapping[UUID, int]:
    """Return how many proposals wait for each of some people."""
    query = (
        select(Suggestion.returnee_id, func.count())
        .where(
            Suggestion.returnee_id.in_([person.id for person in people]),
            Suggestion.state == SuggestionState.PROPOSED,
        )
        .group_by(Suggestion.returnee_id)
    )
    return dict(session.execute(query).all())


@dataclass(frozen=True, slots=True)
class Day:
    """The figures of a counselor's first page."""

    people: int
    to_review: int
    oldest: date | None
    without_consent: int
    without_match: int
    to_introduce: int
    unanswered: int
    overdue: int
    first_due: IntroductionState | None
    event: Event | None
    invited: int


def day(session: Session, *, by: Actor) -> Day:
    """Count what waits for a counselor today."""
    to_review, oldest = review_queue.counted(session, by=by)
    waiting = scope.visible_introductions(by).where(Introduction.state.in_(UNANSWERED))
    event = next_event(session, by=by)
    return Day(
        people=count(session, scope.visible_returnees(by)),
        to_review=to_review,
        oldest=local_day(oldest) if oldest else None,
        without_consent=count(session, listed(Filters(consent=NO), by=by)),
        without_match=count(session, listed(Filters(match=NO), by=by)),
        to_introduce=introduction_lists.count_ready(session, by=by),
        unanswered=count(session, waiting),
        overdue=count(session, waiting.where(Introduction.answer_due_on < local_today())),
        first_due=_state_of_first(session, waiting),
        event=event,
        invited=_invited(session, event, by) if event else 0,
    )


def _state_of_first(session: Session, waiting: Select[Introduction]) -> IntroductionState | None:
    """Return the state of the answer that is due first: the list to open."""
    first = waiting.order_by(None).order_by(Introduction.answer_due_on, Introduction.id).limit(1)
    found = session.scalar(first.with_only_columns(Introduction.state))
    return IntroductionState(found) if found else None


def next_event(session: Session, *, by: Actor) -> Event | None:
    """Return the event that comes next, today's too."""
    query = scope.visible_events(by).where(Event.on >= local_today()).order_by(Event.on, Event.id)
    return session.scalars(query.limit(1)).first()


def attendances_of(
    session: Session, returnee: Returnee, *, by: Actor
) -> Sequence[tuple[Attendance, Event]]:
    """Return the events a person was invited to and whether they came, the latest first."""
    query = (
        scope.visible_attendances(by)
        .join(Event, Event.id == Attendance.event_id)
        .add_columns(Event)
        .where(Attendance.returnee_id == returnee.id)
        .order_by(Event.on.desc(), Event.id)
    )
    return [(attendance, event) for attendance, event in session.execute(query)]


def _invited(session: Session, event: Event, by: Actor) -> int:
    return count(session, scope.visible_attendances(by).where(Attendance.event_id == event.id))
