"""A person's cards at an event: at most five approved ones, gates checked at this moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Approval,
    Event,
    EventTable,
    Pledge,
    Position,
    Returnee,
    Sponsorship,
    Suggestion,
    TableKind,
    Talk,
    TalkState,
)
from services import events, firm_consents, interests, table_hours
from services.matching import showable_cards_of
from services.pledge_balance import AGREED_OR_FURTHER

MAX_REASONS = 3
DISTANCE = "Cách nhà"


@dataclass(frozen=True, slots=True)
class Card:
    """One job as the person reads it: nothing of scores, warnings or an officer's words."""

    suggestion: Suggestion
    is_sponsored: bool
    table: int | None
    at: time | None
    likes: bool
    call_back: bool
    shares: bool
    number: int = 0

    @property
    def position(self) -> Position:
        """Return the position of the card."""
        return self.suggestion.position

    @property
    def reasons(self) -> list[str]:
        """Return up to three plain reasons; the distance has a line of its own."""
        others = [text for text in self.suggestion.reasons if not text.startswith(DISTANCE)]
        return others[:MAX_REASONS]

    def numbered(self, number: int) -> "Card":
        """Return the card under its number on paper."""
        return replace(self, number=number)


def cards_of(session: Session, event: Event, people: Sequence[Returnee]) -> dict[UUID, list[Card]]:
    """Return each person's cards, best first."""
    shown = showable_cards_of(session, people)
    ids = [suggestion.id for cards in shown.values() for suggestion in cards]
    said = interests.said_of(session, ids)
    agreed = firm_consents.standing(session, shown)
    helped = _helped(session, shown)
    tables = hiring_tables(events.tables_of(session, event))
    planned = _planned(session, event, ids)
    return {
        person_id: [
            Card(
                suggestion=suggestion,
                is_sponsored=(person_id, suggestion.position.employer_id) in helped,
                table=planned[suggestion.id][0]
                if suggestion.id in planned
                else tables.get(suggestion.position.employer_id),
                at=planned[suggestion.id][1] if suggestion.id in planned else None,
                likes=suggestion.id in said and said[suggestion.id].likes,
                call_back=suggestion.id in said and said[suggestion.id].call_back,
                shares=(person_id, suggestion.position.employer_id) in agreed,
            )
            for suggestion in cards
        ]
        for person_id, cards in shown.items()
    }


def _planned(
    session: Session, event: Event, suggestions: Sequence[UUID]
) -> dict[UUID, tuple[int, time | None]]:
    """Return the table and time of each card that has a talk before it."""
    rows = session.execute(
        select(Approval.suggestion_id, EventTable.number, Talk.slot)
        .join(Talk.approval)
        .join(Talk.table)
        .where(
            EventTable.event_id == event.id,
            Approval.suggestion_id.in_(suggestions),
            Talk.state != TalkState.NO_SHOW,
        )
    )
    return {
        row[0]: (row[1], None if row[2] is None else table_hours.slot_start(event, row[2]))
        for row in rows
    }


def hiring_tables(tables: Sequence[EventTable]) -> dict[UUID, int]:
    """Return the number of each firm's first table."""
    numbers: dict[UUID, int] = {}
    for table in tables:
        if table.kind == TableKind.HIRING and table.employer_id:
            numbers.setdefault(table.employer_id, table.number)
    return numbers


def _helped(session: Session, people: Mapping[UUID, object]) -> set[tuple[UUID, UUID]]:
    rows = session.execute(
        select(Sponsorship.returnee_id, Pledge.employer_id)
        .join(Sponsorship.pledge)
        .where(Sponsorship.returnee_id.in_(list(people)), Sponsorship.state.in_(AGREED_OR_FURTHER))
    )
    return {(row[0], row[1]) for row in rows}
