"""After the afternoon: everything acknowledged is there, once, and nobody sat at two tables."""

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Attendance,
    AttendanceState,
    Interest,
    Introduction,
    Move,
    Returnee,
    Talk,
    TalkAction,
    TalkState,
)
from portal.simulation.journal import Journal
from services.checkin import HERE


@dataclass
class Verdict:
    """Figures of one rehearsal; `lost`, `twice` and `clashes` must be empty. Times in ms."""

    people: int
    present: int
    walk_ins: int
    talks_held: int
    no_shows: int
    introductions: int
    likes: int
    requests: int
    doubles: int
    unanswered: int
    refused: int
    p50_ms: float
    p95_ms: float
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether nothing was lost, doubled, clashing or answered with an error."""
        return not (self.lost or self.twice or self.clashes or self.faults)

    def as_dict(self) -> dict[str, Any]:
        """Return everything for JSON."""
        return asdict(self) | {"is_good": self.is_good}


def judge(session: Session, journal: Journal) -> Verdict:
    """Compare the database with what the server acknowledged."""
    states = Counter(session.scalars(select(Attendance.state)))
    talks = Counter(session.scalars(select(Talk.state)))
    waits = np.array(journal.waits or [0.0]) * 1000
    verdict = Verdict(
        people=sum(states.values()),
        present=sum(states[state] for state in HERE),
        walk_ins=states[AttendanceState.WALK_IN],
        talks_held=talks[TalkState.HELD],
        no_shows=talks[TalkState.NO_SHOW],
        introductions=session.scalar(select(func.count()).select_from(Introduction)) or 0,
        likes=session.scalar(select(func.count()).where(Interest.likes)) or 0,
        requests=len(journal.waits),
        doubles=journal.doubles,
        unanswered=journal.lost_calls,
        refused=journal.refused,
        p50_ms=round(float(np.percentile(waits, 50)), 1),
        p95_ms=round(float(np.percentile(waits, 95)), 1),
        faults=journal.faults[:20],
    )
    verdict.lost = _lost(session, journal)
    verdict.twice = _twice(session)
    verdict.clashes = _clashes(session)
    return verdict


def _lost(session: Session, journal: Journal) -> list[str]:
    here = {
        str(row) for row in session.scalars(select(Attendance.id).where(Attendance.state.in_(HERE)))
    }
    names = {row.full_name for row in session.scalars(select(Returnee))}
    talks = {str(row.id): row for row in session.scalars(select(Talk))}
    liked = {
        str(row) for row in session.scalars(select(Interest.suggestion_id).where(Interest.likes))
    }
    stands = {
        "present": lambda key: key in here,
        "walk_in": lambda key: key in names,
        "like": lambda key: key in liked,
        "miss": lambda key: talks[key].state == TalkState.NO_SHOW,
        "agreed": lambda key: key in talks,
    }
    lost = [
        f"{what} {key}" for what, key in journal.done if what in stands and not stands[what](key)
    ]
    lost += [
        f"{what} {key}"
        for what, key in journal.done
        if what.startswith("step ") and talks[key].next_step != what.removeprefix("step ")
    ]
    return lost


def _twice(session: Session) -> list[str]:
    moved = session.execute(
        select(Move.record_id, Move.action, func.count())
        .where(Move.kind.in_([Attendance.__tablename__, Talk.__tablename__]))
        .group_by(Move.record_id, Move.action)
        .having(func.count() > 1)
    )
    names = Counter(row.full_name for row in session.scalars(select(Returnee)))
    return [f"{row[1]} {row[0]}" for row in moved] + [n for n, times in names.items() if times > 1]


def _clashes(session: Session) -> list[str]:
    """Return the people who were called to a table while they sat at another."""
    person = {row[0]: row[1] for row in session.execute(select(Talk.id, Talk.attendance_id))}
    at: dict[UUID, set[UUID]] = defaultdict(set)
    found = []
    rows = select(Move).where(Move.kind == Talk.__tablename__).order_by(Move.recorded_at, Move.id)
    for move in session.scalars(rows):
        here = at[person[move.record_id]]
        if move.action == TalkAction.CALL:
            if here:
                found.append(f"{person[move.record_id]}")
            here.add(move.record_id)
        else:
            here.discard(move.record_id)
    seats = session.execute(select(Talk.attendance_id, Talk.slot).where(Talk.slot.is_not(None)))
    slots = Counter((row[0], row[1]) for row in seats)
    return found + [f"{who} {slot}" for (who, slot), times in slots.items() if times > 1]
