"""Each side's own yes or no to a help, on its own screen; the agreement stands with both."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import (
    OWN_YES,
    Actor,
    ConsentHow,
    Move,
    MoveNotAllowed,
    Pledge,
    Role,
    Sponsorship,
    SponsorshipAction,
    SponsorshipEnd,
    local_today,
)
from services import audit, firm_consents, sponsorships
from services.errors import Refused
from services.firm_consents import Yes
from services.scope import visible_sponsorships

NOT_FOR_ANOTHER = "Không ai bấm đồng ý thay người khác. Hãy ghi giấy đã ký."


@dataclass(frozen=True, slots=True)
class Side:
    """How one side says yes, and why the help ends with its no."""

    yes: SponsorshipAction
    no: SponsorshipEnd


_PERSON = Side(SponsorshipAction.PERSON_AGREE, SponsorshipEnd.PERSON_DECLINED)
SIDES: Mapping[Role, Side] = {
    Role.EMPLOYER: Side(SponsorshipAction.FIRM_AGREE, SponsorshipEnd.FIRM_STOPPED),
    Role.KIOSK: _PERSON,
    Role.PERSON: _PERSON,
}


def given(
    session: Session, sponsorship_ids: Collection[UUID]
) -> dict[tuple[UUID, SponsorshipAction], date]:
    """Return the day of each yes given on an own screen, by help and side; one query."""
    rows = session.execute(
        select(Move.record_id, Move.action, Move.happened_on).where(
            Move.record_id.in_(sponsorship_ids), Move.action.in_(OWN_YES)
        )
    )
    return {(record_id, SponsorshipAction(action)): on for record_id, action, on in rows}


def own_yes(session: Session, sponsorship: Sponsorship, *, by: Actor) -> date | None:
    """Return the day the actor's side said yes on its screen."""
    return given(session, [sponsorship.id]).get((sponsorship.id, _side(by).yes))


def waits_for(session: Session, sponsorship: Sponsorship, *, by: Actor) -> bool:
    """Tell whether the help waits for the yes of the actor's side."""
    is_open = sponsorship.can(_side(by).yes)
    return is_open and own_yes(session, sponsorship, by=by) is None


def shown_to(session: Session, by: Actor) -> Sequence[Sponsorship]:
    """Return the helps of whoever stands at their own screen, the newest first; one query."""
    return session.scalars(
        visible_sponsorships(by)
        .join(Sponsorship.pledge)
        .options(
            contains_eager(Sponsorship.pledge).joinedload(Pledge.employer),
            joinedload(Sponsorship.returnee),
        )
        .order_by(Sponsorship.created_at.desc(), Sponsorship.id)
    ).all()


def say_yes(session: Session, sponsorship: Sponsorship, *, by: Actor) -> None:
    """Record one side's yes; the second yes makes the agreement.

    Raises
    ------
    Refused
        When the actor is neither side.
    MoveNotAllowed
        When the help waits for no yes any more.
    """
    side = _answering(session, sponsorship, by)
    said = {action for _, action in given(session, [sponsorship.id])}
    if side.yes in said:
        return
    sponsorship.apply(side.yes, by=by)
    if said | {side.yes} >= OWN_YES:
        sponsorships.stand(session, sponsorship, Yes(ConsentHow.SCREEN, local_today()), by=by)
    else:
        audit.record(session, "change", sponsorship.returnee, by=by, fields=["sponsorship"])
    session.flush()


def say_no(session: Session, sponsorship: Sponsorship, *, by: Actor) -> None:
    """End a help that one side does not want, before it is agreed on; also after its own yes.

    Raises as `say_yes` does.
    """
    side = _answering(session, sponsorship, by)
    sponsorships.end(session, sponsorship, side.no, by=by)
    session.flush()


def share_name(session: Session, sponsorship: Sponsorship, *, by: Actor) -> None:
    """Record the person's own yes to the firm reading the name, once the agreement stands."""
    if _side(by) is not _PERSON:
        raise Refused(NOT_FOR_ANOTHER)
    sponsorship.shares_name = True
    yes = Yes(ConsentHow.SCREEN, local_today())
    firm_consents.agree(session, sponsorship.returnee, sponsorship.pledge.employer_id, yes, by=by)
    session.flush()


def _answering(session: Session, sponsorship: Sponsorship, by: Actor) -> Side:
    side = _side(by)
    session.refresh(sponsorship, with_for_update=True)
    if not sponsorship.can(side.yes):
        raise MoveNotAllowed(side.yes, sponsorship.state)
    return side


def _side(by: Actor) -> Side:
    if by.role not in SIDES:
        raise Refused(NOT_FOR_ANOTHER)
    return SIDES[by.role]
