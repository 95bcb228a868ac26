"""What counselors do between first contact and work: notes, papers to get, permissions to go."""

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.crypto import encrypted
from models.returnee import PersonRow, Returnee

MOST_NOTE = 200
"""Letters of one note: longer ones are not read."""


class Barrier(enum.StrEnum):
    """What stands between a person and work; nothing of the past, nothing of health."""

    TRANSPORT = "transport"
    FAMILY_CARE = "family_care"
    NO_TRADE = "no_trade"
    READING = "reading"
    NO_PHONE = "no_phone"
    HOUSING = "housing"
    DEBT = "debt"
    CONFIDENCE = "confidence"


class TodoKind(enum.StrEnum):
    """What a person needs in hand before work can begin."""

    ID_CARD = "id_card"
    RESIDENCE = "residence"
    BANK_ACCOUNT = "bank_account"
    PHONE = "phone"
    CERTIFICATE = "certificate"


class Todo(Base):
    """One thing to get ready: asked for, and done on a day."""

    __tablename__ = "todos"
    __table_args__ = (UniqueConstraint("returnee_id", "kind"), Index("ix_todos_due_on", "due_on"))

    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    kind: Mapped[TodoKind]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    returnee: Mapped[Returnee] = relationship()


class NoteKind(enum.StrEnum):
    """How the officer came to know."""

    CALL = "call"
    VISIT = "visit"
    OFFICE = "office"
    OTHER = "other"


class Note(PersonRow, Base):
    """A few words on one contact, and when to call again."""

    __tablename__ = "notes"
    __table_args__ = (
        Index("ix_notes_returnee_id_on", "returnee_id", "on"),
        Index("ix_notes_call_on", "call_on"),
    )

    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    kind: Mapped[NoteKind]
    text_ct: Mapped[bytes | None]
    on: Mapped[date]
    call_on: Mapped[date | None]
    called_on: Mapped[date | None]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    text = encrypted()
    returnee: Mapped[Returnee] = relationship()


class WorkPermission(PersonRow, Base):
    """A written permission to work outside one's commune: which communes, from when to when."""

    __tablename__ = "work_permissions"
    __table_args__ = (
        CheckConstraint("until >= starts_on", name="until_after_start"),
        Index("ix_work_permissions_returnee_id_until", "returnee_id", "until"),
        Index("ix_work_permissions_until", "until"),
    )

    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    communes: Mapped[list[str]]
    starts_on: Mapped[date]
    until: Mapped[date]
    paper_ct: Mapped[bytes | None]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_on: Mapped[date | None]

    paper = encrypted()
    returnee: Mapped[Returnee] = relationship(back_populates="permissions")

    def in_force(self, on: date) -> bool:
        """Tell whether the permission covers a day."""
        return self.withdrawn_on is None and self.starts_on <= on <= self.until


class FollowUpKind(enum.StrEnum):
    """When somebody asks how the work goes."""

    FIRST_DAY = "first_day"
    FIRST_WEEK = "first_week"
    PROBATION_END = "probation_end"
    MONTH_1 = "month_1"
    MONTH_3 = "month_3"
    MONTH_6 = "month_6"
    MONTH_12 = "month_12"


class FollowUpResult(enum.StrEnum):
    """What was found."""

    AT_WORK = "at_work"
    LEFT = "left"
    NOT_REACHED = "not_reached"


class LossReason(enum.StrEnum):
    """Why work ended; nothing here is a fact about the past."""

    WAGE = "wage"
    TOO_FAR = "too_far"
    HOURS = "hours"
    TOO_HARD = "too_hard"
    HEALTH = "health"
    FAMILY = "family"
    CONFLICT = "conflict"
    CONTRACT_ENDED = "contract_ended"
    FIRM_CLOSED = "firm_closed"
    BETTER_JOB = "better_job"
    OWN_BUSINESS = "own_business"
    MOVED = "moved"
    OTHER = "other"


class FollowUp(PersonRow, Base):
    """One look at a placement: due on a day, done by somebody, with what was found."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("placement_id", "kind"),
        Index("ix_follow_ups_due_on_done_on", "due_on", "done_on"),
        Index("ix_follow_ups_returnee_id", "returnee_id"),
    )

    placement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("placements.id"))
    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    kind: Mapped[FollowUpKind]
    due_on: Mapped[date]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    done_on: Mapped[date | None]
    # Work ended before the day came: nobody has to ask any more.
    dropped_on: Mapped[date | None]
    result: Mapped[FollowUpResult | None]
    asked: Mapped[str] = mapped_column(String(12), default="")
    note_ct: Mapped[bytes | None]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    note = encrypted()
    returnee: Mapped[Returnee] = relationship()
