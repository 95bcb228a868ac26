"""The close-out of the same day: every figure is counted from the event's own rows."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import (
    Approval,
    Attendance,
    AttendanceState,
    Event,
    EventState,
    EventTable,
    Interest,
    Introduction,
    IntroductionState,
    NextStep,
    Pledge,
    Sponsorship,
    TableKind,
    Talk,
    TalkState,
)
from services import closeout_people, interests
from services.checkin import HERE
from services.closeout_people import NoTalk
from services.pledge_balance import AGREED_OR_FURTHER

AT_WORK = (IntroductionState.HIRED, IntroductionState.STARTED)


@dataclass(frozen=True, slots=True)
class CloseOut:
    """The figures of one event."""

    invited: int
    came: int
    walked_in: int
    sheets: int
    call_backs: int
    talks_planned: int
    talks_held: int
    no_shows: int
    next_steps: dict[NextStep, int]
    introductions: int
    hired: int
    sponsored: int
    talked: int
    without_talk: dict[NoTalk, int]

    @property
    def here(self) -> int:
        """Return how many people were in the hall."""
        return self.came + self.walked_in

    @property
    def interviews(self) -> int:
        """Return how many talks led to an interview."""
        return self.next_steps[NextStep.INTERVIEW]


@dataclass(frozen=True, slots=True)
class FirmLine:
    """One firm's afternoon."""

    table: int
    firm: str
    planned: int
    held: int
    next_steps: dict[NextStep, int]


def figures(session: Session, event: Event) -> CloseOut:
    """Count one event."""
    states = _by(session, Attendance.state, _people(event))
    talks = _by(session, Talk.state, _talks(event))
    steps = _by(session, Talk.next_step, _talks(event))
    walked_in = states[AttendanceState.WALK_IN]
    reached = closeout_people.count(session, event)
    return CloseOut(
        invited=sum(states.values()) - walked_in,
        came=states[AttendanceState.PRESENT],
        walked_in=walked_in,
        sheets=_count(session, _people(event).where(Attendance.sheet_entered_at.is_not(None))),
        call_backs=interests.count_call_backs(session, event),
        talks_planned=sum(talks.values()),
        talks_held=talks[TalkState.HELD],
        no_shows=talks[TalkState.NO_SHOW],
        next_steps={step: steps[step] for step in NextStep},
        introductions=_count(session, _introductions(event)),
        hired=_count(session, _introductions(event).where(Introduction.state.in_(AT_WORK))),
        sponsored=_count(session, _sponsored(event)),
        talked=reached.talked,
        without_talk=reached.without,
    )


def last_before(session: Session, event: Event) -> Event | None:
    """Return the event before this one that was held and closed: what it is compared with."""
    return session.scalar(
        select(Event)
        .where(Event.on < event.on, Event.state == EventState.CLOSED)
        .order_by(Event.on.desc(), Event.id.desc())
        .limit(1)
    )


def firm_lines(session: Session, event: Event) -> list[FirmLine]:
    """Return each hiring table's figures, by number."""
    tables = session.scalars(
        select(EventTable)
        .where(EventTable.event_id == event.id, EventTable.kind == TableKind.HIRING)
        .order_by(EventTable.number)
    )
    rows = session.execute(
        select(Talk.table_id, Talk.state, Talk.next_step)
        .join(Talk.table)
        .where(EventTable.event_id == event.id)
    ).all()
    lines = []
    for table in tables:
        mine = [row for row in rows if row.table_id == table.id]
        steps = Counter(row.next_step for row in mine)
        lines.append(
            FirmLine(
                table=table.number,
                firm=table.employer.name if table.employer else "",
                planned=len(mine),
                held=sum(row.state == TalkState.HELD for row in mine),
                next_steps={step: steps[step] for step in NextStep},
            )
        )
    return lines


def _people(event: Event) -> Select[Attendance]:
    return select(Attendance).where(Attendance.event_id == event.id)


def _talks(event: Event) -> Select[Talk]:
    return select(Talk).join(Talk.table).where(EventTable.event_id == event.id)


def _introductions(event: Event) -> Select[Introduction]:
    """Return what began here: at a firm's table, or with a card someone liked at the event."""
    of_the_talks = _talks(event).with_only_columns(Talk.approval_id)
    of_the_cards = (
        select(Approval.id)
        .join(Interest, Interest.suggestion_id == Approval.suggestion_id)
        .join(Attendance, Attendance.id == Interest.attendance_id)
        .where(Attendance.event_id == event.id, Interest.likes)
    )
    return select(Introduction).where(
        Introduction.approval_id.in_(of_the_talks) | Introduction.approval_id.in_(of_the_cards)
    )


def _sponsored(event: Event) -> Select[Sponsorship]:
    """Return the help agreed, since that day, to people who came, by firms with a table there."""
    here = _people(event).where(Attendance.state.in_(HERE))
    firms = select(EventTable.employer_id).where(
        EventTable.event_id == event.id, EventTable.employer_id.is_not(None)
    )
    return (
        select(Sponsorship)
        .join(Sponsorship.pledge)
        .where(
            Sponsorship.returnee_id.in_(here.with_only_columns(Attendance.returnee_id)),
            Sponsorship.state.in_(AGREED_OR_FURTHER),
            Sponsorship.agreed_on >= event.on,
            Pledge.employer_id.in_(firms),
        )
    )


def _count(session: Session, rows: Select[object]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _by(session: Session, column: object, rows: Select[object]) -> Counter[object]:
    counted = rows.with_only_columns(column, func.count()).group_by(column)  # type: ignore[call-overload]
    return Counter({row[0]: row[1] for row in session.execute(counted)})
