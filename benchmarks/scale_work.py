"""What came of the suggestions of an invented province: calls, approvals, introductions, moves.

Without it these tables were empty, and a database that knows nothing of a table reads another one
first: a province that has worked for years is never so.
"""
# ruff: noqa: S311 - an invented province is drawn by lot

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.scale_people import communes, insert
from models import (
    Approval,
    Consent,
    FollowUp,
    Handover,
    Interest,
    Introduction,
    Note,
    Placement,
    Position,
    RightsRequest,
    Suggestion,
    SuggestionState,
    local_today,
    new_id,
    utcnow,
)

APPROVED, INTRODUCED, OWN_WAY = 0.1, 0.9, 0.01
"""Of the suggestions that lapsed, of the approved ones; of the people who ask for something."""
STATES: Mapping[str, int] = {
    "new": 6,
    "seen": 4,
    "interview": 4,
    "offered": 2,
    "hired": 2,
    "started": 40,
    "not_suitable": 26,
    "closed": 16,
}
"""Where introductions stand, of a hundred: most of them are over."""


class Way(NamedTuple):
    """One suggestion on its way to work."""

    suggestion: UUID
    person: UUID
    position: UUID
    employer: UUID
    consent: UUID
    approval: UUID
    introduction: UUID
    state: str
    days: int
    placement: UUID


def fill(session: Session, by: UUID) -> None:
    """Approve a share of the suggestions, introduce most of those, and go on from there."""
    ways = _ways(session)
    _approve(session, [way.suggestion for way in ways])
    insert(session, Approval, (_approval(way, by) for way in ways))
    insert(session, Interest, (_interest(way) for way in ways))
    insert(session, Note, (_note(way) for way in ways))
    sent = [way for way in ways if random.random() < INTRODUCED]
    insert(session, Introduction, (_introduction(n, way) for n, way in enumerate(sent, start=1)))
    placed = [way for way in sent if way.state == "started"]
    insert(session, Placement, (_placement(way) for way in placed))
    insert(session, FollowUp, (row for way in placed for row in _follow_ups(way)))
    _moves(session, ways)


def _ways(session: Session) -> list[Way]:
    query = (
        sa.select(
            Suggestion.id, Suggestion.returnee_id, Position.id, Position.employer_id, Consent.id
        )
        .join(Position, Position.id == Suggestion.position_id)
        .join(Consent, Consent.returnee_id == Suggestion.returnee_id)
        .where(Suggestion.state == SuggestionState.LAPSED)
        .order_by(Suggestion.id)
    )
    found = [row for row in session.execute(query) if random.random() < APPROVED]
    states = random.choices(list(STATES), list(STATES.values()), k=len(found))
    return [
        Way(*row, new_id(), new_id(), state, random.randrange(700), new_id())
        for row, state in zip(found, states, strict=True)
    ]


def _approve(session: Session, ids: Sequence[UUID]) -> None:
    done = sa.update(Suggestion).values(state=SuggestionState.APPROVED)
    one = done.where(Suggestion.id == sa.bindparam("own"))
    session.connection().execute(one, [{"own": each} for each in ids])
    session.commit()


def _approval(way: Way, by: UUID) -> dict[str, Any]:
    at = utcnow() - timedelta(days=way.days)
    return {"id": way.approval, "suggestion_id": way.suggestion, "by_id": by, "at": at}


def _interest(way: Way) -> dict[str, Any]:
    asks = random.random() < OWN_WAY
    return {"id": new_id(), "suggestion_id": way.suggestion, "likes": True} | {
        "call_back": asks,
        "channel": "phone",
    }


def _note(way: Way) -> dict[str, Any]:
    """One call each; one of fifty is promised another, and half of those are due."""
    again = random.randrange(100)
    today = local_today()
    return {
        "id": new_id(),
        "returnee_id": way.person,
        "kind": "call",
        "on": today - timedelta(days=way.days),
        "call_on": today + timedelta(days=again) if again else today,
        "called_on": today if again > 1 else None,
    }


def _introduction(number: int, way: Way) -> dict[str, Any]:
    waits = way.state in {"new", "seen", "interview"}
    day = local_today() + timedelta(days=random.randrange(-2, 12))
    return {
        "id": way.introduction,
        "approval_id": way.approval,
        "consent_id": way.consent,
        "returnee_id": way.person,
        "position_id": way.position,
        "employer_id": way.employer,
        "number": number,
        "state": way.state,
        "reason": "skills" if way.state == "not_suitable" else None,
        "answer_due_on": day if waits else None,
        "interview_at": utcnow() + timedelta(days=random.randrange(9)) if waits else None,
        "created_at": utcnow() - timedelta(days=way.days),
        "version": 1,
    }


def _placement(way: Way) -> dict[str, Any]:
    left = random.random() < 0.5  # noqa: PLR2004 - a plain share
    first = local_today() - timedelta(days=way.days)
    return {
        "id": way.placement,
        "introduction_id": way.introduction,
        "returnee_id": way.person,
        "position_id": way.position,
        "employer_id": way.employer,
        "first_day": first,
        "ended_on": first + timedelta(days=way.days // 2) if left else None,
    }


def _follow_ups(way: Way) -> Iterator[dict[str, Any]]:
    first = local_today() - timedelta(days=way.days)
    for kind, after in {"first_week": 7, "month_1": 30}.items():
        due = first + timedelta(days=after)
        is_over = due < local_today() - timedelta(days=3)
        yield {
            "id": new_id(),
            "placement_id": way.placement,
            "returnee_id": way.person,
            "kind": kind,
            "due_on": due,
            "done_on": due if is_over else None,
        }


def _moves(session: Session, ways: Sequence[Way]) -> None:
    """Hand a few files over, and write down a few requests at the rights desk: most are over."""
    few = [way for way in ways if random.random() < OWN_WAY * 5]
    insert(session, Handover, (_handover(way) for way in few))
    insert(session, RightsRequest, (_right(way) for way in few))


def _handover(way: Way) -> dict[str, Any]:
    here, there = random.sample(communes(), 2)
    return {
        "id": new_id(),
        "returnee_id": way.person,
        "from_commune": here,
        "to_commune": there,
        "reason": "moved",
        "asked_on": local_today() - timedelta(days=way.days),
        "state": random.choices(("asked", "accepted"), (1, 9))[0],
        "version": 1,
    }


def _right(way: Way) -> dict[str, Any]:
    day = local_today() - timedelta(days=way.days)
    return {
        "id": new_id(),
        "returnee_id": way.person,
        "kind": "see",
        "received_on": day,
        "answer_due_on": day + timedelta(days=2),
        "due_on": day + timedelta(days=10),
        "state": random.choices(("received", "done"), (1, 9))[0],
        "version": 1,
    }
