"""Take an event out: what a laptop in the hall needs, sealed anew under the pack's own key.

The pack is a whole small database. Its key is a keyring of its own: the installation's master key
never leaves. Erasing the pack's key erases the pack.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Approval,
    Assignment,
    Attendance,
    Base,
    Consent,
    Employer,
    EmployerAgreement,
    Event,
    EventAction,
    EventState,
    EventTable,
    Interest,
    Introduction,
    Keyring,
    MatchRun,
    OccupationBan,
    Position,
    PositionState,
    Returnee,
    ReturneeSkill,
    Suggestion,
    Talk,
    User,
    WorkPermission,
)
from models.crypto import keyring
from services import audit, hall_staff
from services.attendances import code_key
from services.errors import Refused
from services.hall_sealing import People, reseal
from services.links import link_key, new_token
from services.returnees import seal_identities

# Text about a person that no table in a hall needs.
LEFT_AT_HOME = frozenset(
    {
        *("national_id_ct", "address_ct", "summary_ct", "desired_work_ct", "notes_ct"),
        *("contact_whose_ct", "contact_may_say_ct", "contact_when_ct", "birth_date_ct"),
        *("representative_ct", "representative_phone_ct", "expungement_ct", "national_id_hmac"),
        *("phone_ct", "merged_into_id"),
        *("name_birth_hmac", "name_year_hmac", "counselor_id"),
        *("return_date", "first_contact_on"),
    }
)
# What an expungement cleared: no rule reads it any more, so it does not travel.
CLEARED: dict[str, Any] = {
    "return_basis": None,
    "residence_kind": None,
    "residence_until": None,
    "residence_communes": [],
    "residence_known": True,
}
# Words between colleagues, between a firm and a counselor, or of who signed a paper.
WORDS = frozenset({"note_ct", "words_to_person_ct", "words_to_counselor_ct", "paper_ct"})
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Pack:
    """Rows by table in the order they are written, and the key that opens them."""

    event_id: UUID
    key: Keyring
    rows: Mapping[str, Rows]


def take_out(session: Session, event: Event, holder: str, until: datetime, *, by: Actor) -> Pack:
    """Lend the event to a laptop: from now on the server only reads it.

    Raises
    ------
    Refused
        When it is out already or over.
    """
    if not event.can(EventAction.TAKE_OUT):
        raise Refused("Hội nghị này đang ở máy khác hoặc đã kết thúc nên không mang đi được.")
    event.apply(EventAction.TAKE_OUT, by=by, reason=holder)
    key = Keyring.create()
    event.out_to, event.out_until = holder, until
    event.pack_key_ct = keyring().cipher().seal(key.dump(), place_of(event))
    session.flush()
    pack = Pack(event.id, key, _rows(session, event, key))
    audit.record(session, "take_out", event, by=by)
    session.flush()
    return pack


def pack_key(event: Event) -> Keyring:
    """Return the key of the pack that is out; refuse when it was erased."""
    if event.pack_key_ct is None:
        raise Refused("Khóa của gói này đã hủy. Gói mang đi không dùng lại được nữa.")
    sealed = event.pack_key_ct
    return Keyring.parse(keyring().cipher_of(sealed).open(sealed, place_of(event)))


def place_of(event: Event) -> str:
    """Return what the pack's key is sealed to."""
    return f"events:pack_key_ct:{event.id}"


def _rows(session: Session, event: Event, key: Keyring) -> dict[str, Rows]:
    """Read what the hall needs, parents before children, sealed for the pack."""
    of_event = select(Attendance.returnee_id).where(Attendance.event_id == event.id)
    bound = select(Returnee.id).where(Returnee.id.in_(of_event), Returnee.cleared_on.is_(None))
    firms = select(EventTable.employer_id).where(EventTable.event_id == event.id)
    jobs = select(Position.id).where(
        Position.employer_id.in_(firms), Position.state == PositionState.OPEN
    )
    cards = select(Suggestion.id).where(
        Suggestion.returnee_id.in_(of_event), Suggestion.position_id.in_(jobs)
    )
    approvals = select(Approval.id).where(Approval.suggestion_id.in_(cards))
    runs = select(Suggestion.run_id).where(Suggestion.id.in_(cards))
    approved_by = select(Approval.by_id).where(Approval.id.in_(approvals))
    hats = hall_staff.hats(event)
    users = select(Assignment.user_id).where(hats).union(approved_by)
    tables = select(EventTable.id).where(EventTable.event_id == event.id)
    consents = select(Consent.id).where(
        Consent.returnee_id.in_(of_event),
        sa.or_(Consent.employer_id.is_(None), Consent.employer_id.in_(firms)),
    )
    wanted: Sequence[tuple[type[Base], sa.ColumnElement[bool]]] = (
        (User, User.id.in_(users)),
        (Employer, Employer.id.in_(firms)),
        (EmployerAgreement, EmployerAgreement.employer_id.in_(firms)),
        (Assignment, hats),
        (Position, Position.id.in_(jobs)),
        (Event, Event.id == event.id),
        (EventTable, EventTable.event_id == event.id),
        (Returnee, Returnee.id.in_(of_event)),
        (ReturneeSkill, ReturneeSkill.returnee_id.in_(of_event)),
        (OccupationBan, OccupationBan.returnee_id.in_(bound)),
        (WorkPermission, WorkPermission.returnee_id.in_(bound)),
        (Consent, Consent.id.in_(consents)),
        (Attendance, Attendance.event_id == event.id),
        (MatchRun, MatchRun.id.in_(runs)),
        (Suggestion, Suggestion.id.in_(cards)),
        (Approval, Approval.id.in_(approvals)),
        (Interest, Interest.suggestion_id.in_(cards)),
        (Talk, sa.and_(Talk.table_id.in_(tables), Talk.approval_id.in_(approvals))),
        (Introduction, Introduction.approval_id.in_(approvals)),
    )
    people: People = {}
    rows = {
        model.__tablename__: _copy(session, model, which, key, people) for model, which in wanted
    }
    staff = {row["user_id"] for row in rows[Assignment.__tablename__]}
    known = hall_staff.without_sign_in(rows[User.__tablename__], staff)
    return _without_strangers(rows | {User.__tablename__: known})


def _copy(
    session: Session,
    model: type[Base],
    which: sa.ColumnElement[bool],
    key: Keyring,
    people: People,
) -> Rows:
    table = model.__table__
    found = session.execute(select(*table.columns).where(which)).mappings()
    rows = [_of_hall(model, dict(row)) for row in found]
    return [reseal(model, row, keyring(), key, people) for row in rows]


def _of_hall(model: type[Base], row: dict[str, Any]) -> dict[str, Any]:
    """Leave at home what no table needs, and turn the event into a pack's."""
    if model is Returnee:
        kept = {name: None if name in LEFT_AT_HOME else value for name, value in row.items()}
        return kept | CLEARED if row["cleared_on"] else kept
    if model in {Suggestion, Introduction, WorkPermission}:
        return {name: None if name in WORDS else value for name, value in row.items()}
    if model is Event:
        return row | {
            "state": EventState.RUNNING,
            "is_pack": True,
            "pack_key_ct": None,
            "reviewer_id": None,
        }
    if model is MatchRun:
        return row | {"by_id": None, "model_id": None, "event_id": None}
    return row


def _without_strangers(rows: Mapping[str, Rows]) -> dict[str, Rows]:
    """Forget who at home recorded a row, where that user stays at home."""
    known = {row["id"] for row in rows[User.__tablename__]}
    return {table: [_forget(table, row, known) for row in found] for table, found in rows.items()}


def _forget(table: str, row: dict[str, Any], known: set[UUID]) -> dict[str, Any]:
    to_users = [
        column.name
        for column in Base.metadata.tables[table].columns
        if column.nullable and any(k.target_fullname == "users.id" for k in column.foreign_keys)
    ]
    return row | {name: None for name in to_users if row[name] not in known}


def write(session: Session, pack: Pack) -> None:
    """Fill the pack's own new database; the process uses the pack's key from here on."""
    for table, rows in pack.rows.items():
        if rows:
            session.execute(sa.insert(Base.metadata.tables[table]), rows)
    session.flush()
    people = session.scalars(select(Returnee)).all()
    seal_identities(session, people)
    for row in session.scalars(select(Attendance)):
        row.code_hmac = code_key(row.event_id, row.code)
        row.link_hmac = link_key(row.link_token or new_token())
    session.flush()
