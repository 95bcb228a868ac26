"""The question after three months: one link a side, answered by one tap, read by staff only."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import (
    FIRM_SEES,
    Actor,
    Consent,
    FollowUp,
    FollowUpKind,
    FollowUpResult,
    Introduction,
    MailKind,
    Placement,
    Side,
    StayAnswer,
    StayLink,
    local_day,
    local_today,
    utcnow,
)
from models.crypto import keyring
from services import audit, mail_boxes, outbox
from services.errors import Refused
from services.follow_ups import Found
from services.links import new_token
from services.outbox import Fact
from services.terms import months_after

MONTHS = 3
OPEN_FOR = timedelta(days=30)
ASKED_FOR = timedelta(days=60)
"""A machine that stood still longer than this asks no late question."""
FOUND_BY = {StayAnswer.YES: FollowUpResult.AT_WORK, StayAnswer.NO: FollowUpResult.LEFT}


def ask(session: Session, *, by: Actor, now: datetime) -> int:  # noqa: ARG001 - a night
    """Make the links of placements that are three months old; write to the firm's contact."""
    today = local_day(now)
    due = [placement for placement in _unasked(session, today) if _is_due(placement, today)]
    for placement in due:
        _link(session, placement, Side.PERSON, today)
        _write(session, placement, _link(session, placement, Side.FIRM, today))
    session.flush()
    return len(due)


def find(session: Session, token: str) -> StayLink | None:
    """Return the open question of a link: none where answered, too old, or sight is gone."""
    query = (
        select(StayLink)
        .join(StayLink.placement)
        .join(Placement.introduction)
        .join(Introduction.consent)
        .where(
            StayLink.token_hmac == _key(token),
            StayLink.answer.is_(None),
            StayLink.ends_on >= local_today(),
            Consent.withdrawn_on.is_(None),
        )
        .options(
            joinedload(StayLink.placement)
            .joinedload(Placement.introduction)
            .joinedload(Introduction.returnee)
        )
    )
    link = session.scalar(query)
    return link if link is not None and _may_ask(link) else None


def _may_ask(link: StayLink) -> bool:
    """Tell whether a side may still be asked: a firm reads a name, so while it may see people."""
    introduction = link.placement.introduction
    if link.side == Side.PERSON:
        return introduction.returnee.erased_at is None
    return introduction.state in FIRM_SEES and introduction.employer.may_see_people()


def answer(session: Session, link: StayLink, said: StayAnswer) -> None:
    """Keep the answer and use the link up."""
    link.answer, link.answered_at, link.token = said, utcnow(), None
    session.flush()


def answer_for(
    session: Session, introduction: Introduction, side: Side, said: StayAnswer, *, by: Actor
) -> None:
    """Record what one side told an officer; an answer given before stays."""
    open_ = [link for link in of_introduction(session, introduction.id) if link.side == side]
    if not open_ or open_[0].answer is not None:
        raise Refused("Câu hỏi này đã có trả lời. Hãy mở lại trang.")
    answer(session, open_[0], said)
    audit.record(session, "change", introduction.returnee, by=by, fields=["stay_answer"])


def of_introduction(session: Session, introduction_id: UUID) -> Sequence[StayLink]:
    """Return the questions about one introduction's placement, for staff."""
    query = (
        select(StayLink)
        .join(StayLink.placement)
        .where(Placement.introduction_id == introduction_id)
        .order_by(StayLink.side, StayLink.id)
    )
    return session.scalars(query).all()


def answers_about(session: Session, look: FollowUp) -> Sequence[StayLink]:
    """Return what both sides answered about the work of a look; they are asked at month three."""
    if look.kind != FollowUpKind.MONTH_3:
        return []
    query = select(StayLink).where(
        StayLink.placement_id == look.placement_id, StayLink.answer.is_not(None)
    )
    return session.scalars(query.order_by(StayLink.answered_at, StayLink.id)).all()


def proposed(answers: Sequence[StayLink]) -> Found | None:
    """Return what those answers make of the look: none where a side is unsure or they differ."""
    results = {FOUND_BY.get(link.answer) for link in answers if link.answer}
    if len(results) != 1 or (result := results.pop()) is None:
        return None
    last = answers[-1]
    day = local_day(last.answered_at) if last.answered_at else local_today()
    return Found(result, day, asked=last.side.value)


def person_tokens(session: Session, introductions: Sequence[Introduction]) -> Mapping[UUID, str]:
    """Return by introduction the token of the person's open question: what staff copy for them."""
    ids = [introduction.id for introduction in introductions]
    rows = session.execute(
        select(Placement.introduction_id, StayLink)
        .join(StayLink, StayLink.placement_id == Placement.id)
        .where(
            Placement.introduction_id.in_(ids),
            StayLink.side == Side.PERSON,
            StayLink.answer.is_(None),
        )
    )
    return {introduction_id: link.token for introduction_id, link in rows if link.token}


def _unasked(session: Session, today: date) -> Sequence[Placement]:
    asked = select(StayLink.placement_id)
    query = (
        select(Placement)
        .join(Placement.introduction)
        .join(Introduction.consent)
        .where(
            Placement.ended_on.is_(None),
            Placement.id.not_in(asked),
            Placement.first_day.between(
                today - timedelta(days=31 * MONTHS) - ASKED_FOR, today - timedelta(days=28 * MONTHS)
            ),
            Consent.withdrawn_on.is_(None),
        )
        .options(joinedload(Placement.introduction).joinedload(Introduction.employer))
    )
    return session.scalars(query).all()


def _is_due(placement: Placement, today: date) -> bool:
    day = months_after(placement.first_day, MONTHS)
    return day <= today <= day + ASKED_FOR


def _link(session: Session, placement: Placement, side: Side, today: date) -> StayLink:
    token = new_token()
    link = StayLink(
        placement=placement,
        side=side,
        token=token,
        token_hmac=_key(token),
        ends_on=today + OPEN_FOR,
    )
    session.add(link)
    session.flush()
    return link


def _write(session: Session, placement: Placement, link: StayLink) -> None:
    """Write to the firm's members; where none wants letters, to the firm's own address."""
    introduction = placement.introduction
    facts = {"number": f"{introduction.number:02d}", "token": link.token}
    fact = Fact(MailKind.STAY, f"stay:{link.id}", facts)
    if mail_boxes.of_firm(session, introduction.employer):
        outbox.to_firm(session, introduction.employer, fact)
    else:
        outbox.to_contact(session, introduction.employer, fact)


def _key(token: str) -> bytes:
    return keyring().fingerprint("stay_link", token)
