"""The rights desk: requests of people and complaints of either side, from arrival to outcome."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import (
    Actor,
    Assignment,
    Consent,
    Employer,
    Returnee,
    RightAction,
    RightKind,
    RightsRequest,
    RightState,
    Role,
    User,
    local_today,
)
from services import audit, case_files, consents, erasure, scope
from services.case_files import CaseFile
from services.errors import Refused
from services.right_clocks import clock

OPEN = (RightState.RECEIVED, RightState.ANSWERED)
ALARMS = (1.0, 0.8, 0.5)
ONCE = "Chỉ được gia hạn một lần."
SAY_WHY = "Hãy ghi lý do."


@dataclass(frozen=True, slots=True)
class Said:
    """What is asked, when it came, whether others must act too; an officer it complains about."""

    kind: RightKind
    detail: str = ""
    received_on: date | None = None
    with_others: bool = False
    about_id: UUID | None = None


def receive(
    session: Session,
    said: Said,
    *,
    by: Actor,
    returnee: Returnee | None = None,
    employer: Employer | None = None,
) -> RightsRequest:
    """Write a request down and start its clocks."""
    day = said.received_on or local_today()
    if day > local_today():
        raise Refused("Ngày nhận chưa đến. Hãy ghi lại ngày.")
    runs = clock(said.kind, day)
    request = RightsRequest(
        kind=said.kind,
        returnee=returnee,
        employer=employer,
        received_on=day,
        answer_due_on=runs.answer_due(day),
        due_on=runs.due(day, with_others=said.with_others),
        recorded_by_id=by.user_id,
        about_id=said.about_id,
    )
    request.detail = said.detail
    session.add(request)
    _note(session, request, by)
    return request


def answer(session: Session, request: RightsRequest, *, by: Actor) -> None:
    """Note that the person was told how and until when."""
    request.apply(RightAction.ANSWER, by=by)
    _note(session, request, by)


def extend(session: Session, request: RightsRequest, why: str, *, by: Actor) -> None:
    """Make the time longer, once and with a reason.

    Raises
    ------
    Refused
        When it was made longer before, or no reason is given.
    """
    if request.extended_on is not None:
        raise Refused(ONCE)
    if not why:
        raise Refused(SAY_WHY)
    request.apply(RightAction.EXTEND, by=by)
    request.due_on = clock(request.kind, request.received_on).extended(request.due_on)
    request.extended_on, request.extension_reason = local_today(), why
    _note(session, request, by)


def fulfil(session: Session, request: RightsRequest, outcome: str, *, by: Actor) -> None:
    """Do what was asked, in the same transaction as the words about it."""
    request.apply(RightAction.FULFIL, by=by)
    request.outcome, request.closed_on = outcome, local_today()
    _note(session, request, by)
    if request.returnee is not None and request.kind in DOES:
        DOES[request.kind](session, request.returnee, by)
    session.flush()


def refuse(session: Session, request: RightsRequest, why: str, *, by: Actor) -> None:
    """Say why it cannot be done; the person may complain."""
    if not why:
        raise Refused(SAY_WHY)
    request.apply(RightAction.REFUSE, by=by, reason="refused")
    request.outcome, request.closed_on = why, local_today()
    _note(session, request, by)


def alarm(request: RightsRequest, today: date) -> float:
    """Return which share of the time is over: 0.5, 0.8 or 1.0, and 0 before the first."""
    if request.state not in OPEN:
        return 0.0
    whole = max(1, (request.due_on - request.received_on).days)
    gone = (today - request.received_on).days / whole
    late = request.state == RightState.RECEIVED and today > request.answer_due_on
    return 1.0 if late else next((share for share in ALARMS if gone >= share), 0.0)


def visible(by: Actor) -> Select[RightsRequest]:
    """Select the requests of the actor's people, and firms' complaints for those who see all.

    Nobody reads or answers a complaint about themselves.
    """
    query = (
        select(RightsRequest)
        .outerjoin(RightsRequest.returnee)
        .options(contains_eager(RightsRequest.returnee), joinedload(RightsRequest.employer))
    )
    if by.role == Role.EMPLOYER:
        return query.where(scope.same(RightsRequest.employer_id, by.employer_id))
    if by.role != Role.COUNSELOR:
        return query.where(false())
    of_firms = RightsRequest.returnee_id.is_(None) if by.communes is None else false()
    return query.where(or_(of_firms, scope.in_my_communes(by)), not_about(by))


def not_about(by: Actor) -> ColumnElement[bool]:
    """Return the condition that a request does not complain about the actor."""
    return RightsRequest.about_id.is_distinct_from(by.user_id) if by.user_id else true()


def officers(session: Session, commune_code: str | None) -> list[User]:
    """Return who reads and handles complaints of a commune (None: of the province), by name."""
    rows = session.scalars(
        select(User)
        .join(Assignment, Assignment.user_id == User.id)
        .where(
            User.is_enabled,
            Assignment.role == Role.COUNSELOR,
            Assignment.commune_code.is_(None) | (Assignment.commune_code == commune_code),
            Assignment.holds_on(local_today()),
        )
        .distinct()
    )
    return sorted(rows, key=lambda user: (user.full_name or "", str(user.id)))


def _withdraw_all(session: Session, returnee: Returnee, by: Actor) -> None:
    query = select(Consent).where(
        Consent.returnee_id == returnee.id, Consent.withdrawn_on.is_(None)
    )
    for consent in session.scalars(query).all():
        consents.withdraw(session, consent, by=by)


def _restrict(session: Session, returnee: Returnee, by: Actor) -> None:
    case_files.save(session, returnee, CaseFile({"automatic_matching": False}), by=by)


def _erase(session: Session, returnee: Returnee, by: Actor) -> None:
    _withdraw_all(session, returnee, by)
    erasure.erase(session, returnee, by=by)


# What the desk does itself; seeing, copying and correcting have pages of their own.
DOES: Mapping[RightKind, Callable[[Session, Returnee, Actor], None]] = {
    RightKind.WITHDRAW: _withdraw_all,
    RightKind.RESTRICT: _restrict,
    RightKind.DELETE: _erase,
}


def _note(session: Session, request: RightsRequest, by: Actor) -> None:
    if request.returnee is not None:
        audit.record(session, "change", request.returnee, by=by, fields=["rights"])
    session.flush()
