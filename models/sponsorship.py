"""Nhận đỡ đầu: what a firm pledges, to whom it goes, and what was really delivered."""

import enum
import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.employer import Employer
from models.returnee import Returnee
from models.workflow import Stateful, Workflow, step


class SponsorshipKind(enum.StrEnum):
    """What is given. Money and tools also have a MoneyType."""

    JOB = "job"
    TRAINING = "training"
    MENTOR = "mentor"
    TOOLS = "tools"
    CAPITAL = "capital"
    ROOM = "room"
    FIRST_WEEK = "first_week"


class MoneyType(enum.StrEnum):
    """How money or tools are given: never with interest."""

    GIFT = "gift"
    LEND = "lend"
    INTEREST_FREE_LOAN = "interest_free_loan"
    WAGE_ADVANCE = "wage_advance"


class PledgeState(enum.StrEnum):
    """Whether a pledge can still be drawn on."""

    PLEDGED = "pledged"
    WITHDRAWN = "withdrawn"


class PledgeAction(enum.StrEnum):
    """What happens to a pledge."""

    WITHDRAW = "withdraw"


PLEDGE_WORKFLOW = Workflow({PledgeAction.WITHDRAW: step("pledged", "withdrawn", PledgeState)})


class Pledge(Stateful, Base):
    """A firm's offer to sponsor: a number of people, or an amount in VND, until a day.

    `sponsor_name`: the person in the firm who gives it, where it is not the firm as such. `trade`
    and `hours` (for one person) say what training is.
    """

    __tablename__ = "pledges"
    __table_args__ = (
        state_check(PledgeState),
        CheckConstraint("quantity IS NOT NULL OR amount_vnd IS NOT NULL", name="says_how_much"),
        CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity_positive"),
        CheckConstraint("amount_vnd IS NULL OR amount_vnd > 0", name="amount_positive"),
        CheckConstraint("hours IS NULL OR hours > 0", name="hours_positive"),
    )
    WORKFLOW = PLEDGE_WORKFLOW

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"), index=True)
    kind: Mapped[SponsorshipKind]
    money_type: Mapped[MoneyType | None]
    quantity: Mapped[int | None]
    amount_vnd: Mapped[int | None]
    sponsor_name: Mapped[str] = mapped_column(String(120), default="")
    trade: Mapped[str] = mapped_column(String(80), default="")
    hours: Mapped[int | None]
    conditions: Mapped[str] = mapped_column(String(500), default="")
    until: Mapped[date] = mapped_column(index=True)
    state: Mapped[PledgeState] = mapped_column(default=PledgeState.PLEDGED)
    version: Mapped[int] = mapped_column()

    employer: Mapped[Employer] = relationship()
    sponsorships: Mapped[list["Sponsorship"]] = relationship(back_populates="pledge")

    __mapper_args__ = {"version_id_col": version}


class SponsorshipState(enum.StrEnum):
    """Where the help to one person stands."""

    MATCHED = "matched"
    AGREED = "agreed"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    ENDED = "ended"


class SponsorshipAction(enum.StrEnum):
    """What happens to it. The person and the commune confirm, never the sponsor.

    Each side's own yes on its own screen leaves it matched; the agreement is of both.
    """

    FIRM_AGREE = "firm_agree"
    PERSON_AGREE = "person_agree"
    AGREE = "agree"
    DELIVER = "deliver"
    CONFIRM = "confirm"
    COMPLETE = "complete"
    END = "end"


class SponsorshipEnd(enum.StrEnum):
    """Why the help to one person ended early; nothing here is a fact about the person's past."""

    PERSON_DECLINED = "person_declined"
    PERSON_MOVED = "person_moved"
    NO_LONGER_NEEDED = "no_longer_needed"
    LEFT_JOB = "left_job"
    FIRM_STOPPED = "firm_stopped"
    RULE_BROKEN = "rule_broken"
    MADE_IN_ERROR = "made_in_error"
    OTHER = "other"


_A, _S = SponsorshipAction, SponsorshipState
OWN_YES = frozenset({_A.FIRM_AGREE, _A.PERSON_AGREE})

SPONSORSHIP_WORKFLOW = Workflow(
    {
        _A.FIRM_AGREE: step("matched", "matched", _S),
        _A.PERSON_AGREE: step("matched", "matched", _S),
        _A.AGREE: step("matched", "agreed", _S),
        _A.DELIVER: step(("agreed", "delivered", "confirmed"), "delivered", _S),
        _A.CONFIRM: step("delivered", "confirmed", _S),
        _A.COMPLETE: step("confirmed", "completed", _S),
        _A.END: step(("matched", "agreed", "delivered", "confirmed"), "ended", _S),
    }
)


class Sponsorship(Stateful, Base):
    """A share of one pledge that goes to one person."""

    __tablename__ = "sponsorships"
    __table_args__ = (
        state_check(SponsorshipState),
        CheckConstraint("state <> 'ended' OR reason IS NOT NULL", name="end_has_reason"),
        CheckConstraint(
            "state NOT IN ('confirmed', 'completed') OR confirmed_on IS NOT NULL",
            name="confirmed_has_day",
        ),
        CheckConstraint("amount_vnd IS NULL OR amount_vnd > 0", name="amount_positive"),
        Index("ix_sponsorships_returnee_id_state", "returnee_id", "state"),
    )
    WORKFLOW = SPONSORSHIP_WORKFLOW

    pledge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("pledges.id"), index=True)
    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    amount_vnd: Mapped[int | None]
    agreed_on: Mapped[date | None]
    agreed_how: Mapped[str | None] = mapped_column(String(20))
    agreed_witness: Mapped[str] = mapped_column(String(120), default="")
    # The person's word (day, how) and the officer of the commune who stands by it.
    confirmed_on: Mapped[date | None]
    confirmed_how: Mapped[str | None] = mapped_column(String(20))
    confirmed_with: Mapped[str] = mapped_column(String(120), default="")
    # Its own question on the agreement: a yes to being hired there is not a yes to this.
    shares_name: Mapped[bool] = mapped_column(default=False)
    mentor_name: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str | None] = mapped_column(String(32))
    state: Mapped[SponsorshipState] = mapped_column(default=SponsorshipState.MATCHED)
    version: Mapped[int] = mapped_column()

    pledge: Mapped[Pledge] = relationship(back_populates="sponsorships")
    returnee: Mapped[Returnee] = relationship()
    deliveries: Mapped[list["Delivery"]] = relationship(back_populates="sponsorship")

    __mapper_args__ = {"version_id_col": version}


class Delivery(Base):
    """One part of a sponsorship that was handed over: date, amount in VND, what it was."""

    __tablename__ = "deliveries"
    __table_args__ = (
        CheckConstraint("amount_vnd IS NULL OR amount_vnd > 0", name="amount_positive"),
    )

    sponsorship_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sponsorships.id"), index=True)
    delivered_on: Mapped[date]
    amount_vnd: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(200), default="")
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    sponsorship: Mapped[Sponsorship] = relationship(back_populates="deliveries")
