"""What a pair of person and position is judged by: one row a feature, with the stated prior.

A feature reads arrays of `matching.profiles` and gives one number a position; NaN is "not known"
and costs nothing. `sign` is the only direction in which it may move a score. Never a feature:
sex, ethnicity, what lies behind a person, health as such, or any score of a person.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching import places
from matching.docs import education_rank
from matching.estimator import Table, curve
from matching.hours import shift_fit
from matching.profiles import Person, Positions

Floats = NDArray[np.float64]
Compute = Callable[[Person, Positions], Floats]

REACH_RIDING_KM, REACH_WALKING_KM, REACH_BUS_KM = 20.0, 5.0, 30.0
"""The grading guide's reach: with a motorbike, without, and with a company bus."""
FARTHEST = 4.0
UNREFUSED_ROOM = 0.9
BUS_FACTOR, BUS_FACTOR_WALKING, SURELY_BY_BUS = 1.5, 5.0, 1.3
WISH_WORDS_FULL = 0.5
SAME_FIELD_OPENS = 0.6
SAME_DIGITS = (0.0, 0.0, 0.2, 0.4, 1.0)
"""How near two ISCO-08 occupations are by the number of leading digits they share."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its group (for ablation), direction, prior points and how it is computed."""

    name: str
    group: str
    sign: int
    prior: Table
    compute: Compute


def skill_cover(person: Person, positions: Positions) -> Floats:
    """Share of the position's core skills, rare ones weighing more; NaN when it names none."""
    known = np.diff(positions.core.indptr) > 0
    return np.asarray(np.where(known, positions.core @ person.can, np.nan), dtype=np.float64)


def occupation_match(person: Person, positions: Positions) -> Floats:
    """How near the position's occupation is to the nearest of the person's trades."""
    return _nearest(person.trades, positions)


def trade(person: Person, positions: Positions) -> Floats:
    """How much of the work the person already knows, 0 to 1: the better of skills and trade."""
    cover = np.nan_to_num(skill_cover(person, positions))
    return np.maximum(cover, occupation_match(person, positions))


def duty_cover(person: Person, positions: Positions) -> Floats:
    """Share of every skill the advertisement names, duties included; NaN when it names none."""
    total = np.asarray(positions.all_skills.sum(axis=1)).ravel()
    share = (positions.all_skills @ person.can) / np.where(total > 0, total, 1.0)
    return np.asarray(np.where(total > 0, share, np.nan), dtype=np.float64)


def words_shared(person: Person, positions: Positions) -> Floats:
    """Cosine of the person's own words and the advertisement's."""
    return _cosine(positions.words, person.words)


def gist_shared(person: Person, positions: Positions) -> Floats:
    """Cosine of the person's own words and the position's title and typed skills."""
    return _cosine(positions.gist, person.words)


def field_match(person: Person, positions: Positions) -> Floats:
    """How far the position lies in a field of work that the person comes from, 0 to 1."""
    return np.asarray((positions.fields * person.fields).max(axis=1, initial=0.0), dtype=np.float64)


def wish(person: Person, positions: Positions) -> Floats:
    """How far the position is what the person asks for; NaN when nothing is asked."""
    if not person.doc.desired_work and not person.wished_trades:
        return np.full(len(positions.docs), np.nan)
    words = np.minimum(1.0, _cosine(positions.gist, person.wish_words) / WISH_WORDS_FULL)
    return np.asarray(np.maximum(wished_work(person, positions), words), dtype=np.float64)


def wished_work(person: Person, positions: Positions) -> Floats:
    """How far the position is a skill or trade that the person names as wished, 0 to 1."""
    skills = np.nan_to_num(positions.core @ person.wish)
    named = np.maximum(skills, _nearest(person.wished_trades, positions))
    return np.asarray(named, dtype=np.float64)


def closedness(person: Person, positions: Positions) -> Floats:
    """How closed the position is to this person: neither open to all nor known to them, 0 to 1."""
    known = known_level(trade(person, positions), field_match(person, positions))
    return 1.0 - np.maximum(positions.open_level, known)


def known_level(trades: Floats, fields: Floats) -> Floats:
    """How far a position is open to someone by what they know: its trade, or its field of work."""
    known = np.maximum(np.minimum(1.0, trades * 1.1), SAME_FIELD_OPENS * fields)
    return np.asarray(known, dtype=np.float64)


def stretch(person: Person, positions: Positions) -> Floats:
    """By how much the way exceeds the person's reach, as a share of it; 0 within reach.

    A company bus lengthens the reach, a wanted dormitory ends the question, one that is offered
    and not refused softens it.
    """
    km = distance_km(person, positions)
    road = km * places.load().road_factor(person.doc.commune_code, positions.place)
    over = np.clip(road / _reach(person, positions) - 1.0, 0.0, FARTHEST)
    if person.doc.needs_housing:
        return np.where(positions.housing, 0.0, over)
    return np.where(positions.housing, np.minimum(over, UNREFUSED_ROOM), over)


def distance_km(person: Person, positions: Positions) -> Floats:
    """Straight-line km from home; NaN when a commune is unknown."""
    return places.load().distances(person.doc.commune_code, positions.place)


def way(person: Person, positions: Positions) -> Floats:
    """Daily km; 0 for those who would live there."""
    km = np.minimum(distance_km(person, positions), 60.0)
    return np.where(positions.housing & person.doc.needs_housing, 0.0, km)


def wage_ratio(person: Person, positions: Positions) -> Floats:
    """Best stated wage over the wish; NaN when either is not said."""
    if not person.doc.wage_expected:
        return np.full(len(positions.docs), np.nan)
    return positions.wage_best / person.doc.wage_expected


def wage_floor_ratio(person: Person, positions: Positions) -> Floats:
    """Lowest stated wage over the wish; NaN when either is not said."""
    if not person.doc.wage_expected:
        return np.full(len(positions.docs), np.nan)
    return positions.wage_least / person.doc.wage_expected


def schooling_gap(person: Person, positions: Positions) -> Floats:
    """Count the steps of schooling that are missing."""
    return np.maximum(0.0, positions.education - education_rank(person.doc.education))


def experience_gap(person: Person, positions: Positions) -> Floats:
    """Years of practice that are missing in the position's own trade."""
    practised = practice(person, trade(person, positions))
    return np.clip(positions.experience - practised, 0.0, 5.0)


def practice(person: Person, known: Floats) -> Floats:
    """Years of practice that count for work known so far, 0 to 1: a distant trade's do not."""
    return (person.years or 0.0) * np.clip((known - 0.4) / 0.4, 0.0, 1.0)


def strain(person: Person, positions: Positions) -> Floats:
    """Count the demands of the work that stated health limits speak against."""
    return np.asarray((positions.asked & person.hindered).sum(axis=1), dtype=np.float64)


def unwanted(person: Person, positions: Positions) -> Floats:
    """Count the demands of the work that the person said not to want."""
    unwelcome = person.avoided & ~person.hindered
    return np.asarray((positions.asked & unwelcome).sum(axis=1), dtype=np.float64)


def certificates_missing(person: Person, positions: Positions) -> Floats:
    """Craft certificates the firm wants and the person lacks."""
    return np.array([len(needed - person.licences) for needed in positions.craft], dtype=np.float64)


def room(person: Person, positions: Positions) -> Floats:
    """Whether a person who would move finds a room; NaN for everyone else."""
    if not person.doc.needs_housing:
        return np.full(len(positions.docs), np.nan)
    return positions.housing.astype(np.float64)


def support(person: Person, positions: Positions) -> Floats:
    """Share of the person's needs that the firm sponsors; NaN when nothing is needed."""
    needs = person.doc.needs
    if not needs:
        return np.full(len(positions.docs), np.nan)
    met = [len(needs & kinds) / len(needs) for kinds in positions.sponsors]
    return np.array(met, dtype=np.float64)


def _rows() -> tuple[Feature, ...]:
    reach = curve((0, 0), (0.15, -0.06), (0.3, -0.5), (0.6, -0.9), (1, -1.1), (FARTHEST, -1.5))
    pay = curve((0.4, -1.3), (0.7, -1.0), (0.78, -0.7), (0.84, -0.09), (1, 0), (1.4, 0.03))
    hours = curve((0, -1.3), (0.25, -1.0), (0.5, -0.22), (1, 0))
    near = curve((0, 0.12), (5, 0.07), (20, -0.02), (60, -0.08))
    known = curve((0, 0), (0.3, 0.05), (0.6, 0.25), (1, 0.5))
    schooled = curve((0, 0), (1, -0.2), (2, -0.45), (3, -0.6))
    practised = curve((0, 0), (0.5, -0.08), (1, -0.2), (3, -0.4))
    certified = curve((0, 0), (1, -0.6), (2, -0.8))
    return (
        Feature("trade", "skills", 1, known, trade),
        Feature("duty_cover", "skills", 1, curve((0, 0), (0.5, 0.08), (1, 0.1)), duty_cover),
        Feature("field_match", "skills", 1, curve((0, 0), (1, 0.1)), field_match),
        Feature("words_shared", "text", 1, curve((0, 0), (0.04, 0.03), (0.25, 0.2)), words_shared),
        Feature("gist_shared", "text", 1, curve((0, 0), (0.3, 0.08)), gist_shared),
        Feature("wish", "wish", 1, curve((0, 0), (0.3, 0.05), (1, 0.25)), wish),
        Feature("closedness", "openness", -1, curve((0, 0), (0.2, -0.02), (1, -0.5)), closedness),
        Feature("stretch", "location", -1, reach, stretch),
        Feature("way", "location", -1, near, way),
        Feature("room", "location", 1, curve((0, -0.05), (1, 0.1)), room),
        Feature("wage_ratio", "wage", 1, pay, wage_ratio),
        Feature("wage_floor_ratio", "wage", 1, curve((0.75, 0), (1, 0.08)), wage_floor_ratio),
        Feature("shift_fit", "shift", 1, hours, shift_fit),
        Feature("schooling_gap", "schooling", -1, schooled, schooling_gap),
        Feature("experience_gap", "years", -1, practised, experience_gap),
        Feature("strain", "strain", -1, curve((0, 0), (1, -0.4), (2, -0.7)), strain),
        Feature("unwanted", "strain", -1, curve((0, 0), (1, -0.3), (2, -0.6)), unwanted),
        Feature("certificates_missing", "licences", -1, certified, certificates_missing),
        Feature("support", "support", 1, curve((0, 0), (1, 0.08)), support),
    )


FEATURES = _rows()
NAMES = tuple(feature.name for feature in FEATURES)
GROUPS = tuple(dict.fromkeys(feature.group for feature in FEATURES))
SIGNS = tuple(feature.sign for feature in FEATURES)
SCALE = 2 / 3
"""From the points above to the 0-1 scale: about 0.25 is a grade of 1, 0.5 of 2, 0.8 of 3."""
PRIOR = tuple(feature.prior.scaled(SCALE) for feature in FEATURES)
PRIOR_INTERCEPT = 0.27 * SCALE
"""Taught work within reach when nothing else is known: not quite a grade of 1."""


def matrix(person: Person, positions: Positions) -> Floats:
    """Every feature of one person and many positions, shape (positions, features)."""
    return np.column_stack([feature.compute(person, positions) for feature in FEATURES])


def _nearest(trades: tuple[tuple[int, float], ...], positions: Positions) -> Floats:
    best = np.zeros(len(positions.docs))
    for code, strength in trades:
        for column in positions.occupation.T:
            best = np.maximum(best, strength * _likeness(code, column))
    return best


def _likeness(code: int, others: NDArray[np.int64]) -> Floats:
    shared = np.zeros(len(others), dtype=np.int64)
    for digits in range(1, 5):
        scale = 10 ** (4 - digits)
        shared += others // scale == code // scale
    return np.where(others > 0, np.array(SAME_DIGITS)[shared], 0.0)


def _cosine(rows: csr_array, words: csr_array) -> Floats:
    return np.asarray((rows @ words.T).toarray(), dtype=np.float64).ravel()


def _reach(person: Person, positions: Positions) -> Floats:
    """Km a person can do daily, shape (positions,)."""
    said = person.doc.max_distance_km
    own = REACH_RIDING_KM if person.doc.has_vehicle else REACH_WALKING_KM
    daily = own if said is None else max(1.0, said if person.doc.has_vehicle else min(said, 8.0))
    return np.where(positions.shuttle, _by_bus(daily, person), daily)


def _by_bus(daily: float, person: Person) -> float:
    """Km that a company bus makes of a daily reach: what was said still counts for something."""
    said = person.doc.max_distance_km
    if said is None:
        return max(daily, REACH_BUS_KM)
    factor = BUS_FACTOR if person.doc.has_vehicle else BUS_FACTOR_WALKING
    return max(daily * SURELY_BY_BUS, min(REACH_BUS_KM, said * factor))
