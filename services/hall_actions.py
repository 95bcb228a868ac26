"""What the hall does, by name: performed here, written down on a laptop, repeated at home.

Payloads hold ids that a laptop and home share (attendance, position, table, employer) and plain
values; a verb finds its rows by them, so that it means the same on both machines.
"""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Approval,
    Attendance,
    Channel,
    ConsentHow,
    Event,
    EventTable,
    HallAction,
    NextStep,
    Position,
    RefusalReason,
    Suggestion,
    Talk,
    local_day,
    utcnow,
)
from services import (
    checkin,
    consents,
    events,
    firm_consents,
    interests,
    reviewing,
    sheets,
    talks,
    walk_ins,
)
from services.attendances import Admitted
from services.errors import Refused
from services.firm_consents import Yes

GONE = "Không còn lượt hoặc việc này ở máy chủ."


class Verb(enum.StrEnum):
    """One kind of action in the hall."""

    CHECK_IN = "check_in"
    UNDO = "undo"
    WALK_IN = "walk_in"
    APPROVE = "approve"
    SAY = "say"
    PLAN = "plan"
    CALL = "call"
    MISS = "miss"
    HOLD = "hold"
    NEXT_STEP = "next_step"
    AGREE = "agree"
    TAKE_BACK = "take_back"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Deed:
    """One action on its way: who, when it happened, and what it says."""

    event: Event
    by: Actor
    at: datetime
    says: Mapping[str, Any]

    def id_of(self, name: str) -> UUID:
        """Return an id of the payload."""
        return UUID(str(self.says[name]))


def do(session: Session, event: Event, verb: Verb, says: Mapping[str, Any], *, by: Actor) -> Any:
    """Perform an action; on a laptop in the hall also write it down.

    Raises
    ------
    Refused
        When a laptop has the event, and what the services raise when the action cannot be.
    """
    events.refuse_if_out(event)
    deed = Deed(event, by, utcnow(), says)
    done = PERFORM[verb](session, deed)
    if event.is_pack:
        _write_down(session, verb, deed, done)
    session.flush()
    return done


def again(session: Session, event: Event, action: HallAction, *, by: Actor) -> Attendance:
    """Repeat at home what a laptop did, and return whose visit it was.

    Raises what the services raise when it cannot be.
    """
    verb, deed = Verb(action.verb), Deed(event, by, action.at, action.payload)
    done = PERFORM[verb](session, deed)
    session.flush()
    return done if isinstance(done, Attendance) else _attendance(session, deed)


def _write_down(session: Session, verb: Verb, deed: Deed, done: Any) -> None:
    last = select(func.max(HallAction.number)).where(HallAction.event_id == deed.event.id)
    session.add(
        HallAction(
            event_id=deed.event.id,
            number=(session.scalar(last) or 0) + 1,
            verb=verb.value,
            payload=dict(deed.says) | _made(session, verb, deed, done),
            role=deed.by.role.value,
            user_id=deed.by.user_id,
            at=deed.at,
        )
    )


def _made(session: Session, verb: Verb, deed: Deed, done: Any) -> dict[str, Any]:
    """Return what home must know to do the same: what a walk-in was given, what was printed."""
    if verb == Verb.WALK_IN:
        return {"attendance": str(done.id), "code": done.code, "number": done.number}
    if verb == Verb.SHEET:
        printed = sheets.printed_positions(session, _attendance(session, deed))
        return {"printed": {number: str(known) for number, known in printed.items()}}
    return {}


def _check_in(session: Session, deed: Deed) -> Attendance:
    row = _attendance(session, deed)
    checkin.check_in(session, row, by=deed.by, now=deed.at)
    return row


def _undo(session: Session, deed: Deed) -> None:
    checkin.undo_check_in(session, _attendance(session, deed), by=deed.by)


def _walk_in(session: Session, deed: Deed) -> Attendance:
    says, before = deed.says, None
    if "code" in says:
        before = Admitted(deed.id_of("attendance"), says["code"], says["number"], deed.at)
    row = checkin.walk_in(session, deed.event, walk_in_of(says), by=deed.by, as_before=before)
    walk_ins.match(session, row)
    return row


def walk_in_of(says: Mapping[str, Any]) -> checkin.WalkIn:
    """Return who came without an invitation, as the door wrote them down."""
    return checkin.WalkIn(
        says["full_name"], says["birth_year"], says["commune"], says["phone"], says["witness"]
    )


def _approve(session: Session, deed: Deed) -> int:
    """Approve cards; at home the list may be another, but what was read in the hall counts."""
    row = _attendance(session, deed)
    waiting = {card.position_id: card for card in walk_ins.waiting(session, row)}
    wanted = [UUID(known) for known in deed.says["positions"]]
    chosen = [waiting[known] for known in wanted if known in waiting]
    for known in (known for known in wanted if known not in waiting):
        reviewing.choose(session, row.returnee, _get(session, Position, known), by=deed.by)
    return walk_ins.approve(session, row, chosen, by=deed.by)


def _say(session: Session, deed: Deed) -> None:
    card = _suggestion(session, deed)
    row = _attendance(session, deed)
    words = deed.says["words"]
    interests.say(session, row, card, Channel(deed.says["channel"]), by=deed.by, **words)


def _plan(session: Session, deed: Deed) -> Talk:
    approval = _approval(session, deed)
    table = _get(session, EventTable, deed.id_of("table")) if "table" in deed.says else None
    return talks.plan(session, deed.event, approval, by=deed.by, table=table)


def _move(session: Session, deed: Deed, move: Callable[..., None]) -> Talk:
    talk = _talk(session, deed)
    move(session, talk, by=deed.by)
    return talk


def _call(session: Session, deed: Deed) -> Talk:
    talk = _move(session, deed, talks.call)
    talk.called_at = deed.at
    return talk


def _next_step(session: Session, deed: Deed) -> Any:
    reason = deed.says.get("reason")
    return talks.set_next_step(
        session,
        _talk(session, deed),
        NextStep(deed.says["step"]),
        by=deed.by,
        reason=RefusalReason(reason) if reason else None,
    )


def _agree(session: Session, deed: Deed) -> Any:
    """Record a yes for one firm; a held talk becomes its introduction by it."""
    row = _attendance(session, deed)
    how, witness = ConsentHow(deed.says["how"]), deed.says.get("witness", "")
    yes = Yes(how, local_day(deed.at), witness)
    firm_consents.agree(session, row.returnee, deed.id_of("employer"), yes, by=deed.by)
    if "position" not in deed.says:
        return None
    return talks.introduce(session, _talk(session, deed), by=deed.by)


def _take_back(session: Session, deed: Deed) -> None:
    """Take a yes for one firm back: its sight ends here, and at home as soon as this is there."""
    person = _attendance(session, deed).returnee
    given = firm_consents.consent_for(session, person, deed.id_of("employer")) or _gone()
    consents.withdraw(session, given, by=deed.by, on=local_day(deed.at))


def _sheet(session: Session, deed: Deed) -> Any:
    row, says = _attendance(session, deed), deed.says
    likes, call_backs = (_numbers(session, row, says, name) for name in ("likes", "call_backs"))
    ticks = sheets.Ticks(likes, call_backs, is_signed=says["is_signed"], at=deed.at)
    return sheets.enter(session, row, ticks, by=deed.by)


def _numbers(session: Session, row: Attendance, says: Mapping[str, Any], name: str) -> list[int]:
    """Return the ticked numbers as this machine's sheet has them."""
    if "printed" not in says:
        return list(says[name])
    mine = {str(known): number for number, known in sheets.printed_positions(session, row).items()}
    ticked = [says["printed"].get(str(number)) for number in says[name]]
    return [mine[known] for known in ticked if known in mine]


PERFORM: Mapping[Verb, Callable[[Session, Deed], Any]] = {
    Verb.CHECK_IN: _check_in,
    Verb.UNDO: _undo,
    Verb.WALK_IN: _walk_in,
    Verb.APPROVE: _approve,
    Verb.SAY: _say,
    Verb.PLAN: _plan,
    Verb.CALL: _call,
    Verb.MISS: lambda session, deed: _move(session, deed, talks.miss),
    Verb.HOLD: lambda session, deed: _move(session, deed, talks.hold),
    Verb.NEXT_STEP: _next_step,
    Verb.AGREE: _agree,
    Verb.TAKE_BACK: _take_back,
    Verb.SHEET: _sheet,
}


def _attendance(session: Session, deed: Deed) -> Attendance:
    row: Attendance = _get(session, Attendance, deed.id_of("attendance"))
    return row if row.returnee.erased_at is None else _gone()


def _suggestion(session: Session, deed: Deed) -> Suggestion:
    found = session.scalar(
        select(Suggestion).where(
            Suggestion.returnee_id == _attendance(session, deed).returnee_id,
            Suggestion.position_id == deed.id_of("position"),
        )
    )
    return found or _gone()


def _approval(session: Session, deed: Deed) -> Approval:
    card = _suggestion(session, deed)
    standing = [row for row in card.approvals if row.withdrawn_at is None]
    return standing[-1] if standing else _gone()


def _talk(session: Session, deed: Deed) -> Talk:
    found = session.scalar(
        select(Talk)
        .join(Talk.approval)
        .join(Approval.suggestion)
        .where(
            Talk.attendance_id == deed.id_of("attendance"),
            Suggestion.position_id == deed.id_of("position"),
        )
    )
    return found or _plan(session, deed)  # planned anew in the hall


def _get(session: Session, model: type[Any], known: UUID) -> Any:
    return session.get(model, known) or _gone()


def _gone() -> Any:
    raise Refused(GONE)
