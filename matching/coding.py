"""Documents' arrays become the codes of `matching.index`, by the features and gates themselves.

A table is made by asking a feature about one position of each class, so nothing is said twice. What
rounds: cover, openness and trade to 1/1024, distances to 1/16 km, and wages to 100,000 VND where
there are more than 256 different ones.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from matching import features, gates, permits, places
from matching.coded import (
    AGE_UNKNOWN,
    ATTRIBUTES,
    CODES,
    FAR,
    HILL,
    HOUSING,
    LEVELS,
    MICRO,
    MODES,
    NAMES_NOTHING,
    SHUTTLE,
    STEPS_PER_KM,
    UNIT,
    UNKNOWN,
    Columns,
    Query,
    Reach,
    reach,
    to_micro,
)
from matching.docs import PersonDoc, PositionDoc
from matching.estimator import SuitabilityEstimator
from matching.features import Floats
from matching.occupations import occupations
from matching.profiles import Person, Positions

WAGE_STEP = 100_000
YOUNGEST = 15
LEVEL = np.arange(LEVELS + 1) / LEVELS
CODED: tuple[tuple[str, ...], ...] = (
    ("wage_ratio",),
    ("wage_floor_ratio",),
    ("schooling_gap",),
    ("shift_fit",),
    ("strain", "unwanted"),
    ("certificates_missing",),
    ("support",),
)
"""Features by attribute column; one class of positions gives one value of each."""
COMPUTE = {feature.name: feature.compute for feature in features.FEATURES}


class Coder:
    """Codes one set of positions, and people for it.

    Attributes
    ----------
    columns : Columns
    kinds : int
        How many kinds of work there are.
    """

    def __init__(self, positions: Positions, estimator: SuitabilityEstimator) -> None:
        self.estimator = estimator
        self._positions = positions
        self._row = {doc.id: row for row, doc in enumerate(positions.docs)}
        self._laws = sorted(set().union(*(permits.by_law(d.licences) for d in positions.docs)))
        kind, self._kind_sample = _classes(_kind_keys(positions))
        experience, self._experience = np.unique(positions.experience, return_inverse=True)[::-1]
        coded = [_classes(keys) for keys in _attribute_keys(positions)]
        self._samples = [positions.take(sample) for _, sample in coded]
        self._kind_docs = positions.take(self._kind_sample)
        self.kinds = len(self._kind_sample)
        attributes = np.zeros((len(kind), ATTRIBUTES), dtype=np.uint8)
        for column, (codes, sample) in enumerate(coded):
            if len(sample) > CODES:
                raise ValueError(f"{CODED[column]} has {len(sample)} classes, more than {CODES}.")
            attributes[:, column] = codes
        self.columns = self._arrange(kind, experience, attributes)

    def query(self, person: Person, on: date) -> Query:
        """Give one person's tables for a day."""
        doc, known = person.doc, places.load()
        entries = np.flatnonzero((person.can > 0) | (person.wish > 0))
        return Query(
            base=round(MICRO * self.estimator.intercept_),
            home=known.rows.get(doc.commune_code, len(known.points)),
            farthest=FAR,
            held=self._mask(permits.held(doc)),
            age=_age(doc, on),
            skills=entries.astype(np.uint16),
            can=np.rint(UNIT * person.can[entries]).astype(np.int32),
            wishes=np.rint(UNIT * person.wish[entries]).astype(np.int32),
            **self._by_kind(person, on),
            **self._by_level(person),
            attributes=self._attributes(person),
            reach=self._way(person),
            permitted=_permitted(doc, on),
            refused=np.array([self._row[i] for i in doc.refused if i in self._row], dtype=np.int64),
        )

    def _arrange(self, kind: Any, experience: Any, attributes: Any) -> Columns:
        positions = self._positions
        docs, everything = positions.docs, positions.all_skills
        total = np.asarray(everything.sum(axis=1)).ravel()
        every = everything.multiply((1.0 / np.where(total > 0, total, 1.0))[:, None]).tocsr()
        core = (every.astype(bool).astype(float) * 0 + positions.core).tocsr()
        mode = positions.housing * HOUSING + positions.shuttle * SHUTTLE
        starts, skill, weights = _entries(every, core)
        nowhere = len(places.load().points)
        return Columns(
            commune=np.where(positions.place < 0, nowhere, positions.place).astype(np.uint16),
            kind=kind.astype(np.uint16),
            mode=(mode + np.where(total > 0, 0, NAMES_NOTHING)).astype(np.uint8),
            openness=_levels(positions.open_level),
            experience=experience.astype(np.uint8),
            attributes=attributes,
            licences=np.array([self._mask(_asked(doc)) for doc in docs], dtype=np.uint32),
            least_age=np.array([_least_age(doc) for doc in docs], dtype=np.uint8),
            takes=np.array([_takes(doc) for doc in docs], dtype=np.uint8),
            starts=starts,
            skill=skill,
            core=weights[0],
            every=weights[1],
        )

    def _mask(self, licences: frozenset[str]) -> int:
        return sum(1 << bit for bit, law in enumerate(self._laws) if law in licences)

    def _by_kind(self, person: Person, on: date) -> dict[str, Any]:
        kinds = self._kind_docs
        field = features.field_match(person, kinds)
        asked = replace(person, trades=person.wished_trades)
        return {
            "floor": _levels(features.occupation_match(person, kinds)),
            "kindred": _levels(features.SAME_FIELD_OPENS * field),
            "asks": _levels(features.occupation_match(asked, kinds)),
            "trades": self._points("field_match", field),
            "barred": np.array([gates.is_barred(person.doc, doc, on) for doc in kinds.docs]),
        }

    def _by_level(self, person: Person) -> dict[str, Any]:
        asks = bool(person.doc.desired_work or person.wished_trades)
        wish = LEVEL if asks else np.full(LEVELS + 1, np.nan)
        gaps = np.clip(self._experience[:, None] - features.practice(person, LEVEL), 0.0, 5.0)
        return {
            "gain": self._points("trade", LEVEL) + self._points("experience_gap", gaps),
            "opens": _levels(np.minimum(1.0, 1.1 * LEVEL)),
            "closed": self._points("closedness", 1.0 - LEVEL),
            "duty": self._points("duty_cover", np.append(LEVEL, np.nan)),
            "wish": self._points("wish", wish),
        }

    def _attributes(self, person: Person) -> NDArray[np.int32]:
        table = np.zeros((ATTRIBUTES, CODES), dtype=np.int32)
        for column, (sample, names) in enumerate(zip(self._samples, CODED, strict=True)):
            for name in names:
                points = self._points(name, COMPUTE[name](person, sample))
                table[column, : len(points)] += points
        return table

    def _way(self, person: Person) -> Reach:
        """Points of stretch, way and room by mode and distance code."""
        code = np.arange(2 * HILL) % HILL
        km = np.where(code == UNKNOWN, np.nan, np.minimum(code, FAR) / STEPS_PER_KM)
        road = km * np.repeat([1.0, places.MOUNTAIN_FACTOR], HILL)
        return reach(np.stack([self._way_of(person, mode, km, road) for mode in range(MODES)]))

    def _way_of(self, person: Person, mode: int, km: Floats, road: Floats) -> Floats:
        housing, moves = bool(mode & HOUSING), person.doc.needs_housing
        over = np.clip(
            road / _daily(person, shuttle=bool(mode & SHUTTLE)) - 1, 0, features.FARTHEST
        )
        if housing:
            over = np.zeros(len(km)) if moves else np.minimum(over, features.UNREFUSED_ROOM)
        daily = np.zeros(len(km)) if housing and moves else np.minimum(km, 60.0)
        room = np.array([float(housing) if moves else np.nan])
        points = self._exact("stretch", over) + self._exact("way", daily)
        return points + self._exact("room", room)

    def _points(self, name: str, values: Floats) -> NDArray[np.int32]:
        return to_micro(self._exact(name, np.asarray(values, dtype=float)))

    def _exact(self, name: str, values: Floats) -> Floats:
        column = features.NAMES.index(name)
        model = self.estimator
        return model.priors_[column].look_up(values) + model.learned_[column].look_up(values)


def _classes(keys: Iterable[Hashable]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give equal keys the same number: each row's number, and one row of each number."""
    number: dict[Hashable, int] = {}
    codes = np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)
    return codes, np.unique(codes, return_index=True)[1]


def _kind_keys(positions: Positions) -> list[Hashable]:
    rows = zip(positions.docs, positions.occupation, positions.fields, strict=True)
    return [(occupations(doc), o.tobytes(), f.tobytes()) for doc, o, f in rows]


def _attribute_keys(positions: Positions) -> list[list[Hashable]]:
    def wages(column: Floats) -> list[Hashable]:
        known = np.nan_to_num(column, nan=-1.0)
        if len(np.unique(known)) <= CODES:
            return list(known)
        return list(np.minimum(known / WAGE_STEP, CODES - 2).round())

    return [
        wages(positions.wage_best),
        wages(positions.wage_least),
        list(positions.education),
        list(positions.shift),
        [row.tobytes() for row in positions.asked],
        list(positions.craft),
        list(positions.sponsors),
    ]


def _entries(every: Any, core: Any) -> tuple[Any, Any, tuple[Any, Any]]:
    """Skills of each row with the core's and every share, in 1/UNIT."""
    rows, skills = every.nonzero()
    shares = [np.floor(UNIT * np.asarray(part[rows, skills]).ravel()) for part in (core, every)]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=every.shape[0]))])
    core_share, every_share = (share.astype(np.uint16) for share in shares)
    return starts.astype(np.int64), skills.astype(np.uint16), (core_share, every_share)


def _levels(shares: Floats) -> NDArray[np.uint16]:
    return np.rint(LEVELS * np.clip(shares, 0.0, 1.0)).astype(np.uint16)


def _asked(doc: PositionDoc) -> frozenset[str]:
    """Licences without which the law forbids the work, where the firm does not teach them."""
    nothing: frozenset[str] = frozenset()
    return nothing if permits.taught(doc.description) else permits.by_law(doc.licences)


def _least_age(doc: PositionDoc) -> int:
    """Youngest age that no gate stops, found by asking the gate."""
    on = date(2026, 12, 31)
    last = max(gates.ADULT, doc.min_age or 0)

    def passes(age: int) -> bool:
        return not gates.is_under_age(PersonDoc(id="", birth_year=on.year - age), doc, on)

    return next((age for age in range(YOUNGEST, last) if passes(age)), last)


def _takes(doc: PositionDoc) -> bool:
    someone, any_day = PersonDoc(id=""), date.min
    gone: Sequence[Callable[..., bool]] = (gates.is_closed, gates.pays_below_minimum)
    return not any(fails(someone, doc, any_day) for fails in gone)


def _age(doc: PersonDoc, on: date) -> int:
    """Age in the year; -1, under any work's, for a person who has not agreed to matching."""
    if gates.lacks_consent(doc, PositionDoc(id=""), on):
        return -1
    return AGE_UNKNOWN if doc.birth_year is None else on.year - doc.birth_year


def _permitted(doc: PersonDoc, on: date) -> NDArray[np.bool_]:
    """Communes the person may work in, by asking the gate; empty when everywhere is."""
    nowhere = PositionDoc(id="")
    if not gates.is_outside_permitted(doc, nowhere, on):
        return np.zeros(0, dtype=np.bool_)
    known = places.load()
    allowed = np.zeros(len(known.points) + 1, dtype=np.bool_)
    limit = doc.residence
    communes = {doc.commune_code} | (limit.permitted if limit else frozenset())
    allowed[[known.rows[code] for code in communes if code in known.rows]] = True
    return allowed


def _daily(person: Person, *, shuttle: bool) -> float:
    """Km the person can do daily."""
    stand_in = cast(Positions, SimpleNamespace(shuttle=np.array([shuttle])))
    return float(features._reach(person, stand_in)[0])  # noqa: SLF001 - the feature's own rule
