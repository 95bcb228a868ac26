"""The consultation event: its tables, who is invited, what they like, and the talks held."""

import enum
import uuid
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.crypto import encrypted
from models.employer import Employer
from models.returnee import PersonRow, Returnee
from models.suggestion import Approval, Suggestion
from models.workflow import Stateful, Workflow, step


class EventState(enum.StrEnum):
    """Where an event stands."""

    PLANNED = "planned"
    RUNNING = "running"
    OUT = "out"
    CLOSED = "closed"


class EventAction(enum.StrEnum):
    """What happens to an event."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    TAKE_OUT = "take_out"
    BRING_BACK = "bring_back"
    BREAK_LEASE = "break_lease"


EVENT_WORKFLOW = Workflow(
    {
        EventAction.OPEN: step("planned", "running", EventState),
        EventAction.CLOSE: step("running", "closed", EventState),
        EventAction.REOPEN: step("closed", "running", EventState),
        # A laptop works without a network: until it is back the server only reads.
        EventAction.TAKE_OUT: step(("planned", "running"), "out", EventState),
        EventAction.BRING_BACK: step("out", "running", EventState),
        EventAction.BREAK_LEASE: step("out", "running", EventState),
    }
)


class Event(Stateful, Base):
    """One afternoon in one hall; times are local (Asia/Ho_Chi_Minh)."""

    __tablename__ = "events"
    __table_args__ = (
        state_check(EventState),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("slot_minutes BETWEEN 5 AND 120", name="slot_minutes_sane"),
        CheckConstraint("max_talks BETWEEN 1 AND 9", name="max_talks_sane"),
    )
    WORKFLOW = EVENT_WORKFLOW

    name: Mapped[str] = mapped_column(String(160))
    place: Mapped[str] = mapped_column(String(200))
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"))
    on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    slot_minutes: Mapped[int] = mapped_column(default=15)
    max_talks: Mapped[int] = mapped_column(default=3)
    expected: Mapped[int] = mapped_column(default=0)
    review_by: Mapped[date | None]
    reviewer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    contact_phone: Mapped[str] = mapped_column(String(20), default="")
    out_to: Mapped[str] = mapped_column(String(80), default="")
    out_until: Mapped[datetime | None]
    # The keyring of the pack that was taken out, sealed; erasing it erases the pack.
    pack_key_ct: Mapped[bytes | None]
    # On the laptop: what is done here is written down to be done again at home.
    is_pack: Mapped[bool] = mapped_column(default=False)
    state: Mapped[EventState] = mapped_column(default=EventState.PLANNED)
    version: Mapped[int] = mapped_column()

    tables: Mapped[list["EventTable"]] = relationship(
        back_populates="event", order_by="EventTable.number"
    )

    __mapper_args__ = {"version_id_col": version}


class TableKind(enum.StrEnum):
    """What a table is for."""

    HIRING = "hiring"
    LOAN = "loan"
    LEGAL = "legal"
    PAPERS = "papers"
    TRAINING = "training"
    INSURANCE = "insurance"


class EventTable(Base):
    """One table: a firm's for hiring, or an advising one; a group talk seats `group_size`.

    Open the whole afternoon, or from `opens_at` (a firm that comes late) to `closes_at`, without
    the break; a group talk is held from `least` people on.
    """

    __tablename__ = "event_tables"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("group_size BETWEEN 1 AND 30", name="group_size_sane"),
        CheckConstraint("least BETWEEN 1 AND group_size", name="least_fits_group"),
        CheckConstraint("kind <> 'hiring' OR employer_id IS NOT NULL", name="hiring_has_employer"),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]
    kind: Mapped[TableKind]
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employers.id"))
    label: Mapped[str] = mapped_column(String(80), default="")
    group_size: Mapped[int] = mapped_column(default=1)
    least: Mapped[int] = mapped_column(default=1)
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    break_from: Mapped[time | None]
    break_to: Mapped[time | None]

    event: Mapped[Event] = relationship(back_populates="tables")
    employer: Mapped[Employer | None] = relationship()


class AttendanceState(enum.StrEnum):
    """Whether someone invited came."""

    INVITED = "invited"
    PRESENT = "present"
    WALK_IN = "walk_in"


class AttendanceAction(enum.StrEnum):
    """What the check-in desk does."""

    CHECK_IN = "check_in"
    UNDO_CHECK_IN = "undo_check_in"


ATTENDANCE_WORKFLOW = Workflow(
    {
        AttendanceAction.CHECK_IN: step("invited", "present", AttendanceState),
        AttendanceAction.UNDO_CHECK_IN: step("present", "invited", AttendanceState),
    }
)


class Attendance(PersonRow, Stateful, Base):
    """One person at one event: the eight-digit code, the one-time link, the sheet, the tick."""

    __tablename__ = "attendances"
    __table_args__ = (
        state_check(AttendanceState),
        UniqueConstraint("event_id", "returnee_id"),
        UniqueConstraint("event_id", "code_hmac"),
        UniqueConstraint("event_id", "number"),
        Index("ix_attendances_returnee_id", "returnee_id"),
    )
    WORKFLOW = ATTENDANCE_WORKFLOW
    BORN_IN = frozenset({AttendanceState.WALK_IN})

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    # The number that is called and shown on the wall: it names nobody outside this event.
    number: Mapped[int]
    code_ct: Mapped[bytes | None]
    code_hmac: Mapped[bytes] = mapped_column(LargeBinary(32))
    link_token_ct: Mapped[bytes | None]
    link_hmac: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    link_ended_at: Mapped[datetime | None]
    handed_out_on: Mapped[date | None]
    needs_transport: Mapped[bool] = mapped_column(default=False)
    no_photo: Mapped[bool] = mapped_column(default=False)
    comes_at: Mapped[time | None]
    leaves_at: Mapped[time | None]
    arrived_at: Mapped[datetime | None]
    # Suggestion ids in the order of their numbers on paper: a number never changes its meaning.
    sheet_cards: Mapped[list[str]] = mapped_column(default=list)
    sheet_made_at: Mapped[datetime | None]
    sheet_entered_at: Mapped[datetime | None]
    wants_call: Mapped[bool] = mapped_column(default=False)
    state: Mapped[AttendanceState] = mapped_column(default=AttendanceState.INVITED)
    version: Mapped[int] = mapped_column()

    code = encrypted()
    link_token = encrypted()
    event: Mapped[Event] = relationship()
    returnee: Mapped[Returnee] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Channel(enum.StrEnum):
    """Through what a person told us."""

    SHEET = "sheet"
    KIOSK = "kiosk"
    PHONE = "phone"
    OFFICER = "officer"


class Interest(Base):
    """What a person said of one card: likes it, wants a call back about it."""

    __tablename__ = "interests"
    __table_args__ = (UniqueConstraint("suggestion_id"),)

    suggestion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("suggestions.id"))
    attendance_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("attendances.id"), index=True
    )
    likes: Mapped[bool] = mapped_column(default=False)
    call_back: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[Channel]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    suggestion: Mapped[Suggestion] = relationship()


class TalkState(enum.StrEnum):
    """Where a talk at a table stands."""

    PLANNED = "planned"
    CALLED = "called"
    HELD = "held"
    NO_SHOW = "no_show"


class TalkAction(enum.StrEnum):
    """What happens to a talk."""

    CALL = "call"
    HOLD = "hold"
    MISS = "miss"


TALK_WORKFLOW = Workflow(
    {
        TalkAction.CALL: step(("planned", "no_show"), "called", TalkState),
        TalkAction.HOLD: step(("planned", "called"), "held", TalkState),
        TalkAction.MISS: step(("planned", "called"), "no_show", TalkState),
    }
)


class NextStep(enum.StrEnum):
    """What a talk led to, in one tap."""

    INTERVIEW = "interview"
    TRIAL = "trial"
    OFFER = "offer"
    CALL_BACK = "call_back"
    NOT_SUITABLE = "not_suitable"


class Talk(Stateful, Base):
    """One person at one firm's table about one position; it needs a counselor's approval."""

    __tablename__ = "talks"
    __table_args__ = (
        state_check(TalkState),
        UniqueConstraint("attendance_id", "approval_id"),
        CheckConstraint("next_step IS NULL OR state = 'held'", name="next_step_after_talk"),
        Index("ix_talks_table_id_slot", "table_id", "slot"),
    )
    WORKFLOW = TALK_WORKFLOW

    table_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("event_tables.id"))
    attendance_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attendances.id"))
    approval_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("approvals.id"), index=True)
    slot: Mapped[int | None]
    # When the person was told of this time: from then on it moves only if nothing else serves.
    confirmed_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    next_step: Mapped[NextStep | None]
    reason: Mapped[str | None] = mapped_column(String(32))
    state: Mapped[TalkState] = mapped_column(default=TalkState.PLANNED)
    version: Mapped[int] = mapped_column()

    table: Mapped[EventTable] = relationship()
    attendance: Mapped[Attendance] = relationship()
    approval: Mapped[Approval] = relationship()

    __mapper_args__ = {"version_id_col": version}
