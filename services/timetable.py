"""The timetable of an event: rows in, matching.schedule, talks out.

A firm's tables are planned as one, because a person meets a firm once; the seat at one of its
tables comes afterwards. Talks someone was told of, was called to or held stay where they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from matching import schedule
from matching.schedule_event import Changes, Timetable
from models import Actor, Approval, Event, EventTable, Talk, TalkState
from services import audit, events, table_hours, talks
from services.seating import Seating
from services.timetable_rows import Wanted, wanted_at


@dataclass(slots=True)
class Planned:
    """What a planning did; `moved` are talks people had been told of."""

    made: int = 0
    shifted: int = 0
    dropped: int = 0
    moved: list[Talk] = field(default_factory=list)
    people: int = 0
    served: tuple[int, ...] = ()
    bound: tuple[int, ...] = ()
    gap: float = 0.0

    @property
    def with_talks(self) -> int:
        """Return how many people have at least one talk."""
        return self.served[0] if self.served else 0


def plan(session: Session, event: Event, *, by: Actor, now: datetime | None = None) -> Planned:
    """Plan the afternoon, or what is left of it, around the talks that stand."""
    events.refuse_if_over(event)
    rows = talks.talks_at(session, event)
    wanted = wanted_at(session, event, rows)
    dropped = _drop_what_may_not_be(session, wanted, rows)
    rows = [row for row in rows if row not in dropped]
    slot = table_hours.current_slot(event, now)
    after = _solve(wanted, rows, slot)
    done = _write(session, wanted, rows, after)
    done.dropped += len(dropped)
    done.people = len({who for who, _ in wanted.approvals})
    audit.record_list(
        session, "change", [row.returnee for row in wanted.people], by=by, fields=["talk"]
    )
    session.flush()
    return done


def _drop_what_may_not_be(session: Session, wanted: Wanted, rows: Sequence[Talk]) -> list[Talk]:
    """Take out planned talks whose approval or gate no longer holds."""
    gone = [
        row
        for row in rows
        if row.state == TalkState.PLANNED
        and (row.attendance_id, row.table.employer_id) not in wanted.approvals
    ]
    for row in gone:
        session.delete(row)
    return gone


def _solve(wanted: Wanted, rows: Sequence[Talk], slot: int) -> Timetable:
    numbers = [(row, wanted.numbers(row)) for row in rows if row.state != TalkState.NO_SHOW]
    stands = [(row, talk) for row, talk in numbers if talk is not None]
    planner = schedule.EventScheduler(wanted.event.max_talks)
    before = planner.adopt(
        wanted.pairs(),
        wanted.seats(),
        table_hours.slot_count(wanted.event),
        wanted.availability(),
        [talk for _, talk in stands],
    )
    kept = {tuple(talk) for talk in before.assignments.tolist()}
    told = [talk for row, talk in stands if row.confirmed_at or not _may_move(row)]
    changes = Changes(confirmed=[talk for talk in told if talk in kept], now=slot)
    return planner.replan(before, changes)


def _may_move(row: Talk) -> bool:
    return row.state == TalkState.PLANNED


def _write(session: Session, wanted: Wanted, rows: Sequence[Talk], after: Timetable) -> Planned:
    """Bring the talks of the database to the timetable's, changing as few as may be."""
    done = Planned(served=after.served, bound=after.served_bound, gap=after.gap)
    place = wanted.places(after)
    known = {(row.attendance_id, row.table.employer_id): row for row in rows}
    for pair, row in known.items():
        if _may_move(row) and pair not in place:
            session.delete(row)
            done.dropped += 1
    seating = Seating(wanted.event, wanted.tables, [row for row in rows if not _may_move(row)])
    for pair, slot in sorted(place.items(), key=lambda item: item[1]):
        stands = known.get(pair)
        if stands is None:
            table = seating.take(pair[1], slot, None)
            session.add(_new(table, pair[0], wanted.approvals[pair][0], slot))
            done.made += 1
        elif _may_move(stands):
            _shift(stands, slot, seating.take(pair[1], slot, stands.table), done)
    return done


def _new(table: EventTable, attendance_id: UUID, approval: Approval, slot: int) -> Talk:
    return Talk(table=table, attendance_id=attendance_id, approval=approval, slot=slot)


def _shift(row: Talk, slot: int, table: EventTable, done: Planned) -> None:
    if row.slot != slot:
        done.shifted += 1
        if row.confirmed_at:
            row.confirmed_at = None
            done.moved.append(row)
    row.table, row.slot = table, slot
