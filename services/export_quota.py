"""How much one person of a firm may take out of the portal in a day."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import AccessLog, Actor, Employer, Returnee, User, local_today
from services.errors import Refused
from services.reports.facts import moment

EXPORT = "export"
NO_MORE_FILES = "Hôm nay anh/chị đã xuất đủ {} tệp. Hãy xem trên trang, hoặc xuất tiếp ngày mai."
NO_MORE_PEOPLE = "Mỗi ngày xuất được {} lượt người, hôm nay còn {}. Hãy chọn ít người hơn."


@dataclass(frozen=True, slots=True)
class Quota:
    """Files of a day, and people on them all together."""

    files: int
    people: int


def refuse_over(session: Session, quota: Quota, people: int, *, by: Actor) -> None:
    """Refuse a file of so many people when the day's share is used up.

    The access log is what is counted: a row about the firm for each file, one for each person.
    The user's row is held, so that two files asked for at once are counted one after the other.

    Raises
    ------
    Refused
        When this file would be one too many, or its people too many.
    """
    session.get_one(User, by.user_id, with_for_update=True)
    found = _today(session, by)
    if found.get(Employer.__tablename__, 0) >= quota.files:
        raise Refused(NO_MORE_FILES.format(quota.files))
    left = quota.people - found.get(Returnee.__tablename__, 0)
    if people > left:
        raise Refused(NO_MORE_PEOPLE.format(quota.people, max(left, 0)))


def _today(session: Session, by: Actor) -> dict[str, int]:
    rows = session.execute(
        select(AccessLog.subject_kind, func.count())
        .where(
            AccessLog.user_id == by.user_id,
            AccessLog.role == by.role.value,
            AccessLog.action == EXPORT,
            AccessLog.at >= moment(local_today()),
        )
        .group_by(AccessLog.subject_kind)
    )
    return dict(rows.all())
