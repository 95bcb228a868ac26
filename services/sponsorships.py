"""One firm's help for one person: agreed, handed over in parts, confirmed, completed or ended."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    ConsentHow,
    Delivery,
    Pledge,
    Role,
    Sponsorship,
    SponsorshipAction,
    SponsorshipEnd,
    SponsorshipKind,
    local_today,
)
from services import audit, firm_consents, position_changes, sponsorship_care
from services.errors import Refused
from services.firm_consents import Yes
from services.pledge_balance import AGREED_OR_FURTHER
from services.sponsorship_matching import NO_MONEY_HERE, candidates, match, needs_of, vnd

__all__ = [
    "agree",
    "candidates",
    "complete",
    "confirm",
    "deliver",
    "end",
    "helping_kinds",
    "match",
    "needs_of",
    "stand",
]

NOT_THE_SPONSOR = "Bên giúp đỡ không tự xác nhận. Người nhận và xã mới xác nhận được."
SAY_AMOUNT = "Hãy ghi số tiền đã trao."
SAY_WHAT = "Hãy ghi đã trao gì."
NOT_YET = "Hãy ghi ngày không sau hôm nay."


def agree(
    session: Session,
    sponsorship: Sponsorship,
    *,
    by: Actor,
    yes: Yes,
    shares_name: bool,
) -> None:
    """Record the agreement of both, and apart from it whether the firm may read the name."""
    stand(session, sponsorship, yes, by=by)
    sponsorship.shares_name = shares_name
    if shares_name:
        firm = sponsorship.pledge.employer_id
        firm_consents.agree(session, sponsorship.returnee, firm, yes, by=by)


def stand(session: Session, sponsorship: Sponsorship, yes: Yes, *, by: Actor) -> None:
    """Let the agreement of both stand from the day of `yes`, and begin the care of it."""
    on = yes.given_on
    sponsorship.agreed_on, sponsorship.agreed_how = on, yes.how.value
    sponsorship.agreed_witness = yes.witness
    sponsorship.apply(SponsorshipAction.AGREE, by=by, happened_on=on)
    sponsorship_care.begin(session, sponsorship, on)
    _note(session, sponsorship, by)


def delivered_vnd(session: Session, sponsorship: Sponsorship) -> int:
    """Return how much was handed over so far, VND."""
    parts = select(func.sum(Delivery.amount_vnd)).where(Delivery.sponsorship_id == sponsorship.id)
    return int(session.scalar(parts) or 0)


def delivery_problems(
    sponsorship: Sponsorship, so_far: int, on: date | None, amount_vnd: int | None, note: str
) -> dict[str, str]:
    """Return what is wrong with a part to hand over, by field."""
    found = {}
    if on and (sentence := _day_problem(on, sponsorship.agreed_on)):
        found["on"] = sentence
    if sponsorship.amount_vnd is None:
        found |= {"amount_vnd": NO_MONEY_HERE} if amount_vnd else {}
        return found | ({} if note else {"note": SAY_WHAT})
    if not amount_vnd or amount_vnd < 0:
        return found | {"amount_vnd": SAY_AMOUNT}
    left = sponsorship.amount_vnd - so_far
    if amount_vnd > left:
        return found | {"amount_vnd": f"Theo thỏa thuận chỉ còn {vnd(left)}. Hãy ghi số nhỏ hơn."}
    return found


def _day_problem(on: date, earliest: date | None) -> str | None:
    if on > local_today():
        return NOT_YET
    if earliest and on < earliest:
        return f"Hãy ghi ngày từ {earliest:%d/%m/%Y} trở đi."
    return None


def deliver(
    session: Session,
    sponsorship: Sponsorship,
    *,
    by: Actor,
    on: date,
    amount_vnd: int | None = None,
    note: str = "",
) -> Delivery:
    """Record a part handed over; all parts together are never more than was agreed."""
    session.refresh(sponsorship, with_for_update=True)
    so_far = delivered_vnd(session, sponsorship)
    sponsorship.apply(SponsorshipAction.DELIVER, by=by, happened_on=on)
    if problems := delivery_problems(sponsorship, so_far, on, amount_vnd, note):
        raise Refused(" ".join(problems.values()))
    part = Delivery(
        sponsorship=sponsorship,
        delivered_on=on,
        amount_vnd=amount_vnd,
        note=note,
        recorded_by_id=by.user_id,
    )
    session.add(part)
    _note(session, sponsorship, by)
    return part


def confirmation_problem(session: Session, sponsorship: Sponsorship, on: date) -> str | None:
    """Return what is wrong with the day of a confirmation."""
    last = select(func.max(Delivery.delivered_on)).where(Delivery.sponsorship_id == sponsorship.id)
    return _day_problem(on, session.scalar(last))


def confirm(
    session: Session,
    sponsorship: Sponsorship,
    *,
    by: Actor,
    on: date,
    how: ConsentHow,
    commune_officer: str,
) -> None:
    """Record that the person has what was handed over, with the commune's officer beside them."""
    if by.role != Role.COUNSELOR:
        raise Refused(NOT_THE_SPONSOR)
    sponsorship.confirmed_on, sponsorship.confirmed_how = on, how.value
    sponsorship.confirmed_with = commune_officer
    sponsorship.apply(SponsorshipAction.CONFIRM, by=by, happened_on=on)
    _note(session, sponsorship, by)


def complete(session: Session, sponsorship: Sponsorship, *, by: Actor) -> None:
    """Close the help as given to its end."""
    if by.role != Role.COUNSELOR:
        raise Refused(NOT_THE_SPONSOR)
    sponsorship.apply(SponsorshipAction.COMPLETE, by=by)
    sponsorship_care.stop(session, sponsorship)
    _note(session, sponsorship, by)


def end(session: Session, sponsorship: Sponsorship, reason: SponsorshipEnd, *, by: Actor) -> None:
    """End the help early; what was not handed over is free for someone else."""
    sponsorship.reason = reason.value
    sponsorship.apply(SponsorshipAction.END, by=by, reason=reason.value)
    sponsorship_care.stop(session, sponsorship)
    _note(session, sponsorship, by)


def helping_kinds(
    session: Session, returnee_ids: Collection[UUID], employer_ids: Collection[UUID]
) -> Mapping[tuple[UUID, UUID], frozenset[SponsorshipKind]]:
    """Return with what each firm helps each person, agreed or further: the card's line."""
    rows = session.execute(
        select(Sponsorship.returnee_id, Pledge.employer_id, Pledge.kind)
        .join(Sponsorship.pledge)
        .where(
            Sponsorship.returnee_id.in_(returnee_ids),
            Pledge.employer_id.in_(employer_ids),
            Sponsorship.state.in_(AGREED_OR_FURTHER),
        )
    )
    found: dict[tuple[UUID, UUID], set[SponsorshipKind]] = {}
    for returnee_id, employer_id, kind in rows:
        found.setdefault((returnee_id, employer_id), set()).add(kind)
    return {pair: frozenset(kinds) for pair, kinds in found.items()}


def _note(session: Session, sponsorship: Sponsorship, by: Actor) -> None:
    audit.record(session, "change", sponsorship.returnee, by=by, fields=["sponsorship"])
    position_changes.of_firm(session, sponsorship.pledge.employer_id)
