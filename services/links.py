"""The one-time link to a person's own list: on paper as a QR code, used up when it is opened."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Actor, Attendance, utcnow
from models.crypto import keyring
from services import audit
from services.events import refuse_if_over

LINK_BYTES = 16


def new_token() -> str:
    """Return 128 random bits as they stand in an address."""
    return secrets.token_urlsafe(LINK_BYTES)


def link_key(token: str) -> bytes:
    """Return the look-up key of a link."""
    return keyring().fingerprint("event_link", token)


def find_by_link(session: Session, token: str) -> Attendance | None:
    """Return whose link a token opens; a used or ended link opens nothing."""
    return session.scalar(
        select(Attendance).where(
            Attendance.link_hmac == link_key(token),
            Attendance.link_token_ct.is_not(None),
            Attendance.link_ended_at.is_(None),
        )
    )


def use_link(session: Session, attendance: Attendance) -> None:
    """Use a one-time link up: the address left in a phone's history opens nothing."""
    attendance.link_token = None
    attendance.link_hmac = link_key(new_token())
    session.flush()


def renew_link(session: Session, attendance: Attendance, *, by: Actor) -> None:
    """Give a person a new link in place of a used or ended one."""
    refuse_if_over(attendance.event)
    token = new_token()
    attendance.link_token = token
    attendance.link_hmac = link_key(token)
    attendance.link_ended_at = None
    audit.record(session, "change", attendance.returnee, by=by, fields=["link"])
    session.flush()


def end_link(session: Session, attendance: Attendance, *, by: Actor) -> None:
    """End a person's link and every view opened by it, at once."""
    attendance.link_ended_at = attendance.link_ended_at or utcnow()
    audit.record(session, "change", attendance.returnee, by=by, fields=["link"])
    session.flush()
