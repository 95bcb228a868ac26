"""Gate first, then rank, then explain: positions for a person, and people for a position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching import features, gates
from matching.cards import FEW_CARDS, GOOD, MOST_CARDS, POSSIBLE, cards, worth_showing
from matching.docs import PersonDoc, PositionDoc
from matching.estimator import SuitabilityEstimator
from matching.explain import Contribution, contributions, explain_pair
from matching.exposure import Options
from matching.gates import Violation
from matching.pair import Pair
from matching.profiler import Profiler
from matching.profiles import Person, Positions

__all__ = [
    "FEW_CARDS",
    "GOOD",
    "MODEL_VERSION",
    "MOST_CARDS",
    "POSSIBLE",
    "Band",
    "Contribution",
    "Ranked",
    "Ranker",
    "SuitabilityEstimator",
]

MODEL_VERSION = "prior-3"
SHORTLIST = 20
"""Options looked at for one person's cards."""
VERY_GOOD = 0.65
"""The score from which a pair is Rất hợp; from GOOD on it is Hợp."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Band:
    """The words staff see instead of a number."""

    VERY_GOOD = "Rất hợp"
    GOOD = "Hợp"
    POSSIBLE = "Có thể hợp"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entry of a list. `position_id` and `person_id` name the pair; `score` is 0 to 1."""

    position_id: str
    score: float
    band: str
    distance_km: float | None
    contributions: tuple[Contribution, ...]
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    shown: bool
    person_id: str = ""
    closing: str = ""


class Shortlist(NamedTuple):
    """What may become one person's cards, and how many of them do: see `matching.exposure`."""

    profile: Person
    scored: "Scored"
    options: Options


class Scored(NamedTuple):
    """Pairs of one person that passed every gate, best first.

    `rows` index `positions`; `values` and `points` have shape (pairs, features), `raw` (pairs,).
    """

    positions: Positions
    rows: Ints
    values: Floats
    points: Floats
    raw: Floats
    km: Floats

    def at(self, places: Ints) -> "Scored":
        """Keep some places of the list."""
        parts = (self.values[places], self.points[places], self.raw[places], self.km[places])
        return Scored(self.positions, self.rows[places], *parts)


def prior_estimator(without: str = "") -> SuitabilityEstimator:
    """Build the model that ranks before anyone has judged anything.

    `without` names a group of features that adds no points, to see what it is worth.
    """
    groups = [feature.group for feature in features.FEATURES]
    prior = [t.scaled(group != without) for t, group in zip(features.PRIOR, groups, strict=True)]
    return SuitabilityEstimator(
        prior=prior, prior_intercept=features.PRIOR_INTERCEPT, signs=features.SIGNS
    ).start()


def band(score: float) -> str:
    """Name of a score for staff."""
    if score >= VERY_GOOD:
        return Band.VERY_GOOD
    return Band.GOOD if score >= GOOD else Band.POSSIBLE


class Ranker:
    """An index of positions with a model: lists either way, each entry explained.

    Parameters
    ----------
    positions : sequence of PositionDoc
    estimator : SuitabilityEstimator, optional
        A fitted model over `features.NAMES`; the stated prior when None.
    on : date, optional
        The day whose gates count; today when None.
    """

    def __init__(
        self,
        positions: Sequence[PositionDoc],
        estimator: SuitabilityEstimator | None = None,
        on: date | None = None,
    ) -> None:
        self.estimator = estimator if estimator is not None else prior_estimator()
        self.on = on or datetime.now(tz=UTC).date()
        self._profiler = Profiler(positions)
        self._positions = self._profiler.positions
        self._row = {doc.id: row for row, doc in enumerate(positions)}
        self._profile = lru_cache(maxsize=4096)(self._profiler.person)

    def offers(self) -> dict[str, PositionDoc]:
        """Give the positions by id."""
        return {doc.id: doc for doc in self._positions.docs}

    def rank(self, person: PersonDoc, k: int = 20) -> list[Ranked]:
        """Give the best k positions for a person, none that a gate excludes."""
        profile = self._profile(person)
        scored = self._list(profile, k)
        shown = cards(np.clip(scored.raw, 0.0, 1.0), scored.values)
        return self._entries(profile, scored, range(min(k, len(scored.rows))), shown)

    def cards(self, person: PersonDoc) -> list[Ranked]:
        """Give only what is worth putting before a person, best first: at most five, often fewer.

        A pair that the rule of `matching.cards` leaves out may stand above one that it shows.
        """
        profile = self._profile(person)
        scored = self._list(profile, 0)
        shown = cards(np.clip(scored.raw, 0.0, 1.0), scored.values)
        return self._entries(profile, scored, np.flatnonzero(shown).tolist(), shown)

    def shortlist(self, person: PersonDoc) -> Shortlist:
        """Give what is worth a card for a person, ready to be spread with other people's."""
        profile = self._profile(person)
        scored = self._list(profile, SHORTLIST)
        scores = np.clip(scored.raw, 0.0, 1.0)
        wanted = int(cards(scores, scored.values).sum())
        places = np.flatnonzero(worth_showing(scores, scored.values))[:SHORTLIST]
        firms = tuple(self._firm(scored, place) for place in places)
        return Shortlist(profile, scored.at(places), Options(firms, scores[places], wanted))

    def entries(self, shortlist: Shortlist, chosen: Sequence[int]) -> list[Ranked]:
        """Give the chosen ones of a shortlist as cards."""
        profile, scored, _ = shortlist
        return self._entries(profile, scored, chosen, np.ones(len(scored.rows), dtype=np.bool_))

    @staticmethod
    def _firm(scored: Scored, place: int) -> str:
        """Name the firm of an entry; one that names none stands alone."""
        doc = scored.positions.docs[scored.rows[place]]
        return doc.firm or f"position {doc.id}"

    def rank_batch(self, persons: Sequence[PersonDoc], k: int = 20) -> list[list[Ranked]]:
        """Give the list of each person, in the given order."""
        return [self.rank(person, k) for person in persons]

    def rank_people(
        self, position: PositionDoc | str, persons: Sequence[PersonDoc], k: int = 20
    ) -> list[Ranked]:
        """Give the best k people for a position, with the scores `rank` would give."""
        row = self._row_of(position)
        doc = self._positions.docs[row]
        able = [person for person in persons if gates.passes(person, doc, self.on)]
        entries = [self._single(person, row) for person in able]
        entries.sort(key=lambda entry: (-entry.score, entry.distance_km or 0.0, entry.person_id))
        return entries[:k]

    def worth(self, person: PersonDoc, position_ids: Sequence[str]) -> frozenset[str]:
        """Tell which of some positions would be worth a card for a person, without explaining."""
        docs = self._positions.docs
        rows = [self._row_of(position_id) for position_id in position_ids]
        able = [row for row in rows if gates.passes(person, docs[row], self.on)]
        some = self._positions.take(np.array(able, dtype=np.int64))
        scored = self._score(self._profile(person), some, np.arange(len(able), dtype=np.int64))
        shown = worth_showing(np.clip(scored.raw, 0.0, 1.0), scored.values)
        return frozenset(some.docs[row].id for row in scored.rows[shown])

    def why_not(self, person: PersonDoc, position_id: str) -> tuple[Violation, ...]:
        """Every gate that keeps this position from this person; for counselors only."""
        doc = self._positions.docs[self._row_of(position_id)]
        return gates.violations(person, doc, self.on)

    def explain(self, person: PersonDoc, position: PositionDoc | str) -> tuple[Contribution, ...]:
        """Points of each feature; with the base and the bounds they sum to the score."""
        return self._single(person, self._row_of(position)).contributions

    def _row_of(self, position: PositionDoc | str) -> int:
        return self._row[position if isinstance(position, str) else position.id]

    def _passing(self, person: PersonDoc) -> Ints:
        docs = self._positions.docs
        rows = [row for row, doc in enumerate(docs) if gates.passes(person, doc, self.on)]
        return np.array(rows, dtype=np.int64)

    def _list(self, profile: Person, _least: int) -> Scored:
        """Give a person's list, as far as it decides the cards and at least so many entries."""
        return self._score(profile, self._positions, self._passing(profile.doc))

    def _single(self, person: PersonDoc, row: int) -> Ranked:
        profile = self._profile(person)
        one = self._positions.take(np.array([row], dtype=np.int64))
        scored = self._score(profile, one, np.zeros(1, dtype=np.int64))
        shown = worth_showing(np.clip(scored.raw, 0.0, 1.0), scored.values)
        return self._entry(profile, scored, 0, shown=bool(shown[0]))

    def _score(self, profile: Person, positions: Positions, rows: Ints) -> Scored:
        """Score some rows and put them in order: by score, then distance, then id."""
        km = features.distance_km(profile, positions)[rows]
        if not len(rows):
            nothing = np.zeros((0, len(features.NAMES)))
            return Scored(positions, rows, nothing, nothing, np.zeros(0), km)
        values = features.matrix(profile, positions)[rows]
        points = self.estimator.contributions(values)
        raw = self.estimator.intercept_ + points.sum(axis=1)
        ids = np.array([positions.docs[row].id for row in rows])
        order = np.lexsort((ids, np.nan_to_num(km, nan=np.inf), -raw.round(9)))
        return Scored(positions, rows[order], values[order], points[order], raw[order], km[order])

    def _entries(
        self, profile: Person, scored: Scored, places: Iterable[int], shown: Bools
    ) -> list[Ranked]:
        return [self._entry(profile, scored, n, shown=bool(shown[n])) for n in places]

    def _entry(self, profile: Person, scored: Scored, place: int, *, shown: bool) -> Ranked:
        row, km = int(scored.rows[place]), float(scored.km[place])
        values, points = scored.values[place], scored.points[place]
        pair = Pair(profile, scored.positions, row, values, points, km)
        parts = contributions(pair, self.estimator.intercept_)
        told = explain_pair(pair)
        score = sum(part.points for part in parts)
        doc = scored.positions.docs[row]
        return Ranked(
            position_id=doc.id,
            score=score,
            band=band(score),
            distance_km=None if np.isnan(km) else km,
            contributions=parts,
            reasons=told.reasons,
            missing=told.missing,
            warnings=tuple(w.text_vi for w in gates.warnings(profile.doc, doc, self.on)),
            shown=shown,
            person_id=profile.doc.id,
            closing=told.closing,
        )
