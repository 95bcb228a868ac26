"""One person's points as tables over classes of positions: what `matching.coded.Query` holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from matching import features, gates, places
from matching.coded import (
    AGE_UNKNOWN,
    FAR,
    HILL,
    HOUSING,
    LEVELS,
    MODES,
    NEVER,
    SHUTTLE,
    STEPS_PER_KM,
    UNKNOWN,
    Reach,
    reach,
    to_micro,
)
from matching.docs import BarredOccupation, PersonDoc, PositionDoc
from matching.estimator import SuitabilityEstimator
from matching.features import Floats
from matching.profiles import Person, Positions

LEVEL = np.arange(LEVELS + 1) / LEVELS
FARTHEST_DAILY_KM = 60.0
MOST_WAYS = 256
Bans = tuple[BarredOccupation | str, ...]


class Tables:
    """Makes people's tables from a model's."""

    def __init__(self, estimator: SuitabilityEstimator) -> None:
        self._priors = dict(zip(features.NAMES, estimator.priors_, strict=True))
        self._learned = dict(zip(features.NAMES, estimator.learned_, strict=True))
        self._ways: dict[tuple[float, float, bool], Reach] = {}

    def exact(self, name: str, values: Floats) -> Floats:
        """Points of a feature's values."""
        return self._priors[name].look_up(values) + self._learned[name].look_up(values)

    def points(self, name: str, values: Floats) -> NDArray[np.int32]:
        """Points in millionths."""
        return to_micro(self.exact(name, np.asarray(values, dtype=float)))

    def span(self, name: str) -> tuple[float, float]:
        """Fewest and most points a feature can give."""
        both = [(*t.points, t.missing) for t in (self._priors[name], self._learned[name])]
        return sum(map(min, both)), sum(map(max, both))

    def by_kind(self, person: Person, kinds: Positions, room: int) -> dict[str, Any]:
        """Tables over kinds of work."""
        field = features.field_match(person, kinds)
        asked = replace(person, trades=person.wished_trades)
        return {
            "floor": _padded(levels(features.occupation_match(person, kinds)), room),
            "kindred": _padded(levels(features.SAME_FIELD_OPENS * field), room),
            "asks": _padded(levels(features.occupation_match(asked, kinds)), room),
            "trades": _padded(self.points("field_match", field), room),
        }

    def barred(
        self, doc: PersonDoc, kinds: Sequence[tuple[str, ...]], room: int, on: date
    ) -> NDArray[np.bool_]:
        """Whether each kind is barred, given its occupations; what came after them is."""
        table = np.ones(room, dtype=np.bool_)
        bans = doc.barred_occupations
        table[: len(kinds)] = [any(_is_barred(bans, code, on) for code in own) for own in kinds]
        return table

    def by_level(self, person: Person, experience: Floats, room: int) -> dict[str, Any]:
        """Tables over levels of cover and openness."""
        asks = bool(person.doc.desired_work or person.wished_trades)
        wish = LEVEL if asks else np.full(LEVELS + 1, np.nan)
        gaps = np.clip(experience[:, None] - features.practice(person, LEVEL), 0.0, 5.0)
        known = self.points("trade", LEVEL) + self.points("experience_gap", gaps)
        later = np.full((room - len(known), LEVELS + 1), NEVER, dtype=np.int32)
        return {
            "gain": np.concatenate([known, later]),
            "most_gain": known.max(axis=0, initial=NEVER),
            "opens": levels(np.minimum(1.0, 1.1 * LEVEL)),
            "closed": self.points("closedness", 1.0 - LEVEL),
            "duty": self.points("duty_cover", np.append(LEVEL, np.nan)),
            "wish": self.points("wish", wish),
        }

    def way(self, person: Person) -> Reach:
        """Points of stretch, way and room; people with one reach share them."""
        daily = (_daily(person, shuttle=False), _daily(person, shuttle=True))
        key = (*daily, person.doc.needs_housing)
        if key not in self._ways:
            if len(self._ways) >= MOST_WAYS:
                self._ways.clear()
            self._ways[key] = self._make_way(daily, moves=key[2])
        return self._ways[key]

    def age(self, doc: PersonDoc, on: date) -> int:
        """Age in the year; -1, under any work's, for one who has not agreed to matching."""
        if gates.lacks_consent(doc, PositionDoc(id=""), on):
            return -1
        return AGE_UNKNOWN if doc.birth_year is None else on.year - doc.birth_year

    def permitted(self, doc: PersonDoc, on: date) -> NDArray[np.bool_]:
        """Communes the person may work in, by asking the gate; empty when everywhere is."""
        nowhere = PositionDoc(id="")
        if not gates.is_outside_permitted(doc, nowhere, on):
            return np.zeros(0, dtype=np.bool_)
        known = places.load()
        allowed = np.zeros(len(known.points) + 1, dtype=np.bool_)
        limit = doc.residence
        communes = {doc.commune_code} | (limit.communes(on) if limit else frozenset())
        allowed[[known.rows[code] for code in communes if code in known.rows]] = True
        allowed[-1] = True  # work at home; whoever shows it asks the gates once more
        return allowed

    def _make_way(self, daily: tuple[float, float], *, moves: bool) -> Reach:
        code = np.arange(2 * HILL) % HILL
        km = np.where(code == UNKNOWN, np.nan, np.minimum(code, FAR) / STEPS_PER_KM)
        road = km * np.repeat([1.0, places.MOUNTAIN_FACTOR], HILL)
        over = [np.clip(road / own - 1.0, 0.0, features.FARTHEST) for own in daily]
        ways = [
            self._way_of(km, over[bool(mode & SHUTTLE)], moves=moves, housing=bool(mode & HOUSING))
            for mode in range(MODES)
        ]
        return reach(np.stack(ways))

    def _way_of(self, km: Floats, over: Floats, *, moves: bool, housing: bool) -> Floats:
        if housing:
            over = np.zeros(len(km)) if moves else np.minimum(over, features.UNREFUSED_ROOM)
        lives_there = housing and moves
        daily = np.zeros(len(km)) if lives_there else np.minimum(km, FARTHEST_DAILY_KM)
        room = np.array([float(housing) if moves else np.nan])
        points = self.exact("stretch", over) + self.exact("way", daily)
        return points + self.exact("room", room)


def levels(shares: Floats) -> NDArray[np.uint16]:
    """Shares of 0 to 1 as levels."""
    return np.rint(LEVELS * np.clip(shares, 0.0, 1.0)).astype(np.uint16)


def _padded(table: NDArray[Any], room: int) -> NDArray[Any]:
    return np.pad(table, (0, room - len(table)))


@lru_cache(maxsize=65536)
def _is_barred(bans: Bans, code: str, on: date) -> bool:
    person = PersonDoc(id="", barred_occupations=bans)
    return gates.is_barred(person, PositionDoc(id="", occupation_code=code), on)


def _daily(person: Person, *, shuttle: bool) -> float:
    """Km the person can do daily."""
    stand_in = cast(Positions, SimpleNamespace(shuttle=np.array([shuttle])))
    return float(features._reach(person, stand_in)[0])  # noqa: SLF001 - the feature's own rule
