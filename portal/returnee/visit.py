"""Whose list a screen shows: at a kiosk a visit that ends, on a phone the link's owner."""

import time
from uuid import UUID

from flask import session as browser

from models import Attendance, Channel, Role
from portal.access import actor
from portal.database import session
from services.events import is_under_way
from services.scope import visible_attendances

IDLE_SECONDS = 120
# The page clears itself; this is for a kiosk without scripts or one that lost its power.
FORGOTTEN_AFTER = 600


def begin_visit(attendance: Attendance) -> None:
    """Show this person's list on this kiosk from now on; forms of a visit before are void."""
    _void_old_forms()
    browser["attendance_id"] = str(attendance.id)
    browser["visited_at"] = time.time()


def end_visit() -> None:
    """Forget whose list the kiosk showed."""
    if browser.pop("attendance_id", None) is not None:
        browser.pop("visited_at", None)
        _void_old_forms()


def _void_old_forms() -> None:
    """Take new form tokens, and keep the machine's cookie.

    With a new cookie an answer lost on the way (power, network) would leave the kiosk unpaired.
    """
    browser.pop("csrf_token", None)


def begin_helping(attendance: Attendance) -> None:
    """Let an officer's screen show a person's own screens, until they leave them."""
    browser["helped_id"] = str(attendance.id)


def helped() -> Attendance | None:
    """Return whom an officer helps on this screen, as long as the person is theirs."""
    known = browser.get("helped_id")
    if known is None or not is_helper():
        return None
    return session.scalar(visible_attendances(actor()).where(Attendance.id == UUID(known)))


def end_helping() -> None:
    """Go back to being an officer alone."""
    browser.pop("helped_id", None)


def is_helper() -> bool:
    """Tell whether an officer's hands are on the screen."""
    return actor().role == Role.COUNSELOR


def visitor() -> Attendance | None:
    """Return the person in front of the screen, None when the visit is over."""
    by = actor()
    if is_helper():
        return helped()
    if by.attendance_id is None:
        return None
    found = session.scalar(visible_attendances(by).where(Attendance.id == by.attendance_id))
    if found is None or by.role == Role.PERSON:
        return found
    if is_under_way(found.event) and not _is_forgotten():
        browser["visited_at"] = time.time()
        return found
    return None


def is_kiosk() -> bool:
    """Tell whether the screen is shared."""
    return actor().role == Role.KIOSK


def channel() -> Channel:
    """Return through what the person speaks."""
    if is_helper():
        return Channel.OFFICER
    return Channel.KIOSK if is_kiosk() else Channel.PHONE


def _is_forgotten() -> bool:
    last: float = browser.get("visited_at", 0.0)
    return time.time() - last > FORGOTTEN_AFTER
