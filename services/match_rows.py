"""The rows a run and a look at the cards begin with, each with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from matching.docs import PersonDoc
from models import (
    SYSTEM,
    Actor,
    Attendance,
    Event,
    Introduction,
    Placement,
    Position,
    Returnee,
    Role,
    Suggestion,
    SuggestionState,
)
from services import person_docs, scope
from services.endings import AT_WORK

BATCH = 1000
"""People loaded at a time: the numbers of a province fit in memory, those of a country may not."""


def people_ids(
    by: Actor, event: Event | None, returnees: Iterable[Returnee] | None
) -> Select[UUID]:
    """Return the ids of the people a run is about; an event's organiser matches all invited."""
    of_event = event is not None and by.role == Role.ORGANISER
    mine = true() if by == SYSTEM or of_event else scope.in_my_communes(by)
    query = select(Returnee.id).where(mine, Returnee.erased_at.is_(None)).order_by(Returnee.id)
    if event is not None:
        invited = select(Attendance.returnee_id).where(Attendance.event_id == event.id)
        query = query.where(Returnee.id.in_(invited))
    if returnees is not None:
        query = query.where(Returnee.id.in_([returnee.id for returnee in returnees]))
    return query


def parts(ids: Sequence[UUID]) -> Iterable[list[UUID]]:
    """Cut ids into parts of at most BATCH."""
    rest = iter(ids)
    while part := list(islice(rest, BATCH)):
        yield part


def known(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, list[Suggestion]]:
    """Return what was suggested to each person before."""
    rows = session.scalars(
        select(Suggestion)
        .where(Suggestion.returnee_id.in_(ids))
        .options(selectinload(Suggestion.approvals))
        .order_by(Suggestion.rank, Suggestion.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[Suggestion]] = defaultdict(list)
    for suggestion in rows:
        found[suggestion.returnee_id].append(suggestion)
    return found


def at_work(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, set[UUID]]:
    """Return the positions each person holds now: they look for nothing else."""
    rows = session.execute(
        select(Introduction.returnee_id, Introduction.position_id)
        .outerjoin(Placement, Placement.introduction_id == Introduction.id)
        .where(
            Introduction.returnee_id.in_(ids),
            Introduction.state.in_(AT_WORK),
            Placement.ended_on.is_(None),
        )
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for returnee_id, position_id in rows:
        found[returnee_id].add(position_id)
    return found


def approved(session: Session, ids: Sequence[UUID]) -> list[Suggestion]:
    """Return the suggestions of some people with an approval in force, best first."""
    rows = session.scalars(
        select(Suggestion)
        .where(Suggestion.returnee_id.in_(ids), Suggestion.state == SuggestionState.APPROVED)
        .options(
            selectinload(Suggestion.approvals),
            joinedload(Suggestion.position).joinedload(Position.employer),
        )
        .order_by(Suggestion.score.desc(), Suggestion.rank, Suggestion.id)
    )
    return [suggestion for suggestion in rows if suggestion.standing_approval() is not None]


def documents(session: Session, ids: Iterable[UUID]) -> dict[str, PersonDoc]:
    """Return people as the matching reads them at this moment, by id."""
    people = session.scalars(
        select(Returnee)
        .where(Returnee.id.in_(ids))
        .options(*person_docs.READ_WITH)
        .execution_options(populate_existing=True)
    ).all()
    return {doc.id: doc for doc in person_docs.person_docs(session, people)}
