"""People sent on to the loan desk, and the milestones of it; whether to lend is the bank's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    LoanAction,
    LoanPurpose,
    LoanReason,
    LoanReferral,
    LoanState,
    Move,
    Returnee,
    local_today,
)
from services import audit
from services.errors import Refused

NOT_YET = "Hãy ghi ngày không sau hôm nay."
BEFORE = "Hãy ghi ngày từ {:%d/%m/%Y} trở đi."
STANDING = "Người này đang có giấy giới thiệu vay theo chương trình này. Hãy ghi tiếp vào đó."
Milestone = tuple[date, LoanState]


@dataclass(frozen=True, slots=True)
class Referral:
    """What a person is sent on for."""

    programme: str
    purpose: LoanPurpose
    on: date
    amount_vnd: int | None = None


def refer(session: Session, person: Returnee, asked: Referral, *, by: Actor) -> LoanReferral:
    """Send a person on to the loan desk under one programme."""
    if asked.on > local_today():
        raise Refused(NOT_YET)
    if session.scalar(_open(person, asked.programme)) is not None:
        raise Refused(STANDING)
    made = LoanReferral(
        returnee=person,
        programme=asked.programme,
        purpose=asked.purpose,
        referred_on=asked.on,
        amount_vnd=asked.amount_vnd,
        recorded_by_id=by.user_id,
    )
    session.add(made)
    _note(session, made, by)
    return made


def _open(person: Returnee, programme: str) -> Select[LoanReferral]:
    return select(LoanReferral).where(
        LoanReferral.returnee_id == person.id,
        LoanReferral.programme == programme,
        LoanReferral.state.in_((LoanState.REFERRED, LoanState.SUBMITTED)),
    )


def day_problem(row: LoanReferral, on: date) -> str | None:
    """Return what is wrong with the day of a milestone."""
    if on > local_today():
        return NOT_YET
    return BEFORE.format(row.referred_on) if on < row.referred_on else None


def submit(session: Session, row: LoanReferral, *, by: Actor, on: date) -> None:
    """Record that the papers are at the bank."""
    _move(session, row, LoanAction.SUBMIT, by, on)


def lend(session: Session, row: LoanReferral, *, by: Actor, on: date, amount_vnd: int) -> None:
    """Record that the bank paid out."""
    row.lent_on, row.lent_vnd = on, amount_vnd
    _move(session, row, LoanAction.LEND, by, on)


def decline(
    session: Session, row: LoanReferral, reason: LoanReason, *, by: Actor, on: date
) -> None:
    """Record that it came to no loan, and why."""
    row.reason = reason.value
    _move(session, row, LoanAction.DECLINE, by, on, reason.value)


def withdraw(session: Session, row: LoanReferral, *, by: Actor) -> None:
    """Record that the person does not want it any more."""
    _move(session, row, LoanAction.WITHDRAW, by, local_today())


def _move(
    session: Session,
    row: LoanReferral,
    action: LoanAction,
    by: Actor,
    on: date,
    reason: str | None = None,
) -> None:
    if problem := day_problem(row, on):
        raise Refused(problem)
    row.apply(action, by=by, happened_on=on, reason=reason)
    _note(session, row, by)


def _note(session: Session, row: LoanReferral, by: Actor) -> None:
    audit.record(session, "change", row.returnee, by=by, fields=["loan"])
    session.flush()


def milestones(session: Session, row: LoanReferral) -> list[Milestone]:
    """Return what happened to a referral, day by day, for the person's timeline."""
    moves = session.scalars(
        select(Move).where(Move.record_id == row.id).order_by(Move.happened_on, Move.recorded_at)
    )
    told = [(move.happened_on, LoanState(move.to_state)) for move in moves]
    return [(row.referred_on, LoanState.REFERRED), *told]
