"""What the ranking proposes, what a counselor decides, and the approval everything later needs."""

import enum
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.clock import utcnow
from models.crypto import encrypted
from models.position import Position
from models.returnee import PersonRow, Returnee
from models.workflow import Stateful, Workflow, step


class SuggestionState(enum.StrEnum):
    """Where a suggestion stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    LATER = "later"
    LAPSED = "lapsed"


class SuggestionAction(enum.StrEnum):
    """What happens to a suggestion."""

    APPROVE = "approve"
    REJECT = "reject"
    KEEP = "keep"
    UNDO = "undo"
    LAPSE = "lapse"
    REVIVE = "revive"


class RejectReason(enum.StrEnum):
    """Why a counselor does not put a suggestion before the person."""

    TOO_FAR = "too_far"
    WRONG_TRADE = "wrong_trade"
    WAGE = "wage"
    SHIFT = "shift"
    HEALTH = "health"
    DECLINED = "declined"
    OTHER = "other"


class HandReason(enum.StrEnum):
    """Why a counselor put forward what no run proposed: what the ranking can learn from."""

    KNOWS_TRADE = "knows_trade"
    WANTS_IT = "wants_it"
    EASY_TO_REACH = "easy_to_reach"
    KNOWS_SOMEONE = "knows_someone"
    FIRM_TEACHES = "firm_teaches"
    OTHER = "other"


_A, _S = SuggestionAction, SuggestionState

SUGGESTION_WORKFLOW = Workflow(
    {
        _A.APPROVE: step(("proposed", "later"), "approved", _S),
        _A.REJECT: step(("proposed", "later"), "rejected", _S),
        _A.KEEP: step("proposed", "later", _S),
        _A.UNDO: step(("approved", "rejected", "later"), "proposed", _S),
        _A.LAPSE: step(("proposed", "later", "approved"), "lapsed", _S),
        _A.REVIVE: step("lapsed", "proposed", _S),
    }
)


class MatchRun(Base):
    """One run of the matching: when, for whom, with which model."""

    __tablename__ = "match_runs"

    model_version: Mapped[str] = mapped_column(String(40))
    # None where the stated prior ranked; the version's row keeps how it was judged.
    model_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ranking_models.id"))
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"), index=True)
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    people: Mapped[int] = mapped_column(default=0)
    positions: Mapped[int] = mapped_column(default=0)
    suggestions: Mapped[int] = mapped_column(default=0)
    without_match: Mapped[int] = mapped_column(default=0)
    # firm -> [cards before, cards after] they were spread: see matching.exposure
    spread: Mapped[dict[str, Any]] = mapped_column(default=dict)
    finished_at: Mapped[datetime | None]


class Suggestion(PersonRow, Stateful, Base):
    """One position for one person; a run refreshes it only while it is proposed."""

    __tablename__ = "suggestions"
    __table_args__ = (
        state_check(SuggestionState),
        UniqueConstraint("returnee_id", "position_id"),
        Index("ix_suggestions_state_created_at", "state", "created_at"),
        Index("ix_suggestions_position_id_state", "position_id", "state"),
        Index("ix_suggestions_of_person", "returnee_id", "state", "created_at"),
    )
    WORKFLOW = SUGGESTION_WORKFLOW

    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    position_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("positions.id"))
    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("match_runs.id"), index=True)
    score: Mapped[float]
    rank: Mapped[int]
    band: Mapped[str] = mapped_column(String(20))
    shown: Mapped[bool] = mapped_column(default=True)
    distance_km: Mapped[float | None]
    reasons: Mapped[list[str]] = mapped_column(default=list)
    missing: Mapped[list[str]] = mapped_column(default=list)
    warnings: Mapped[list[str]] = mapped_column(default=list)
    closing: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str | None] = mapped_column(String(32))
    by_hand: Mapped[bool] = mapped_column(default=False)
    hand_reason: Mapped[HandReason | None]
    note_ct: Mapped[bytes | None]
    state: Mapped[SuggestionState] = mapped_column(default=SuggestionState.PROPOSED)
    version: Mapped[int] = mapped_column()

    note = encrypted()
    returnee: Mapped[Returnee] = relationship()
    position: Mapped[Position] = relationship()
    approvals: Mapped[list["Approval"]] = relationship(back_populates="suggestion")

    __mapper_args__ = {"version_id_col": version}

    def standing_approval(self) -> "Approval | None":
        """Return the approval in force, if a counselor gave one and did not take it back."""
        return next((a for a in self.approvals if a.withdrawn_at is None), None)


class Approval(Base):
    """A counselor's yes to one suggestion; introductions and talks cannot exist without one."""

    __tablename__ = "approvals"

    suggestion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suggestions.id"), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    # Whether the card was opened before, and whether it was one of several ticked: both reported.
    was_opened: Mapped[bool] = mapped_column(default=False)
    in_bulk: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]

    suggestion: Mapped[Suggestion] = relationship(back_populates="approvals")


class ShownList(Base):
    """What one person's list looked like when it was made: order, scores and model, one row."""

    __tablename__ = "shown_lists"

    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"), index=True)
    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("match_runs.id"), index=True)
    positions: Mapped[list[str]]
    scores: Mapped[list[float]]
    on: Mapped[date]
