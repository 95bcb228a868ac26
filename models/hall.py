"""What was done on a laptop in the hall, to be done again, once, where the event lives."""

import enum
import json
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.clock import utcnow
from models.crypto import SealedRow, encrypted


class Settlement(enum.StrEnum):
    """What an administrator made of an action that could not be done at home."""

    TAKEN_OVER = "taken_over"
    DROPPED = "dropped"


class HallAction(SealedRow, Base):
    """One action: who did what, when; at home the same id is never done twice.

    What it says is sealed: it names who came without an invitation and who was a witness.
    `conflict` says why it could not be done at home, until an administrator settles it: then
    what it said is wiped.
    """

    __tablename__ = "hall_actions"
    __table_args__ = (Index("ix_hall_actions_event_id_number", "event_id", "number"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]
    verb: Mapped[str] = mapped_column(String(20))
    said_ct: Mapped[bytes | None]
    role: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=utcnow)
    conflict: Mapped[str] = mapped_column(String(300), default="")
    settlement: Mapped[Settlement | None]

    said = encrypted()

    @property
    def payload(self) -> dict[str, Any]:
        """What the action says."""
        found: dict[str, Any] = json.loads(self.said or "{}")
        return found

    @payload.setter
    def payload(self, says: dict[str, Any]) -> None:
        self.said = json.dumps(says, ensure_ascii=False)
