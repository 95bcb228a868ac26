"""Cover for leave: a colleague opens one's communes from a day to a day, and no longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import Actor, Assignment, AssignmentKind, Role, User, local_today
from services import accounts, audit
from services.errors import Refused

LONGEST = timedelta(days=92)
"""A longer absence is a new assignment, which the administrator makes."""
BAD_DAYS = "Hãy chọn ngày từ hôm nay, ngày cuối sau ngày đầu, dài nhất 3 tháng."


@dataclass(frozen=True, slots=True)
class Leave:
    """First and last day of an absence."""

    first: date
    last: date


def colleagues(session: Session, *, by: Actor) -> list[User]:
    """Return the counselors who could stand in, by name."""
    users = session.scalars(
        select(User)
        .join(Assignment)
        .where(
            Assignment.role == Role.COUNSELOR,
            Assignment.kind == AssignmentKind.OWN,
            User.is_enabled,
            User.id != by.user_id,
        )
        .distinct()
    )
    return sorted(users, key=lambda user: user.full_name)


def give(session: Session, colleague: User, leave: Leave, *, by: Actor) -> list[Assignment]:
    """Let a colleague work in the actor's own communes for a time.

    Raises
    ------
    Refused
        When the days are wrong, or the colleague is no counselor.
    """
    _check(session, colleague, leave, by)
    made = [
        accounts.give_role(
            session,
            colleague,
            Role.COUNSELOR,
            kind=AssignmentKind.COVER,
            commune_code=code,
            starts_on=leave.first,
            ends_on=leave.last,
        )
        for code in own_communes(session, by.user_id)
    ]
    if not made:
        raise Refused("Anh/chị chưa được giao xã nào. Hãy hỏi quản trị.")
    audit.record_list(session, "cover", made, by=by)
    session.flush()
    return made


def end(session: Session, cover: Assignment, *, by: Actor) -> None:
    """End a cover today: the colleague's next page is refused."""
    cover.ends_on = local_today() - timedelta(days=1)
    audit.record(session, "cover", cover, by=by, fields=["ends_on"])
    session.flush()


def given(session: Session, *, by: Actor) -> Sequence[Assignment]:
    """Return the covers of the actor's own communes that run or are still to come."""
    query = (
        select(Assignment)
        .where(
            Assignment.kind == AssignmentKind.COVER,
            Assignment.role == Role.COUNSELOR,
            Assignment.ends_on >= local_today(),
            Assignment.commune_code.in_(own_communes(session, by.user_id)),
        )
        .options(joinedload(Assignment.user))
        .order_by(Assignment.starts_on, Assignment.id)
    )
    return session.scalars(query).all()


def own_communes(session: Session, user_id: UUID | None) -> list[str]:
    """Return the communes given to someone as their own, today."""
    today = local_today()
    rows = session.scalars(select(Assignment).where(Assignment.user_id == user_id))
    return [
        held.commune_code
        for held in rows
        if held.commune_code
        and held.kind == AssignmentKind.OWN
        and held.role == Role.COUNSELOR
        and held.in_force(today)
    ]


def _check(session: Session, colleague: User, leave: Leave, by: Actor) -> None:
    fits = local_today() <= leave.first <= leave.last <= leave.first + LONGEST
    if not fits:
        raise Refused(BAD_DAYS)
    if colleague.id not in {user.id for user in colleagues(session, by=by)}:
        raise Refused("Hãy chọn một cán bộ tư vấn khác.")
