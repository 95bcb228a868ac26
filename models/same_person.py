"""Two case files that may be one person's, and a file that goes to another commune."""

import enum
import uuid
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.crypto import encrypted
from models.returnee import PersonRow, Returnee
from models.workflow import Stateful, Workflow, step


class PairState(enum.StrEnum):
    """Whether two files are one person's."""

    OPEN = "open"
    MERGED = "merged"
    DIFFERENT = "different"


class PairAction(enum.StrEnum):
    """What a counselor says of them."""

    MERGE = "merge"
    TELL_APART = "tell_apart"
    UNDO = "undo"


PAIR_WORKFLOW = Workflow(
    {
        PairAction.MERGE: step("open", "merged", PairState),
        PairAction.TELL_APART: step("open", "different", PairState),
        PairAction.UNDO: step(("merged", "different"), "open", PairState),
    }
)


class PairSource(enum.StrEnum):
    """How two files, or a file and a row of a workbook, came to stand beside each other."""

    FOUND = "found"
    IMPORT = "import"


class SamePerson(Stateful, Base):
    """Two files side by side: `first` is kept in a merge, `moved` says how to take it back."""

    __tablename__ = "same_person"
    __table_args__ = (
        state_check(PairState),
        CheckConstraint("first_id <> second_id", name="two_files"),
        UniqueConstraint("first_id", "second_id"),
        Index("ix_same_person_second_id", "second_id"),
        Index("ix_same_person_state", "state"),
    )
    WORKFLOW = PAIR_WORKFLOW

    first_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    second_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    source: Mapped[PairSource] = mapped_column(default=PairSource.FOUND)
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[PairState] = mapped_column(default=PairState.OPEN)
    version: Mapped[int] = mapped_column()

    first: Mapped[Returnee] = relationship(foreign_keys=[first_id])
    second: Mapped[Returnee] = relationship(foreign_keys=[second_id])

    __mapper_args__ = {"version_id_col": version}


class HandoverState(enum.StrEnum):
    """Where the way of a file to another commune stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class HandoverAction(enum.StrEnum):
    """What happens to it."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


HANDOVER_WORKFLOW = Workflow(
    {
        HandoverAction.ACCEPT: step("asked", "accepted", HandoverState),
        HandoverAction.REFUSE: step("asked", "refused", HandoverState),
        HandoverAction.WITHDRAW: step("asked", "withdrawn", HandoverState),
    }
)


class HandoverReason(enum.StrEnum):
    """Why a file goes elsewhere."""

    MOVED = "moved"
    LISTED_TWICE = "listed_twice"
    WRONG_COMMUNE = "wrong_commune"


class Handover(PersonRow, Stateful, Base):
    """A case file on its way: the holder `gives` it, or the other commune asks for it."""

    __tablename__ = "handovers"
    __table_args__ = (
        state_check(HandoverState),
        Index("ix_handovers_to_commune_state", "to_commune", "state"),
        Index("ix_handovers_from_commune_state", "from_commune", "state"),
        Index("ix_handovers_returnee_id", "returnee_id"),
    )
    WORKFLOW = HANDOVER_WORKFLOW

    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    from_commune: Mapped[str] = mapped_column(ForeignKey("communes.code"))
    to_commune: Mapped[str] = mapped_column(ForeignKey("communes.code"))
    gives: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[HandoverReason]
    note_ct: Mapped[bytes | None]
    asked_on: Mapped[date]
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    refusal_ct: Mapped[bytes | None]
    state: Mapped[HandoverState] = mapped_column(default=HandoverState.ASKED)
    version: Mapped[int] = mapped_column()

    note = encrypted()
    refusal = encrypted()
    returnee: Mapped[Returnee] = relationship()

    __mapper_args__ = {"version_id_col": version}
