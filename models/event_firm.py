"""A firm asked to an event: invited, then it accepts with its tables or declines."""

import enum
import uuid
from datetime import time

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.employer import Employer
from models.event import Event
from models.workflow import Stateful, Workflow, step


class EventFirmState(enum.StrEnum):
    """What a firm answered."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class EventFirmAction(enum.StrEnum):
    """What happens to an invitation of a firm."""

    ACCEPT = "accept"
    DECLINE = "decline"


class EventFirm(Stateful, Base):
    """One firm at one event, and what it booked when it accepted."""

    __tablename__ = "event_firms"
    __table_args__ = (
        state_check(EventFirmState),
        UniqueConstraint("event_id", "employer_id"),
        CheckConstraint("table_count BETWEEN 0 AND 10", name="table_count_sane"),
        CheckConstraint("group_size BETWEEN 1 AND 30", name="group_size_sane"),
        CheckConstraint("(state = 'accepted') = (table_count > 0)", name="accepted_has_tables"),
    )
    WORKFLOW = Workflow(
        {
            # A firm that said no may still come; one that booked tells staff, who move the tables.
            EventFirmAction.ACCEPT: step(("invited", "declined"), "accepted", EventFirmState),
            EventFirmAction.DECLINE: step("invited", "declined", EventFirmState),
        }
    )

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"), index=True)
    table_count: Mapped[int] = mapped_column(default=0)
    group_size: Mapped[int] = mapped_column(default=1)
    opens_at: Mapped[time | None]
    break_from: Mapped[time | None]
    break_to: Mapped[time | None]
    state: Mapped[EventFirmState] = mapped_column(default=EventFirmState.INVITED)
    version: Mapped[int] = mapped_column()

    event: Mapped[Event] = relationship()
    employer: Mapped[Employer] = relationship()

    __mapper_args__ = {"version_id_col": version}
