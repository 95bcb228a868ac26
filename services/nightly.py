"""What the clock does once a day: a table of functions, each a job of its own.

Every entry compares columns with `now` and may run twice or a day late without harm.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import LOCAL_ZONE, SYSTEM, Job, local_day
from services import (
    consents,
    introduction_nights,
    jobs,
    match_index,
    outbox,
    posting_nights,
    stay,
    upkeep,
)

# (session, *, by, now): writes what fell due, flushes, never commits.
Night = Callable[..., Any]
NIGHTLY: Mapping[str, Night] = {
    "consents.expire": consents.expire,
    "database.analyze": upkeep.analyze,
    "introductions.check_in": introduction_nights.check_in,
    "introductions.close_unanswered": introduction_nights.close_unanswered,
    "introductions.delete_details": introduction_nights.delete_details,
    "introductions.remind_firms": introduction_nights.remind_firms,
    "introductions.remind_to_delete": introduction_nights.remind_to_delete,
    "jobs.forget_old": jobs.forget_old,
    "index.write": match_index.plan,
    "mails.forget_old": outbox.forget_old,
    "positions.ask_firms": posting_nights.ask_firms,
    "positions.hide_old": posting_nights.hide_old,
    "stay.ask": stay.ask,
}
KIND = "nightly"
BEGINS_AT = 1
"""The hour of the morning, in Vietnam, after which a day's work may begin."""


def missing(session: Session, now: datetime) -> list[str]:
    """Return the names whose job of today is not written yet."""
    local = now.astimezone(LOCAL_ZONE)
    if local.hour < BEGINS_AT:
        return []
    keys = {_key(name, now): name for name in NIGHTLY}
    known = set(session.scalars(select(Job.key).where(Job.key.in_(keys))))
    return [name for key, name in keys.items() if key not in known]


def plan(session: Session, now: datetime) -> None:
    """Write today's jobs that are missing; a machine that slept at night does them later."""
    for name in missing(session, now):
        jobs.add(session, KIND, {"name": name}, due_at=now, key=_key(name, now))


def run(session: Session, payload: Mapping[str, Any], now: datetime) -> None:
    """Do one entry of the table; one that is no longer in it has nothing left to do."""
    if (night := NIGHTLY.get(payload["name"])) is not None:
        night(session, by=SYSTEM, now=now)


def _key(name: str, now: datetime) -> str:
    return f"{KIND}:{name}:{local_day(now).isoformat()}"
