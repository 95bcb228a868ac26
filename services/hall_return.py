"""Bring an event back: what the laptop wrote down is done again, each thing once."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from models import (
    Actor,
    Consent,
    Event,
    EventAction,
    HallAction,
    MoveNotAllowed,
    Role,
    User,
    local_day,
)
from services import audit, hall_actions
from services.errors import Refused
from services.hall_actions import Verb

TAKEN_BACK = "Người này đã rút đồng ý sau khi nói ở hội trường. Hãy hỏi lại rồi ghi ở đây."
GIVES_YES = frozenset({Verb.WALK_IN, Verb.AGREE, Verb.SHEET})
NAMES_SOMEBODY = frozenset({"full_name", "birth_year", "commune", "phone", "witness", "code"})


@dataclass(slots=True)
class Returned:
    """What came home: done now, known already, and what could not be done with its reason."""

    done: int = 0
    known: int = 0
    conflicts: list[HallAction] = field(default_factory=list)


def written_down(session: Session) -> list[dict[str, Any]]:
    """Return what this laptop did, in order, as it travels home."""
    rows = session.scalars(select(HallAction).order_by(HallAction.number))
    return [
        {
            "id": str(row.id),
            "number": row.number,
            "verb": row.verb,
            "payload": row.payload,
            "role": row.role,
            "user": str(row.user_id) if row.user_id else None,
            "at": row.at.isoformat(),
        }
        for row in rows
    ]


def bring_back(
    session: Session, event: Event, actions: Iterable[Mapping[str, Any]], *, by: Actor
) -> Returned:
    """Repeat a laptop's actions and end the lease; the pack's key is erased with it.

    An id already seen does nothing, so the same file may come twice. Raises Refused when no pack
    of this event is known any more.
    """
    if event.can(EventAction.BRING_BACK):
        event.apply(EventAction.BRING_BACK, by=by)
    session.flush()
    found = Returned()
    for told in sorted(actions, key=lambda one: one["number"]):
        if session.get(HallAction, UUID(told["id"])) is not None:
            found.known += 1
            continue
        _repeat(session, event, _row(session, event, told), found)
    audit.record(session, "bring_back", event, by=by)
    session.flush()
    return found


def end_lease(session: Session, event: Event, *, by: Actor) -> None:
    """Erase the pack's key: the copy on the laptop can never be opened again with it."""
    event.pack_key_ct = None
    event.out_to, event.out_until = "", None
    audit.record(session, "erase_pack_key", event, by=by)
    session.flush()


def break_lease(session: Session, event: Event, reason: str, *, by: Actor) -> None:
    """Work here again although the laptop is not back; what it brings may clash."""
    event.apply(EventAction.BREAK_LEASE, by=by, reason=reason)
    session.flush()


def conflicts(session: Session, event: Event) -> list[HallAction]:
    """Return what a laptop did that could not be done here and nobody has settled."""
    return list(
        session.scalars(
            select(HallAction)
            .where(HallAction.event_id == event.id, clashes())
            .order_by(HallAction.number)
        )
    )


def clashes() -> ColumnElement[bool]:
    """Return the condition that an action waits for somebody to settle it."""
    return (HallAction.conflict != "") & HallAction.settlement.is_(None)


def read(text: bytes) -> list[dict[str, Any]]:
    """Read what `written_down` gave."""
    found: list[dict[str, Any]] = json.loads(text)
    return found


def _row(session: Session, event: Event, told: Mapping[str, Any]) -> HallAction:
    user = session.get(User, UUID(told["user"])) if told["user"] else None
    return HallAction(
        id=UUID(told["id"]),
        event_id=event.id,
        number=told["number"],
        verb=told["verb"],
        payload=told["payload"],
        role=told["role"],
        user_id=user.id if user else None,
        at=datetime.fromisoformat(told["at"]),
    )


def _repeat(session: Session, event: Event, row: HallAction, found: Returned) -> None:
    """Do one action in a savepoint; what stands in its way is written beside it."""
    who = Actor(
        role=Role(row.role),
        user_id=row.user_id,
        communes=None,
        event_id=event.id,
        acted_on=local_day(row.at),
    )
    try:
        with session.begin_nested():
            visit = hall_actions.again(session, event, row, by=who)
            if row.verb in GIVES_YES:
                _refuse_taken_back(session, visit.returnee_id, row.at)
    except (Refused, MoveNotAllowed, StaleDataError, IntegrityError) as error:
        row.conflict = _why(error)
        found.conflicts.append(row)
    else:
        found.done += 1
        row.payload = _without_people(row.payload)
    session.add(row)
    session.flush()


def _refuse_taken_back(session: Session, returnee_id: UUID, at: datetime) -> None:
    """Refuse to let an older yes of the hall stand over a no said at home since."""
    since = local_day(at)
    taken = select(Consent.id).where(
        Consent.returnee_id == returnee_id, Consent.withdrawn_on >= since
    )
    if session.scalar(taken.limit(1)) is not None:
        raise Refused(TAKEN_BACK)


def _without_people(says: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an action says without what names somebody: their own rows hold that now."""
    return {name: value for name, value in says.items() if name not in NAMES_SOMEBODY}


def _why(error: Exception) -> str:
    if isinstance(error, Refused):
        return str(error)[:300]
    return "Ở máy chủ việc này đã được làm hoặc đã đổi khác."
