"""Whom staff call or write to today about introductions, and that they did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import (
    Actor,
    CallResult,
    Introduction,
    IntroductionAction,
    IntroductionState,
    Move,
    Placement,
    Side,
    StayLink,
    Told,
    Topic,
    local_today,
)
from services import audit
from services.scope import visible_introductions

_S = IntroductionState
AWAITED = (_S.NEW, _S.SEEN, _S.INTERVIEW, _S.OFFERED, _S.HIRED)
"""States in which a firm's next word is waited for."""
TO_PERSON: Mapping[IntroductionState, Topic] = {
    _S.NEW: Topic.WAITING,
    _S.SEEN: Topic.WAITING,
    _S.INTERVIEW: Topic.INTERVIEW,
    _S.OFFERED: Topic.OFFER,
    _S.HIRED: Topic.START,
    _S.NOT_SUITABLE: Topic.ENDED,
    _S.CLOSED: Topic.ENDED,
    _S.STARTED: Topic.STAY,
}
"""What a person has to hear in each state."""
WAITING = (_S.NEW, _S.SEEN)


@dataclass(frozen=True, slots=True)
class Word:
    """What staff did: told whom, about what, with which result."""

    side: Side
    topic: Topic
    result: CallResult = CallResult.TOLD


def firms_to_call(*, by: Actor, today: date) -> Select[Introduction]:
    """Return what a firm owes an answer to, or a deletion, and was not called about today."""
    awaited = Introduction.state.in_(AWAITED) & (Introduction.answer_due_on <= today)
    undeleted = (Introduction.firm_deletes_by < today) & Introduction.firm_deleted_at.is_(None)
    called = _told(Side.FIRM).where(Told.on == today)
    return (
        _with_people(visible_introductions(by))
        .where(or_(awaited, undeleted), ~called.exists())
        .order_by(
            Introduction.employer_id,
            func.coalesce(Introduction.answer_due_on, Introduction.firm_deletes_by),
            Introduction.id,
        )
    )


def people_to_tell(*, by: Actor, today: date) -> Select[Introduction]:
    """Return whom nobody told yet how their introduction stands; the longest untold first."""
    fresh_end = or_(Introduction.firm_deletes_by.is_(None), Introduction.firm_deletes_by >= today)
    due = or_(Introduction.state.not_in(WAITING), Introduction.answer_due_on <= today)
    asked = or_(Introduction.state != _S.STARTED, _question_open(today))
    return (
        _with_people(visible_introductions(by))
        .where(
            or_(*(_untold(state, topic) for state, topic in TO_PERSON.items())),
            due,
            asked,
            fresh_end,
        )
        .order_by(Introduction.created_at, Introduction.id)
    )


def note(session: Session, introduction: Introduction, word: Word, *, by: Actor) -> Told:
    """Write down that somebody was told, or was not reached."""
    told = Told(
        introduction=introduction,
        side=word.side,
        topic=word.topic,
        result=word.result,
        on=local_today(),
        by_id=by.user_id,
    )
    session.add(told)
    audit.record(session, "change", introduction.returnee, by=by, fields=["told"])
    session.flush()
    return told


def told_about(session: Session, introduction_id: UUID) -> Sequence[Told]:
    """Return what was said about one introduction, oldest first."""
    query = select(Told).where(Told.introduction_id == introduction_id)
    return session.scalars(query.order_by(Told.at, Told.id)).all()


def count(session: Session, query: Select[Introduction]) -> int:
    """Return how many lines a list has."""
    rows = query.with_only_columns(Introduction.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def _told(side: Side) -> Select[UUID]:
    return select(Told.id).where(Told.introduction_id == Introduction.id, Told.side == side)


def _untold(state: IntroductionState, topic: Topic) -> ColumnElement[bool]:
    """Return the condition that nobody told the person since the last move into a state.

    A firm's "seen" is no news for the person: what was told before it still holds.
    """
    newer = exists().where(
        Move.record_id == Introduction.id,
        Move.action != IntroductionAction.SEE.value,
        Move.recorded_at > Told.at,
    )
    told = _told(Side.PERSON).where(Told.topic == topic, Told.result == CallResult.TOLD, ~newer)
    return and_(Introduction.state == state, ~told.exists())


def _question_open(today: date) -> ColumnElement[bool]:
    """Return the condition that the person's question after three months waits for an answer."""
    return exists().where(
        StayLink.placement_id == Placement.id,
        Placement.introduction_id == Introduction.id,
        StayLink.side == Side.PERSON,
        StayLink.answer.is_(None),
        StayLink.ends_on >= today,
    )


def _with_people(query: Select[Introduction]) -> Select[Introduction]:
    return query.options(
        contains_eager(Introduction.returnee),
        joinedload(Introduction.position),
        joinedload(Introduction.employer),
    )
