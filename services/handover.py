"""A case file that goes to another commune: offered or asked for, answered, then moved."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, contains_eager

from models import (
    Actor,
    Handover,
    HandoverAction,
    HandoverReason,
    HandoverState,
    Returnee,
    local_today,
)
from services import audit, returnees, scope
from services.errors import Refused

ALREADY = "Hồ sơ này đang chờ chuyển rồi. Hãy chờ trả lời, hoặc rút lại trước."
SAME_PLACE = "Hồ sơ đã ở xã này. Hãy chọn xã khác."
NOT_YOURS = "Việc này chờ xã bên kia trả lời."


@dataclass(frozen=True, slots=True)
class Way:
    """Where a file shall go and why; the holder `gives` it, or the other side asks for it."""

    to_commune: str
    reason: HandoverReason = HandoverReason.MOVED
    note: str = ""
    gives: bool = True


def ask(session: Session, returnee: Returnee, way: Way, *, by: Actor) -> Handover:
    """Offer a file to another commune, or ask the one that holds it.

    Raises
    ------
    Refused
        When it is there already, or on its way.
    """
    if way.to_commune == returnee.commune_code:
        raise Refused(SAME_PLACE)
    if waiting(session, returnee) is not None:
        raise Refused(ALREADY)
    handover = Handover(
        returnee=returnee,
        from_commune=returnee.commune_code,
        to_commune=way.to_commune,
        gives=way.gives,
        reason=way.reason,
        asked_on=local_today(),
        asked_by_id=by.user_id,
    )
    handover.note = way.note
    session.add(handover)
    _note(session, returnee, by)
    return handover


def accept(session: Session, handover: Handover, *, by: Actor) -> None:
    """Move the file: from now on the other commune's officers open it, this one's no longer."""
    _refuse_wrong_side(handover, by)
    handover.apply(HandoverAction.ACCEPT, by=by)
    returnee = handover.returnee
    returnee.commune_code, returnee.counselor_id = handover.to_commune, None
    returnees.seal_identity(session, returnee)
    _note(session, returnee, by)


def refuse(session: Session, handover: Handover, why: str, *, by: Actor) -> None:
    """Say no; the file stays where it is. The words are the person's, so no move repeats them."""
    _refuse_wrong_side(handover, by)
    handover.apply(HandoverAction.REFUSE, by=by)
    handover.refusal = why
    _note(session, handover.returnee, by)


def withdraw(session: Session, handover: Handover, *, by: Actor) -> None:
    """Take an offer or a question back before it is answered."""
    if answers(handover, by) and not asks(handover, by):
        raise Refused(NOT_YOURS)
    handover.apply(HandoverAction.WITHDRAW, by=by)
    _note(session, handover.returnee, by)


def answers(handover: Handover, by: Actor) -> bool:
    """Tell whether the answer is the actor's to give."""
    return by.covers(handover.to_commune if handover.gives else handover.from_commune)


def asks(handover: Handover, by: Actor) -> bool:
    """Tell whether the actor's side offered or asked."""
    return by.covers(handover.from_commune if handover.gives else handover.to_commune)


def visible(by: Actor) -> Select[Handover]:
    """Select the hand-overs of either side's communes, the newest first."""
    mine = or_(
        scope.in_communes_of(Handover.from_commune, by),
        scope.in_communes_of(Handover.to_commune, by),
    )
    gone = Returnee.erased_at.is_not(None)
    return (
        select(Handover)
        .join(Handover.returnee)
        .options(contains_eager(Handover.returnee))
        .where(mine, ~gone)
        .order_by(Handover.asked_on.desc(), Handover.id.desc())
    )


def waiting(session: Session, returnee: Returnee) -> Handover | None:
    """Return the hand-over of a file that waits for its answer."""
    return session.scalar(
        select(Handover).where(
            Handover.returnee_id == returnee.id, Handover.state == HandoverState.ASKED
        )
    )


def ask_for_many(
    session: Session, wanted: Iterable[tuple[Returnee, str]], *, by: Actor
) -> list[Handover]:
    """Ask for files that a workbook lists in another commune; those on their way already stay."""
    return [
        ask(session, person, Way(code, HandoverReason.LISTED_TWICE, gives=False), by=by)
        for person, code in wanted
        if person.commune_code != code and waiting(session, person) is None
    ]


def _refuse_wrong_side(handover: Handover, by: Actor) -> None:
    if not answers(handover, by):
        raise Refused(NOT_YOURS)


def _note(session: Session, returnee: Returnee, by: Actor) -> None:
    audit.record(session, "change", returnee, by=by, fields=["handover"])
    session.flush()
