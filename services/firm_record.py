"""A firm's record here, counted from rows and never typed: answers, hires, who stayed, pledges."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Employer,
    Introduction,
    IntroductionAction,
    Move,
    Placement,
    Pledge,
    Sponsorship,
    SponsorshipState,
    local_day,
)
from services.introduction_clocks import ANSWER_WITHIN
from services.terms import months_after
from services.working_days import add_working_days

ANSWERS = (
    IntroductionAction.INVITE,
    IntroductionAction.OFFER,
    IntroductionAction.HIRE,
    IntroductionAction.REFUSE,
)
KEPT = frozenset({SponsorshipState.CONFIRMED, SponsorshipState.COMPLETED})


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; of nothing there is nothing to say."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Record:
    """What a firm did with the people it was introduced to, and with what it promised."""

    answered_in_time: Share
    hires: int
    stayed_3: Share
    stayed_6: Share
    pledges_kept: Share


def of_firm(session: Session, employer: Employer, on: date) -> Record:
    """Count a firm's record as of a day."""
    placements = session.execute(
        select(Placement.first_day, Placement.ended_on).where(
            Placement.employer_id == employer.id, Placement.first_day <= on
        )
    ).all()
    spans = [(first, ended) for first, ended in placements]
    return Record(
        answered_in_time=_answered(session, employer, on),
        hires=len(spans),
        stayed_3=stayed(spans, 3, on),
        stayed_6=stayed(spans, 6, on),
        pledges_kept=_kept(session, employer),
    )


def stayed(spans: Iterable[tuple[date, date | None]], months: int, on: date) -> Share:
    """Count who was still there after some months, of those whose months are over."""
    over = [(ended, day) for first, ended in spans if (day := months_after(first, months)) <= on]
    return Share(sum(ended is None or ended >= day for ended, day in over), len(over))


def _answered(session: Session, employer: Employer, on: date) -> Share:
    """Count first answers within the working days a firm has, of all that were due."""
    mine = select(Introduction.id, Introduction.created_at).where(
        Introduction.employer_id == employer.id
    )
    due = {
        row.id: add_working_days(local_day(row.created_at), ANSWER_WITHIN)
        for row in session.execute(mine)
    }
    answers = _first_answers(session, employer)
    asked = {i: day for i, day in due.items() if i in answers or day < on}
    return Share(sum(i in answers and answers[i] <= day for i, day in asked.items()), len(asked))


def _first_answers(session: Session, employer: Employer) -> dict[UUID, date]:
    mine = select(Introduction.id).where(Introduction.employer_id == employer.id)
    query = (
        select(Move.record_id, func.min(Move.happened_on))
        .where(Move.record_id.in_(mine), Move.action.in_([action.value for action in ANSWERS]))
        .group_by(Move.record_id)
    )
    return {record_id: day for record_id, day in session.execute(query)}  # noqa: C416 - rows


def _kept(session: Session, employer: Employer) -> Share:
    """Count help that the person and the commune confirmed, of all that is decided."""
    query = (
        select(Sponsorship.state, func.count())
        .join(Sponsorship.pledge)
        .where(Pledge.employer_id == employer.id)
        .group_by(Sponsorship.state)
    )
    counts = {SponsorshipState(state): number for state, number in session.execute(query)}
    kept = sum(number for state, number in counts.items() if state in KEPT)
    return Share(kept, kept + counts.get(SponsorshipState.ENDED, 0))
