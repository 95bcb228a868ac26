"""Mail of the portal: where each member wants it, and every letter written, sent or not."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import User
from models.base import Base
from models.crypto import SealedRow, encrypted


class MailKind(enum.StrEnum):
    """What a letter is about; its words are the same for everybody."""

    INTRODUCED = "introduced"
    REMINDER = "reminder"
    INTERVIEW = "interview"
    DELETION = "deletion"
    INVITATION = "invitation"
    CHECK_IN = "check_in"
    STAY = "stay"
    POSTING = "posting"
    EVENT_THANKS = "event_thanks"


class MailBox(SealedRow, Base):
    """Where one member gets letters, and whether they want any."""

    __tablename__ = "mail_boxes"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), unique=True)
    address_ct: Mapped[bytes | None]
    is_on: Mapped[bool] = mapped_column(default=True)
    stop_token_ct: Mapped[bytes | None]
    stop_hmac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)

    address = encrypted()
    stop_token = encrypted()
    user: Mapped[User] = relationship()


class Mail(SealedRow, Base):
    """One letter: `key` keeps the same fact from being told twice, `useless_at` from being late."""

    __tablename__ = "mails"

    kind: Mapped[MailKind]
    key: Mapped[str] = mapped_column(String(120), unique=True)
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employers.id"), index=True)
    to_ct: Mapped[bytes | None]
    subject: Mapped[str] = mapped_column(String(160))
    body_ct: Mapped[bytes | None]
    useless_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    to = encrypted()
    body = encrypted()
