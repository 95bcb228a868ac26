"""The access log: written in the caller's transaction, numbered and chained afterwards."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import AccessLog, Actor, Base

GENESIS = bytes(32)


def record(
    session: Session,
    action: str,
    thing: Base,
    *,
    by: Actor,
    fields: Sequence[str] = (),
) -> None:
    """Write down that `by` did `action` to `thing`; names of fields, never their values."""
    session.add(_row(action, thing.__tablename__, thing.id, by, fields))


def record_refusal(session: Session, kind: str, subject: UUID, *, by: Actor) -> None:
    """Write down that `by` asked for a row that is not theirs, or is nowhere."""
    session.add(_row("refused", kind, subject, by, ()))


def record_list(
    session: Session, action: str, things: Iterable[Base], *, by: Actor, fields: Sequence[str] = ()
) -> None:
    """Write one row for each record of a list that was shown, printed or exported."""
    session.add_all(rows_about(action, things, by=by, fields=fields))


def rows_about(
    action: str, things: Iterable[Base], *, by: Actor, fields: Sequence[str] = ()
) -> list[AccessLog]:
    """Return the rows of a look at a list, for a transaction that begins later.

    Made while the things are still loaded: after a rollback each would be read again one by one.
    """
    return [_row(action, thing.__tablename__, thing.id, by, fields) for thing in things]


def _row(
    action: str, kind: str, subject: UUID | None, by: Actor, fields: Sequence[str]
) -> AccessLog:
    return AccessLog(
        action=action,
        subject_kind=kind,
        subject_id=subject,
        user_id=by.user_id,
        device_id=by.device_id,
        role=by.role.value,
        fields=list(fields),
    )


def seal(session: Session, *, limit: int = 10_000) -> int:
    """Give the rows not sealed yet a number and a hash, oldest first; return how many."""
    number = session.scalar(select(func.max(AccessLog.sealed_number))) or 0
    chain = (
        session.scalar(select(AccessLog.chain_hash).where(AccessLog.sealed_number == number))
        or GENESIS
    )
    waiting = session.scalars(
        select(AccessLog)
        .where(AccessLog.sealed_number.is_(None))
        .order_by(AccessLog.at, AccessLog.id)
        .limit(limit)
    ).all()
    for row in waiting:
        number += 1
        chain = chained(chain, number, row)
        row.sealed_number, row.chain_hash = number, chain
    session.flush()
    return len(waiting)


def first_broken(session: Session) -> int | None:
    """Return the number of the first sealed row that was edited, removed or renumbered, or None.

    Cutting the newest rows leaves a whole chain behind: compare the last number with the anchor
    kept outside the database to find that.
    """
    chain = GENESIS
    query = (
        select(AccessLog)
        .where(AccessLog.sealed_number.is_not(None))
        .order_by(AccessLog.sealed_number)
        .execution_options(yield_per=1000)
    )
    # Closed by hand: the first broken row leaves the rest of the rows unread.
    with closing(session.scalars(query)) as rows:
        for expected, row in enumerate(rows, start=1):
            chain = chained(chain, expected, row)
            if row.sealed_number != expected or row.chain_hash != chain:
                return expected
    return None


def chained(previous: bytes, number: int, row: AccessLog) -> bytes:
    """Return the hash of a row over its content and the hash before it."""
    content = json.dumps(
        [
            number,
            str(row.id),
            row.at.isoformat(),
            str(row.user_id),
            str(row.device_id),
            row.role,
            row.action,
            row.subject_kind,
            str(row.subject_id),
            row.fields,
        ]
    )
    return hashlib.sha256(previous + content.encode()).digest()
