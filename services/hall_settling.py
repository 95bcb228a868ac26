"""What a laptop did and home could not do again: an administrator ends it, and its words go."""

from sqlalchemy.orm import Session

from models import Actor, HallAction, Settlement
from services import audit, checkin
from services.errors import Refused
from services.hall_actions import Verb, walk_in_of

SETTLED = "Việc này đã được xử lý rồi."
ONLY_WALK_INS = "Chỉ người đến thêm mới lập được hồ sơ. Hãy bỏ việc này."


def can_take_over(row: HallAction) -> bool:
    """Tell whether an action names somebody who can be put on file."""
    return row.verb == Verb.WALK_IN


def settle(session: Session, row: HallAction, how: Settlement, *, by: Actor) -> None:
    """Put a walk-in on file, or drop the action; either way what it said is wiped.

    Who is put on file gave their yes at a door whose record clashed: it is asked again.

    Raises
    ------
    Refused
        When it was settled before, never clashed, or names nobody to put on file.
    """
    if not row.conflict or row.settlement is not None:
        raise Refused(SETTLED)
    if how == Settlement.TAKEN_OVER:
        _take_over(session, row, by)
    row.settlement, row.said = how, None
    audit.record(session, "settle", row, by=by, fields=[how.value])
    session.flush()


def _take_over(session: Session, row: HallAction, by: Actor) -> None:
    if not can_take_over(row):
        raise Refused(ONLY_WALK_INS)
    person = checkin.person_of(session, walk_in_of(row.payload))
    audit.record(session, "change", person, by=by, fields=["phone"])
