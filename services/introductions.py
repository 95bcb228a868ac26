"""From an approval and the person's yes to the firm's answer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    AfterRefusal,
    Approval,
    Consent,
    ConsentPurpose,
    Employer,
    Introduction,
    IntroductionAction,
    Position,
    PositionAction,
    RefusalReason,
    Said,
    Suggestion,
    SuggestionState,
    local_today,
)
from services import audit, firm_consents, matching, sharing
from services.endings import AT_WORK
from services.errors import Refused
from services.working_days import add_working_days

ANSWER_WITHIN = 3
"""Working days a firm has before the counselor calls."""
ANSWERED = frozenset(
    {
        IntroductionAction.INVITE,
        IntroductionAction.OFFER,
        IntroductionAction.HIRE,
        IntroductionAction.REFUSE,
    }
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """When and where an interview is, whom to ask for at the gate, and what to bring."""

    at: datetime
    place: str
    ask_for: str = ""
    papers: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Who said an answer that staff record, and when it was said; empty for a firm's own click."""

    said: Said | None = None
    happened_on: date | None = None


OWN_WORD = Word()


def introduce(
    session: Session, suggestion: Suggestion, consent: Consent | None = None, *, by: Actor
) -> Introduction:
    """Put a person before a firm: it needs a standing approval and the person's yes for it.

    Without a consent at hand the yes in force for this firm is looked up.

    Raises
    ------
    Refused
        With the one thing to do first.
    """
    approval = _standing(session, suggestion)
    employer = session.get_one(Employer, suggestion.position.employer_id, with_for_update=True)
    yes = consent or firm_consents.consent_for(session, suggestion.returnee, employer.id)
    _refuse_firm(employer)
    yes_for_this = _for_this(session, suggestion, yes)
    _refuse_gated(session, suggestion)
    introduction = Introduction(
        approval=approval,
        consent=yes_for_this,
        returnee=suggestion.returnee,
        position=suggestion.position,
        employer=employer,
        number=_next_number(session, employer),
        answer_due_on=add_working_days(local_today(), ANSWER_WITHIN),
    )
    session.add(introduction)
    audit.record(session, "introduce", suggestion.returnee, by=by, fields=["full_name", "phone"])
    session.flush()
    return introduction


def why_not(session: Session, suggestion: Suggestion) -> str | None:
    """Return what stands in the way of introducing, apart from the person's own yes."""
    try:
        _standing(session, suggestion)
        _refuse_firm(suggestion.position.employer)
        _refuse_gated(session, suggestion)
    except Refused as refusal:
        return str(refusal)
    return None


def see(session: Session, introduction: Introduction, *, by: Actor) -> None:
    """Note that the firm has read it; it does so with a button, never by opening the page."""
    introduction.apply(IntroductionAction.SEE, by=by)
    session.flush()


def invite(
    session: Session,
    introduction: Introduction,
    invitation: Invitation,
    *,
    by: Actor,
    word: Word = OWN_WORD,
) -> None:
    """Record an interview; inviting again replaces the date."""
    _answer(introduction, IntroductionAction.INVITE, by, word)
    introduction.interview_at = invitation.at
    introduction.interview_place = invitation.place
    introduction.interview_ask_for = invitation.ask_for
    introduction.interview_papers = invitation.papers
    session.flush()


def offer(
    session: Session, introduction: Introduction, *, by: Actor, word: Word = OWN_WORD
) -> None:
    """Record that the firm offers the work."""
    _answer(introduction, IntroductionAction.OFFER, by, word)
    session.flush()


def hire(session: Session, introduction: Introduction, *, by: Actor, word: Word = OWN_WORD) -> None:
    """Record that the person is taken on: what else waits for them ends, the last place fills."""
    _answer(introduction, IntroductionAction.HIRE, by, word)
    session.flush()
    for other in _others_open(session, introduction):
        other.apply(IntroductionAction.SUPERSEDE, by=by)
    _fill_if_last(session, introduction.position, by)
    session.flush()


def refuse(
    session: Session,
    introduction: Introduction,
    reason: RefusalReason,
    *,
    by: Actor,
    next_step: AfterRefusal | None = None,
    word: Word = OWN_WORD,
) -> None:
    """Record "chưa phù hợp": the firm's sight of the person ends with this transaction."""
    _answer(introduction, IntroductionAction.REFUSE, by, word, reason)
    introduction.reason = reason
    introduction.next_step = next_step
    session.flush()


def close(
    session: Session, introduction: Introduction, reason: RefusalReason, *, by: Actor
) -> None:
    """End an introduction that leads nowhere, such as one never answered."""
    introduction.apply(IntroductionAction.CLOSE, by=by, reason=reason)
    introduction.reason = reason
    introduction.answer_due_on = None
    session.flush()


def plan_next(
    session: Session, introduction: Introduction, step: AfterRefusal, *, by: Actor
) -> None:
    """Note what the counselor does next for a person a firm did not take."""
    introduction.next_step = step
    audit.record(session, "change", introduction.returnee, by=by, fields=["next_step"])
    session.flush()


def _answer(
    introduction: Introduction,
    action: IntroductionAction,
    by: Actor,
    word: Word,
    reason: RefusalReason | None = None,
) -> None:
    introduction.apply(action, by=by, said=word.said, happened_on=word.happened_on, reason=reason)
    introduction.answer_due_on = None


def _standing(session: Session, suggestion: Suggestion) -> Approval:
    approval = suggestion.standing_approval()
    if suggestion.state != SuggestionState.APPROVED or approval is None:
        raise Refused("Gợi ý này chưa được duyệt. Hãy duyệt trước khi giới thiệu.")
    used = select(Introduction.id).where(Introduction.approval_id == approval.id)
    if session.scalar(used) is not None:
        raise Refused("Người này đã được giới thiệu vào vị trí này rồi.")
    return approval


def _for_this(session: Session, suggestion: Suggestion, consent: Consent | None) -> Consent:
    """Return the consent if it is this person's yes for this firm and holds."""
    if consent is None or consent.withdrawn_on is not None or not _is_for(consent, suggestion):
        raise Refused("Người lao động chưa đồng ý cho doanh nghiệp này. Hãy hỏi lại.")
    if not sharing.may_be_matched(session, suggestion.returnee):
        raise Refused("Người lao động không còn đồng ý được giới thiệu việc. Hãy hỏi lại.")
    return consent


def _is_for(consent: Consent, suggestion: Suggestion) -> bool:
    return (
        consent.returnee_id == suggestion.returnee_id
        and consent.employer_id == suggestion.position.employer_id
        and consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    )


def _refuse_firm(employer: Employer) -> None:
    if not employer.may_see_people():
        raise Refused(
            "Doanh nghiệp chưa xác minh hoặc chưa ký cam kết dữ liệu. Hãy làm việc đó trước."
        )


def _refuse_gated(session: Session, suggestion: Suggestion) -> None:
    """Hold every hard rule against what is known now, not only when it was approved."""
    if not suggestion.position.takes_people(local_today()):
        raise Refused("Tin tuyển dụng này không còn nhận người. Hãy chọn việc khác.")
    if reasons := matching.why_not(session, suggestion.returnee, suggestion.position):
        raise Refused(f"Chưa giới thiệu được. {' '.join(f'{reason}.' for reason in reasons)}")


def _next_number(session: Session, employer: Employer) -> int:
    """Return the firm's next running number; its row is held, so that none is given twice."""
    last = select(func.max(Introduction.number)).where(Introduction.employer_id == employer.id)
    return (session.scalar(last) or 0) + 1


def _others_open(session: Session, introduction: Introduction) -> list[Introduction]:
    query = select(Introduction).where(
        Introduction.returnee_id == introduction.returnee_id, Introduction.id != introduction.id
    )
    return [other for other in session.scalars(query) if other.can(IntroductionAction.SUPERSEDE)]


def _fill_if_last(session: Session, position: Position, by: Actor) -> None:
    taken = session.scalar(
        select(func.count())
        .select_from(Introduction)
        .where(Introduction.position_id == position.id, Introduction.state.in_(AT_WORK))
    )
    if (taken or 0) >= position.headcount and position.can(PositionAction.FILL):
        position.apply(PositionAction.FILL, by=by)
