"""What an event's timetable is made of: people, firms with tables, who suits whom and when."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matching.schedule_event import Availability, Pairs, Table, Timetable
from models import Approval, Attendance, Event, EventTable, TableKind, Talk, TalkState
from services import events, table_hours
from services.matching import showable_cards_of

Pair = tuple[UUID, UUID]
"""(attendance, employer)"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the hall looks like before planning: people, firms with tables, who suits whom."""

    event: Event
    people: list[Attendance]
    firms: list[UUID]
    tables: dict[UUID, list[EventTable]]
    approvals: dict[Pair, tuple[Approval, float]]
    place_of: dict[UUID, int]

    def pairs(self) -> Pairs:
        """Return the suitable pairs by number, weighted by the suggestion's score."""
        firm = {employer: n for n, employer in enumerate(self.firms)}
        columns = [
            (self.place_of[who], firm[where], weight)
            for (who, where), (_, weight) in self.approvals.items()
        ]
        cells = np.array(columns, float).reshape(-1, 3)
        return Pairs(cells[:, 0], cells[:, 1], cells[:, 2], len(self.people))

    def seats(self) -> list[Table]:
        """Return each firm's tables as one."""
        return [
            Table(sum(t.group_size for t in self.tables[f]), min(t.least for t in self.tables[f]))
            for f in self.firms
        ]

    def availability(self) -> Availability:
        """Return when people can come and how many seats each firm has in each slot."""
        slots = table_hours.slot_count(self.event)
        there = [table_hours.presence(self.event, row) for row in self.people]
        grid = [
            np.sum([table_hours.seats(self.event, t) for t in self.tables[f]], axis=0)
            for f in self.firms
        ]
        return Availability(
            np.array(there, bool).reshape(-1, slots),
            np.array(grid, np.int64).reshape(-1, slots),
        )

    def numbers(self, talk: Talk) -> tuple[int, int, int] | None:
        """Return (person, firm, slot) of a talk with a seat; None for one outside the plan."""
        if talk.slot is None or talk.table.employer_id not in self.firms:
            return None
        person = self.place_of[talk.attendance_id]
        return person, self.firms.index(talk.table.employer_id), talk.slot

    def places(self, timetable: Timetable) -> dict[Pair, int]:
        """Return the slot of each (attendance, employer) of a timetable."""
        return {
            (self.people[person].id, self.firms[firm]): slot
            for person, firm, slot in timetable.assignments.tolist()
        }


def wanted_at(session: Session, event: Event, rows: Sequence[Talk]) -> Wanted:
    """Return what may be planned; whoever missed a talk waits until staff call them again."""
    tables: dict[UUID, list[EventTable]] = defaultdict(list)
    for table in events.tables_of(session, event):
        if table.kind == TableKind.HIRING and table.employer_id:
            tables[table.employer_id].append(table)
    people = list(
        session.scalars(
            select(Attendance)
            .where(Attendance.event_id == event.id)
            .options(joinedload(Attendance.returnee))
            .order_by(Attendance.number)
        )
    )
    missed = {(r.attendance_id, r.table.employer_id) for r in rows if r.state == TalkState.NO_SHOW}
    approvals = _approvals(session, people, set(tables), missed)
    place_of = {row.id: n for n, row in enumerate(people)}
    return Wanted(event, people, list(tables), dict(tables), approvals, place_of)


def _approvals(
    session: Session,
    people: Sequence[Attendance],
    firms: set[UUID],
    missed: Collection[tuple[UUID, UUID | None]],
) -> dict[Pair, tuple[Approval, float]]:
    """Return the best approved card of each person for each firm; gates hold at this moment."""
    cards = showable_cards_of(session, [row.returnee for row in people])
    ids = [card.id for shown in cards.values() for card in shown]
    standing = _standing(session, ids)
    found: dict[Pair, tuple[Approval, float]] = {}
    for row in people:
        for card in cards[row.returnee_id]:
            key = (row.id, card.position.employer_id)
            if key[1] not in firms or key in missed or key in found:
                continue
            if card.id in standing:
                found[key] = (standing[card.id], float(card.score))
    return found


def _standing(session: Session, suggestions: Sequence[UUID]) -> dict[UUID, Approval]:
    rows = session.scalars(
        select(Approval)
        .where(Approval.suggestion_id.in_(suggestions), Approval.withdrawn_at.is_(None))
        .options(joinedload(Approval.suggestion))
        .order_by(Approval.at)
    )
    return {row.suggestion_id: row for row in rows}
