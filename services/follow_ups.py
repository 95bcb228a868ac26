"""After hire: when somebody asks how the work goes, what was found, and why work ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import (
    Actor,
    FollowUp,
    FollowUpKind,
    FollowUpResult,
    Introduction,
    LossReason,
    Placement,
    Returnee,
    Role,
    User,
    local_today,
)
from services import audit, scope
from services.errors import Refused
from services.terms import months_after
from services.working_days import add_working_days

PROBATION = timedelta(days=30)
"""When a posting does not say how long probation is (Labour Code, article 25: most trades)."""
AGAIN_AFTER = 3
"""Working days until somebody who was not reached is asked again."""
IN_MONTHS = {
    FollowUpKind.MONTH_1: 1,
    FollowUpKind.MONTH_3: 3,
    FollowUpKind.MONTH_6: 6,
    FollowUpKind.MONTH_12: 12,
}
IN_DAYS = {
    FollowUpKind.FIRST_DAY: timedelta(0),
    FollowUpKind.FIRST_WEEK: timedelta(days=7),
    FollowUpKind.PROBATION_END: PROBATION,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a day, of whom it was asked, and why work ended when it did."""

    result: FollowUpResult
    on: date
    asked: str = ""
    note: str = ""
    ended_on: date | None = None
    reason: LossReason | None = None


def plan(session: Session, placement: Placement, *, by: Actor) -> list[FollowUp]:
    """Write down the seven looks at a placement; the counselor in charge owns them."""
    returnee = session.get_one(Returnee, placement.returnee_id)
    mine = by.user_id if by.role == Role.COUNSELOR else None
    made = [
        FollowUp(
            placement_id=placement.id,
            returnee=returnee,
            kind=kind,
            due_on=due(kind, placement.first_day),
            owner_id=returnee.counselor_id or mine,
        )
        for kind in FollowUpKind
    ]
    session.add_all(made)
    session.flush()
    return made


def due(kind: FollowUpKind, first_day: date) -> date:
    """Return when a look at a placement is due."""
    if kind in IN_MONTHS:
        return months_after(first_day, IN_MONTHS[kind])
    return first_day + IN_DAYS[kind]


def record(session: Session, follow_up: FollowUp, found: Found, *, by: Actor) -> None:
    """Write what was found; not reached means asking again, left ends the placement.

    Raises
    ------
    Refused
        When it was done already, the day has not come, or work ended without day or reason.
    """
    _check(follow_up, found)
    follow_up.note, follow_up.asked, follow_up.by_id = found.note, found.asked, by.user_id
    follow_up.result = found.result
    if found.result == FollowUpResult.NOT_REACHED:
        follow_up.due_on = add_working_days(local_today(), AGAIN_AFTER)
    else:
        follow_up.done_on = found.on
    _note(session, follow_up.returnee, by, "follow_up")
    if found.result == FollowUpResult.LEFT and found.ended_on and found.reason:
        placement = session.get_one(Placement, follow_up.placement_id)
        end(session, placement, found.reason, on=found.ended_on, by=by)


def end(session: Session, placement: Placement, reason: LossReason, *, on: date, by: Actor) -> None:
    """Note that work ended and why: nobody asks any more, and the person may be matched again."""
    if not placement.first_day <= on <= local_today():
        raise Refused("Ngày nghỉ việc chưa đúng. Hãy ghi ngày từ ngày đầu đi làm đến hôm nay.")
    placement.ended_on, placement.end_reason = on, reason.value
    waiting = select(FollowUp).where(
        FollowUp.placement_id == placement.id, FollowUp.done_on.is_(None)
    )
    for each in session.scalars(waiting):
        each.dropped_on = on
    _note(session, session.get_one(Returnee, placement.returnee_id), by, "placement.ended_on")


def visible(by: Actor) -> Select[FollowUp]:
    """Select the follow-ups of a counselor's people."""
    if by.role != Role.COUNSELOR:
        return select(FollowUp).where(scope.same(FollowUp.id, None))
    return (
        select(FollowUp)
        .join(FollowUp.returnee)
        .options(contains_eager(FollowUp.returnee))
        .where(scope.in_my_communes(by), Returnee.erased_at.is_(None))
    )


@dataclass(frozen=True, slots=True)
class Work:
    """One placement with its looks; `number` counts a person's placements from 1."""

    number: int
    placement: Placement
    looks: Sequence[FollowUp]

    @property
    def reason(self) -> LossReason | None:
        """Return why work ended."""
        known = self.placement.end_reason
        return LossReason(known) if known in set(LossReason) else None


def works_of(session: Session, returnee: Returnee) -> list[Work]:
    """Return a person's placements in their order, each with its looks by date."""
    placements = session.scalars(
        select(Placement)
        .where(Placement.returnee_id == returnee.id)
        .options(
            joinedload(Placement.introduction).joinedload(Introduction.position),
            joinedload(Placement.introduction).joinedload(Introduction.employer),
        )
        .order_by(Placement.first_day, Placement.id)
    ).all()
    looks = session.scalars(
        select(FollowUp).where(FollowUp.returnee_id == returnee.id).order_by(FollowUp.due_on)
    ).all()
    return [
        Work(number, placement, [look for look in looks if look.placement_id == placement.id])
        for number, placement in enumerate(placements, start=1)
    ]


def owner_names(session: Session, looks: Sequence[FollowUp]) -> dict[UUID, str]:
    """Return who checks and who checked, by id."""
    ids = {each for look in looks for each in (look.owner_id, look.by_id) if each}
    users = session.scalars(select(User).where(User.id.in_(ids))) if ids else ()
    return {user.id: user.full_name for user in users}


def _check(follow_up: FollowUp, found: Found) -> None:
    if follow_up.done_on is not None or follow_up.dropped_on is not None:
        raise Refused("Lần hỏi này đã ghi rồi. Hãy mở lại hồ sơ.")
    if found.on > local_today():
        raise Refused("Ngày này chưa đến. Hãy ghi lại ngày.")
    if found.result == FollowUpResult.LEFT and not (found.ended_on and found.reason):
        raise Refused("Đã nghỉ việc thì cần ngày nghỉ và lý do. Hãy ghi thêm.")


def _note(session: Session, returnee: Returnee, by: Actor, field: str) -> None:
    audit.record(session, "change", returnee, by=by, fields=[field])
    session.flush()
