"""One person's way on one line of time: talks, papers, decisions, work, help, loans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from models import (
    OWN_YES,
    Attendance,
    CheckIn,
    Consent,
    Employer,
    FollowUp,
    Handover,
    Introduction,
    LoanReferral,
    Move,
    Note,
    Placement,
    Position,
    Returnee,
    Sponsorship,
    Todo,
)

STATEFUL = (Introduction, Sponsorship, LoanReferral, Attendance, Handover)
"""Records whose moves stand on the line; suggestions are many, and no fact about the person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: `kind`, `code` and `result` are put into words by the page."""

    on: date
    kind: str
    code: str = ""
    detail: str = ""
    result: str = ""


def of_person(session: Session, returnee: Returnee) -> list[Entry]:
    """Return everything that happened to a person's work, the newest first."""
    found = [*_own(session, returnee), *_moves(session, returnee), *_work(session, returnee)]
    if returnee.return_date is not None and returnee.cleared_on is None:
        found.append(Entry(returnee.return_date, "came_home"))
    return sorted(found, key=lambda entry: entry.on, reverse=True)


def _own(session: Session, returnee: Returnee) -> Iterator[Entry]:
    """Give talks, papers and consents."""
    for note in _all(session, select(Note).where(Note.returnee_id == returnee.id)):
        yield Entry(note.on, "note", note.kind.value, note.text)
    done = select(Todo).where(Todo.returnee_id == returnee.id, Todo.done_on.is_not(None))
    for todo in _all(session, done):
        if returnee.cleared_on is None or todo.kind != "certificate":
            yield Entry(todo.done_on, "paper", todo.kind.value)
    for yes in _all(session, select(Consent).where(Consent.returnee_id == returnee.id)):
        yield Entry(yes.given_on, "consent", yes.purpose.value)
        if yes.withdrawn_on:
            yield Entry(yes.withdrawn_on, "withdrawal", yes.purpose.value)


def _moves(session: Session, returnee: Returnee) -> Iterator[Entry]:
    """Give the moves of records with a state, with the firm where there is one."""
    ids = union_all(*(select(t.id).where(t.returnee_id == returnee.id) for t in STATEFUL))
    rows = session.execute(
        select(Move, Position.title, Employer.name)
        .outerjoin(Introduction, Introduction.id == Move.record_id)
        .outerjoin(Position, Position.id == Introduction.position_id)
        .outerjoin(Employer, Employer.id == Introduction.employer_id)
        .where(Move.record_id.in_(select(ids.subquery().c.id)))
    )
    for move, title, firm in rows:
        about = ", ".join(filter(None, (title, firm)))
        yield Entry(move.happened_on, *told(move), about)


def told(move: Move) -> tuple[str, str]:
    """Return of what a move tells and its code: where the record came to, or one side's yes."""
    if move.action in OWN_YES:
        return "own_yes", move.action
    return move.kind, move.to_state


def _work(session: Session, returnee: Returnee) -> Iterator[Entry]:
    """Give placements begun and ended, looks at them, and check-ins on help."""
    rows = session.execute(
        select(Placement, Position.title, Employer.name)
        .join(Position, Position.id == Placement.position_id)
        .join(Employer, Employer.id == Placement.employer_id)
        .where(Placement.returnee_id == returnee.id)
    )
    for placement, title, firm in rows:
        yield Entry(placement.first_day, "work_began", "", f"{title}, {firm}")
        if placement.ended_on:
            yield Entry(placement.ended_on, "work_ended", placement.end_reason or "", firm)
    looks = select(FollowUp).where(
        FollowUp.returnee_id == returnee.id, FollowUp.done_on.is_not(None)
    )
    for look in _all(session, looks):
        yield Entry(look.done_on, "follow_up", look.kind.value, look.note, look.result or "")
    checks = select(CheckIn).where(CheckIn.returnee_id == returnee.id, CheckIn.done_on.is_not(None))
    for check in _all(session, checks):
        yield Entry(check.done_on, "check_in", check.answer.value if check.answer else "")


def _all(session: Session, query: Select[Any]) -> Iterable[Any]:
    return session.scalars(query).all()
