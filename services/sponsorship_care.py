"""After an agreement: a look every month, small tasks, and complaints the sponsor never sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import (
    Actor,
    CheckIn,
    CheckInAnswer,
    Pledge,
    SponsorComplaint,
    Sponsorship,
    SponsorTask,
    TaskOwner,
    User,
    local_today,
)
from services import audit, rights
from services.errors import Refused
from services.pledge_balance import FINAL
from services.scope import visible_sponsorships
from services.terms import months_after

MOST_TEXT = 200
NOT_YET = "Hãy ghi ngày không sau hôm nay."
NOT_PAST = "Hãy ghi ngày từ hôm nay trở đi."
DONE_ALREADY = "Lần hỏi thăm này đã ghi rồi."
SAY_WHAT = "Hãy ghi điều được phản ánh."
NOT_THE_ACCUSED = "Cán bộ bị phản ánh không giải quyết phản ánh này. Hãy chọn người khác."


def begin(session: Session, sponsorship: Sponsorship, on: date) -> CheckIn:
    """Plan the first look, a month after the agreement."""
    return _plan(session, sponsorship, on, 1)


def _plan(session: Session, sponsorship: Sponsorship, start: date, months: int) -> CheckIn:
    made = CheckIn(
        returnee=sponsorship.returnee,
        sponsorship=sponsorship,
        due_on=months_after(start, months),
    )
    session.add(made)
    session.flush()
    return made


def stop(session: Session, sponsorship: Sponsorship) -> None:
    """Drop the looks that are still to come: the help is over."""
    waiting = select(CheckIn).where(
        CheckIn.sponsorship_id == sponsorship.id,
        CheckIn.done_on.is_(None),
        CheckIn.dropped_on.is_(None),
    )
    for row in session.scalars(waiting):
        row.dropped_on = local_today()


@dataclass(frozen=True, slots=True)
class Look:
    """What a monthly look found."""

    on: date
    answer: CheckInAnswer
    met_mentor: bool | None = None
    note: str = ""


def check(session: Session, row: CheckIn, look: Look, *, by: Actor) -> None:
    """Write a look down and plan the next, counted from the day of the agreement.

    Raises
    ------
    Refused
        When it was written down before, or its day has not come.
    """
    if row.done_on is not None or row.dropped_on is not None:
        raise Refused(DONE_ALREADY)
    if look.on > local_today():
        raise Refused(NOT_YET)
    row.done_on, row.answer, row.met_mentor = look.on, look.answer, look.met_mentor
    row.note, row.by_id = look.note[:MOST_TEXT], by.user_id
    audit.record(session, "change", row.returnee, by=by, fields=["check_in"])
    sponsorship = row.sponsorship
    if sponsorship.state not in FINAL:
        start = sponsorship.agreed_on or row.due_on
        _plan(session, sponsorship, start, _months_until(start, max(row.due_on, look.on)) + 1)
    session.flush()


def _months_until(start: date, day: date) -> int:
    """Return how many whole months lie between."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return months if months_after(start, months) <= day else months - 1


def due(by: Actor, until: date) -> Select[CheckIn]:
    """Select the looks of the actor's people that are due by a day, the oldest first."""
    mine = visible_sponsorships(by).with_only_columns(Sponsorship.id)
    return (
        select(CheckIn)
        .where(
            CheckIn.sponsorship_id.in_(mine),
            CheckIn.done_on.is_(None),
            CheckIn.dropped_on.is_(None),
            CheckIn.due_on <= until,
        )
        .options(
            joinedload(CheckIn.returnee),
            joinedload(CheckIn.sponsorship)
            .joinedload(Sponsorship.pledge)
            .joinedload(Pledge.employer),
        )
        .order_by(CheckIn.due_on, CheckIn.id)
    )


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, by whom, until when."""

    text: str
    owner: TaskOwner
    due_on: date


def add_task(session: Session, sponsorship: Sponsorship, task: Task, *, by: Actor) -> SponsorTask:
    """Agree on a task within the help."""
    if task.due_on < local_today():
        raise Refused(NOT_PAST)
    made = SponsorTask(
        returnee=sponsorship.returnee,
        sponsorship=sponsorship,
        owner=task.owner,
        due_on=task.due_on,
        by_id=by.user_id,
    )
    made.text = task.text[:MOST_TEXT]
    session.add(made)
    audit.record(session, "change", sponsorship.returnee, by=by, fields=["sponsor_task"])
    session.flush()
    return made


def finish_task(session: Session, row: SponsorTask, *, by: Actor) -> None:
    """Note that a task is done."""
    row.done_on = row.done_on or local_today()
    audit.record(session, "change", row.returnee, by=by, fields=["sponsor_task"])
    session.flush()


def complain(
    session: Session, sponsorship: Sponsorship, said: rights.Said, handler: User, *, by: Actor
) -> SponsorComplaint:
    """Open a complaint of the person at the rights desk, with its clocks and who handles it.

    Raises
    ------
    Refused
        When nothing is said, or the one it is about would handle it.
    """
    if not said.detail:
        raise Refused(SAY_WHAT)
    if said.about_id == handler.id:
        raise Refused(NOT_THE_ACCUSED)
    request = rights.receive(session, said, by=by, returnee=sponsorship.returnee)
    made = SponsorComplaint(request=request, sponsorship=sponsorship, handler_id=handler.id)
    session.add(made)
    session.flush()
    return made


def complaints_of(
    session: Session, sponsorship: Sponsorship, *, by: Actor
) -> Sequence[SponsorComplaint]:
    """Return the complaints about one help that the actor may read, the newest first.

    No firm's page asks for them, and an officer reads none about themselves.
    """
    return session.scalars(
        select(SponsorComplaint)
        .join(SponsorComplaint.request)
        .options(contains_eager(SponsorComplaint.request))
        .where(SponsorComplaint.sponsorship_id == sponsorship.id, rights.not_about(by))
        .order_by(SponsorComplaint.created_at.desc(), SponsorComplaint.id)
    ).all()
