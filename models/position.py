"""What firms offer: jobs, training courses and work at home."""

import enum
import uuid
from datetime import date, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.employer import Employer
from models.workflow import Stateful, Workflow, step


class PositionKind(enum.StrEnum):
    """What is offered."""

    JOB = "job"
    TRAINING = "training"
    HOME_WORK = "home_work"


class Shift(enum.StrEnum):
    """When the work is done."""

    DAY = "day"
    ROTATING = "rotating"
    NIGHT = "night"
    FLEXIBLE = "flexible"


class Contract(enum.StrEnum):
    """How long the work is promised."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    SEASONAL = "seasonal"
    DAILY = "daily"
    PIECE_RATE = "piece_rate"


class Education(enum.StrEnum):
    """Highest schooling finished, lowest first."""

    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    VOCATIONAL = "vocational"
    COLLEGE = "college"
    UNIVERSITY = "university"


class PositionState(enum.StrEnum):
    """Where a posting stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    NEEDS_FIX = "needs_fix"
    OPEN = "open"
    PAUSED = "paused"
    FILLED = "filled"
    CLOSED = "closed"
    EXPIRED = "expired"


class PositionAction(enum.StrEnum):
    """What happens to a posting."""

    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"
    SEND_BACK = "send_back"
    PAUSE = "pause"
    RESUME = "resume"
    FILL = "fill"
    REOPEN = "reopen"
    CLOSE = "close"
    EXPIRE = "expire"
    RENEW = "renew"


class ClosingReason(enum.StrEnum):
    """Why a firm ended a posting; a coded word, so that it can be counted."""

    FOUND_ELSEWHERE = "found_elsewhere"
    NO_NEED = "no_need"
    NO_ORDERS = "no_orders"
    WRONG_POSTING = "wrong_posting"
    OTHER = "other"


# A firm is asked whether it still looks after the first time; a posting nobody renewed is hidden
# after the second. Both count from `opened_on`, which publishing, renewing and extending set.
ASKED_AFTER = timedelta(days=30)
HIDDEN_AFTER = timedelta(days=60)

_A, _S = PositionAction, PositionState

POSITION_WORKFLOW = Workflow(
    {
        _A.SUBMIT: step(("draft", "needs_fix"), "submitted", _S),
        _A.TAKE_BACK: step("submitted", "draft", _S),
        _A.PUBLISH: step("submitted", "open", _S),
        _A.SEND_BACK: step("submitted", "needs_fix", _S),
        _A.PAUSE: step("open", "paused", _S),
        _A.RESUME: step("paused", "open", _S),
        _A.FILL: step(("open", "paused"), "filled", _S),
        _A.REOPEN: step("filled", "open", _S),
        _A.CLOSE: step(("draft", "needs_fix", "submitted", "open", "paused"), "closed", _S),
        _A.EXPIRE: step("open", "expired", _S),
        _A.RENEW: step("expired", "open", _S),
    }
)


class PositionSource(enum.StrEnum):
    """Who entered it. An imported one opens only after a call confirms it."""

    EMPLOYER = "employer"
    STAFF = "staff"
    IMPORT = "import"


class Position(Stateful, Base):
    """One posting; wages are VND a month."""

    __tablename__ = "positions"
    __table_args__ = (
        state_check(PositionState),
        CheckConstraint("wage_min IS NULL OR wage_min > 0", name="wage_min_positive"),
        CheckConstraint(
            "wage_max IS NULL OR wage_min IS NULL OR wage_max >= wage_min", name="wage_order"
        ),
        CheckConstraint("headcount > 0", name="headcount_positive"),
        CheckConstraint(
            "state NOT IN ('open', 'paused', 'filled') OR commune_code IS NOT NULL",
            name="open_has_place",
        ),
        Index("ix_positions_state_opened_on", "state", "opened_on"),
        Index("ix_positions_employer_id_state", "employer_id", "state"),
    )
    WORKFLOW = POSITION_WORKFLOW

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"))
    kind: Mapped[PositionKind] = mapped_column(default=PositionKind.JOB)
    title: Mapped[str] = mapped_column(String(160), default="")
    title_key: Mapped[str] = mapped_column(String(160), default="", index=True)
    description: Mapped[str] = mapped_column(default="")
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"), index=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    wage_min: Mapped[int | None]
    wage_max: Mapped[int | None]
    headcount: Mapped[int] = mapped_column(default=1)
    shift: Mapped[Shift] = mapped_column(default=Shift.DAY)
    contract: Mapped[Contract] = mapped_column(default=Contract.FIXED_TERM)
    housing: Mapped[bool] = mapped_column(default=False)
    shuttle: Mapped[bool] = mapped_column(default=False)
    meals: Mapped[bool] = mapped_column(default=False)
    training_provided: Mapped[bool] = mapped_column(default=False)
    min_education: Mapped[Education | None]
    min_experience_years: Mapped[float] = mapped_column(default=0.0)
    licences: Mapped[list[str]] = mapped_column(default=list)
    required_skills: Mapped[list[str]] = mapped_column(default=list)
    preferred_skills: Mapped[list[str]] = mapped_column(default=list)
    occupation_code: Mapped[str | None] = mapped_column(String(4))
    source: Mapped[PositionSource] = mapped_column(default=PositionSource.EMPLOYER)
    confirmed_on: Mapped[date | None]
    deadline: Mapped[date | None]
    opened_on: Mapped[date | None]
    closing_reason: Mapped[ClosingReason | None]
    review_note: Mapped[str] = mapped_column(String(500), default="")
    # The short address of its public page, given when it may first be shown.
    public_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    import_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    # What a draft's form held that cannot be read yet, by field: a draft keeps it as it was typed.
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[PositionState] = mapped_column(default=PositionState.DRAFT)
    version: Mapped[int] = mapped_column()
    # Number of the last change that matching reads: services/position_changes.py.
    change_seq: Mapped[int] = mapped_column(default=0, index=True)

    employer: Mapped[Employer] = relationship()

    __mapper_args__ = {"version_id_col": version}

    def takes_people(self, on: date) -> bool:
        """Tell whether it is open on a day: its own deadlines count before any job closes it."""
        return self.state == PositionState.OPEN and not self.is_over(on)

    def last_day(self) -> date | None:
        """Return the last day it is shown: its deadline or the end of its sixty days."""
        old = self.opened_on + HIDDEN_AFTER if self.opened_on else None
        return min((day for day in (self.deadline, old) if day), default=None)

    def is_over(self, on: date) -> bool:
        """Tell whether its last day has passed, whatever its state."""
        last = self.last_day()
        return last is not None and last < on

    def is_asked_about(self, on: date) -> bool:
        """Tell whether the firm should say if it still looks: open for thirty days, not hidden."""
        is_due = self.opened_on is not None and self.opened_on + ASKED_AFTER <= on
        return is_due and self.takes_people(on)
