"""Notes of at most 200 letters on a contact, and when to call again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import MOST_NOTE, Actor, Note, NoteKind, Returnee, User, local_today
from services import audit
from services.errors import Refused

CONTACTS = frozenset({NoteKind.CALL, NoteKind.VISIT, NoteKind.OFFICE})
"""The kinds in which somebody spoke with the person."""


@dataclass(frozen=True, slots=True)
class Said:
    """One note as it is written: how, when, what, and the day to call again."""

    kind: NoteKind
    on: date
    text: str = ""
    call_on: date | None = None


def write(session: Session, returnee: Returnee, said: Said, *, by: Actor) -> Note:
    """Write a note; a talk with the person also does what was to be called about.

    Raises
    ------
    Refused
        When the text is too long, or the day has not come.
    """
    _check(said)
    if said.kind in CONTACTS:
        _count_contact(session, returnee, said.on)
    note = Note(
        returnee=returnee, kind=said.kind, on=said.on, call_on=said.call_on, by_id=by.user_id
    )
    note.text = said.text
    session.add(note)
    audit.record(session, "change", returnee, by=by, fields=["note"])
    session.flush()
    return note


def of_person(session: Session, returnee: Returnee, most: int = 50) -> Sequence[tuple[Note, str]]:
    """Return a person's notes, the newest first, each with the name of who wrote it."""
    rows = session.execute(
        select(Note, User)
        .outerjoin(User, User.id == Note.by_id)
        .where(Note.returnee_id == returnee.id)
        .order_by(Note.on.desc(), Note.id.desc())
        .limit(most)
    )
    return [(note, user.full_name if user else "") for note, user in rows]


def names_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of some officers."""
    users = session.scalars(select(User).where(User.id.in_(ids))) if ids else ()
    return {user.id: user.full_name for user in users}


def _check(said: Said) -> None:
    if len(said.text) > MOST_NOTE:
        raise Refused(f"Ghi chú dài quá {MOST_NOTE} chữ. Hãy viết ngắn lại.")
    if said.on > local_today():
        raise Refused("Ngày này chưa đến. Hãy ghi lại ngày.")


def _count_contact(session: Session, returnee: Returnee, on: date) -> None:
    """Note the first contact, and that the calls due by then were made."""
    if returnee.first_contact_on is None or on < returnee.first_contact_on:
        returnee.first_contact_on = on
    waiting = select(Note).where(
        Note.returnee_id == returnee.id, Note.call_on <= on, Note.called_on.is_(None)
    )
    for note in session.scalars(waiting):
        note.called_on = on
