"""From a person's yes for one firm to the first day at work, and what became of it."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.crypto import encrypted
from models.employer import Employer
from models.position import Position
from models.returnee import Consent, PersonRow, Returnee
from models.suggestion import Approval
from models.workflow import Stateful, Workflow, step


class IntroductionState(enum.StrEnum):
    """Where an introduction stands."""

    NEW = "new"
    SEEN = "seen"
    INTERVIEW = "interview"
    OFFERED = "offered"
    HIRED = "hired"
    STARTED = "started"
    NOT_SUITABLE = "not_suitable"
    CLOSED = "closed"
    OBSOLETE = "obsolete"
    WITHDRAWN = "withdrawn"


class IntroductionAction(enum.StrEnum):
    """What happens to an introduction."""

    SEE = "see"
    INVITE = "invite"
    OFFER = "offer"
    HIRE = "hire"
    START = "start"
    REFUSE = "refuse"
    CLOSE = "close"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


_A, _S = IntroductionAction, IntroductionState
_OPEN = ("new", "seen", "interview", "offered")

INTRODUCTION_WORKFLOW = Workflow(
    {
        _A.SEE: step("new", "seen", _S),
        _A.INVITE: step(("new", "seen", "interview"), "interview", _S),
        _A.OFFER: step(("new", "seen", "interview"), "offered", _S),
        _A.HIRE: step(_OPEN, "hired", _S),
        _A.START: step("hired", "started", _S),
        _A.REFUSE: step((*_OPEN, "hired"), "not_suitable", _S),
        _A.CLOSE: step(_OPEN, "closed", _S),
        _A.SUPERSEDE: step(_OPEN, "obsolete", _S),
        _A.WITHDRAW: step((*_OPEN, "hired"), "withdrawn", _S),
    }
)
# The firm still sees the person's name in these states; any other ends its sight at once.
FIRM_SEES = frozenset(_S(name) for name in (*_OPEN, "hired", "started"))


class RefusalReason(enum.StrEnum):
    """Why it came to nothing; nothing here is a fact about the person's past."""

    POSITION_FILLED = "position_filled"
    SKILLS = "skills"
    EXPERIENCE = "experience"
    SHIFT = "shift"
    DISTANCE = "distance"
    WAGE = "wage"
    NOT_REACHED = "not_reached"
    DID_NOT_COME = "did_not_come"
    PERSON_DECLINED = "person_declined"
    POSITION_CLOSED = "position_closed"
    NO_ANSWER = "no_answer"
    OTHER = "other"


class AfterRefusal(enum.StrEnum):
    """What the counselor does next for the person."""

    OTHER_POSITION = "other_position"
    TRAINING = "training"
    TALK = "talk"
    NONE = "none"


class Introduction(PersonRow, Stateful, Base):
    """One person put before one firm: it needs an approval and the person's yes for that firm.

    `answer_due_on`: staff call after it. `closes_on`: nobody answered, it ends after that day.
    `firm_deletes_by`: it ended, the firm deletes what it wrote down of the person.
    """

    __tablename__ = "introductions"
    __table_args__ = (
        state_check(IntroductionState),
        CheckConstraint("state <> 'not_suitable' OR reason IS NOT NULL", name="refusal_has_reason"),
        Index("ix_introductions_employer_id_state", "employer_id", "state"),
        Index("ix_introductions_returnee_id_state", "returnee_id", "state"),
    )
    WORKFLOW = INTRODUCTION_WORKFLOW

    approval_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("approvals.id"), unique=True)
    consent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("consents.id"))
    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    position_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("positions.id"), index=True)
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"))
    number: Mapped[int]
    interview_at: Mapped[datetime | None]
    interview_place: Mapped[str] = mapped_column(String(200), default="")
    interview_ask_for: Mapped[str] = mapped_column(String(120), default="")
    interview_papers: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date | None]
    answer_due_on: Mapped[date | None] = mapped_column(index=True)
    closes_on: Mapped[date | None] = mapped_column(index=True)
    firm_deletes_by: Mapped[date | None] = mapped_column(index=True)
    firm_deleted_at: Mapped[datetime | None]
    words_to_person_ct: Mapped[bytes | None]
    words_to_counselor_ct: Mapped[bytes | None]
    reason: Mapped[str | None] = mapped_column(String(32))
    next_step: Mapped[str | None] = mapped_column(String(32))
    state: Mapped[IntroductionState] = mapped_column(default=IntroductionState.NEW)
    version: Mapped[int] = mapped_column()

    words_to_person = encrypted()
    words_to_counselor = encrypted()
    approval: Mapped[Approval] = relationship()
    consent: Mapped[Consent] = relationship()
    returnee: Mapped[Returnee] = relationship()
    position: Mapped[Position] = relationship()
    employer: Mapped[Employer] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Placement(Base):
    """A person at work: the first day, and why it ended where it did."""

    __tablename__ = "placements"

    introduction_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("introductions.id"), unique=True)
    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"), index=True)
    position_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("positions.id"), index=True)
    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"), index=True)
    first_day: Mapped[date]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(String(32))

    introduction: Mapped[Introduction] = relationship()
