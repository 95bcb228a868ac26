"""Lists of the counselor: who may be introduced now, and introductions by state."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import (
    LOCAL_ZONE,
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
    local_today,
    utcnow,
)
from services.counting import count
from services.scope import visible_introductions, visible_suggestions


def ready(*, by: Actor) -> Select[Suggestion]:
    """Return approved suggestions of the actor's people without an introduction, newest first."""
    introduced = select(Introduction.id).where(Introduction.approval_id == Approval.id)
    return (
        visible_suggestions(by)
        .join(Approval, Approval.suggestion_id == Suggestion.id)
        .where(
            Suggestion.state == SuggestionState.APPROVED,
            Approval.withdrawn_at.is_(None),
            ~introduced.exists(),
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


def of_firm(
    *, by: Actor, state: IntroductionState | None = None, position_id: UUID | None = None
) -> Select[Introduction]:
    """Return the people a firm may see now, the newest first."""
    query = visible_introductions(by).options(
        joinedload(Introduction.returnee), joinedload(Introduction.position)
    )
    if state is not None:
        query = query.where(Introduction.state == state)
    if position_id is not None:
        query = query.where(Introduction.position_id == position_id)
    return query.order_by(Introduction.number.desc())


def postings_of_firm(session: Session, *, by: Actor) -> Sequence[tuple[UUID, str]]:
    """Return the postings a firm has people for, for its filter."""
    mine = visible_introductions(by).with_only_columns(Introduction.position_id)
    rows = session.execute(
        select(Position.id, Position.title)
        .where(Position.id.in_(mine))
        .order_by(Position.title_key)
    )
    return [(row.id, row.title) for row in rows]


def interviews(session: Session, *, by: Actor) -> Sequence[Introduction]:
    """Return the interviews from today on, by date and place."""
    begins = datetime.combine(local_today(), time.min, LOCAL_ZONE)
    query = (
        visible_introductions(by)
        .where(
            Introduction.state == IntroductionState.INTERVIEW, Introduction.interview_at >= begins
        )
        .options(
            joinedload(Introduction.returnee),
            joinedload(Introduction.position),
            joinedload(Introduction.employer),
        )
        .order_by(Introduction.interview_at, Introduction.interview_place, Introduction.number)
    )
    return session.scalars(query).unique().all()


def called_off(session: Session, *, by: Actor) -> Sequence[Introduction]:
    """Return a firm's interviews to come that take place no more; never with the person."""
    query = select(Introduction).where(
        Introduction.employer_id == by.employer_id,
        Introduction.state != IntroductionState.INTERVIEW,
        Introduction.interview_at > utcnow(),
    )
    return session.scalars(query.order_by(Introduction.interview_at, Introduction.number)).all()


def ended_of_firm(*, by: Actor, today: date) -> Select[Introduction]:
    """Return what ended and the firm still has to delete, or had lately; never with the person."""
    lately = Introduction.firm_deletes_by >= today
    return (
        select(Introduction)
        .where(
            Introduction.employer_id == by.employer_id,
            Introduction.firm_deletes_by.is_not(None),
            or_(Introduction.firm_deleted_at.is_(None), lately),
        )
        .options(joinedload(Introduction.position))
        .order_by(Introduction.firm_deletes_by, Introduction.number)
    )


def ended_one(session: Session, introduction_id: UUID, *, by: Actor) -> Introduction | None:
    """Return one of a firm's ended introductions."""
    mine = select(Introduction).where(
        Introduction.employer_id == by.employer_id, Introduction.firm_deletes_by.is_not(None)
    )
    return session.scalar(mine.where(Introduction.id == introduction_id))


def count_ended(session: Session, *, by: Actor, today: date) -> int:
    """Return how many ended ones a firm has not said to be deleted."""
    open_ = ended_of_firm(by=by, today=today).where(Introduction.firm_deleted_at.is_(None))
    return count(session, open_)


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
    return count(session, ready(by=by))


def moves_of(session: Session, record_id: UUID) -> Sequence[tuple[Move, str]]:
    """Return what happened to a record, oldest first, with the name of who wrote it down."""
    rows = session.execute(
        select(Move, User)
        .outerjoin(User, User.id == Move.by_id)
        .where(Move.record_id == record_id)
        .order_by(Move.recorded_at, Move.id)
    )
    return [(move, user.full_name if user else "") for move, user in rows]
