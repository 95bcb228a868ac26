"""A counselor's decisions on suggestions, and the cards of one person."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import (
    Actor,
    Approval,
    HandReason,
    Interest,
    Introduction,
    Move,
    Position,
    RejectReason,
    Returnee,
    SponsorshipKind,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    Talk,
    local_today,
    utcnow,
)
from services import matching, position_docs
from services.errors import Refused

CHANGED = "Gợi ý này vừa thay đổi. Hãy đọc lại rồi quyết định."
ACTED_ON = "Đã có người làm tiếp với việc này. Không hoàn tác được nữa."
HAS_WARNING = "Việc này có điều cần kiểm tra. Hãy đọc và duyệt riêng."
RECENT = timedelta(hours=12)
"""A refusal stays among the cards this long, so that it can be taken back at once."""


def check_unchanged(suggestion: Suggestion, action: SuggestionAction, version: int) -> None:
    """Refuse an action on what the page showed when a run or a colleague changed it since.

    An action that does not exist any more has its own answer: it was done already.
    """
    if suggestion.can(action) and suggestion.version != version:
        raise Refused(CHANGED)


def approve(
    session: Session,
    suggestion: Suggestion,
    *,
    by: Actor,
    was_opened: bool = False,
    in_bulk: bool = False,
) -> Approval:
    """Put a suggestion before the person; every gate must pass at this moment.

    `was_opened` tells that the counselor read the card's details first, which is reported.

    Raises
    ------
    Refused
        With the reasons of the gates that fail.
    MoveNotAllowed
        When somebody decided already.
    """
    if suggestion.can(SuggestionAction.APPROVE):
        _refuse_gated(session, suggestion)
    suggestion.apply(SuggestionAction.APPROVE, by=by)
    approval = Approval(
        suggestion=suggestion, by_id=by.user_id, was_opened=was_opened, in_bulk=in_bulk
    )
    session.add(approval)
    session.flush()
    return approval


def _refuse_gated(session: Session, suggestion: Suggestion) -> None:
    hard = matching.why_not(session, suggestion.returnee, suggestion.position)
    if hard:
        raise Refused(f"Không duyệt được việc này: {'; '.join(hard)}.")


def approve_many(
    session: Session,
    returnee: Returnee,
    suggestions: Iterable[Suggestion],
    *,
    by: Actor,
    opened: Collection[UUID] = frozenset(),
) -> list[Approval]:
    """Approve ticked suggestions; one with a warning must be read and approved alone."""
    chosen = list(suggestions)
    standing = matching.standing(session, returnee, [one.position for one in chosen])
    if any(one.warnings for one in standing):
        raise Refused(HAS_WARNING)
    return [
        approve(session, one, by=by, was_opened=one.id in opened, in_bulk=True) for one in chosen
    ]


def choose(
    session: Session,
    returnee: Returnee,
    position: Position,
    *,
    by: Actor,
    reason: HandReason | None = None,
) -> Approval:
    """Approve a position that the counselor found, whether a run proposed it or not.

    The reason stays on the suggestion: the ranking learns from what it did not find.
    """
    suggestion = matching.suggest_by_hand(session, returnee, position, by=by)
    if reason is not None:
        suggestion.by_hand, suggestion.hand_reason = True, reason
    return approve(session, suggestion, by=by, was_opened=True)


def reject(
    session: Session, suggestion: Suggestion, reason: RejectReason, *, by: Actor, note: str = ""
) -> None:
    """Turn a suggestion down with a coded reason; it will not come again."""
    suggestion.apply(SuggestionAction.REJECT, by=by, reason=reason.value)
    suggestion.reason, suggestion.note = reason.value, note
    session.flush()


def keep(session: Session, suggestion: Suggestion, *, by: Actor) -> None:
    """Leave a suggestion for later."""
    suggestion.apply(SuggestionAction.KEEP, by=by)
    session.flush()


def undo(session: Session, suggestion: Suggestion, *, by: Actor) -> None:
    """Take a decision back, as long as nobody acted on it.

    Raises
    ------
    Refused
        When an introduction, a talk or the person's own word rests on it.
    """
    if suggestion.can(SuggestionAction.UNDO) and suggestion.id in acted_on(session, [suggestion]):
        raise Refused(ACTED_ON)
    suggestion.apply(SuggestionAction.UNDO, by=by)
    if approval := suggestion.standing_approval():
        approval.withdrawn_at = utcnow()
    suggestion.reason, suggestion.note = None, ""
    session.flush()


def acted_on(session: Session, suggestions: Sequence[Suggestion]) -> frozenset[UUID]:
    """Return the ids of suggestions whose approval in force somebody acted on."""
    ids = [s.id for s in suggestions if s.state == SuggestionState.APPROVED]
    approved = select(Approval.suggestion_id).where(
        Approval.suggestion_id.in_(ids), Approval.withdrawn_at.is_(None)
    )
    used = (
        approved.join(Introduction, Introduction.approval_id == Approval.id),
        approved.join(Talk, Talk.approval_id == Approval.id),
        select(Interest.suggestion_id).where(Interest.suggestion_id.in_(ids)),
    )
    return frozenset(found for query in used for found in session.scalars(query))


@dataclass(frozen=True, slots=True)
class Card:
    """One suggestion on the review page."""

    suggestion: Suggestion
    sponsors: tuple[SponsorshipKind, ...]
    """Kinds of help the firm has pledged."""
    can_undo: bool
    standing: matching.Standing
    """Gates and warnings at this moment; the suggestion keeps those of its run."""

    @property
    def position(self) -> Position:
        """The position suggested."""
        return self.suggestion.position

    @property
    def reason(self) -> RejectReason | None:
        """Why it was turned down."""
        return RejectReason(self.suggestion.reason) if self.suggestion.reason else None

    @property
    def can_decide(self) -> bool:
        """Tell whether a decision is still to be made."""
        return self.suggestion.can(SuggestionAction.APPROVE)

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody decided anything yet: what is kept for later waits no more."""
        return self.suggestion.can(SuggestionAction.KEEP)

    @property
    def can_tick(self) -> bool:
        """Tell whether it may be approved together with others: nothing to check first."""
        return self.can_decide and not self.standing.gates and not self.standing.warnings


def cards(session: Session, returnee: Returnee) -> list[Card]:
    """Return what is or was just to decide for a person, in the order of the list."""
    rows = session.scalars(
        select(Suggestion)
        .where(Suggestion.returnee_id == returnee.id, Suggestion.state != SuggestionState.LAPSED)
        .options(
            selectinload(Suggestion.approvals),
            joinedload(Suggestion.position).joinedload(Position.employer),
        )
        .order_by(Suggestion.rank, Suggestion.id)
    ).all()
    old = _rejected_before(session, rows, utcnow() - RECENT)
    return _as_cards(session, returnee, [row for row in rows if row.id not in old])


def _as_cards(session: Session, returnee: Returnee, rows: Sequence[Suggestion]) -> list[Card]:
    firms = {row.position.employer_id for row in rows}
    kinds = position_docs.sponsor_kinds(session, firms, local_today())
    fixed = acted_on(session, rows)
    now = matching.standing(session, returnee, [row.position for row in rows])
    return [
        Card(
            row,
            tuple(k for k in SponsorshipKind if k in kinds.get(row.position.employer_id, ())),
            row.can(SuggestionAction.UNDO) and row.id not in fixed,
            standing,
        )
        for row, standing in zip(rows, now, strict=True)
    ]


def _rejected_before(
    session: Session, rows: Sequence[Suggestion], since: datetime
) -> frozenset[UUID]:
    rejected = [row.id for row in rows if row.state == SuggestionState.REJECTED]
    fresh = select(Move.record_id).where(
        Move.record_id.in_(rejected),
        Move.action == SuggestionAction.REJECT,
        Move.recorded_at > since,
    )
    return frozenset(rejected) - frozenset(session.scalars(fresh))
