"""What the clock does to introductions each night; every entry may run twice or late."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Employer,
    Introduction,
    IntroductionAction,
    IntroductionState,
    Placement,
    RefusalReason,
    local_day,
)
from services import endings
from services import introduction_letters as letters
from services.working_days import is_working_day

UNANSWERED = (IntroductionState.NEW, IntroductionState.SEEN)
DELETION_NOTICE = WEEK = timedelta(days=7)


def close_unanswered(session: Session, *, by: Actor, now: datetime) -> int:
    """End what no firm answered within ten whole working days; return how many."""
    late = session.scalars(
        select(Introduction).where(Introduction.closes_on < local_day(now))
    ).all()
    ended = [one for one in late if one.can(IntroductionAction.CLOSE)]
    for introduction in ended:
        endings.end(introduction, IntroductionAction.CLOSE, by=by, reason=RefusalReason.NO_ANSWER)
    session.flush()
    return len(ended)


def remind_firms(session: Session, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 - a night
    """Write to firms whose answers are due; once for each day on which more fell due."""
    due = session.execute(
        select(Introduction.employer_id, func.count(), func.max(Introduction.answer_due_on))
        .where(Introduction.state.in_(UNANSWERED), Introduction.answer_due_on <= local_day(now))
        .group_by(Introduction.employer_id)
    )
    for employer_id, count, newest in due.all():
        employer = session.get_one(Employer, employer_id)
        if not employer.may_see_people():
            continue
        letters.waiting(session, employer, count, f"reminder:{employer_id}:{newest}", now)


def remind_to_delete(session: Session, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 - a night
    """Write to firms that have a week left to delete what they wrote down."""
    soon = local_day(now) + DELETION_NOTICE
    query = select(Introduction).where(
        Introduction.firm_deletes_by <= soon, Introduction.firm_deleted_at.is_(None)
    )
    for introduction in session.scalars(
        query.where(Introduction.firm_deletes_by >= local_day(now))
    ):
        letters.to_delete(session, introduction)


def delete_details(session: Session, *, by: Actor, now: datetime) -> int:  # noqa: ARG001 - a night
    """Delete here what a firm typed about a person it did not take; return of how many.

    What stays is that they were introduced, how it ended and the coded reason.
    """
    over = select(Introduction).where(Introduction.firm_deletes_by < local_day(now), _has_details())
    ended = session.scalars(over).all()
    for introduction in ended:
        introduction.words_to_person = introduction.words_to_counselor = None
        introduction.interview_place = introduction.interview_ask_for = ""
        introduction.interview_papers = ""
    session.flush()
    return len(ended)


def check_in(session: Session, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 - a night
    """Write to firms with people at work in the week from a month's first working day on."""
    today = local_day(now)
    first = _first_working_day(today)
    if not first <= today < first + WEEK:
        return
    at_work = session.execute(
        select(Placement.employer_id, func.count())
        .where(Placement.first_day <= today, Placement.ended_on.is_(None))
        .group_by(Placement.employer_id)
    )
    for employer_id, count in at_work.all():
        employer = session.get_one(Employer, employer_id)
        if not employer.may_see_people():
            continue
        letters.check_in(session, employer, count, f"{today:%Y-%m}")


def _first_working_day(day: date) -> date:
    first = day.replace(day=1)
    while not is_working_day(first):
        first += timedelta(days=1)
    return first


def _has_details() -> ColumnElement[bool]:
    return or_(
        Introduction.words_to_person_ct.is_not(None),
        Introduction.words_to_counselor_ct.is_not(None),
        Introduction.interview_place != "",
        Introduction.interview_ask_for != "",
        Introduction.interview_papers != "",
    )
