"""Introductions of the demo's garment firm at every step, so that its pages and calls have rows."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    LOCAL_ZONE,
    Actor,
    Approval,
    Attendance,
    ConsentHow,
    Employer,
    FollowUp,
    FollowUpResult,
    Introduction,
    Placement,
    Position,
    RefusalReason,
    Role,
    Said,
    Suggestion,
    SuggestionState,
    User,
    local_today,
)
from services import (
    firm_consents,
    follow_ups,
    introduction_clocks,
    introductions,
    mail_boxes,
    placements,
)
from services.firm_consents import Yes
from services.introductions import Invitation, Refusal, Word
from services.working_days import add_working_days, subtract_working_days

OWN_FIRST = 3
"""So many of the counselor's own people are introduced; the others stay to be."""
SAID = Said("Chị Hường, phòng nhân sự", "phone")
AT_WORK_FOR = timedelta(days=95)
ADDRESS = "nhansu@may-dong-lua-vang.example.vn"


def introduce(session: Session, firm: Employer, member: User, *, by: Actor) -> None:
    """Introduce some approved people to a firm and bring each to another step."""
    mail_boxes.keep(session, member, ADDRESS, is_on=True)
    hr = Actor(Role.EMPLOYER, user_id=member.id, employer_id=firm.id)
    for approval, step in zip(_approvals(session, firm, by), STEPS, strict=False):
        suggestion = approval.suggestion
        if introductions.why_not(session, suggestion):
            continue
        signed = Yes(ConsentHow.PAPER, local_today())
        yes = firm_consents.agree(session, suggestion.returnee, firm.id, signed, by=by)
        step(session, introductions.introduce(session, suggestion, yes, by=by), hr)


def _approvals(session: Session, firm: Employer, by: Actor) -> Sequence[Approval]:
    """Return approvals of a firm, one a person, the last invited first.

    Whoever was invited first stays untouched: a visitor of the demo begins with them.
    """
    rows = session.scalars(
        select(Approval)
        .join(Approval.suggestion)
        .join(Suggestion.position)
        .join(Attendance, Attendance.returnee_id == Suggestion.returnee_id)
        .where(
            Position.employer_id == firm.id,
            Suggestion.state == SuggestionState.APPROVED,
            Approval.withdrawn_at.is_(None),
        )
        .order_by(Attendance.id.desc(), Suggestion.rank)
    )
    each = list({approval.suggestion.returnee_id: approval for approval in rows}.values())
    own = [a for a in each if by.covers(a.suggestion.returnee.commune_code)][:OWN_FIRST]
    return [*own, *(approval for approval in each if approval not in own)]


def _overdue(_session: Session, made: Introduction, _hr: Actor) -> None:
    day = subtract_working_days(local_today(), 5)
    made.created_at = datetime.combine(day, time(9), LOCAL_ZONE)
    introduction_clocks.begin(made, day)


def _new(_session: Session, _made: Introduction, _hr: Actor) -> None:
    """Leave it as it is."""


def _seen(session: Session, made: Introduction, hr: Actor) -> None:
    introductions.see(session, made, by=hr)


def _invited(session: Session, made: Introduction, hr: Actor) -> None:
    day = add_working_days(local_today(), 2)
    at = datetime.combine(day, time(8, 30), LOCAL_ZONE)
    invitation = Invitation(at, "Cổng số 2, nhà điều hành", "Chị Hường", "Bản sao thẻ căn cước")
    introductions.invite(session, made, invitation, by=hr)


def _offered(session: Session, made: Introduction, hr: Actor) -> None:
    introductions.offer(session, made, by=hr, word=Word(SAID, local_today()))


def _hired(session: Session, made: Introduction, hr: Actor) -> None:
    introductions.hire(session, made, by=hr, starts_on=add_working_days(local_today(), 3))


def _at_work(session: Session, made: Introduction, hr: Actor) -> None:
    introductions.hire(session, made, by=hr)
    placement = placements.start(session, made, local_today() - AT_WORK_FOR, by=hr)
    _asked_until_now(session, placement)


def _asked_until_now(session: Session, placement: Placement) -> None:
    """Leave the last look that is due; those before it found the person at work."""
    looks = select(FollowUp).where(
        FollowUp.placement_id == placement.id, FollowUp.due_on <= local_today()
    )
    for look in session.scalars(looks.order_by(FollowUp.due_on)).all()[:-1]:
        found = follow_ups.Found(FollowUpResult.AT_WORK, look.due_on, asked="person")
        follow_ups.record(session, look, found, by=Actor(Role.COUNSELOR, user_id=look.owner_id))


def _refused(session: Session, made: Introduction, hr: Actor) -> None:
    to_person = "Chuyền này cần người may quen tay. Sau Tết có lớp dạy, mời anh/chị quay lại."
    refusal = Refusal(RefusalReason.SKILLS, to_person, "Thử máy còn chậm, nên cho học trước.")
    introductions.refuse(session, made, refusal, by=hr)


STEPS: Sequence[Callable[[Session, Introduction, Actor], None]] = (
    _at_work,
    _invited,
    _overdue,
    _invited,
    _refused,
    _hired,
    _seen,
    _offered,
    _new,
)
