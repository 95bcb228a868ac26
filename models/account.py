"""People who sign in, the hats they wear, and the devices staff pair."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.actor import Role
from models.base import Base
from models.clock import local_today, utcnow
from models.crypto import SealedRow, encrypted


class User(SealedRow, Base):
    """Someone with a password. What they may see follows from their assignments."""

    __tablename__ = "users"

    login: Mapped[str] = mapped_column(String(120), unique=True)
    full_name_ct: Mapped[bytes | None]
    password_hash: Mapped[str] = mapped_column(String(256))
    is_enabled: Mapped[bool] = mapped_column(default=True)
    # Somebody else made the password and handed it over: its owner's first act is a new one.
    must_change_password: Mapped[bool] = mapped_column(default=False)
    last_sign_in_at: Mapped[datetime | None]

    full_name = encrypted()
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="user", order_by="Assignment.created_at"
    )

    def current_assignments(self, on: date | None = None) -> list["Assignment"]:
        """Return the assignments in force on a day (today unless told)."""
        day = on or local_today()
        return [given for given in self.assignments if given.in_force(day)]

    def roles(self) -> list[Role]:
        """Return the hats this user may wear today, in the order they were given."""
        return list(dict.fromkeys(given.role for given in self.current_assignments()))


class AssignmentKind(enum.StrEnum):
    """Whether the commune is one's own or covered for a colleague."""

    OWN = "own"
    COVER = "cover"


class Assignment(Base):
    """A hat given to a user: where it reaches, and from when to when."""

    __tablename__ = "assignments"
    __table_args__ = (Index("ix_assignments_role_commune_code", "role", "commune_code"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role]
    kind: Mapped[AssignmentKind] = mapped_column(default=AssignmentKind.OWN)
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"))
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employers.id"), index=True)
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"), index=True)
    is_owner: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date] = mapped_column(default=local_today)
    ends_on: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="assignments")

    def in_force(self, day: date) -> bool:
        """Tell whether the assignment holds on `day`."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @classmethod
    def holds_on(cls, day: date) -> ColumnElement[bool]:
        """Return the condition that an assignment is in force on `day`."""
        return (cls.starts_on <= day) & or_(cls.ends_on.is_(None), cls.ends_on >= day)


class DeviceKind(enum.StrEnum):
    """What a paired device is for."""

    KIOSK = "kiosk"
    DESK = "desk"
    TABLE = "table"
    WALL = "wall"


class Device(Base):
    """A machine paired by staff for one event (a table's: for one table), with its own cookie."""

    __tablename__ = "devices"

    kind: Mapped[DeviceKind]
    label: Mapped[str] = mapped_column(String(60))
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), index=True)
    table_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("event_tables.id"))
    paired_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    pairing_code_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    pairing_expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class WebSession(Base):
    """What a browser's cookie points to: kept here so that signing out ends it for good."""

    __tablename__ = "web_sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("devices.id"), index=True)
    content: Mapped[str]
    seen_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Attempt(Base):
    """A failed sign-in or code, counted to slow guessing down without locking anyone out."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_key_at", "key", "at"),)

    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(default=utcnow)


class Once(Base):
    """The answer to a form already sent: a repeat of the same form gets this address again."""

    __tablename__ = "once"
    __table_args__ = (UniqueConstraint("key"),)

    key: Mapped[uuid.UUID]
    location: Mapped[str] = mapped_column(String(300))
