"""What follows an agreement of help: monthly check-ins, small tasks, and complaints about it."""

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.crypto import encrypted
from models.returnee import PersonRow, Returnee
from models.rights import RightsRequest
from models.sponsorship import Sponsorship


class CheckInAnswer(enum.StrEnum):
    """What the person said of the help."""

    GOOD = "good"
    WANTS_CHANGE = "wants_change"
    PROBLEM = "problem"
    NOT_REACHED = "not_reached"


class CheckIn(PersonRow, Base):
    """One monthly look at the help: due on a day, asked of the person, not only the sponsor."""

    __tablename__ = "check_ins"
    __table_args__ = (
        UniqueConstraint("sponsorship_id", "due_on"),
        Index("ix_check_ins_due_on_done_on", "due_on", "done_on"),
        CheckConstraint("done_on IS NULL OR answer IS NOT NULL", name="done_has_answer"),
    )

    sponsorship_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sponsorships.id"))
    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"), index=True)
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    # The help ended before the day came: nobody has to ask any more.
    dropped_on: Mapped[date | None]
    answer: Mapped[CheckInAnswer | None]
    met_mentor: Mapped[bool | None]
    note_ct: Mapped[bytes | None]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    note = encrypted()
    returnee: Mapped[Returnee] = relationship()
    sponsorship: Mapped[Sponsorship] = relationship()


class TaskOwner(enum.StrEnum):
    """Who does a task."""

    SPONSOR = "sponsor"
    PERSON = "person"
    OFFICER = "officer"


class SponsorTask(PersonRow, Base):
    """Something agreed to be done within the help, by whom and until when."""

    __tablename__ = "sponsor_tasks"
    __table_args__ = (
        Index("ix_sponsor_tasks_sponsorship_id_done_on", "sponsorship_id", "done_on"),
    )

    sponsorship_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sponsorships.id"))
    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"), index=True)
    owner: Mapped[TaskOwner]
    text_ct: Mapped[bytes | None]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    text = encrypted()
    returnee: Mapped[Returnee] = relationship()
    sponsorship: Mapped[Sponsorship] = relationship()


class SponsorComplaint(Base):
    """A complaint at the rights desk that is about one help; the sponsor has no sight of it."""

    __tablename__ = "sponsor_complaints"

    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("rights_requests.id"), unique=True)
    sponsorship_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sponsorships.id"), index=True)
    handler_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)

    request: Mapped[RightsRequest] = relationship()
    sponsorship: Mapped[Sponsorship] = relationship()
