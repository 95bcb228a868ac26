"""A ranker with an index: the lists of `matching.ranker`, without looking at every position.

The index gives the best by everything that is a code; what words add is computed for those alone.
A list is handed out as far as it is certain: no position left out can reach it, even if its words
added the most that words can. Otherwise more are taken from the index, at last all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Self, cast

import numpy as np

from matching import gates, places, vocab
from matching.blocks import take
from matching.cards import GOOD, MOST_CARDS, POSSIBLE, Bools, worth_showing
from matching.classes import GrowingPositions
from matching.coded import MICRO, Query, geography
from matching.coding import Coder
from matching.docs import PersonDoc, PositionDoc
from matching.estimator import SuitabilityEstimator
from matching.index import CandidateIndex
from matching.people import PeopleIndex
from matching.profiler import Profiler
from matching.profiles import Person, Positions
from matching.ranker import Ranked, Ranker, Scored

INDEX_FROM = 1000
"""Positions from which the index pays."""
FIRST, GROWTH, FIRST_SCORED = 512, 8, 64
ROUNDING = 0.02
"""What the codes' rounding changes a score by at most; see `matching.coding`."""
MOST_LATE = 0.05
"""Share of positions beside the index from which it is built anew, in memory, from its codes."""
NOTHING_LEFT = -np.inf
KEPT = ("estimator", "on", "_row", "_coder")
APART = frozenset({"_vocabulary", "positions"})
"""What a profiler holds that is not its own: every process has its vocabulary."""


class IndexedRanker(Ranker):
    """Gives the lists of `Ranker` from an index, and takes positions that come, change or go."""

    def __init__(
        self,
        positions: Sequence[PositionDoc],
        estimator: SuitabilityEstimator | None = None,
        on: date | None = None,
    ) -> None:
        super().__init__(positions, estimator, on)
        self._coder = Coder(self._positions, self.estimator)
        self._index = CandidateIndex.build(
            self._coder.code(self._positions),
            geography(places.load()),
            kinds=self._coder.kinds,
            skills=len(vocab.load().codes),
        )
        self._keep(self._positions, self._positions.docs)

    def offers(self) -> dict[str, PositionDoc]:
        """Give the positions that take people, by id."""
        docs = self._growing.docs
        return {doc_id: docs[row] for doc_id, row in self._row.items() if docs[row].state_open}

    def state(self) -> tuple[CandidateIndex, dict[str, Any]]:
        """Give the index and everything else that `restored` needs: arrays and plain objects."""
        parts = {name: getattr(self, name) for name in KEPT}
        told = {name: part for name, part in vars(self._profiler).items() if name not in APART}
        return self._index, parts | {"profiler": told, "positions": self._growing.whole()}

    def restore(self, index: CandidateIndex, parts: dict[str, Any]) -> Self:
        """Become the ranker whose `state` it was; for an object that nothing was done with."""
        positions = parts["positions"]
        for name in KEPT:
            setattr(self, name, parts[name])
        self._profiler = Profiler.__new__(Profiler)
        vars(self._profiler).update(parts["profiler"], _vocabulary=vocab.load())
        self._index = index
        self._keep(positions, positions.docs)
        return self

    def change(self, docs: Sequence[PositionDoc]) -> None:
        """Take positions as they are now: new ones, other ones under a known id, closed ones.

        Only one thread may change a ranker; others may search it meanwhile.

        Raises
        ------
        NoRoomError
            When they bring more classes than there are codes: build anew.
        """
        if not docs:
            return
        later = self._profiler.later(docs)
        columns, known = self._coder.code(later), len(self._positions.docs)
        before = [self._row[doc.id] for doc in docs if doc.id in self._row]
        for row in before:
            self._index.close(row)
            self._growing.docs[row] = replace(self._growing.docs[row], state_open=False)
        self._growing.append(later)
        self._row |= {doc.id: known + n for n, doc in enumerate(docs)}
        for row in range(len(docs)):
            self._index.upsert(take(columns, np.array([row])))
        if self._index.late > MOST_LATE:
            self._index = self._index.compact()

    def rank_people(
        self, position: PositionDoc | str, persons: Sequence[PersonDoc], k: int = 20
    ) -> list[Ranked]:
        """Give the best k people for a position, as `Ranker` would, from the same codes.

        The people last asked about stay coded: a second position is some look-ups.
        """
        row = self._row_of(position)
        one = self._coder.look(self._positions.take(np.array([row])))
        people = self._coded(tuple(persons), self._coder.classes)
        found, micro = people.search(one, row, len(people))
        beyond = np.maximum(0.0, micro / MICRO + self._coder.most_late() + ROUNDING)
        entries: list[Ranked] = []
        for start in range(0, len(found), FIRST_SCORED):
            if len(entries) >= k and entries[k - 1].score > beyond[start]:
                break
            able = [persons[n] for n in found[start : start + FIRST_SCORED]]
            entries += super().rank_people(position, able, len(able))
            entries.sort(key=lambda e: (-e.score, e.distance_km or 0.0, e.person_id))
        return entries[:k]

    def _code_people(self, persons: tuple[PersonDoc, ...], _classes: int) -> PeopleIndex:
        queries = [self._coder.query(self._profile(person), self.on) for person in persons]
        return PeopleIndex(queries, self._index.geography)

    def _keep(self, first: Positions, docs: Sequence[PositionDoc]) -> None:
        """Hold columns that may grow, and remember people."""
        self._growing = GrowingPositions(first, docs)
        # Of its columns a ranker with an index reads documents and some rows only.
        self._positions = cast(Positions, self._growing)
        self._profile = lru_cache(maxsize=4096)(self._profiler.person)
        self._coded = lru_cache(maxsize=1)(self._code_people)

    def _list(self, profile: Person, least: int) -> Scored:
        """Give the list as far as it decides the cards and at least `least` entries."""
        query, size = self._coder.query(profile, self.on), max(FIRST, 2 * least)
        while (scored := self._certain(profile, query, size, least)) is None:
            size *= GROWTH
        return scored

    def _certain(self, profile: Person, query: Query, size: int, least: int) -> Scored | None:
        """Give a list from the index's best; None when too little of it would be certain."""
        rows, micro = self._index.search(query, min(size, len(self._index)))
        pool = self._positions.take(rows)
        close = micro / MICRO + self._coder.late_points(profile, pool)
        order, count = np.argsort(-close, kind="stable"), FIRST_SCORED
        unseen = NOTHING_LEFT
        if len(rows) == size:
            unseen = micro[-1] / MICRO + self._coder.most_late(profile) + ROUNDING
        while True:
            rest = close[order[count]] + ROUNDING if count < len(order) else NOTHING_LEFT
            bound = max(unseen, rest)
            scored = self._above(profile, pool.take(order[:count]), bound)
            if bound == NOTHING_LEFT or _is_enough(scored, bound, least):
                return scored
            if unseen >= rest:
                return None
            count *= GROWTH

    def _above(self, profile: Person, pool: Positions, bound: float) -> Scored:
        """Score some positions and keep those that none left out can reach."""
        scored = self._score(profile, pool, np.arange(len(pool.docs)))
        certain = int((scored.raw > bound).sum())
        parts = {name: getattr(scored, name)[:certain] for name in Scored._fields[1:]}
        return Scored(scored.positions, **parts)

    def _entries(
        self, profile: Person, scored: Scored, places: Iterable[int], shown: Bools
    ) -> list[Ranked]:
        """Give entries; each is put before the gates themselves once more."""
        docs = scored.positions.docs
        passing = [n for n in places if gates.passes(profile.doc, docs[scored.rows[n]], self.on)]
        return super()._entries(profile, scored, passing, shown)


def _is_enough(scored: Scored, bound: float, least: int) -> bool:
    """Whether a list that is certain above a score decides the cards and has `least` entries.

    Beyond it nothing may be worth showing, unless there are cards and `least` such entries already.
    """
    if len(scored.raw) < least:
        return False
    if bound < POSSIBLE:
        return True
    scores = np.clip(scored.raw, 0.0, 1.0)
    worth = worth_showing(scores, scored.values)
    return int(worth.sum()) >= least and int((worth & (scores >= GOOD)).sum()) >= MOST_CARDS
