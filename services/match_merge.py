"""How a run's list meets what was suggested before: decisions stand, only proposals move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from matching import gates
from matching.docs import PersonDoc, PositionDoc
from matching.ranker import MOST_CARDS, Ranked
from models import (
    Actor,
    Base,
    MatchRun,
    Returnee,
    ShownList,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    utcnow,
)

KEPT = frozenset({SuggestionState.APPROVED, SuggestionState.LATER})
"""Decisions that keep a place on the person's list."""
RENEWABLE = frozenset({SuggestionState.PROPOSED, SuggestionState.LAPSED})
"""No decision stands here, so a run may write."""
NOT_LISTED, GATED = "not_listed", "gated"
SCORE_DIGITS = 6


@dataclass(slots=True)
class Merge:
    """One run's way of writing: `positions` are the open ones, by id."""

    run: MatchRun
    positions: Mapping[str, PositionDoc]
    by: Actor
    on: date

    def person(
        self,
        returnee: Returnee,
        doc: PersonDoc,
        entries: Sequence[Ranked],
        known: Sequence[Suggestion],
        *,
        counts: bool,
    ) -> list[Base]:
        """Bring one person's suggestions up to date; return the new rows.

        `counts` says whether the person was matched: a person without consent only loses cards.
        """
        self._lapse_gated(doc, known)
        before = {suggestion.position_id: suggestion for suggestion in known}
        listed = _fit(entries, known)
        self._lapse_unlisted(known, {UUID(entry.position_id) for entry in listed})
        rows: list[Base] = [
            self.propose(returnee, entry, rank, before)
            for rank, entry in enumerate(listed, start=1)
            if _is_open(before.get(UUID(entry.position_id)))
        ]
        if not counts:
            return rows
        self._count(listed, known)
        return [*rows, self._shown(returnee, listed)]

    def _lapse_gated(self, doc: PersonDoc, known: Sequence[Suggestion]) -> None:
        for suggestion in known:
            if suggestion.can(SuggestionAction.LAPSE) and not self._passes(doc, suggestion):
                lapse(suggestion, by=self.by, reason=GATED)

    def _passes(self, doc: PersonDoc, suggestion: Suggestion) -> bool:
        position = self.positions.get(str(suggestion.position_id))
        return position is not None and gates.passes(doc, position, self.on)

    def _lapse_unlisted(self, known: Sequence[Suggestion], listed: set[UUID]) -> None:
        for suggestion in known:
            is_proposed = suggestion.state == SuggestionState.PROPOSED
            if is_proposed and suggestion.position_id not in listed:
                lapse(suggestion, by=self.by, reason=NOT_LISTED)

    def propose(
        self,
        returnee: Returnee,
        entry: Ranked,
        rank: int,
        before: Mapping[UUID, Suggestion],
    ) -> Suggestion:
        """Write one entry as a proposal: a new one, a refreshed one or a revived one."""
        position_id = UUID(entry.position_id)
        suggestion = before.get(position_id)
        if suggestion is None:
            return Suggestion(
                returnee=returnee,
                position_id=position_id,
                run_id=self.run.id,
                **_values(entry, rank),
            )
        if suggestion.state == SuggestionState.LAPSED:
            suggestion.apply(SuggestionAction.REVIVE, by=self.by)
        self._refresh(suggestion, _values(entry, rank))
        return suggestion

    def _refresh(self, suggestion: Suggestion, values: Mapping[str, Any]) -> None:
        """Write only what changed, so that an unchanged proposal costs no update."""
        changed = {n: v for n, v in values.items() if getattr(suggestion, n) != v}
        for name, value in changed.items():
            setattr(suggestion, name, value)
        if changed:
            suggestion.run_id = self.run.id

    def _count(self, listed: Sequence[Ranked], known: Sequence[Suggestion]) -> None:
        self.run.people += 1
        self.run.suggestions += len(listed)
        if not listed and not any(suggestion.state in KEPT for suggestion in known):
            self.run.without_match += 1

    def _shown(self, returnee: Returnee, listed: Sequence[Ranked]) -> ShownList:
        return ShownList(
            returnee_id=returnee.id,
            run_id=self.run.id,
            positions=[entry.position_id for entry in listed],
            scores=[round(entry.score, SCORE_DIGITS) for entry in listed],
            on=self.on,
        )


def lapse(suggestion: Suggestion, *, by: Actor, reason: str) -> None:
    """Take a suggestion off the list; an approval ends with it, for what it saw has changed."""
    suggestion.apply(SuggestionAction.LAPSE, by=by, reason=reason)
    if approval := suggestion.standing_approval():
        approval.withdrawn_at = utcnow()


def _fit(entries: Sequence[Ranked], known: Sequence[Suggestion]) -> list[Ranked]:
    """Keep the best entries that fit beside the decisions made before: five cards in all."""
    kept = {str(s.position_id) for s in known if s.state in KEPT}
    room = MOST_CARDS - len(kept)
    listed = []
    for entry in entries:
        if entry.position_id in kept:
            listed.append(entry)
        elif room > 0:
            room -= 1
            listed.append(entry)
    return listed


def _is_open(suggestion: Suggestion | None) -> bool:
    """Tell whether a run may write here: nothing was decided, or nothing was there."""
    return suggestion is None or suggestion.state in RENEWABLE


def _values(entry: Ranked, rank: int) -> dict[str, Any]:
    return {
        "score": round(entry.score, SCORE_DIGITS),
        "rank": rank,
        "band": entry.band,
        "shown": entry.shown,
        "distance_km": None if entry.distance_km is None else round(entry.distance_km, 2),
        "reasons": list(entry.reasons),
        "missing": list(entry.missing),
        "warnings": list(entry.warnings),
        "closing": entry.closing,
    }
