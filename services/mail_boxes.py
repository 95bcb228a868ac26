"""Where each member of a firm gets letters: one address and one switch a member."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Assignment, Employer, MailBox, Role, User, local_today
from models.crypto import keyring
from services.links import new_token


def of_user(session: Session, user_id: UUID) -> MailBox | None:
    """Return a member's box, if they ever gave an address."""
    return session.scalar(select(MailBox).where(MailBox.user_id == user_id))


def keep(session: Session, user: User, address: str, *, is_on: bool) -> MailBox:
    """Note where a member wants letters, and whether at all."""
    box = of_user(session, user.id)
    if box is None:
        token = new_token()
        box = MailBox(user_id=user.id, stop_token=token, stop_hmac=_stop_key(token))
        session.add(box)
    box.address, box.is_on = address, is_on
    session.flush()
    return box


def find_by_stop_token(session: Session, token: str) -> MailBox | None:
    """Return whose letters an address at the foot of a letter stops."""
    return session.scalar(select(MailBox).where(MailBox.stop_hmac == _stop_key(token)))


def stop(session: Session, box: MailBox) -> None:
    """Send this member nothing more until they switch it on again."""
    box.is_on = False
    session.flush()


def of_firm(session: Session, employer: Employer) -> Sequence[MailBox]:
    """Return the boxes of those who work in the portal for a firm today and want letters."""
    members = (
        select(Assignment.user_id)
        .join(Assignment.user)
        .where(
            Assignment.employer_id == employer.id,
            Assignment.role == Role.EMPLOYER,
            Assignment.holds_on(local_today()),
            User.is_enabled,
        )
    )
    query = select(MailBox).where(
        MailBox.user_id.in_(members), MailBox.is_on, MailBox.address_ct.is_not(None)
    )
    return session.scalars(query.order_by(MailBox.id)).all()


def _stop_key(token: str) -> bytes:
    return keyring().fingerprint("mail_stop", token)
