"""Lists of postings: by state, searched without accents, with how many stand in each state."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, case, func, or_, true
from sqlalchemy.orm import Session, contains_eager

from models import Actor, Employer, Position, PositionSource, PositionState, local_today
from models.position import ASKED_AFTER, HIDDEN_AFTER
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
    stands = _stands(local_today())
    states = found.with_only_columns(stands, func.count()).group_by(stands)
    to_call = found.where(IS_UNCONFIRMED).with_only_columns(func.count())
    numbers: dict[PositionState | Queue, int] = {
        PositionState(state): number for state, number in session.execute(states)
    }
    drafts = found.where(_of(PositionState.DRAFT)).with_only_columns(func.count())
    numbers[Queue.TO_CALL] = session.scalar(to_call) or 0
    numbers[PositionState.DRAFT] = session.scalar(drafts) or 0
    return numbers


def asked_about(*, by: Actor) -> Select[Position]:
    """Return open postings that stand for thirty days, of which the firm is asked."""
    on = local_today()
    return (
        visible_positions(by)
        .where(
            Position.state == PositionState.OPEN,
            Position.opened_on <= on - ASKED_AFTER,
            ~is_over(on),
        )
        .order_by(Position.opened_on, Position.id)
    )


def is_over(on: date) -> ColumnElement[bool]:
    """Return the condition that a posting's deadline or sixty days have passed."""
    is_past = func.coalesce(Position.deadline < on, False)
    is_old = func.coalesce(Position.opened_on < on - HIDDEN_AFTER, False)
    return or_(is_past, is_old)


def _stands(on: date) -> ColumnElement[PositionState]:
    """Return the state as it stands on a day: an open one that is over counts as expired."""
    is_hidden = (Position.state == PositionState.OPEN) & is_over(on)
    return case((is_hidden, PositionState.EXPIRED.value), else_=Position.state)


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
    if isinstance(tab, Queue):
        return IS_UNCONFIRMED
    if tab == PositionState.DRAFT:
        return (Position.state == tab) & ~IS_UNCONFIRMED
    return _stands(local_today()) == tab.value
