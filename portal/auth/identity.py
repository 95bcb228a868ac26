"""From a browser session to who acts: a user under one hat, a device, or a person's link."""

from datetime import timedelta
from uuid import UUID

from flask import Flask, g
from flask import session as browser
from flask_login import LoginManager, UserMixin
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from models import (
    Actor,
    Assignment,
    Attendance,
    Device,
    DeviceKind,
    Role,
    User,
    local_today,
    utcnow,
)
from portal.database import session
from portal.labels import ROLE_LABELS

LINK_OUTLIVES_EVENT = timedelta(days=14)
login_manager = LoginManager()
login_manager.session_protection = None


class SignedIn(UserMixin):  # type: ignore[misc]
    """The one signed in, as Flask-Login wants it: an id, a name to show, and the actor."""

    def __init__(self, key: str, actor: Actor, shown_as: str, roles: list[Role]) -> None:
        self.key = key
        self.actor = actor
        self.shown_as = shown_as
        self.roles = roles

    def get_id(self) -> str:
        """Return the key kept in the browser session."""
        return self.key


def init_app(app: Flask) -> None:
    """Set Flask-Login up."""
    login_manager.init_app(app)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_signed_in(key: str) -> SignedIn | None:
    """Return who a session belongs to, or None when they may no longer act."""
    kind, _, number = key.partition(":")
    return LOADERS[kind](UUID(number)) if kind in LOADERS else None


def _load_user(user_id: UUID) -> SignedIn | None:
    user = session.scalar(
        select(User)
        .where(User.id == user_id, User.is_enabled)
        .options(selectinload(User.assignments))
    )
    if user is None or not (roles := user.roles()):
        return None
    role = _chosen(roles)
    given = [held for held in user.current_assignments() if held.role == role]
    g.user = user
    shown = f"{ROLE_LABELS[role]} · {user.full_name}"
    return SignedIn(f"u:{user.id}", _actor_of(user, role, given), shown, roles)


def _chosen(roles: list[Role]) -> Role:
    worn = browser.get("role")
    return Role(worn) if worn in roles else roles[0]


def _actor_of(user: User, role: Role, given: list[Assignment]) -> Actor:
    everywhere = any(held.commune_code is None for held in given)
    return Actor(
        role=role,
        user_id=user.id,
        communes=None if everywhere else frozenset(held.commune_code or "" for held in given),
        employer_id=given[0].employer_id,
        event_id=given[0].event_id,
    )


ROLE_OF = {
    DeviceKind.KIOSK: Role.KIOSK,
    DeviceKind.DESK: Role.DESK,
    DeviceKind.TABLE: Role.TABLE,
    DeviceKind.WALL: Role.WALL,
}


def _load_device(device_id: UUID) -> SignedIn | None:
    device = session.get(Device, device_id)
    if device is None or device.revoked_at is not None:
        return None
    role = ROLE_OF[device.kind]
    shown_to = browser.get("attendance_id")
    made = Actor(
        role=role,
        device_id=device.id,
        event_id=device.event_id,
        table_id=device.table_id,
        attendance_id=UUID(shown_to) if shown_to and role == Role.KIOSK else None,
    )
    return SignedIn(f"d:{device.id}", made, device.label, [role])


def _load_person(attendance_id: UUID) -> SignedIn | None:
    attendance = session.get(Attendance, attendance_id)
    if attendance is None or not link_is_open(attendance):
        return None
    made = Actor(role=Role.PERSON, event_id=attendance.event_id, attendance_id=attendance.id)
    return SignedIn(f"p:{attendance.id}", made, "", [Role.PERSON])


def link_is_open(attendance: Attendance) -> bool:
    """Tell whether a person's own link still works: not ended by staff, event not long over."""
    ended = attendance.link_ended_at
    last_day = attendance.event.on + LINK_OUTLIVES_EVENT
    return (ended is None or ended > utcnow()) and local_today() <= last_day


LOADERS = {"u": _load_user, "d": _load_device, "p": _load_person}
