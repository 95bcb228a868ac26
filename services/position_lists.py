"""Lists of postings: by state, searched without accents, with how many stand in each state."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, or_, true
from sqlalchemy.orm import Session, contains_eager

from models import Actor, Employer, Position, PositionSource, PositionState
from services.employers import has_words, search_key
from services.scope import visible_positions


class Queue(StrEnum):
    """What staff look through: a state, or imported ones whose firm was not called yet."""

    TO_CALL = "to_call"


Numbers = Mapping[PositionState | Queue, int]
IS_UNCONFIRMED: ColumnElement[bool] = (
    (Position.source == PositionSource.IMPORT)
    & Position.confirmed_on.is_(None)
    & Position.state.in_([PositionState.DRAFT, PositionState.SUBMITTED, PositionState.NEEDS_FIX])
)


def listed(
    *, by: Actor, typed: str = "", tab: PositionState | Queue | None = None
) -> Select[Position]:
    """Return postings with their firm, newest first; a part of a title or of a firm's name."""
    return (
        _found(by, typed)
        .where(_of(tab))
        .options(contains_eager(Position.employer))
        .order_by(Position.created_at.desc(), Position.id.desc())
    )


def counts(session: Session, *, by: Actor, typed: str = "") -> Numbers:
    """Return how many of the found postings stand in each state, and how many want a call."""
    found = _found(by, typed)
    states = found.with_only_columns(Position.state, func.count()).group_by(Position.state)
    to_call = found.where(IS_UNCONFIRMED).with_only_columns(func.count())
    numbers: dict[PositionState | Queue, int] = {
        PositionState(state): number for state, number in session.execute(states)
    }
    drafts = found.where(_of(PositionState.DRAFT)).with_only_columns(func.count())
    numbers[Queue.TO_CALL] = session.scalar(to_call) or 0
    numbers[PositionState.DRAFT] = session.scalar(drafts) or 0
    return numbers


def _found(by: Actor, typed: str) -> Select[Position]:
    query = visible_positions(by).join(Position.employer)
    if not search_key(typed):
        return query
    return query.where(
        or_(has_words(Position.title_key, typed), has_words(Employer.name_key, typed))
    )


def _of(tab: PositionState | Queue | None) -> ColumnElement[bool]:
    if tab is None:
        return true()
    if tab == PositionState.DRAFT:
        return (Position.state == tab) & ~IS_UNCONFIRMED
    return IS_UNCONFIRMED if isinstance(tab, Queue) else Position.state == tab
