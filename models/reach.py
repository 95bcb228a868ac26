"""What a firm was told of how many people fit a posting: one answer a posting and day."""

import enum
import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class ReachChange(enum.StrEnum):
    """What a firm may add so that more people can take the work."""

    ROOM = "room"
    BUS = "bus"
    TEACHING = "teaching"


class PostingReach(Base):
    """A rounded number, 0 for fewer than five, and the one change that would help most."""

    __tablename__ = "posting_reaches"
    __table_args__ = (
        UniqueConstraint("position_id", "asked_on"),
        Index("ix_posting_reaches_employer_id_asked_on", "employer_id", "asked_on"),
    )

    position_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("positions.id", ondelete="CASCADE"))
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"))
    asked_on: Mapped[date]
    number: Mapped[int]
    change: Mapped[ReachChange | None]
