"""Who of an event's people talked with no firm, and why: coded reasons, and the order they hold."""

import enum
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Attendance,
    AttendanceState,
    Event,
    EventTable,
    Suggestion,
    SuggestionState,
    Talk,
    TalkState,
)


class NoTalk(enum.StrEnum):
    """Why somebody talked with no firm; the first that holds counts."""

    ABSENT = "absent"
    NO_CARD = "no_card"
    NOT_PLANNED = "not_planned"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people who came talked with a firm, and how many did not, by reason."""

    talked: int
    without: dict[NoTalk, int]

    @property
    def total(self) -> int:
        """Return how many talked with no firm, those who stayed away among them."""
        return sum(self.without.values())


def count(session: Session, event: Event) -> Reached:
    """Count everyone invited or walked in once."""
    found = Counter(of_each(session, event).values())
    return Reached(found[None], {reason: found[reason] for reason in NoTalk})


def of_each(session: Session, event: Event) -> dict[UUID, NoTalk | None]:
    """Return by attendance why there was no talk, None where there was one: three queries."""
    people = session.execute(
        select(Attendance.id, Attendance.returnee_id, Attendance.state).where(
            Attendance.event_id == event.id
        )
    ).all()
    talks = session.execute(
        select(Talk.attendance_id, Talk.state)
        .join(Talk.table)
        .where(EventTable.event_id == event.id)
    ).all()
    planned = {talk.attendance_id for talk in talks}
    held = {talk.attendance_id for talk in talks if talk.state == TalkState.HELD}
    carded = _with_cards(session, event)
    return {
        one.id: None if one.id in held else _why(one, planned, carded)  # type: ignore[arg-type]
        for one in people
    }


def _why(one: Attendance, planned: Collection[UUID], carded: Collection[UUID]) -> NoTalk:
    if one.state == AttendanceState.INVITED:
        return NoTalk.ABSENT
    if one.id in planned:
        return NoTalk.MISSED
    return NoTalk.NOT_PLANNED if one.returnee_id in carded else NoTalk.NO_CARD


def _with_cards(session: Session, event: Event) -> set[UUID]:
    people = select(Attendance.returnee_id).where(Attendance.event_id == event.id)
    rows = session.scalars(
        select(Suggestion.returnee_id).where(
            Suggestion.returnee_id.in_(people), Suggestion.state == SuggestionState.APPROVED
        )
    )
    return set(rows)
