"""Pairing a kiosk or desk: staff make a code, the device types it once within minutes."""

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Actor, Device, DeviceKind, Event, EventTable, utcnow
from models.crypto import keyring
from services import accounts, audit
from services.attendances import only_digits
from services.errors import Refused

PAIRING_LASTS = timedelta(minutes=10)
WRONG_CODE = "Mã không đúng hoặc đã hết hạn. Hãy xin mã mới ở ban tổ chức."
TRIES_KEY = "pair"


def prepare(
    session: Session,
    event: Event,
    kind: DeviceKind,
    label: str,
    *,
    by: Actor,
    table: EventTable | None = None,
) -> tuple[Device, str]:
    """Make a device waiting to be paired, and the 8-digit code to type on it."""
    if kind == DeviceKind.TABLE and table is None:
        raise Refused("Hãy chọn bàn mà máy này phục vụ.")
    if by.user_id is None:
        raise ValueError("a device is paired by a user")
    code = f"{secrets.randbelow(10**8):08d}"
    device = Device(
        kind=kind,
        label=label,
        event_id=event.id,
        table_id=table.id if table and kind == DeviceKind.TABLE else None,
        paired_by_id=by.user_id,
        pairing_code_hash=keyring().fingerprint("pairing", code),
        pairing_expires_at=utcnow() + PAIRING_LASTS,
    )
    session.add(device)
    session.flush()
    return device, code


def pair(session: Session, typed: str, *, source: str = "") -> Device | None:
    """Return the device whose code was typed, and use the code up; None when it does not fit.

    Wrong tries are counted by the address they come from, so that one machine stops no other.
    """
    brakes = accounts.brakes(TRIES_KEY, source)
    if accounts.must_wait(session, brakes):
        return None
    code = only_digits(typed)
    device = session.scalar(
        select(Device).where(
            Device.pairing_code_hash == keyring().fingerprint("pairing", code),
            Device.revoked_at.is_(None),
        )
    )
    expires = device.pairing_expires_at if device else None
    if device is None or expires is None or expires < utcnow():
        for brake in brakes:
            accounts.count_failure(session, brake)
        return None
    device.pairing_code_hash = None
    device.pairing_expires_at = None
    session.flush()
    return device


def revoke(session: Session, device: Device, *, by: Actor) -> None:
    """End a device's sign-in at once."""
    device.revoked_at = device.revoked_at or utcnow()
    audit.record(session, "revoke", device, by=by)
    session.flush()
