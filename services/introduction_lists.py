"""Lists of the counselor: who may be introduced now, and introductions by state."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import (
    Actor,
    Approval,
    Introduction,
    IntroductionState,
    Move,
    Position,
    Returnee,
    Suggestion,
    SuggestionState,
    User,
)
from services.scope import visible_introductions, visible_suggestions


def ready(*, by: Actor) -> Select[Suggestion]:
    """Return approved suggestions of the actor's people without an introduction, newest first."""
    introduced = select(Introduction.approval_id)
    return (
        visible_suggestions(by)
        .join(Approval, Approval.suggestion_id == Suggestion.id)
        .where(
            Suggestion.state == SuggestionState.APPROVED,
            Approval.withdrawn_at.is_(None),
            Approval.id.not_in(introduced),
        )
        .options(
            contains_eager(Suggestion.returnee),
            joinedload(Suggestion.position).joinedload(Position.employer),
        )
        .order_by(Approval.at.desc(), Suggestion.id)
    )


def listed(*, by: Actor, state: IntroductionState) -> Select[Introduction]:
    """Return the actor's people's introductions in a state; what is due first, then the newest."""
    return (
        visible_introductions(by)
        .where(Introduction.state == state)
        .options(
            contains_eager(Introduction.returnee),
            joinedload(Introduction.position),
            joinedload(Introduction.employer),
        )
        .order_by(
            Introduction.answer_due_on.is_(None),
            Introduction.answer_due_on,
            Introduction.created_at.desc(),
            Introduction.id,
        )
    )


def of_person(session: Session, returnee: Returnee, *, by: Actor) -> Sequence[Introduction]:
    """Return one person's introductions, newest first."""
    query = (
        visible_introductions(by)
        .where(Introduction.returnee_id == returnee.id)
        .options(joinedload(Introduction.position), joinedload(Introduction.employer))
        .order_by(Introduction.created_at.desc(), Introduction.id)
    )
    return session.scalars(query).unique().all()


def ready_for(session: Session, returnee: Returnee, *, by: Actor) -> Mapping[UUID, UUID]:
    """Return by position which suggestions of one person wait to be introduced."""
    query = ready(by=by).where(Suggestion.returnee_id == returnee.id)
    return {found.position_id: found.id for found in session.scalars(query).unique()}


def counts(session: Session, *, by: Actor) -> Mapping[IntroductionState, int]:
    """Return how many introductions stand in each state."""
    query = visible_introductions(by).with_only_columns(Introduction.state, func.count())
    rows = session.execute(query.group_by(Introduction.state))
    return {IntroductionState(state): number for state, number in rows}


def count_ready(session: Session, *, by: Actor) -> int:
    """Return how many approved suggestions wait to be introduced."""
    ids = ready(by=by).with_only_columns(Suggestion.id).order_by(None)
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def moves_of(session: Session, record_id: UUID) -> Sequence[tuple[Move, str]]:
    """Return what happened to a record, oldest first, with the name of who wrote it down."""
    rows = session.execute(
        select(Move, User)
        .outerjoin(User, User.id == Move.by_id)
        .where(Move.record_id == record_id)
        .order_by(Move.recorded_at, Move.id)
    )
    return [(move, user.full_name if user else "") for move, user in rows]
