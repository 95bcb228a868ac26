"""The queries behind a counselor's day: each selects (person, record, date, code), in order."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, and_, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from models import (
    Actor,
    Attendance,
    Consent,
    FollowUp,
    Handover,
    HandoverState,
    Interest,
    Introduction,
    IntroductionState,
    Note,
    NoteKind,
    OccupationBan,
    Placement,
    Returnee,
    RightsRequest,
    RightState,
    Sponsorship,
    Suggestion,
    SuggestionState,
    WorkPermission,
)
from services import consents, scope
from services.pledge_balance import FINAL
from services.rights import not_about

FIRST_CONTACT = timedelta(days=7)
FIRST_SUGGESTION = timedelta(days=14)
STALLED = timedelta(days=30)
COMING_HOME = timedelta(days=60)
ENDING = timedelta(days=14)
NEWLY_HOME = timedelta(days=90)
"""Whoever came home longer ago is no newcomer: they are among the stalled."""
UNANSWERED = (IntroductionState.NEW, IntroductionState.SEEN)
ON_THE_WAY = (*UNANSWERED, IntroductionState.INTERVIEW, IntroductionState.OFFERED)
TAKEN_ON = (IntroductionState.HIRED,)
Lines = Select[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose work, on which day (in Vietnam), from its first moment to the next day's."""

    by: Actor
    today: date
    begins: datetime
    ends: datetime
    owner_id: UUID | None = None


def _people(asked: Asked, record: Any, on: Any, code: Any = None) -> Lines:
    """Begin a section: the actor's own people with a record, a date and a code."""
    query = _narrow(scope.visible_returnees(asked.by), record, on, code)
    return query if asked.owner_id is None else query.where(Returnee.counselor_id == asked.owner_id)


def _narrow(query: Select[Returnee], record: Any, on: Any, code: Any = None) -> Lines:
    """Select ids, a date and a code alone: a section may be long, and its people are few."""
    said = literal("", String) if code is None else code
    return query.with_only_columns(
        Returnee.id.label("person"), record.label("record"), on.label("due"), said.label("code")
    ).select_from(Returnee)


def calls(asked: Asked) -> Lines:
    """Return calls promised for today or earlier, and looks at placements that are due."""
    notes = select(
        Note.returnee_id.label("person"),
        Note.id.label("record"),
        Note.call_on.label("due"),
        literal("note", String).label("code"),
    ).where(Note.call_on <= asked.today, Note.called_on.is_(None))
    looks = select(
        FollowUp.returnee_id, FollowUp.id, FollowUp.due_on, cast(FollowUp.kind, String)
    ).where(
        FollowUp.due_on <= asked.today, FollowUp.done_on.is_(None), FollowUp.dropped_on.is_(None)
    )
    due = union_all(notes, looks).subquery()
    return (
        _people(asked, due.c.record, due.c.due, due.c.code)
        .join(due, due.c.person == Returnee.id)
        .order_by(due.c.due, due.c.record)
    )


def appointments(asked: Asked) -> Lines:
    """Return today's interviews."""
    return (
        _people(asked, Introduction.id, Introduction.interview_at)
        .join(Introduction, Introduction.returnee_id == Returnee.id)
        .where(
            Introduction.state == IntroductionState.INTERVIEW,
            Introduction.interview_at >= asked.begins,
            Introduction.interview_at < asked.ends,
        )
        .order_by(Introduction.interview_at, Introduction.id)
    )


def call_backs(asked: Asked) -> Lines:
    """Return who asked to be called at an event and was not spoken with since."""
    wanted = select(
        Attendance.returnee_id.label("person"), Attendance.created_at.label("since")
    ).where(Attendance.wants_call.is_(True))
    cards = (
        select(Suggestion.returnee_id, Interest.created_at)
        .join(Suggestion, Suggestion.id == Interest.suggestion_id)
        .where(Interest.call_back.is_(True))
    )
    both = union_all(wanted, cards).subquery()
    first = select(both.c.person, func.min(both.c.since).label("since")).group_by(both.c.person)
    ask = first.subquery()
    called = select(Note.id).where(
        Note.returnee_id == Returnee.id, Note.kind == NoteKind.CALL, Note.created_at >= ask.c.since
    )
    return (
        _people(asked, Returnee.id, ask.c.since)
        .join(ask, ask.c.person == Returnee.id)
        .where(~called.exists())
        .order_by(ask.c.since, Returnee.id)
    )


def to_review(asked: Asked) -> Lines:
    """Return people with proposals to decide, the longest waiting first.

    Each by the first of their proposals: found in order, so that a province is not read as a whole.
    """
    other = aliased(Suggestion)
    is_before = or_(
        other.created_at < Suggestion.created_at,
        and_(other.created_at == Suggestion.created_at, other.id < Suggestion.id),
    )
    earlier = select(other.id).where(
        other.returnee_id == Suggestion.returnee_id,
        other.state == SuggestionState.PROPOSED,
        is_before,
    )
    return (
        _people(asked, Returnee.id, Suggestion.created_at)
        .join(Suggestion, Suggestion.returnee_id == Returnee.id)
        .where(Suggestion.state == SuggestionState.PROPOSED, ~earlier.exists())
        .order_by(Suggestion.created_at, Returnee.id)
    )


def answers(asked: Asked) -> Lines:
    """Return introductions whose answer is due today or overdue."""
    return (
        _people(asked, Introduction.id, Introduction.answer_due_on)
        .join(Introduction, Introduction.returnee_id == Returnee.id)
        .where(Introduction.state.in_(UNANSWERED), Introduction.answer_due_on <= asked.today)
        .order_by(Introduction.answer_due_on, Introduction.id)
    )


def first_contacts(asked: Asked) -> Lines:
    """Return newcomers nobody has spoken with: due seven days after they came home."""
    return (
        _people(asked, Returnee.id, Returnee.return_date)
        .where(
            Returnee.first_contact_on.is_(None),
            Returnee.cleared_on.is_(None),
            Returnee.return_date.between(asked.today - NEWLY_HOME, asked.today),
        )
        .order_by(Returnee.return_date, Returnee.id)
    )


def first_suggestions(asked: Asked) -> Lines:
    """Return newcomers who agreed and whom nothing was suggested to: due after fourteen days."""
    any_suggestion = select(Suggestion.id).where(Suggestion.returnee_id == Returnee.id)
    return (
        _people(asked, Returnee.id, Returnee.return_date)
        .where(
            Returnee.return_date.between(asked.today - NEWLY_HOME, asked.today),
            Returnee.automatic_matching.is_(True),
            Returnee.cleared_on.is_(None),
            consents.holds(),
            ~any_suggestion.exists(),
        )
        .order_by(Returnee.return_date, Returnee.id)
    )


def stalled(asked: Asked) -> Lines:
    """Return people home for 30 days for whom nothing is under way, and nothing was lately."""
    lately = asked.begins - STALLED
    before = asked.today - STALLED
    moving = select(Introduction.id).where(
        Introduction.returnee_id == Returnee.id,
        or_(Introduction.state.in_((*ON_THE_WAY, *TAKEN_ON)), Introduction.created_at > lately),
    )
    working = select(Placement.id).where(
        Placement.returnee_id == Returnee.id,
        or_(Placement.ended_on.is_(None), Placement.ended_on > before),
    )
    helped = select(Sponsorship.id).where(
        Sponsorship.returnee_id == Returnee.id, Sponsorship.state.not_in(FINAL)
    )
    return (
        _people(asked, Returnee.id, Returnee.return_date)
        .where(
            Returnee.created_at <= lately,
            or_(Returnee.return_date.is_(None), Returnee.return_date <= before),
            ~moving.exists(),
            ~working.exists(),
            ~helped.exists(),
        )
        .order_by(Returnee.return_date.desc().nulls_last(), Returnee.id)
    )


def coming_home(asked: Asked) -> Lines:
    """Return who comes home within 60 days."""
    return (
        _people(asked, Returnee.id, Returnee.return_date)
        .where(
            Returnee.return_date > asked.today,
            Returnee.return_date <= asked.today + COMING_HOME,
        )
        .order_by(Returnee.return_date, Returnee.id)
    )


def ending(asked: Asked) -> Lines:
    """Return consents, permissions and limits that end within two weeks."""
    soon = (asked.today, asked.today + ENDING)
    yes = _ends(Consent.returnee_id, Consent.id, Consent.until, "consent").where(
        Consent.withdrawn_on.is_(None), Consent.until.between(*soon)
    )
    leave = _ends(
        WorkPermission.returnee_id, WorkPermission.id, WorkPermission.until, "permission"
    ).where(WorkPermission.withdrawn_on.is_(None), WorkPermission.until.between(*soon))
    home = _ends(Returnee.id, Returnee.id, Returnee.residence_until, "residence").where(
        Returnee.residence_until.between(*soon)
    )
    ban = _ends(OccupationBan.returnee_id, OccupationBan.id, OccupationBan.until, "ban").where(
        OccupationBan.until.between(*soon)
    )
    ends = union_all(yes, leave, home, ban).subquery()
    return (
        _people(asked, ends.c.record, ends.c.due, ends.c.code)
        .join(ends, ends.c.person == Returnee.id)
        .where(or_(ends.c.code == "consent", Returnee.cleared_on.is_(None)))
        .order_by(ends.c.due, ends.c.record)
    )


def _ends(person: Any, record: Any, due: Any, code: str) -> Select[Any]:
    return select(
        person.label("person"),
        record.label("record"),
        due.label("due"),
        literal(code, String).label("code"),
    )


def rights(asked: Asked) -> Lines:
    """Return requests at the rights desk that are still open, the next deadline first."""
    return (
        _people(asked, RightsRequest.id, RightsRequest.due_on, cast(RightsRequest.kind, String))
        .join(RightsRequest, RightsRequest.returnee_id == Returnee.id)
        .where(
            RightsRequest.state.in_((RightState.RECEIVED, RightState.ANSWERED)),
            not_about(asked.by),
        )
        .order_by(RightsRequest.due_on, RightsRequest.id)
    )


def handovers(asked: Asked) -> Lines:
    """Return files that wait for this commune's answer: offered to it, or asked of it."""
    mine = scope.handover_waits_for(asked.by)
    said = cast(Handover.reason, String)
    query = (
        _narrow(select(Returnee), Handover.id, Handover.asked_on, said)
        .join(Handover, Handover.returnee_id == Returnee.id)
        .where(Returnee.erased_at.is_(None), Handover.state == HandoverState.ASKED, mine)
    )
    return query.order_by(Handover.asked_on, Handover.id)
