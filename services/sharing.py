"""The person's yes for one firm as an officer records it, and its end at any time."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import (
    Actor,
    Approval,
    Consent,
    ConsentHow,
    ConsentPurpose,
    Employer,
    Introduction,
    IntroductionAction,
    Returnee,
    local_today,
)
from services import audit, endings, firm_consents
from services.errors import Refused
from services.firm_consents import Yes

NEEDS_WITNESS = "Nói trực tiếp thì cần tên người chứng kiến. Hãy ghi thêm."


def record(
    session: Session, returnee: Returnee, employer: Employer, yes: Yes, *, by: Actor
) -> Consent:
    """Record the yes for one firm; one in force already is kept as it was given."""
    if (known := firm_consents.consent_for(session, returnee, employer.id)) is not None:
        return known
    if yes.how == ConsentHow.SPOKEN and not yes.witness:
        raise Refused(NEEDS_WITNESS)
    if yes.given_on > local_today():
        raise Refused("Ngày đồng ý chưa đến. Hãy ghi lại ngày.")
    return firm_consents.agree(session, returnee, employer.id, yes, by=by)


def may_be_matched(session: Session, returnee: Returnee) -> bool:
    """Tell whether the person's yes to matching holds today."""
    found = select(Consent.id).where(
        Consent.returnee_id == returnee.id,
        Consent.purpose == ConsentPurpose.MATCHING,
        Consent.withdrawn_on.is_(None),
    )
    return session.scalar(found.limit(1)) is not None


def withdraw(
    session: Session, consent: Consent, *, by: Actor, on: date | None = None
) -> list[Introduction]:
    """End a yes: the firm's sight and the suggestions behind it end in the same transaction."""
    if consent.withdrawn_on is not None:
        return []
    consent.withdrawn_on = on or local_today()
    ended = [i for i in _resting_on(session, consent) if i.can(IntroductionAction.WITHDRAW)]
    for introduction in ended:
        endings.end(introduction, IntroductionAction.WITHDRAW, by=by, happened_on=on)
    suggestions = [introduction.approval.suggestion for introduction in ended]
    endings.lapse(session, suggestions, by=by, reason="consent_withdrawn")
    audit.record(session, "change", consent.returnee, by=by, fields=["consent.withdrawn_on"])
    session.flush()
    return ended


def _resting_on(session: Session, consent: Consent) -> list[Introduction]:
    query = (
        select(Introduction)
        .where(Introduction.consent_id == consent.id)
        .options(joinedload(Introduction.approval).joinedload(Approval.suggestion))
    )
    return list(session.scalars(query))
