"""Who waits for a counselor's decisions, the longest waiting first."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, func, select
from sqlalchemy.orm import Session

from models import Actor, Attendance, Path, Returnee, Suggestion, SuggestionState
from services import counting, scope

Key = tuple[datetime, UUID]
BANDS = ("Rất hợp", "Hợp", "Có thể hợp")


@dataclass(frozen=True, slots=True)
class Queue:
    """People with proposals to decide, who waits longest first; of very many, the first ones."""

    keys: tuple[Key, ...]

    @property
    def counted(self) -> str:
        """Return how many wait, in words where counting stopped."""
        return counting.said(len(self.keys))

    @property
    def people(self) -> tuple[UUID, ...]:
        """Ids of the people in order."""
        return tuple(person for _, person in self.keys)

    @property
    def oldest(self) -> datetime | None:
        """Since when the first one waits."""
        return self.keys[0][0] if self.keys else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands in the queue: `number` counts from 1, 0 when nothing is to decide."""

    number: int
    of: int
    before: UUID | None
    after: UUID | None

    @property
    def counted(self) -> str:
        """Return how many wait, in words where counting stopped."""
        return counting.said(self.of)


def counted(session: Session, *, by: Actor) -> tuple[int, datetime | None]:
    """Return how many people wait and since when the first one does."""
    some = _waits(by).distinct().limit(counting.MOST_COUNTED + 1).subquery()
    number = session.scalar(select(func.count()).select_from(some)) or 0
    first = _waits(by).with_only_columns(Suggestion.created_at).order_by(Suggestion.created_at)
    return number, session.scalar(first.limit(1)) if number else None


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the queue; an empty value narrows nothing, an unknown one is ignored."""

    commune: str = ""
    event: UUID | None = None
    band: str = ""
    warned: str = ""
    path: str = ""
    mine: str = ""


NO_FILTERS = Filters()
YES, NO = "yes", "no"


def load(session: Session, *, by: Actor, filters: Filters = NO_FILTERS) -> Queue:
    """Return who in the actor's scope has something to decide and is left by the filters."""
    waits = _waits(by).where(*_conditions(filters, by))
    first = (
        _first_suggested()
        .where(Suggestion.returnee_id.in_(waits))
        .order_by(func.min(Suggestion.created_at), Suggestion.returnee_id)
    )
    rows = session.execute(first.limit(counting.MOST_COUNTED + 1))
    return Queue(tuple((since, person) for person, since in rows))


def _waits(by: Actor) -> Select[UUID]:
    """Select the actor's people with something to decide, once a proposal."""
    return (
        select(Suggestion.returnee_id)
        .join(Suggestion.returnee)
        .where(
            scope.in_my_communes(by),
            Returnee.erased_at.is_(None),
            Suggestion.state == SuggestionState.PROPOSED,
        )
    )


def _conditions(filters: Filters, by: Actor) -> Iterator[ColumnElement[bool]]:
    if filters.commune:
        yield Returnee.commune_code == filters.commune
    if filters.path in set(Path):
        yield Returnee.path == Path(filters.path)
    if filters.mine:
        yield Returnee.counselor_id == by.user_id
    if filters.event:
        invited = select(Attendance.returnee_id).where(Attendance.event_id == filters.event)
        yield Suggestion.returnee_id.in_(invited)
    yield from _about_cards(filters)


def _about_cards(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.band in BANDS:
        yield Suggestion.band == filters.band
    if filters.warned in {YES, NO}:
        clear = cast(Suggestion.warnings, Text) == "[]"
        yield ~clear if filters.warned == YES else clear


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue: how many proposals wait, and since when."""

    returnee: Returnee
    proposals: int
    since: datetime


def waiting(session: Session, keys: Sequence[Key]) -> list[Waiting]:
    """Return the rows of some keys of the queue, in their order."""
    ids = [person for _, person in keys]
    people = {p.id: p for p in session.scalars(select(Returnee).where(Returnee.id.in_(ids)))}
    counted = session.execute(
        select(Suggestion.returnee_id, func.count())
        .where(Suggestion.returnee_id.in_(ids), Suggestion.state == SuggestionState.PROPOSED)
        .group_by(Suggestion.returnee_id)
    )
    number = dict(counted.all())
    return [Waiting(people[person], number[person], since) for since, person in keys]


def place(session: Session, line: Queue, returnee: Returnee) -> Place:
    """Return where a person stands, or where they stood when everything is decided.

    Whoever stands behind the last one counted has the longest waiting after them.
    """
    if returnee.id in line.people:
        at = line.people.index(returnee.id)
        return Place(at + 1, len(line.keys), _at(line, at - 1), _at(line, at + 1))
    row = session.execute(
        _first_suggested().where(Suggestion.returnee_id == returnee.id)
    ).one_or_none()
    at = bisect_left(line.keys, (row[1], returnee.id)) if row else len(line.keys)
    after = _at(line, at) or (_at(line, 0) if len(line.keys) > counting.MOST_COUNTED else None)
    return Place(0, len(line.keys), _at(line, at - 1), after)


def _first_suggested() -> Any:
    """Select when each person first got a suggestion that counts: a key no decision moves."""
    return (
        select(Suggestion.returnee_id, func.min(Suggestion.created_at))
        .where(Suggestion.state != SuggestionState.LAPSED)
        .group_by(Suggestion.returnee_id)
    )


def _at(line: Queue, index: int) -> UUID | None:
    return line.people[index] if 0 <= index < len(line.keys) else None
