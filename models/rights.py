"""The rights desk: what is asked about data, what either side complains of, and the clocks."""

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.crypto import SealedRow, encrypted
from models.employer import Employer
from models.returnee import Returnee
from models.workflow import Stateful, Workflow, step


class RightKind(enum.StrEnum):
    """What is asked."""

    SEE = "see"
    CORRECT = "correct"
    COPY = "copy"
    WITHDRAW = "withdraw"
    RESTRICT = "restrict"
    DELETE = "delete"
    COMPLAINT = "complaint"


class RightState(enum.StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    ANSWERED = "answered"
    DONE = "done"
    REFUSED = "refused"


class RightAction(enum.StrEnum):
    """What happens to it."""

    ANSWER = "answer"
    EXTEND = "extend"
    FULFIL = "fulfil"
    REFUSE = "refuse"


RIGHT_WORKFLOW = Workflow(
    {
        RightAction.ANSWER: step("received", "answered", RightState),
        RightAction.EXTEND: step("answered", "answered", RightState),
        RightAction.FULFIL: step(("received", "answered"), "done", RightState),
        RightAction.REFUSE: step(("received", "answered"), "refused", RightState),
    }
)


class RightsRequest(SealedRow, Stateful, Base):
    """One request of a person or a complaint of a firm. Its text goes when the person is erased."""

    __tablename__ = "rights_requests"
    __table_args__ = (
        state_check(RightState),
        CheckConstraint("returnee_id IS NOT NULL OR employer_id IS NOT NULL", name="from_somebody"),
        Index("ix_rights_requests_state_due_on", "state", "due_on"),
        Index("ix_rights_requests_returnee_id", "returnee_id"),
    )
    WORKFLOW = RIGHT_WORKFLOW

    kind: Mapped[RightKind]
    returnee_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("returnees.id"))
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employers.id"), index=True)
    detail_ct: Mapped[bytes | None]
    outcome_ct: Mapped[bytes | None]
    extension_reason_ct: Mapped[bytes | None]
    received_on: Mapped[date]
    answer_due_on: Mapped[date]
    due_on: Mapped[date]
    extended_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    # The officer a complaint is about: they neither read nor handle it.
    about_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    state: Mapped[RightState] = mapped_column(default=RightState.RECEIVED)
    version: Mapped[int] = mapped_column()

    detail = encrypted()
    outcome = encrypted()
    extension_reason = encrypted()
    returnee: Mapped[Returnee | None] = relationship()
    employer: Mapped[Employer | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
