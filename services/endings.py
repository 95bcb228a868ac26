"""What ends together: a posting's or a person's open introductions, and suggestions behind them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import (
    Actor,
    Introduction,
    IntroductionAction,
    IntroductionState,
    Position,
    RefusalReason,
    Said,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    local_today,
    utcnow,
)
from services import introduction_clocks

AT_WORK = frozenset({IntroductionState.HIRED, IntroductionState.STARTED})
UNDECIDED = frozenset({SuggestionState.PROPOSED, SuggestionState.LATER, SuggestionState.APPROVED})


def end(
    introduction: Introduction,
    action: IntroductionAction,
    *,
    by: Actor,
    reason: RefusalReason | None = None,
    said: Said | None = None,
    happened_on: date | None = None,
) -> None:
    """End an introduction by one of the moves that end the firm's sight; its deletion days start.

    Nothing is awaited any more, so that no clock calls or closes what is over.
    """
    introduction.apply(action, by=by, reason=reason, said=said, happened_on=happened_on)
    introduction.reason = reason or introduction.reason
    introduction_clocks.ended(introduction, local_today())


def position_closed(session: Session, position: Position, by: Actor) -> None:
    """End what waits on a closed posting; people at work there stay so."""
    waiting = select(Introduction).where(Introduction.position_id == position.id)
    for introduction in session.scalars(waiting):
        if introduction.can(IntroductionAction.CLOSE):
            end(
                introduction,
                IntroductionAction.CLOSE,
                by=by,
                reason=RefusalReason.POSITION_CLOSED,
            )
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
