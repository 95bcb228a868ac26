"""Who is invited, their code and link, and the tick at the door."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from models import (
    Actor,
    Attendance,
    AttendanceState,
    Event,
    Returnee,
    local_today,
)
from models.crypto import keyring
from services import audit, consents, places
from services.errors import Refused
from services.events import refuse_if_over
from services.links import link_key, new_token
from services.returnees import name_sort_key

CODE_DIGITS = 8
MAX_INVITED = 500
# The door has room beyond the invited. Guessing one of 1,000 codes out of 10**8 takes 100,000 tries
# on average; a device has ten.
MAX_CODES = 1_000


@dataclass(frozen=True, slots=True)
class CommuneCount:
    """How many people of one commune may be invited: figures only."""

    code: str
    name: str
    consented: int
    invited: int

    @property
    def waiting(self) -> int:
        """Return how many have said yes and are not invited yet."""
        return self.consented - self.invited


def count_by_commune(session: Session, event: Event, *, by: Actor) -> list[CommuneCount]:
    """Return, for each commune with someone who consented, how many may be invited."""
    found = _per_commune(session, _consented(by))
    already = _per_commune(session, _consented(by).where(Returnee.id.in_(_invited_to(event))))
    counts = [
        CommuneCount(code, places.commune_name(code), number, already.get(code, 0))
        for code, number in found.items()
    ]
    return sorted(counts, key=lambda count: name_sort_key(count.name))


def invite_communes(
    session: Session, event: Event, codes: Iterable[str], *, by: Actor
) -> list[Attendance]:
    """Invite everyone of some communes who said yes and is not invited yet."""
    people = session.scalars(
        _consented(by).where(
            Returnee.commune_code.in_(list(codes)), Returnee.id.not_in(_invited_to(event))
        )
    )
    return invite(session, event, people.all(), by=by)


def invite(
    session: Session, event: Event, returnees: Sequence[Returnee], *, by: Actor
) -> list[Attendance]:
    """Invite people; whoever is invited already or gave no consent is left out.

    Raises
    ------
    Refused
        When the event would have more than 500 people, or has ended.
    """
    refuse_if_over(event)
    wanted = _may_be_invited(session, event, returnees)
    _lock(session, event)
    taken = _codes(session, event)
    if len(taken) + len(wanted) > MAX_INVITED:
        raise Refused(
            f"Một hội nghị mời được nhiều nhất {MAX_INVITED} người. "
            f"Còn mời được {max(0, MAX_INVITED - len(taken))} người."
        )
    first = _next_number(session, event)
    made = [
        _make(event, person, _free_code(event, taken), first + n) for n, person in enumerate(wanted)
    ]
    session.add_all(made)
    audit.record_list(session, "change", wanted, by=by, fields=["attendance"])
    session.flush()
    return made


def invited(session: Session, event: Event, scope: Select[Attendance]) -> list[Attendance]:
    """Return the event's people within a scope, by given name."""
    rows = session.scalars(
        scope.where(Attendance.event_id == event.id).options(joinedload(Attendance.returnee))
    )
    return sorted(rows.unique(), key=lambda row: name_sort_key(row.returnee.full_name))


def find_by_code(session: Session, event_id: UUID, typed: str) -> Attendance | None:
    """Return who holds a code at one event; the code of who is erased is nobody's."""
    digits = only_digits(typed)
    if len(digits) != CODE_DIGITS:
        return None
    return session.scalar(
        select(Attendance)
        .join(Attendance.returnee)
        .where(
            Attendance.event_id == event_id,
            Attendance.code_hmac == code_key(event_id, digits),
            Returnee.erased_at.is_(None),
        )
    )


def set_handed_out(session: Session, attendance: Attendance, on: date | None, *, by: Actor) -> None:
    """Record that the invitation was handed over on a day, or take that back with None."""
    attendance.handed_out_on = on
    audit.record(session, "change", attendance, by=by, fields=["handed_out_on"])
    session.flush()


def set_presence(
    session: Session, attendance: Attendance, details: dict[str, Any], *, by: Actor
) -> None:
    """Record when a person can be there, transport, and whether pictures are unwelcome."""
    for name, value in details.items():
        setattr(attendance, name, value)
    audit.record(session, "change", attendance, by=by, fields=sorted(details))
    session.flush()


def hand_out_all(session: Session, attendances: Iterable[Attendance], *, by: Actor) -> int:
    """Record today's hand-over for everyone who has no invitation yet; return how many."""
    waiting = [row for row in attendances if row.handed_out_on is None]
    for row in waiting:
        row.handed_out_on = local_today()
    audit.record_list(session, "change", waiting, by=by, fields=["handed_out_on"])
    session.flush()
    return len(waiting)


def given_name(full_name: str) -> str:
    """Return the last syllable of a Vietnamese name: what a person is called by."""
    return full_name.rsplit(maxsplit=1)[-1] if full_name.strip() else ""


def code_key(event_id: UUID, code: str) -> bytes:
    """Return the look-up key of a code, another one at each event."""
    return keyring().fingerprint("event_code", f"{event_id}:{code}")


def spaced(code: str) -> str:
    """Return a code as it is printed: 4827 1936."""
    return f"{code[:4]} {code[4:]}"


def only_digits(typed: str) -> str:
    """Return the digits of a typed code, full-width ones included."""
    return "".join(str(int(letter)) for letter in typed if letter.isdecimal())


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a laptop in the hall gave someone at its door, and when."""

    attendance_id: UUID
    code: str
    number: int
    at: datetime


def admit(
    session: Session,
    event: Event,
    person: Returnee,
    *,
    state: AttendanceState,
    as_before: Admitted | None = None,
) -> Attendance:
    """Give someone at the door a code, a number to be called by and a link of their own."""
    _lock(session, event)
    taken = _codes(session, event)
    if len(taken) >= MAX_CODES:
        raise Refused(f"Hội nghị đã đủ {MAX_CODES} mã. Hãy ghi tên người này ra giấy.")
    number = _next_number(session, event)
    if as_before is None:
        attendance = _make(event, person, _free_code(event, taken), number, state)
    else:
        is_given = _is_given(session, event, as_before.number)
        same = number if is_given else as_before.number
        attendance = _make(event, person, as_before.code, same, state, id=as_before.attendance_id)
    session.add(attendance)
    session.flush()
    return attendance


def _make(
    event: Event,
    person: Returnee,
    code: str,
    number: int,
    state: AttendanceState = AttendanceState.INVITED,
    **same: UUID,
) -> Attendance:
    """Make an attendance with a new link; `same` is the id a laptop in the hall gave it."""
    token = new_token()
    return Attendance(
        returnee=person,
        event=event,
        number=number,
        code=code,
        code_hmac=code_key(event.id, code),
        link_token=token,
        link_hmac=link_key(token),
        state=state,
        **same,
    )


def _free_code(event: Event, taken: set[bytes]) -> str:
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        key = code_key(event.id, code)
        if key not in taken:
            taken.add(key)
            return code


def _lock(session: Session, event: Event) -> None:
    """Let two desks take numbers one after the other; SQLite has one writer anyway."""
    session.execute(select(Event.id).where(Event.id == event.id).with_for_update())


def _next_number(session: Session, event: Event) -> int:
    last = select(func.max(Attendance.number)).where(Attendance.event_id == event.id)
    return (session.scalar(last) or 0) + 1


def _is_given(session: Session, event: Event, number: int) -> bool:
    """Tell whether a number is someone else's here: home took people in after a broken lease."""
    known = select(Attendance.id).where(
        Attendance.event_id == event.id, Attendance.number == number
    )
    return session.scalar(known) is not None


def _codes(session: Session, event: Event) -> set[bytes]:
    return set(session.scalars(select(Attendance.code_hmac).where(Attendance.event_id == event.id)))


def _may_be_invited(
    session: Session, event: Event, returnees: Sequence[Returnee]
) -> list[Returnee]:
    ids = [person.id for person in returnees]
    already = set(session.scalars(_invited_to(event)))
    agreed = set(session.scalars(select(Returnee.id).where(Returnee.id.in_(ids), consents.holds())))
    return [person for person in returnees if person.id in agreed - already]


def _consented(by: Actor) -> Select[Returnee]:
    people = select(Returnee).where(Returnee.erased_at.is_(None), consents.holds())
    return people if by.communes is None else people.where(Returnee.commune_code.in_(by.communes))


def _invited_to(event: Event) -> Select[UUID]:
    return select(Attendance.returnee_id).where(Attendance.event_id == event.id)


def _per_commune(session: Session, people: Select[Returnee]) -> dict[str, int]:
    counted = people.with_only_columns(Returnee.commune_code, func.count()).group_by(
        Returnee.commune_code
    )
    return {row[0]: row[1] for row in session.execute(counted)}
