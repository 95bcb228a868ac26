"""Someone without an invitation: the list is ready at once, an officer approves it with one key."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models import SYSTEM, Actor, Attendance, Suggestion
from services import consents, matching, reviewing, sheets, talks
from services.errors import Refused


def match(session: Session, attendance: Attendance) -> int:
    """Match the person at the desk with every open position; return how many cards wait.

    Whoever asked for the list is no matter: the desk that writes a name down reads no cards.
    """
    if consents.standing(session, attendance.returnee) is None:
        return 0
    matching.run(session, by=SYSTEM, event=attendance.event, returnees=[attendance.returnee])
    return len(waiting(session, attendance))


def waiting(session: Session, attendance: Attendance) -> list[Suggestion]:
    """Return the cards that one key may approve: undecided, without anything to check first."""
    return [
        card.suggestion
        for card in reviewing.cards(session, attendance.returnee)
        if card.can_tick and card.is_waiting
    ]


def approve(
    session: Session, attendance: Attendance, chosen: Sequence[Suggestion], *, by: Actor
) -> int:
    """Approve the cards on the screen, number them for the sheet and give the talks a time.

    Returns how many talks found a seat: a full or absent table leaves its card without a time.
    """
    approvals = reviewing.approve_many(session, attendance.returnee, chosen, by=by)
    planned = 0
    for approval in approvals[: attendance.event.max_talks]:
        try:
            talks.plan(session, attendance.event, approval, by=by)
        except Refused:
            continue
        planned += 1
    sheets.prepare(session, attendance.event, [attendance], by=by)
    return planned
