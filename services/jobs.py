"""Jobs: added beside their cause, taken by one worker, landed once, tried again when they fail.

The one who adds a job does not start it: a worker finds it after the commit, or never, when the
transaction did not hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from models import Actor, Job, utcnow
from services import audit, once_only

LEASE = timedelta(minutes=10)
"""How long a worker may hold a job before it counts as dead and the job is taken again."""
ENDED_ITS_WORKER = "the worker ended in the middle of it, each time"
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""The wait after each failure; the failure after the last gives the job up."""
KEPT = timedelta(days=30)
LATE = timedelta(minutes=10)
"""A job due for longer than this says that no worker runs."""


@dataclass(frozen=True, slots=True)
class Held:
    """A job as its worker took it: plain values, so that no rollback renews the lease unseen."""

    id: UUID
    kind: str
    payload: Mapping[str, Any]
    leased_until: datetime


def add(
    session: Session,
    kind: str,
    payload: Mapping[str, Any] | None = None,
    *,
    due_at: datetime | None = None,
    key: str | None = None,
) -> None:
    """Add a job to the caller's transaction; one with a key known already is not added again."""
    job = Job(kind=kind, payload=dict(payload or {}), due_at=due_at or utcnow(), key=key)
    if key is not None:
        once_only.add(session, job, known=select(Job.id).where(Job.key == key))
        return
    session.add(job)
    session.flush()


def is_due(session: Session, now: datetime) -> bool:
    """Tell whether a worker has something to do; a plain read."""
    return session.scalar(select(Job.id).where(_due(now)).limit(1)) is not None


def claim(session: Session, now: datetime) -> Held | None:
    """Take the job that waits longest, for the length of a lease; the caller commits.

    One taken more often than it has tries ended its workers before they could say so: given up.
    """
    query = select(Job).where(_due(now)).order_by(Job.due_at, Job.id).limit(1)
    job = session.scalar(query.with_for_update(skip_locked=True))
    if job is None:
        return None
    if job.attempts > len(PAUSES):
        job.gave_up_at, job.error, job.leased_until = now, ENDED_ITS_WORKER, None
        session.flush()
        return claim(session, now)
    job.leased_until = now + LEASE
    job.attempts += 1
    session.flush()
    return Held(job.id, job.kind, job.payload, job.leased_until)


def land(session: Session, held: Held, now: datetime) -> bool:
    """Write the job down as done, in the transaction of its own work.

    False when the lease ran out and another worker took it: then nothing of it may be kept.
    """
    landed = session.execute(
        update(Job)
        .where(_is_still(held))
        .values(done_at=now, leased_until=None, error="")
        .execution_options(synchronize_session=False)
    )
    return int(landed.rowcount) == 1  # type: ignore[attr-defined]


def fail(session: Session, held: Held, error: str, now: datetime) -> None:
    """Let a failed job wait for its next try, longer each time, and give it up at last."""
    query = select(Job).where(_is_still(held)).execution_options(populate_existing=True)
    job = session.scalar(query)
    if job is None:
        return
    job.error, job.leased_until = error[:200], None
    if job.attempts > len(PAUSES):
        job.gave_up_at = now
    else:
        job.due_at = now + PAUSES[job.attempts - 1]
    session.flush()


def retry(session: Session, job: Job, *, by: Actor) -> None:
    """Let a job that failed be tried at once, from the first pause on."""
    if job.done_at is None:
        job.attempts, job.gave_up_at, job.due_at, job.leased_until = 0, None, utcnow(), None
        audit.record(session, "change", job, by=by, fields=["due_at"])
    session.flush()


def listed(*, failed: bool) -> Select[Job]:
    """Return the jobs that failed, or all that wait or are done; the newest first."""
    query = select(Job).order_by(Job.due_at.desc(), Job.id.desc())
    return query.where(_failed()) if failed else query


def count_failed(session: Session) -> int:
    """Return how many jobs failed at least once and are not done."""
    return session.scalar(select(func.count()).select_from(Job).where(_failed())) or 0


def is_worker_missing(session: Session, now: datetime) -> bool:
    """Tell whether jobs have been due for so long that no worker can be running."""
    return is_due(session, now - LATE)


def forget_old(session: Session, *, by: Actor, now: datetime) -> None:  # noqa: ARG001 - a night
    """Delete jobs done long ago: they have nothing left to tell."""
    session.execute(delete(Job).where(Job.done_at < now - KEPT))
    session.flush()


def _due(now: datetime) -> ColumnElement[bool]:
    is_free = or_(Job.leased_until.is_(None), Job.leased_until < now)
    return Job.done_at.is_(None) & Job.gave_up_at.is_(None) & (Job.due_at <= now) & is_free


def _is_still(held: Held) -> ColumnElement[bool]:
    return (Job.id == held.id) & Job.done_at.is_(None) & (Job.leased_until == held.leased_until)


def _failed() -> ColumnElement[bool]:
    return Job.done_at.is_(None) & (Job.error != "")
