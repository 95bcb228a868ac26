"""The queue of each table on the day: who is next, who is called, what the wall shows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from models import (
    Approval,
    Attendance,
    Event,
    EventTable,
    Suggestion,
    Talk,
    TalkState,
)
from services.checkin import HERE
from services.errors import Refused
from services.events import is_under_way

MICROSECONDS = 1_000_000
NOBODY = "Chưa có ai chờ bàn này. Người có lượt chưa đến hoặc đang ở bàn khác."
NOT_OPEN = "Hội nghị chưa mở hoặc đã kết thúc. Hãy hỏi ban tổ chức."


@dataclass(frozen=True, slots=True)
class Queue:
    """One table now: who sits there, who waits in the hall, who has not come, what is done."""

    called: list[Talk]
    waiting: list[Talk]
    away: list[Talk]
    missed: list[Talk]
    held: list[Talk]


def queue_of(session: Session, table: EventTable) -> Queue:
    """Return a table's talks by what to do with them; waiting ones in the order of their turn."""
    rows = list(session.scalars(_talks_at(table)))
    elsewhere = _called_elsewhere(session, table)
    planned = [row for row in rows if row.state == TalkState.PLANNED]
    ready = [row for row in planned if row.attendance.state in HERE]
    free = [row for row in ready if row.attendance_id not in elsewhere]
    return Queue(
        called=_in_state(rows, TalkState.CALLED),
        waiting=free,
        away=[row for row in planned if row not in free],
        missed=_in_state(rows, TalkState.NO_SHOW),
        held=_in_state(rows, TalkState.HELD),
    )


def next_up(session: Session, table: EventTable) -> list[Talk]:
    """Return whom to call, as many as the table seats; who is at another table waits.

    Raises
    ------
    Refused
        When nobody waits, or those called before have neither come nor been marked away.
    """
    if not is_under_way(table.event):
        raise Refused(NOT_OPEN)
    now = queue_of(session, table)
    seats = table.group_size - len(now.called)
    if seats < 1:
        numbers = ", ".join(str(row.attendance.number) for row in now.called)
        raise Refused(f"Đang gọi số {numbers}. Hãy ghi kết quả hoặc vắng trước đã.")
    chosen = now.waiting[:seats]
    if not chosen:
        raise Refused(NOBODY)
    return chosen


def refuse_elsewhere(session: Session, talk: Talk) -> None:
    """Refuse to call someone who sits at another table."""
    if talk.attendance_id in _called_elsewhere(session, talk.table):
        raise Refused("Người này đang ở bàn khác. Hãy gọi lại sau ít phút.")


def wall(session: Session, event: Event) -> list[tuple[int, list[int]]]:
    """Return what the wall shows: (table, numbers called), tables in order, nothing else."""
    rows = session.execute(
        select(EventTable.number, Attendance.number)
        .join(Talk, Talk.table_id == EventTable.id)
        .join(Talk.attendance)
        .where(EventTable.event_id == event.id, Talk.state == TalkState.CALLED)
        .order_by(EventTable.number, Talk.called_at)
    )
    shown: dict[int, list[int]] = defaultdict(list)
    for table, number in rows:
        shown[table].append(number)
    return list(shown.items())


def version(session: Session, event_id: UUID, table_id: UUID | None = None) -> int:
    """Return a number that changes with every talk made, moved or taken out: what screens poll.

    A table's screen also changes with every arrival. When the newest talk was made is part of it,
    in microseconds: one talk out and one in would leave the sum of versions as it was.
    """
    moved, newest = session.execute(
        select(func.coalesce(func.sum(Talk.version), 0), func.max(Talk.created_at))
        .join(Talk.table)
        .where(EventTable.event_id == event_id)
    ).one()
    made = int(newest.timestamp() * MICROSECONDS) if newest else 0
    if table_id is None:
        return int(moved) + made
    came = select(func.coalesce(func.sum(Attendance.version), 0)).where(
        Attendance.event_id == event_id
    )
    return int(moved) + made + (session.scalar(came) or 0)


def _in_state(rows: Sequence[Talk], state: TalkState) -> list[Talk]:
    return [row for row in rows if row.state == state]


def _talks_at(table: EventTable) -> Select[Talk]:
    return (
        select(Talk)
        .where(Talk.table_id == table.id)
        .options(
            joinedload(Talk.attendance),
            joinedload(Talk.approval)
            .joinedload(Approval.suggestion)
            .joinedload(Suggestion.position),
        )
        .order_by(Talk.slot, Talk.created_at)
    )


def _called_elsewhere(session: Session, table: EventTable) -> set[UUID]:
    return set(
        session.scalars(
            select(Talk.attendance_id)
            .join(Talk.table)
            .where(
                EventTable.event_id == table.event_id,
                Talk.table_id != table.id,
                Talk.state == TalkState.CALLED,
            )
        )
    )
