"""What counselors and firms decided, as `matching.learning` reads it.

Only of people who agree to matching today and are not erased. A case file and a posting are read as
they stand now, not as they stood on the day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matching import features
from matching.learning.decisions import BY_HAND, Decisions, is_held_back, place_weights
from matching.learning.model import FEWEST_DECISIONS, FEWEST_OF_EACH
from matching.profiler import Profiler
from matching.ranker import MOST_CARDS
from models import (
    HandReason,
    Introduction,
    IntroductionState,
    Move,
    Position,
    RefusalReason,
    RejectReason,
    Returnee,
    Suggestion,
    SuggestionAction,
    local_today,
)
from services import consents, match_rows, position_docs

ABOUT_SUITABILITY = frozenset(
    {
        RejectReason.TOO_FAR,
        RejectReason.WRONG_TRADE,
        RejectReason.WAGE,
        RejectReason.SHIFT,
        RejectReason.HEALTH,
    }
)
"""The other reasons (the person said no, something else) tell nothing about the pair."""
ABOUT_THE_MATCH = frozenset(
    {
        RefusalReason.SKILLS,
        RefusalReason.EXPERIENCE,
        RefusalReason.SHIFT,
        RefusalReason.DISTANCE,
        RefusalReason.WAGE,
    }
)
"""The other reasons (filled, not reached, closed …) tell nothing about the pair."""
ACQUAINTED = frozenset({HandReason.KNOWS_SOMEONE})
"""A hand's reason that is about whom one knows, not about the work."""
TAKEN = frozenset({IntroductionState.OFFERED, IntroductionState.HIRED, IntroductionState.STARTED})
DECIDING = (SuggestionAction.APPROVE, SuggestionAction.REJECT, SuggestionAction.UNDO)


@dataclass(frozen=True, slots=True)
class Said:
    """One decided pair: 1 or 0, or None where it was decided for no reason of suitability."""

    returnee_id: UUID
    position_id: UUID
    place: int
    yes: int | None


@dataclass(frozen=True, slots=True)
class Lessons:
    """Everything there is to learn from.

    `shown` and `decided` count cards at places 1 to 5, and those that got a yes or a no.
    """

    decisions: Decisions
    outcomes: Decisions
    shown: tuple[int, ...]
    decided: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """How many decisions may be learnt from, those held back left out."""

    yes: int
    no: int

    @property
    def is_enough(self) -> bool:
        """Tell whether a training would begin."""
        return self.yes + self.no >= FEWEST_DECISIONS and min(self.yes, self.no) >= FEWEST_OF_EACH


def heard(session: Session) -> Heard:
    """Count what a training would learn from, without reading a single case file."""
    said = _decisions(session, _cards(session))
    answers = [row.yes for row in said if not is_held_back(str(row.returnee_id))]
    return Heard(answers.count(1), answers.count(0))


def gather(session: Session) -> Lessons:
    """Read every decision that may be learnt from; 1,000 people cost the queries of one."""
    cards = _cards(session)
    said = _decisions(session, cards)
    outcomes = _outcomes(session)
    places = Counter(place for _, _, place in cards.values() if place)
    decided = Counter(row.place for row in said if row.place)
    spots = range(1, MOST_CARDS + 1)
    shown_at, decided_at = [places[spot] for spot in spots], [decided[spot] for spot in spots]
    useful = [row for row in said if row.yes is not None]
    values = _values(session, [*useful, *outcomes])
    return Lessons(
        _as_decisions(useful, values[: len(useful)], shown_at, decided_at),
        _as_decisions(outcomes, values[len(useful) :], (), ()),
        tuple(shown_at),
        tuple(decided_at),
    )


def _may_learn_from() -> Select[UUID]:
    return select(Returnee.id).where(Returnee.erased_at.is_(None), consents.holds())


def _cards(session: Session) -> Mapping[UUID, tuple[UUID, UUID, int]]:
    """Person, position and place of each suggestion, by its id."""
    rows = session.execute(
        select(
            Suggestion.id,
            Suggestion.returnee_id,
            Suggestion.position_id,
            Suggestion.rank,
            Suggestion.by_hand,
        )
        .where(
            Suggestion.returnee_id.in_(_may_learn_from()),
            Suggestion.hand_reason.is_(None) | Suggestion.hand_reason.not_in(ACQUAINTED),
        )
        .order_by(Suggestion.id)
    )
    return {
        card: (person, position, BY_HAND if by_hand else place)
        for card, person, position, place, by_hand in rows
    }


def _decisions(session: Session, cards: Mapping[UUID, tuple[UUID, UUID, int]]) -> list[Said]:
    """Give the last word on each card, from its history: a card that lapsed since was decided."""
    rows = session.execute(
        select(Move.record_id, Move.action, Move.reason)
        .where(Move.kind == Suggestion.__tablename__, Move.action.in_(DECIDING))
        .order_by(Move.recorded_at, Move.id)
    )
    last = {card: (action, reason) for card, action, reason in rows if card in cards}
    return [
        Said(*cards[card], _suits(action, reason))
        for card, (action, reason) in sorted(last.items())
        if action != SuggestionAction.UNDO
    ]


def _suits(action: str, reason: str | None) -> int | None:
    if action == SuggestionAction.APPROVE:
        return 1
    return 0 if reason in ABOUT_SUITABILITY else None


def _outcomes(session: Session) -> list[Said]:
    """Give what firms said of people they were introduced to, where it says something."""
    rows = session.execute(
        select(Introduction.returnee_id, Introduction.position_id, Introduction.state)
        .where(
            Introduction.returnee_id.in_(_may_learn_from()),
            Introduction.state.in_(TAKEN)
            | (Introduction.state == IntroductionState.NOT_SUITABLE)
            & Introduction.reason.in_(ABOUT_THE_MATCH),
        )
        .order_by(Introduction.id)
    )
    return [
        Said(person, position, BY_HAND, int(state in TAKEN)) for person, position, state in rows
    ]


def _values(session: Session, said: Sequence[Said]) -> NDArray[np.float64]:
    """Feature values of pairs, shape (pairs, features)."""
    on = local_today()
    ids = sorted({row.position_id for row in said})
    judged = [p for part in match_rows.parts(ids) for p in _positions(session, part)]
    profiler = Profiler(
        position_docs.position_docs(session, position_docs.open_positions(session, on), on)
    )
    positions = profiler.later(position_docs.position_docs(session, judged, on))
    column = {doc.id: row for row, doc in enumerate(positions.docs)}
    found = np.full((len(said), len(features.NAMES)), np.nan)
    by_person: dict[UUID, list[int]] = {}
    for number, row in enumerate(said):
        by_person.setdefault(row.returnee_id, []).append(number)
    for part in match_rows.parts(sorted(by_person)):
        for person, doc in match_rows.documents(session, part).items():
            rows = by_person[UUID(person)]
            jobs = np.array([column[str(said[row].position_id)] for row in rows])
            found[rows] = features.matrix(profiler.person(doc), positions.take(jobs))
    return found


def _positions(session: Session, ids: Sequence[UUID]) -> Sequence[Position]:
    return session.scalars(select(Position).where(Position.id.in_(ids)).order_by(Position.id)).all()


def _as_decisions(
    said: Sequence[Said],
    values: NDArray[np.float64],
    shown: Sequence[int],
    decided: Sequence[int],
) -> Decisions:
    places = np.array([row.place for row in said], dtype=np.int64)
    return Decisions(
        values=values,
        yes=np.array([row.yes for row in said], dtype=np.float64),
        people=np.array([str(row.returnee_id) for row in said], dtype=np.str_),
        places=places,
        weights=place_weights(shown, decided, places),
    )
