"""What ends together: a posting's or a person's open introductions, and suggestions behind them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import (
    Actor,
    Introduction,
    IntroductionAction,
    IntroductionState,
    Position,
    RefusalReason,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    utcnow,
)

AT_WORK = frozenset({IntroductionState.HIRED, IntroductionState.STARTED})
UNDECIDED = frozenset({SuggestionState.PROPOSED, SuggestionState.LATER, SuggestionState.APPROVED})


def position_closed(session: Session, position: Position, by: Actor) -> None:
    """End what waits on a closed posting; people at work there stay so."""
    waiting = select(Introduction).where(Introduction.position_id == position.id)
    for introduction in session.scalars(waiting):
        if introduction.can(IntroductionAction.CLOSE):
            introduction.apply(
                IntroductionAction.CLOSE, by=by, reason=RefusalReason.POSITION_CLOSED
            )
            introduction.reason = RefusalReason.POSITION_CLOSED
    lapse(session, suggestions_of(session, position), by=by, reason="position_closed")


def suggestions_of(session: Session, position: Position) -> list[Suggestion]:
    """Return the suggestions of a posting that may still lapse: not those of people at work."""
    hired = select(Introduction.returnee_id).where(
        Introduction.position_id == position.id, Introduction.state.in_(AT_WORK)
    )
    query = (
        select(Suggestion)
        .where(
            Suggestion.position_id == position.id,
            Suggestion.state.in_(UNDECIDED),
            Suggestion.returnee_id.not_in(hired),
        )
        .options(selectinload(Suggestion.approvals))
    )
    return list(session.scalars(query))


def lapse(session: Session, suggestions: Iterable[Suggestion], *, by: Actor, reason: str) -> None:
    """Let suggestions lapse and take their approvals back."""
    for suggestion in suggestions:
        if not suggestion.can(SuggestionAction.LAPSE):
            continue
        approval = suggestion.standing_approval()
        suggestion.apply(SuggestionAction.LAPSE, by=by, reason=reason)
        if approval is not None:
            approval.withdrawn_at = utcnow()
    session.flush()
