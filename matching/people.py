"""People for a position: the score of `matching.coded.Query`, looked at from the other side.

The same tables and codes as the index of positions, laid out by table: people who share one (most
of them do) point at the same, so a position is a few look-ups for all people at once. A pair has
the same points from either side.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    ATTRIBUTES,
    EXCLUDED,
    HALF,
    HILL,
    LEVELS,
    MODE_BITS,
    NAMES_NOTHING,
    SHIFT,
    UNKNOWN,
    UNNAMED,
    Columns,
    Geography,
    Hits,
    Query,
)
from matching.reference import best

Anything = NDArray[np.generic]
Longs = NDArray[np.int64]
LEVEL_TABLES = ("gain", "opens", "closed", "duty", "wish")
KIND_TABLES = ("floor", "kindred", "asks", "trades", "barred")


class PeopleIndex:
    """Coded people, ready for any position.

    Parameters
    ----------
    queries : sequence of Query
        One a person, of one coder.
    geography : Geography
    """

    def __init__(self, queries: Sequence[Query], geography: Geography) -> None:
        self._geography = geography
        self._size = len(queries)
        self._tables = {
            name: _shared([getattr(query, name) for query in queries])
            for name in (*LEVEL_TABLES, *KIND_TABLES)
        }
        self._attributes = [
            _shared([query.attributes[column] for query in queries]) for column in range(ATTRIBUTES)
        ]
        self._ways = _shared([query.reach.points for query in queries])
        self._home, self._held, self._age, self._farthest = (
            np.array([getattr(query, name) for query in queries], dtype=np.int64)
            for name in ("home", "held", "age", "farthest")
        )
        self._base = np.array([query.base for query in queries], dtype=np.int64)
        self._limited = {n: q.permitted for n, q in enumerate(queries) if len(q.permitted)}
        self._refusals = {n: q.refused for n, q in enumerate(queries) if len(q.refused)}
        self._invert(queries)

    def __len__(self) -> int:
        return self._size

    def search(self, one: Columns, row: int, k: int = 20) -> Hits:
        """Give the best k people for a position of one row and their points, ties by number.

        `row` is the position's number in the index, that a refusal names.
        """
        if not self._size:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        points = self.points(one)
        able = self._passing(one, row) & (points > EXCLUDED)
        people = np.flatnonzero(able)
        found, most = best(people, (points + self._base)[people], k)
        return found, most

    def points(self, one: Columns) -> Longs:
        """Points of the position for everybody, without their base and before the gates."""
        kind, mode = int(one.kind[0]), int(one.mode[0])
        cover, every, wished = np.minimum(LEVELS, (self._covers(one) + HALF) >> SHIFT)
        known = np.maximum(cover, self._at("floor", kind))
        wide = np.maximum(int(one.openness[0]), self._at("kindred", kind))
        wide = np.maximum(wide, self._at("opens", known))
        named = UNNAMED if mode & NAMES_NOTHING else every
        asked = np.maximum(wished, self._at("asks", kind))
        points = self._at("gain", int(one.experience[0]), known) + self._at("closed", wide)
        points += self._at("trades", kind) + self._at("duty", named) + self._at("wish", asked)
        code = self._geography.code[self._home, int(one.commune[0])]
        which, ways = self._ways
        points += ways[which, mode & MODE_BITS, code]
        for (which, table), coded in zip(self._attributes, one.attributes[0], strict=True):
            points += table[which, int(coded)]
        return points

    def _at(self, name: str, *where: int | Longs) -> Longs:
        """Look a table up for everybody."""
        which, table = self._tables[name]
        return np.asarray(table[(which, *where)]).astype(np.int64)

    def _covers(self, one: Columns) -> Longs:
        """Sum weight times strength of the position's skills for everybody, shape (3, people)."""
        totals = np.zeros((3, self._size), dtype=np.int64)
        for skill, core, every in zip(one.skill, one.core, one.every, strict=True):
            span = slice(*np.searchsorted(self._skill, [skill, int(skill) + 1]))
            who, can = self._who[span], self._can[span]
            totals[0, who] += int(core) * can
            totals[1, who] += int(every) * can
            totals[2, who] += int(core) * self._wishes[span]
        return totals

    def _passing(self, one: Columns, row: int) -> NDArray[np.bool_]:
        """Tell for whom every gate that is no table lets the position pass."""
        commune = int(one.commune[0])
        near = self._geography.code[self._home, commune] & (HILL - 1)
        able = (near <= self._farthest) | (near == UNKNOWN)
        able &= (int(one.licences[0]) & ~self._held) == 0
        able &= (int(one.least_age[0]) <= self._age) & (int(one.takes[0]) > 0)
        able &= ~self._at("barred", int(one.kind[0])).astype(np.bool_)
        for person, permitted in self._limited.items():
            able[person] &= permitted[commune]
        for person, refused in self._refusals.items():
            able[person] &= row not in refused
        return np.asarray(able, dtype=np.bool_)

    def _invert(self, queries: Sequence[Query]) -> None:
        who = np.repeat(np.arange(self._size), [len(query.skills) for query in queries])
        skill = _joined(query.skills for query in queries)
        order = np.argsort(skill, kind="stable")
        self._skill, self._who = skill[order], who[order]
        self._can = _joined(query.can for query in queries)[order]
        self._wishes = _joined(query.wishes for query in queries)[order]


def _joined(parts: Iterable[Anything]) -> Longs:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)


def _shared(tables: Sequence[Anything]) -> tuple[Longs, Anything]:
    """Give which table each person has, and each different table once."""
    number: dict[int, int] = {}
    same: dict[bytes, int] = {}
    kept: list[Anything] = []
    which = []
    for table in tables:
        if id(table) not in number:
            place = same.setdefault(np.ascontiguousarray(table).tobytes(), len(kept))
            if place == len(kept):
                kept.append(table)
            number[id(table)] = place
        which.append(number[id(table)])
    return np.array(which, dtype=np.int64), np.stack(kept) if kept else np.zeros((0, 1))
