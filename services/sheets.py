"""The paper sheet: what is printed for a person, and what comes back ticked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import (
    Actor,
    Attendance,
    Channel,
    ConsentHow,
    Event,
    EventTable,
    Path,
    Position,
    Returnee,
    Suggestion,
    TableKind,
    local_day,
    utcnow,
)
from services import audit, events, firm_consents, interests, talk_times
from services.cards import Card, cards_of
from services.errors import Refused
from services.firm_consents import Yes

# One digit a card: what a tired hand types.
MAX_NUMBERS = 9
# Which advising tables a person's path and needs lead to.
ADVICE_FOR_PATH = {
    Path.TRAINING: (TableKind.TRAINING,),
    Path.SELF_EMPLOYED: (TableKind.LOAN,),
    Path.HELP_FIRST: (TableKind.PAPERS, TableKind.LEGAL),
}
ADVICE_FOR_NEED = {
    "capital": TableKind.LOAN,
    "tools": TableKind.LOAN,
    "training": TableKind.TRAINING,
}
ADVICE_WITHOUT_CARDS = (TableKind.TRAINING, TableKind.LOAN, TableKind.LEGAL)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's A4 page."""

    attendance: Attendance
    cards: list[Card]
    firm_tables: list[int]
    advice_tables: list[EventTable]


@dataclass(frozen=True, slots=True)
class Ticks:
    """What was ticked on one sheet, by number, whether it is signed, and when it was typed."""

    likes: Sequence[int]
    call_backs: Sequence[int]
    is_signed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """What one sheet said: how many likes, calls back, and firms that may read the name."""

    likes: int
    call_backs: int
    firms: int


def prepare(
    session: Session, event: Event, attendances: Sequence[Attendance], *, by: Actor
) -> None:
    """Give cards their numbers on paper; a number once printed never means another card."""
    people = [attendance.returnee for attendance in attendances]
    cards = cards_of(session, event, people)
    for attendance in attendances:
        known = attendance.sheet_cards
        new = [str(card.suggestion.id) for card in cards[attendance.returnee_id]]
        fresh = [number for number in new if number not in known]
        attendance.sheet_cards = [*known, *fresh][:MAX_NUMBERS]
        attendance.sheet_made_at = utcnow()
    talk_times.tell(session, attendances)
    audit.record_list(session, "print", people, by=by, fields=["full_name", "cards"])
    session.flush()


def sheets_of(session: Session, event: Event, attendances: Sequence[Attendance]) -> list[Sheet]:
    """Return the pages to print: of the numbered cards those whose gates hold now."""
    cards = cards_of(session, event, [row.returnee for row in attendances])
    tables = events.tables_of(session, event)
    return [_sheet(row, cards[row.returnee_id], tables) for row in attendances]


def _sheet(attendance: Attendance, cards: list[Card], tables: list[EventTable]) -> Sheet:
    places = {known: place for place, known in enumerate(attendance.sheet_cards, start=1)}
    numbered = [
        card.numbered(places[str(card.suggestion.id)])
        for card in cards
        if str(card.suggestion.id) in places
    ]
    numbered.sort(key=lambda card: card.number)
    return Sheet(
        attendance=attendance,
        cards=numbered,
        firm_tables=sorted({card.table for card in numbered if card.table is not None}),
        advice_tables=advice_tables(attendance.returnee, tables, has_cards=bool(numbered)),
    )


def advice_tables(
    person: Returnee, tables: Sequence[EventTable], *, has_cards: bool
) -> list[EventTable]:
    """Return the advising tables a person is led to, one of each kind, by number."""
    kinds = list(ADVICE_FOR_PATH.get(person.path, ()))
    kinds += [ADVICE_FOR_NEED[need] for need in person.needs if need in ADVICE_FOR_NEED]
    if not kinds and not has_cards:
        kinds = list(ADVICE_WITHOUT_CARDS)
    first = {table.kind: table for table in reversed(tables) if table.kind in kinds}
    return sorted(first.values(), key=lambda table: table.number)


def read_numbers(typed: str) -> list[int]:
    """Return the numbers of ticked cards: "1 3", "13" and "1,3" are the same."""
    return sorted({int(letter) for letter in typed if letter.isdecimal()})


def unknown_numbers(attendance: Attendance, numbers: Iterable[int]) -> list[int]:
    """Return the typed numbers that this person's sheet does not have."""
    return [number for number in numbers if not 1 <= number <= len(attendance.sheet_cards)]


def enter(session: Session, attendance: Attendance, ticks: Ticks, *, by: Actor) -> Entered:
    """Record a sheet as it was ticked; a signature is the yes for the firms of the liked cards.

    Raises
    ------
    Refused
        When a number is not on this person's sheet.
    """
    likes, call_backs = ticks.likes, ticks.call_backs
    if wrong := unknown_numbers(attendance, [*likes, *call_backs]):
        raise Refused(f"Phiếu này không có việc số {wrong[0]}. Hãy xem lại phiếu.")
    printed = _printed(session, attendance)
    for number, suggestion in printed.items():
        interests.say(
            session,
            attendance,
            suggestion,
            Channel.SHEET,
            by=by,
            likes=number in likes,
            call_back=number in call_backs,
        )
    liked = {printed[number].position.employer_id for number in likes if number in printed}
    if ticks.is_signed:
        _sign(session, attendance, liked, Yes(ConsentHow.PAPER, local_day(ticks.at)), by)
    attendance.wants_call = bool(call_backs)
    attendance.sheet_entered_at = ticks.at
    session.flush()
    return Entered(len(likes), len(call_backs), len(liked) if ticks.is_signed else 0)


def _sign(session: Session, attendance: Attendance, firms: set[UUID], yes: Yes, by: Actor) -> None:
    for employer_id in sorted(firms):
        firm_consents.agree(session, attendance.returnee, employer_id, yes, by=by)


def printed_positions(session: Session, attendance: Attendance) -> dict[int, UUID]:
    """Return the position of each number on a person's sheet."""
    return {n: card.position_id for n, card in _printed(session, attendance).items()}


def _printed(session: Session, attendance: Attendance) -> dict[int, Suggestion]:
    """Return the suggestions of a sheet by their number."""
    ids = [UUID(known) for known in attendance.sheet_cards]
    rows = session.scalars(
        select(Suggestion)
        .where(Suggestion.id.in_(ids), Suggestion.returnee_id == attendance.returnee_id)
        .options(joinedload(Suggestion.position).joinedload(Position.employer))
    )
    by_id = {row.id: row for row in rows}
    return {n: by_id[known] for n, known in enumerate(ids, start=1) if known in by_id}
