"""Written permission to work outside one's commune: where, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Actor, Returnee, WorkPermission, local_today
from services import audit
from services.errors import Refused


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper says: communes, first and last day, its number and who signed."""

    communes: Sequence[str]
    starts_on: date
    until: date
    words: str = ""


def grant(session: Session, returnee: Returnee, paper: Paper, *, by: Actor) -> WorkPermission:
    """Record a permission that was given."""
    if paper.until < paper.starts_on:
        raise Refused("Ngày hết hạn đứng trước ngày bắt đầu. Hãy ghi lại.")
    if not paper.communes:
        raise Refused("Hãy ghi nơi được đến làm.")
    permission = WorkPermission(
        returnee=returnee,
        communes=list(paper.communes),
        starts_on=paper.starts_on,
        until=paper.until,
        by_id=by.user_id,
    )
    permission.paper = paper.words
    session.add(permission)
    audit.record(session, "change", returnee, by=by, fields=["work_permission"])
    session.flush()
    return permission


def take_back(session: Session, permission: WorkPermission, *, by: Actor) -> None:
    """End a permission before its day."""
    permission.withdrawn_on = permission.withdrawn_on or local_today()
    audit.record(session, "change", permission.returnee, by=by, fields=["work_permission"])
    session.flush()


def of_person(session: Session, returnee: Returnee) -> Sequence[WorkPermission]:
    """Return a person's permissions, the one that ends last first."""
    query = select(WorkPermission).where(WorkPermission.returnee_id == returnee.id)
    return session.scalars(query.order_by(WorkPermission.until.desc(), WorkPermission.id)).all()
