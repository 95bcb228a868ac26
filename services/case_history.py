"""Who changed what of a case file, and when: the access log and the moves, never a value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from models import (
    AccessLog,
    Actor,
    Attendance,
    Handover,
    Introduction,
    Move,
    Returnee,
    Role,
    Sponsorship,
    Suggestion,
    User,
)
from services import expungement
from services.case_files import IDENTITY, LIMITS
from services.timeline import told

LOOKS = ("view", "list", "print", "export", "refused")
"""What is no change."""
MOST = 200
POLICE_READS = frozenset({*IDENTITY, *LIMITS, "bans", "work_permission", "phone", "address"})
"""Fields of which police may read that they were changed."""


PAST = frozenset({*LIMITS, "bans", "work_permission", "expungement", "cleared_on"})
"""Fields that an expungement clears, their names too."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: when, by whom under which hat, of which fields or records."""

    at: datetime
    who: str
    role: Role
    action: str
    fields: tuple[str, ...] = ()
    kind: str = ""
    to_state: str = ""
    said_by: str = ""


def of_person(session: Session, returnee: Returnee, *, by: Actor) -> list[Change]:
    """Return the changes of one person's file, the newest first; police read those of limits."""
    changes = _written(session, returnee)
    if by.role == Role.POLICE:
        return [kept for change in changes if (kept := _as_police_read(change))]
    if expungement.is_hidden(returnee, by):
        changes = [kept for change in changes if (kept := _without_past(change))]
    both = [*changes, *_moved(session, returnee)]
    return sorted(both, key=lambda change: change.at, reverse=True)[:MOST]


def _written(session: Session, returnee: Returnee) -> list[Change]:
    rows = session.execute(
        select(AccessLog, User)
        .outerjoin(User, User.id == AccessLog.user_id)
        .where(
            AccessLog.subject_kind == Returnee.__tablename__,
            AccessLog.subject_id == returnee.id,
            AccessLog.action.not_in(LOOKS),
        )
        .order_by(AccessLog.at.desc())
        .limit(MOST)
    )
    return [
        Change(log.at, _name(user), Role(log.role), log.action, tuple(log.fields))
        for log, user in rows
    ]


def _moved(session: Session, returnee: Returnee) -> list[Change]:
    rows = session.execute(
        select(Move, User)
        .outerjoin(User, User.id == Move.by_id)
        .where(Move.record_id.in_(records_of(returnee)))
        .order_by(Move.recorded_at.desc())
        .limit(MOST)
    )
    return [_of_move(move, user) for move, user in rows]


def _of_move(move: Move, user: User | None) -> Change:
    kind, code = told(move)
    return Change(
        move.recorded_at,
        _name(user),
        Role(move.role),
        move.action,
        kind=kind,
        to_state=code,
        said_by=move.said_by or "",
    )


def records_of(returnee: Returnee) -> Select[Any]:
    """Return the ids of everything with a state that is about a person."""
    tables = (Suggestion, Introduction, Sponsorship, Attendance, Handover)
    ids = union_all(*(select(t.id).where(t.returnee_id == returnee.id) for t in tables))
    return select(ids.subquery().c.id)


def _as_police_read(change: Change) -> Change | None:
    fields: Sequence[str] = [name for name in change.fields if name in POLICE_READS]
    if not fields:
        return None
    return Change(change.at, change.who, change.role, change.action, tuple(fields))


def _without_past(change: Change) -> Change | None:
    """Leave out that limits were ever written, for whom they are cleared."""
    fields = tuple(name for name in change.fields if name not in PAST)
    return replace(change, fields=fields) if fields or not change.fields else None


def _name(user: User | None) -> str:
    return user.full_name if user else ""
