"""A person at a kiosk: eight digits and a year of birth, with a brake on guessing."""

from sqlalchemy.orm import Session

from models import Actor, Attendance, Event
from services import accounts
from services.attendances import code_key, find_by_code, only_digits
from services.events import is_under_way

PER_DEVICE, PER_CODE = 10, 5


def must_wait(session: Session, event: Event, code: str, *, by: Actor) -> bool:
    """Tell whether this device, or this code, was tried wrongly too often lately."""
    device, typed = _keys(event, code, by)
    return accounts.is_braked(session, device, limit=PER_DEVICE) or accounts.is_braked(
        session, typed, limit=PER_CODE
    )


def begin(
    session: Session, event: Event, code: str, birth_year: int, *, by: Actor
) -> Attendance | None:
    """Return whose code it is, None when anything is wrong; a wrong try is counted.

    The answer never tells code, year and time of the event apart.
    """
    found = find_by_code(session, event.id, code) if is_under_way(event) else None
    device, typed = _keys(event, code, by)
    if found is None or found.returnee.birth_year != birth_year:
        accounts.count_failure(session, device)
        accounts.count_failure(session, typed)
        return None
    accounts.forget_failures(session, typed)
    return found


def proves(session: Session, attendance: Attendance, code: str, *, by: Actor) -> bool:
    """Tell whether the code on the person's own paper was typed; a wrong try is counted.

    A firm's machine asks for it, so that no firm can say yes in a person's name.
    """
    device, typed = _keys(attendance.event, code, by)
    if only_digits(code) == attendance.code:
        accounts.forget_failures(session, typed)
        return True
    accounts.count_failure(session, device)
    accounts.count_failure(session, typed)
    return False


def _keys(event: Event, code: str, by: Actor) -> tuple[str, str]:
    typed = code_key(event.id, only_digits(code)).hex()[:32]
    return f"kiosk:{by.device_id}", f"code:{typed}"
