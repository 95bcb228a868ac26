"""From an approval and the person's yes to the firm's answer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    AfterRefusal,
    Consent,
    Employer,
    Introduction,
    IntroductionAction,
    IntroductionState,
    Placement,
    Position,
    PositionAction,
    RefusalReason,
    Said,
    Suggestion,
    local_today,
    utcnow,
)
from services import audit, endings, firm_consents, position_changes
from services import introduction_clocks as clocks
from services import introduction_letters as letters
from services import introduction_rules as rules
from services.endings import AT_WORK
from services.errors import Refused

MAX_WORDS = 500
"""Letters of what a firm may add to a refusal, for each of its two readers."""


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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, and what is told to whom: the counselor's words never reach the person."""

    reason: RefusalReason
    to_person: str = ""
    to_counselor: str = ""
    next_step: AfterRefusal | None = None


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
    approval = rules.standing_approval(session, suggestion)
    employer = session.get_one(Employer, suggestion.position.employer_id, with_for_update=True)
    yes = consent or firm_consents.consent_for(session, suggestion.returnee, employer.id)
    rules.refuse_firm(employer)
    yes_for_this = rules.for_this(session, suggestion, yes)
    rules.refuse_gated(session, suggestion)
    introduction = Introduction(
        approval=approval,
        consent=yes_for_this,
        returnee=suggestion.returnee,
        position=suggestion.position,
        employer=employer,
        number=_next_number(session, employer),
    )
    clocks.begin(introduction, local_today())
    session.add(introduction)
    letters.introduced(session, introduction)
    audit.record(session, "introduce", suggestion.returnee, by=by, fields=["full_name", "phone"])
    session.flush()
    return introduction


def why_not(session: Session, suggestion: Suggestion) -> str | None:
    """Return what stands in the way of introducing, apart from the person's own yes."""
    try:
        rules.standing_approval(session, suggestion)
        rules.refuse_firm(suggestion.position.employer)
        rules.refuse_gated(session, suggestion)
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
    introduction.interview_at = invitation.at
    introduction.interview_place = invitation.place
    introduction.interview_ask_for = invitation.ask_for
    introduction.interview_papers = invitation.papers
    _answer(introduction, IntroductionAction.INVITE, by, word)
    letters.interview_set(session, introduction)
    session.flush()


def offer(
    session: Session, introduction: Introduction, *, by: Actor, word: Word = OWN_WORD
) -> None:
    """Record that the firm offers the work."""
    _answer(introduction, IntroductionAction.OFFER, by, word)
    session.flush()


def hire(
    session: Session,
    introduction: Introduction,
    *,
    by: Actor,
    starts_on: date | None = None,
    word: Word = OWN_WORD,
) -> None:
    """Record that the person is taken on: what else waits for them ends, the last place fills."""
    introduction.starts_on = starts_on or introduction.starts_on
    _answer(introduction, IntroductionAction.HIRE, by, word)
    session.flush()
    for other in _others_open(session, introduction):
        endings.end(other, IntroductionAction.SUPERSEDE, by=by)
    _fill_if_last(session, introduction.position, by)
    session.flush()


def agree_first_day(
    session: Session, introduction: Introduction, starts_on: date, *, by: Actor
) -> None:
    """Note the first day agreed with a person who is taken on."""
    if introduction.state != IntroductionState.HIRED:
        raise Refused("Chỉ ghi ngày hẹn đi làm sau khi nhận vào làm. Hãy mở lại trang này.")
    introduction.starts_on = starts_on
    clocks.answered(introduction, IntroductionAction.HIRE, local_today())
    audit.record(session, "change", introduction.returnee, by=by, fields=["starts_on"])
    session.flush()


def refuse(
    session: Session,
    introduction: Introduction,
    refusal: Refusal,
    *,
    by: Actor,
    word: Word = OWN_WORD,
) -> None:
    """Record "chưa phù hợp": the firm's sight of the person ends with this transaction."""
    endings.end(
        introduction,
        IntroductionAction.REFUSE,
        by=by,
        reason=refusal.reason,
        said=word.said,
        happened_on=word.happened_on,
    )
    introduction.next_step = refusal.next_step
    introduction.words_to_person = refusal.to_person
    introduction.words_to_counselor = refusal.to_counselor
    session.flush()


def close(
    session: Session, introduction: Introduction, reason: RefusalReason, *, by: Actor
) -> None:
    """End an introduction that leads nowhere, such as one never answered."""
    endings.end(introduction, IntroductionAction.CLOSE, by=by, reason=reason)
    session.flush()


def note_deleted(session: Session, introduction: Introduction, *, by: Actor) -> None:
    """Take the firm's word that what it wrote down of a person is deleted; said twice is kept."""
    introduction.firm_deleted_at = introduction.firm_deleted_at or utcnow()
    audit.record(session, "change", introduction, by=by, fields=["firm_deleted_at"])
    session.flush()


def plan_next(
    session: Session, introduction: Introduction, step: AfterRefusal, *, by: Actor
) -> None:
    """Note what the counselor does next for a person a firm did not take."""
    introduction.next_step = step
    audit.record(session, "change", introduction.returnee, by=by, fields=["next_step"])
    session.flush()


def _answer(introduction: Introduction, action: IntroductionAction, by: Actor, word: Word) -> None:
    introduction.apply(action, by=by, said=word.said, happened_on=word.happened_on)
    clocks.answered(introduction, action, local_today())


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
        .outerjoin(Placement, Placement.introduction_id == Introduction.id)
        .where(
            Introduction.position_id == position.id,
            Introduction.state.in_(AT_WORK),
            Placement.ended_on.is_(None),
        )
    )
    if (taken or 0) >= position.headcount and position.can(PositionAction.FILL):
        position.apply(PositionAction.FILL, by=by)
        position_changes.of_position(session, position)
