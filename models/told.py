"""What staff told a person or a firm by phone or Zalo, and the question after three months."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.clock import utcnow
from models.crypto import SealedRow, encrypted
from models.introduction import Introduction, Placement


class Side(enum.StrEnum):
    """Whom staff speak to about an introduction."""

    PERSON = "person"
    FIRM = "firm"


class Topic(enum.StrEnum):
    """What is told; each has its neutral text."""

    INTRODUCED = "introduced"
    WAITING = "waiting"
    INTERVIEW = "interview"
    OFFER = "offer"
    START = "start"
    ENDED = "ended"
    STAY = "stay"


class CallResult(enum.StrEnum):
    """How a call or message ended."""

    TOLD = "told"
    WILL_ANSWER = "will_answer"
    NOT_REACHED = "not_reached"


class Told(Base):
    """One call or message of staff about an introduction, to the person or to the firm."""

    __tablename__ = "told"
    __table_args__ = (Index("ix_told_introduction_id_side", "introduction_id", "side"),)

    introduction_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("introductions.id"))
    side: Mapped[Side]
    topic: Mapped[Topic]
    result: Mapped[CallResult] = mapped_column(default=CallResult.TOLD)
    on: Mapped[date]
    at: Mapped[datetime] = mapped_column(default=utcnow)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    introduction: Mapped[Introduction] = relationship()


class StayAnswer(enum.StrEnum):
    """What the question after three months was answered."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class StayLink(SealedRow, Base):
    """One question to one side about one placement: a one-time link, answered by a single tap."""

    __tablename__ = "stay_links"
    __table_args__ = (UniqueConstraint("placement_id", "side"),)

    placement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("placements.id"))
    side: Mapped[Side]
    token_ct: Mapped[bytes | None]
    token_hmac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    ends_on: Mapped[date]
    answer: Mapped[StayAnswer | None]
    answered_at: Mapped[datetime | None]

    token = encrypted()
    placement: Mapped[Placement] = relationship()
