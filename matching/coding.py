"""Documents' arrays become the codes of `matching.index`, by the features and gates themselves.

A table is made by asking a feature about one position of each class, so nothing is said twice. What
rounds: cover, openness and trade to 1/1024, distances to 1/16 km, and wages to 100,000 VND where
there are more than 200 different ones. What no code says (the words a person and an advertisement
share) is left to the ranker: `late_points` gives it, `most_late` what it can be at most.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import features, gates, permits, places, vocab
from matching.classes import Classes
from matching.coded import (
    ATTRIBUTES,
    CODES,
    FAR,
    HOUSING,
    MICRO,
    NAMES_NOTHING,
    SHUTTLE,
    UNIT,
    Columns,
    Query,
)
from matching.docs import PersonDoc, PositionDoc
from matching.estimator import SuitabilityEstimator
from matching.features import Floats
from matching.occupations import occupations
from matching.profiles import Person, Positions
from matching.tables import Tables, levels

WAGE_STEP, FEW_WAGES = 100_000, 200
YOUNGEST = 15
MOST_KINDS, MOST_EXPERIENCES = 1 << 14, 64
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
TABLED = frozenset(
    {"trade", "duty_cover", "field_match", "wish", "closedness", "stretch", "way", "room"}
    | {"experience_gap"}.union(*CODED)
)
"""Features that are tables of `matching.coded.Query`; the words of a wish are not."""
Kind = tuple[tuple[str, ...], bytes, bytes]
"""Occupations, their codes as features read them, and fields of work."""
COMPUTE = {feature.name: feature.compute for feature in features.FEATURES}


class Coder:
    """Codes positions, and people for them; later positions may bring new classes.

    Attributes
    ----------
    rows : dict
        id -> row, in the order in which positions were coded.
    kinds : int
        How many kinds of work there may be before everything has to be coded anew; known after the
        first positions are coded.
    """

    def __init__(self, positions: Positions, estimator: SuitabilityEstimator) -> None:
        self.estimator = estimator
        self.rows: dict[str, int] = {}
        self._tables = Tables(estimator)
        self._laws = sorted(permits.by_law(tuple(vocab.load().licences)))
        self._least_ages: dict[tuple[int, str | None, int | None], int] = {}
        self._whole_wages = [
            len(np.unique(wages[~np.isnan(wages)])) > FEW_WAGES
            for wages in (positions.wage_best, positions.wage_least)
        ]
        self._kinds: Classes[Kind] = Classes("kinds of work", MOST_KINDS, positions)
        self._experience: Classes[float] = Classes("experience", MOST_EXPERIENCES, positions)
        self._coded: list[Classes[Hashable]] = [
            Classes(", ".join(names), CODES, positions) for names in CODED
        ]
        self.kinds = 0

    def code(self, positions: Positions) -> Columns:
        """Code positions; they get the next rows."""
        columns, known = self.look(positions), len(self.rows)
        self.rows |= {doc.id: known + n for n, doc in enumerate(positions.docs)}
        return columns

    @property
    def classes(self) -> int:
        """Count all classes: people coded before it rose lack some."""
        return len(self._kinds) + len(self._experience) + sum(map(len, self._coded))

    def look(self, positions: Positions) -> Columns:
        """Code positions without giving them rows.

        Raises
        ------
        NoRoomError
            When there are more classes than codes.
        """
        kind = self._kinds.code(_kind_keys(positions), positions)
        experience = self._experience.code(list(positions.experience), positions)
        attributes = np.zeros((len(kind), ATTRIBUTES), dtype=np.uint8)
        for column, keys in enumerate(self._attribute_keys(positions)):
            attributes[:, column] = self._coded[column].code(keys, positions)
        if not self.kinds:
            self.kinds = self._kinds.room = min(MOST_KINDS, len(self._kinds) * 5 // 4 + 64)
        return self._arrange(positions, kind, experience, attributes)

    def query(self, person: Person, on: date) -> Query:
        """Give one person's tables for a day."""
        doc, known, tables = person.doc, places.load(), self._tables
        entries = np.flatnonzero((person.can > 0) | (person.wish > 0))
        asked = self._experience.samples.experience
        return Query(
            base=round(MICRO * self.estimator.intercept_),
            home=known.rows.get(doc.commune_code, len(known.points)),
            farthest=FAR,
            held=self._mask(permits.held(doc)),
            age=tables.age(doc, on),
            skills=entries.astype(np.uint16),
            can=np.rint(UNIT * person.can[entries]).astype(np.int32),
            wishes=np.rint(UNIT * person.wish[entries]).astype(np.int32),
            **tables.by_kind(person, self._kinds.samples, self.kinds),
            barred=tables.barred(doc, [key[0] for key in self._kinds.keys], self.kinds, on),
            **tables.by_level(person, asked, MOST_EXPERIENCES),
            attributes=self._attributes(person),
            reach=tables.way(person),
            permitted=tables.permitted(doc, on),
            refused=np.array([self.rows[i] for i in doc.refused if i in self.rows], dtype=np.int64),
        )

    def late_points(self, person: Person, positions: Positions) -> Floats:
        """Points of what no code says, shape (positions,)."""
        points = np.zeros(len(positions.docs))
        for name in LATE:
            points += self._tables.exact(name, COMPUTE[name](person, positions))
        if person.wish_words.nnz:
            quiet = replace(person, wish_words=person.wish_words * 0)
            told = [COMPUTE["wish"](who, positions) for who in (person, quiet)]
            points += self._tables.exact("wish", told[0]) - self._tables.exact("wish", told[1])
        return points

    def most_late(self, person: Person | None = None) -> float:
        """Give what no position's `late_points` exceed for a person, or for anybody."""
        most = sum(self._tables.span(name)[1] for name in LATE)
        least_wish, most_wish = self._tables.span("wish")
        has_wish = person is None or person.wish_words.nnz
        return most + (most_wish - least_wish if has_wish else 0.0)

    def _arrange(self, positions: Positions, kind: Any, experience: Any, coded: Any) -> Columns:
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
            openness=levels(positions.open_level),
            experience=experience.astype(np.uint8),
            attributes=coded,
            licences=np.array([self._mask(_asked(doc)) for doc in docs], dtype=np.uint32),
            least_age=np.array(list(map(self._least_age, kind.tolist(), docs)), dtype=np.uint8),
            takes=np.array([_takes(doc) for doc in docs], dtype=np.uint8),
            starts=starts,
            skill=skill,
            core=weights[0],
            every=weights[1],
        )

    def _mask(self, licences: frozenset[str]) -> int:
        return sum(1 << bit for bit, law in enumerate(self._laws) if law in licences)

    def _least_age(self, kind: int, doc: PositionDoc) -> int:
        """Youngest age that no gate stops, asked once for all positions alike."""
        key = kind, doc.shift, doc.min_age
        if key not in self._least_ages:
            self._least_ages[key] = _least_age(doc)
        return self._least_ages[key]

    def _attributes(self, person: Person) -> NDArray[np.int32]:
        table = np.zeros((ATTRIBUTES, CODES), dtype=np.int32)
        for column, (classes, names) in enumerate(zip(self._coded, CODED, strict=True)):
            for name in names:
                points = self._tables.points(name, COMPUTE[name](person, classes.samples))
                table[column, : len(points)] += points
        return table

    def _attribute_keys(self, positions: Positions) -> list[list[Hashable]]:
        wages = zip((positions.wage_best, positions.wage_least), self._whole_wages, strict=True)
        return [
            *(_wage_keys(column, whole=whole) for column, whole in wages),
            list(positions.education),
            list(positions.shift),
            [row.tobytes() for row in positions.asked],
            list(positions.craft),
            list(positions.sponsors),
        ]


LATE = tuple(name for name in features.NAMES if name not in TABLED)


def _kind_keys(positions: Positions) -> list[Kind]:
    rows = zip(positions.docs, positions.occupation, positions.fields, strict=True)
    return [(occupations(doc), o.tobytes(), f.tobytes()) for doc, o, f in rows]


def _wage_keys(column: Floats, *, whole: bool) -> list[Hashable]:
    """Give the wages, in whole steps where there are many; -1 where it is not said."""
    steps = np.clip((column / WAGE_STEP).round(), 0, CODES - 2)
    return list(np.where(np.isnan(column), -1.0, steps if whole else column))


def _entries(every: Any, core: Any) -> tuple[Any, Any, tuple[Any, Any]]:
    """Skills of each row with the core's and every share, in 1/UNIT."""
    rows, skills = every.nonzero()
    shares = [np.floor(UNIT * np.asarray(part[rows, skills]).ravel()) for part in (core, every)]
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=every.shape[0]))])
    core_share, every_share = (share.astype(np.uint16) for share in shares)
    return starts.astype(np.int64), skills.astype(np.uint16), (core_share, every_share)


def _asked(doc: PositionDoc) -> frozenset[str]:
    """Licences without which the law forbids the work, where the firm does not teach them."""
    by_law = permits.by_law(doc.licences)
    return frozenset() if by_law and permits.taught(doc.description) else by_law


def _least_age(doc: PositionDoc) -> int:
    """Find it by asking the gate."""
    on = date(2026, 12, 31)
    last = max(gates.ADULT, doc.min_age or 0)

    def passes(age: int) -> bool:
        return not gates.is_under_age(PersonDoc(id="", birth_year=on.year - age), doc, on)

    return next((age for age in range(YOUNGEST, last) if passes(age)), last)


def _takes(doc: PositionDoc) -> bool:
    someone, any_day = PersonDoc(id=""), date.min
    gone: Sequence[Callable[..., bool]] = (gates.is_closed, gates.pays_below_minimum)
    return not any(fails(someone, doc, any_day) for fails in gone)
