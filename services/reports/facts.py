"""What happened, one fact a person or a line of the log: the figures of every report are sums.

Each person counts once a year in each figure, on the first day it came true, so that months add
up to quarters and quarters to the year.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, func, null, select
from sqlalchemy.orm import Session

from models import (
    LOCAL_ZONE,
    Attendance,
    AttendanceState,
    Event,
    FollowUp,
    FollowUpKind,
    FollowUpResult,
    Introduction,
    IntroductionAction,
    LoanReferral,
    ModelMember,
    Move,
    OutreachActivity,
    OutreachKind,
    Placement,
    Pledge,
    Returnee,
    Sponsorship,
    SponsorshipEnd,
    local_day,
)

Rows = Select[*tuple[Any, ...]]
HERE = (AttendanceState.PRESENT, AttendanceState.WALK_IN)


@dataclass(frozen=True, slots=True)
class Fact:
    """So much of a figure on a day, in a commune, by a model's member, with a firm."""

    figure: str
    on: date
    amount: int = 1
    commune_code: str | None = None
    model_id: uuid.UUID | None = None
    employer_id: uuid.UUID | None = None


def moment(day: date) -> datetime:
    """Return the first moment of a day in Vietnam."""
    return datetime.combine(day, time(), LOCAL_ZONE)


def of_year(session: Session, year: int, until: date) -> list[Fact]:
    """Return the facts from 1 January to `until`, which is included; a dozen queries."""
    start, end = date(year, 1, 1), min(until, date(year, 12, 31))
    members = _members(session)
    facts: list[Fact] = []
    for figure, query in PEOPLE.items():
        facts += _first_of_each(figure, session.execute(query(start, end)), members)
    return [*facts, *_logged(session, start, end)]


def _returned(start: date, end: date) -> Rows:
    return select(Returnee.return_date, Returnee.id, Returnee.commune_code, null()).where(
        Returnee.return_date.between(start, end)
    )


def _consulted(start: date, end: date) -> Rows:
    return (
        select(Event.on, Returnee.id, Returnee.commune_code, null())
        .select_from(Attendance)
        .join(Attendance.event)
        .join(Attendance.returnee)
        .where(Attendance.state.in_(HERE), Event.on.between(start, end))
    )


def _introduced(start: date, end: date) -> Rows:
    return (
        select(
            Introduction.created_at, Returnee.id, Returnee.commune_code, Introduction.employer_id
        )
        .join(Introduction.returnee)
        .where(
            Introduction.created_at >= moment(start),
            Introduction.created_at < moment(date.fromordinal(end.toordinal() + 1)),
        )
    )


def _hired(start: date, end: date) -> Rows:
    return (
        select(Move.happened_on, Returnee.id, Returnee.commune_code, Introduction.employer_id)
        .select_from(Move)
        .join(Introduction, Introduction.id == Move.record_id)
        .join(Introduction.returnee)
        .where(Move.action == IntroductionAction.HIRE.value, Move.happened_on.between(start, end))
    )


def _stayed(kind: FollowUpKind) -> Callable[[date, date], Rows]:
    def query(start: date, end: date) -> Rows:
        return (
            select(FollowUp.done_on, Returnee.id, Returnee.commune_code, Placement.employer_id)
            .select_from(FollowUp)
            .join(FollowUp.returnee)
            .join(Placement, Placement.id == FollowUp.placement_id)
            .where(
                FollowUp.kind == kind,
                FollowUp.result == FollowUpResult.AT_WORK,
                FollowUp.done_on.between(start, end),
            )
        )

    return query


def _sponsored(start: date, end: date) -> Rows:
    in_error = func.coalesce(Sponsorship.reason, "") == SponsorshipEnd.MADE_IN_ERROR.value
    return (
        select(Sponsorship.agreed_on, Returnee.id, Returnee.commune_code, Pledge.employer_id)
        .select_from(Sponsorship)
        .join(Sponsorship.returnee)
        .join(Sponsorship.pledge)
        .where(Sponsorship.agreed_on.between(start, end), ~in_error)
    )


def _lent(start: date, end: date) -> Rows:
    return (
        select(LoanReferral.lent_on, Returnee.id, Returnee.commune_code, null())
        .join(LoanReferral.returnee)
        .where(LoanReferral.lent_on.between(start, end))
    )


PEOPLE: Mapping[str, Callable[[date, date], Rows]] = {
    "returned": _returned,
    "consulted": _consulted,
    "introduced": _introduced,
    "hired": _hired,
    "at_3_months": _stayed(FollowUpKind.MONTH_3),
    "at_6_months": _stayed(FollowUpKind.MONTH_6),
    "sponsored": _sponsored,
    "lent": _lent,
}
"""Figure -> (from, to) -> rows of day or moment, person, commune, firm."""

Membership = tuple[date, date | None, uuid.UUID]


def _members(session: Session) -> Mapping[uuid.UUID, list[Membership]]:
    found: dict[uuid.UUID, list[Membership]] = {}
    rows = session.execute(
        select(
            ModelMember.returnee_id,
            ModelMember.joined_on,
            ModelMember.left_on,
            ModelMember.model_id,
        ).order_by(ModelMember.joined_on, ModelMember.id)
    )
    for returnee_id, joined, left, model_id in rows:
        found.setdefault(returnee_id, []).append((joined, left, model_id))
    return found


def _first_of_each(
    figure: str, rows: Iterable[Any], members: Mapping[uuid.UUID, list[Membership]]
) -> Iterator[Fact]:
    """Give each person's first row of the year."""
    dated = [(_day(when), *rest) for when, *rest in rows]
    seen: set[uuid.UUID] = set()
    for on, person, commune, employer in sorted(dated, key=lambda row: (row[0], str(row[1:]))):
        if person not in seen:
            seen.add(person)
            model = _model_on(members.get(person, ()), on)
            yield Fact(figure, on, 1, commune, model, employer)


def _day(when: date | datetime) -> date:
    return local_day(when) if isinstance(when, datetime) else when


def _model_on(known: Sequence[Membership], on: date) -> uuid.UUID | None:
    """Return the model a person was in on a day; who joined later in the same month counts."""
    month = (on.year, on.month)
    standing = (
        model
        for joined, left, model in known
        if (joined <= on or (joined.year, joined.month) == month) and (left is None or left >= on)
    )
    return next(standing, None)


def _logged(session: Session, start: date, end: date) -> Iterator[Fact]:
    """Give the log's lines; a consultation there counts its people as consulted."""
    rows = session.scalars(select(OutreachActivity).where(OutreachActivity.on.between(start, end)))
    for row in rows:
        yield Fact(row.kind.value, row.on, row.quantity, row.commune_code, row.model_id)
        if row.kind == OutreachKind.CONSULTATION and row.people:
            yield Fact("consulted", row.on, row.people, row.commune_code, row.model_id)
