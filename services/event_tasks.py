"""An event as a list of tasks: what is done is counted from its rows, nothing is ticked by hand."""

import enum
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import (
    Attendance,
    Device,
    Event,
    EventFirm,
    EventTable,
    Suggestion,
    SuggestionState,
    Talk,
)
from services.checkin import HERE


class Task(enum.StrEnum):
    """One step from the first plan to the report, in the order it is done."""

    FIRMS = "firms"
    INVITE = "invite"
    REVIEW = "review"
    TIMETABLE = "timetable"
    SHEETS = "sheets"
    HAND_OUT = "hand_out"
    DEVICES = "devices"
    CHECK_IN = "check_in"
    ENTER_SHEETS = "enter_sheets"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is: `done` of `of`; `of` 0 means that there is no goal to count against."""

    done: int
    of: int = 0

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left."""
        return self.done > 0 and self.done >= self.of


def progress(session: Session, event: Event) -> dict[Task, Progress]:
    """Count every task of an event: four queries, whatever its size."""
    seated, asked = session.execute(_firms(event)).one()
    people = session.execute(_people(event)).one()
    waiting, approved, talked = session.execute(_work(event)).one()
    return {
        Task.FIRMS: Progress(seated, asked),
        Task.INVITE: Progress(people[0], event.expected),
        Task.REVIEW: Progress(approved, approved + waiting),
        Task.TIMETABLE: Progress(talked, people[0]),
        Task.SHEETS: Progress(people[1], people[0]),
        Task.HAND_OUT: Progress(people[2], people[0]),
        Task.DEVICES: Progress(session.scalar(_devices(event)) or 0),
        Task.CHECK_IN: Progress(people[3], people[0]),
        Task.ENTER_SHEETS: Progress(people[4], people[3]),
    }


def _firms(event: Event) -> Select[int, int]:
    """Return the firms with a table, and those asked to come."""
    seated = select(func.count(func.distinct(EventTable.employer_id))).where(
        EventTable.event_id == event.id
    )
    asked = select(func.count()).where(EventFirm.event_id == event.id)
    return select(seated.scalar_subquery(), asked.scalar_subquery())


def _people(event: Event) -> Select[int, int, int, int, int]:
    return select(
        func.count(),
        func.count(Attendance.sheet_made_at),
        func.count(Attendance.handed_out_on),
        func.count().filter(Attendance.state.in_(HERE)),
        func.count(Attendance.sheet_entered_at),
    ).where(Attendance.event_id == event.id)


def _work(event: Event) -> Select[int, int, int]:
    """Return the cards still to review, the approved ones, and the people with a talk."""
    here = select(Attendance.returnee_id).where(Attendance.event_id == event.id)
    of_state = select(func.count()).where(Suggestion.returnee_id.in_(here))
    talked = (
        select(func.count(func.distinct(Talk.attendance_id)))
        .join(Talk.table)
        .where(EventTable.event_id == event.id)
    )
    return select(
        of_state.where(Suggestion.state == SuggestionState.PROPOSED).scalar_subquery(),
        of_state.where(Suggestion.state == SuggestionState.APPROVED).scalar_subquery(),
        talked.scalar_subquery(),
    )


def _devices(event: Event) -> Select[int]:
    return select(func.count()).where(
        Device.event_id == event.id,
        Device.revoked_at.is_(None),
        Device.pairing_code_hash.is_(None),
    )
