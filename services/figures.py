"""The committee's figures over the whole province, counted from rows; never a name.

A cell on people under five is None and reads "dưới 5". Money that went to fewer than five people
is hidden with them, and where one cell alone would be found from its column's total, so is the
next one. Firms, positions and what firms promise are not about a person and stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import (
    Approval,
    Attendance,
    AttendanceState,
    Consent,
    ConsentPurpose,
    Employer,
    EmployerState,
    Event,
    EventTable,
    Introduction,
    IntroductionState,
    NextStep,
    Placement,
    Pledge,
    Position,
    PositionState,
    Returnee,
    Sponsorship,
    Talk,
    TalkState,
)
from services.help_figures import KindLine, kind_lines
from services.pledge_balance import AGREED_OR_FURTHER
from services.small_cells import Cell, masked

AT_WORK = (IntroductionState.HIRED, IntroductionState.STARTED)
HERE = (AttendanceState.PRESENT, AttendanceState.WALK_IN)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event."""

    name: str
    on: date
    invited: Cell
    came: Cell
    talks: Cell
    interviews: Cell
    hired: Cell


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page shows: people by code of the figure, then firms, kinds and events."""

    people: Mapping[str, Cell]
    firms: Mapping[str, int]
    kinds: Sequence[KindLine]
    events: Sequence[EventLine]


def figures(session: Session) -> Figures:
    """Count everything; the number of queries does not grow with the rows."""
    return Figures(
        people={code: masked(_count(session, query)) for code, query in _people().items()},
        firms={code: _count(session, query) for code, query in _firms().items()},
        kinds=kind_lines(session),
        events=event_lines(session),
    )


def _people() -> Mapping[str, Select[Any]]:
    in_care = Returnee.erased_at.is_(None)
    return {
        "in_care": select(func.count(Returnee.id)).where(in_care),
        "with_consent": select(func.count(Consent.returnee_id.distinct()))
        .join(Consent.returnee)
        .where(in_care, Consent.purpose == ConsentPurpose.MATCHING, Consent.withdrawn_on.is_(None)),
        "approved": select(func.count(Approval.suggestion_id.distinct())).where(
            Approval.withdrawn_at.is_(None)
        ),
        "introduced": select(func.count(Introduction.returnee_id.distinct())),
        "hired": select(func.count(Introduction.returnee_id.distinct())).where(
            Introduction.state.in_(AT_WORK)
        ),
        "started": select(func.count(Placement.returnee_id.distinct())),
        "sponsored": select(func.count(Sponsorship.returnee_id.distinct())).where(
            Sponsorship.state.in_(AGREED_OR_FURTHER)
        ),
    }


def _firms() -> Mapping[str, Select[Any]]:
    is_open = Position.state == PositionState.OPEN
    return {
        "firms": select(func.count(Employer.id)).where(Employer.state == EmployerState.VERIFIED),
        "sponsors": select(func.count(Pledge.employer_id.distinct())),
        "positions": select(func.count(Position.id)).where(is_open),
        "headcount": select(func.coalesce(func.sum(Position.headcount), 0)).where(is_open),
    }


def _count(session: Session, query: Select[Any]) -> int:
    return int(session.scalar(query) or 0)


def event_lines(session: Session) -> list[EventLine]:
    """Return every event's figures, the newest first; the queries do not grow with the events."""
    counted = {code: _by_event(session, query) for code, query in _of_events().items()}
    events = session.execute(
        select(Event.id, Event.name, Event.on).order_by(Event.on.desc(), Event.id)
    )
    return [
        EventLine(
            name, on, **{code: masked(found.get(event_id, 0)) for code, found in counted.items()}
        )
        for event_id, name, on in events
    ]


def _of_events() -> Mapping[str, Select[UUID, int]]:
    attendances = select(Attendance.event_id, func.count())
    talks = select(EventTable.event_id, func.count(Talk.id)).join(Talk.table)
    return {
        "invited": attendances.where(Attendance.state != AttendanceState.WALK_IN).group_by(
            Attendance.event_id
        ),
        "came": attendances.where(Attendance.state.in_(HERE)).group_by(Attendance.event_id),
        "talks": talks.where(Talk.state == TalkState.HELD).group_by(EventTable.event_id),
        "interviews": talks.where(Talk.next_step == NextStep.INTERVIEW).group_by(
            EventTable.event_id
        ),
        "hired": select(EventTable.event_id, func.count(Introduction.id.distinct()))
        .select_from(Introduction)
        .join(Talk, Talk.approval_id == Introduction.approval_id)
        .join(Talk.table)
        .where(Introduction.state.in_(AT_WORK))
        .group_by(EventTable.event_id),
    }


def _by_event(session: Session, query: Select[UUID, int]) -> Mapping[UUID, int]:
    return {row[0]: row[1] for row in session.execute(query)}
