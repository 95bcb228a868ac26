"""People sent on to the bank's loan desk, and what came of it; the bank decides, not we."""

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.returnee import Returnee
from models.workflow import Stateful, Workflow, step


class LoanPurpose(enum.StrEnum):
    """What the money is for."""

    TRAINING = "training"
    BUSINESS = "business"


class LoanState(enum.StrEnum):
    """Where a referral stands."""

    REFERRED = "referred"
    SUBMITTED = "submitted"
    LENT = "lent"
    NOT_LENT = "not_lent"
    WITHDRAWN = "withdrawn"


class LoanAction(enum.StrEnum):
    """What happens to a referral."""

    SUBMIT = "submit"
    LEND = "lend"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class LoanReason(enum.StrEnum):
    """Why it came to no loan; nothing here is a fact about the person's past."""

    PAPERS_MISSING = "papers_missing"
    PLAN_NOT_READY = "plan_not_ready"
    CONDITION_NOT_MET = "condition_not_met"
    NO_FUNDS = "no_funds"
    PERSON_DECLINED = "person_declined"
    OTHER = "other"


_A, _S = LoanAction, LoanState
_OPEN = ("referred", "submitted")

LOAN_WORKFLOW = Workflow(
    {
        _A.SUBMIT: step("referred", "submitted", _S),
        _A.LEND: step("submitted", "lent", _S),
        _A.DECLINE: step("submitted", "not_lent", _S),
        _A.WITHDRAW: step(_OPEN, "withdrawn", _S),
    }
)


class LoanReferral(Stateful, Base):
    """One person sent to the loan desk under one programme; sums are VND."""

    __tablename__ = "loan_referrals"
    __table_args__ = (
        state_check(LoanState),
        CheckConstraint("state <> 'lent' OR lent_on IS NOT NULL", name="lent_has_day"),
        CheckConstraint("state <> 'not_lent' OR reason IS NOT NULL", name="refusal_has_reason"),
        CheckConstraint("amount_vnd IS NULL OR amount_vnd > 0", name="amount_positive"),
        CheckConstraint("lent_vnd IS NULL OR lent_vnd > 0", name="lent_positive"),
        Index("ix_loan_referrals_returnee_id_state", "returnee_id", "state"),
    )
    WORKFLOW = LOAN_WORKFLOW

    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    programme: Mapped[str] = mapped_column(String(32))
    purpose: Mapped[LoanPurpose]
    referred_on: Mapped[date]
    amount_vnd: Mapped[int | None]
    lent_on: Mapped[date | None] = mapped_column(index=True)
    lent_vnd: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(32))
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    state: Mapped[LoanState] = mapped_column(default=LoanState.REFERRED)
    version: Mapped[int] = mapped_column()

    returnee: Mapped[Returnee] = relationship()

    __mapper_args__ = {"version_id_col": version}
