"""What counselors of the demo wrote down so far, so that a day's work has something to do."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from models import (
    Actor,
    HandoverReason,
    NoteKind,
    Returnee,
    RightKind,
    TodoKind,
    local_today,
    utcnow,
)
from services import handover, notes, permissions, rights, scope, todos
from services.handover import Way
from services.notes import Said
from services.permissions import Paper
from services.todos import Readiness

BEGUN = timedelta(days=60)
"""How long ago the demo's files were made: some people have waited since."""
TALKS = (
    (NoteKind.VISIT, 12, "Ở với bố mẹ, đang phụ việc nhà. Muốn đi làm trong tháng."),
    (NoteKind.CALL, 5, "Đã nghe máy, hẹn gọi lại để chốt ngày lên xã."),
    (NoteKind.OFFICE, 20, "Lên xã làm lại thẻ căn cước."),
)
PAPERS = (TodoKind.ID_CARD, TodoKind.RESIDENCE, TodoKind.PHONE)


def write_down(session: Session, counselors: Sequence[Actor], *, next_door: str) -> None:
    """Give each counselor's people an owner, talks and papers; the first also a few matters."""
    for by in counselors:
        people = session.scalars(scope.visible_returnees(by).order_by(Returnee.id)).all()
        for number, person in enumerate(people):
            person.counselor_id = by.user_id if number % 3 else None
            person.created_at = utcnow() - BEGUN
            _talk(session, person, number, by)
    first = counselors[0]
    mine = session.scalars(scope.visible_returnees(first).order_by(Returnee.id.desc())).all()
    _matters(session, mine, first, next_door)
    session.flush()


def _talk(session: Session, person: Returnee, number: int, by: Actor) -> None:
    if number % 4 == 0:
        return
    kind, days, text = TALKS[number % len(TALKS)]
    again = local_today() if kind == NoteKind.CALL and number % 2 else None
    said = Said(kind, local_today() - timedelta(days=days), text, again)
    notes.write(session, person, said, by=by)
    known = dict.fromkeys(PAPERS[: number % 3], Readiness.READY if number % 2 else Readiness.NEEDED)
    todos.write(session, person, known, by=by)


def _matters(session: Session, people: Sequence[Returnee], by: Actor, next_door: str) -> None:
    """Add one matter of each kind that a day may bring."""
    soon = local_today() + timedelta(days=9)
    coming, limited, moving, asking = people[:4]
    coming.return_date = local_today() + timedelta(days=25)
    limited.residence_kind, limited.residence_known = "supervised", True
    paper = Paper([next_door], local_today() - timedelta(days=20), soon, "Số 12/GP")
    permissions.grant(session, limited, paper, by=by)
    handover.ask(session, moving, Way(next_door, HandoverReason.MOVED), by=by)
    rights.receive(session, rights.Said(RightKind.COPY), by=by, returnee=asking)
