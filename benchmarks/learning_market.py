"""An invented market whose truth is known, and counselors who decide on its lists.

Positions and people are documents made of the vocabulary's own names (nobody's text): a trade with
one to three of its skills, a commune of Thanh Hóa, pay, shift, room, bus, training, schooling. The
features and gates are the product's. What is true is not what the product believes:

- each group of features weighs what the prior says times a factor drawn for the world (log-normal,
  sigma 0.6): in one world the way is everything, in the next the pay;
- each feature's curve is bent by a power drawn for the world (log-normal, sigma 0.4), ends kept;
- who knows the trade minds the way half as much (an interaction no additive model can hold);
- each pair has a whim of its own (normal, sigma 0.05), which no feature sees.

A pair's grade is 0-3 by its truth (0.25, 0.45, 0.65: the prior's own scale).
"""
# ruff: noqa: PLR2004 - the shares of an invented market are plain figures, drawn with a seed

from collections import defaultdict
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching import features, gates, places, vocab
from matching.docs import PersonDoc, PositionDoc, SkillClaim
from matching.profiler import Profiler

Floats = NDArray[np.float64]
Rng = np.random.Generator
MIDDLE, AROUND_KM = "14797", 40.0
DAY = date(2026, 11, 24)
GRADES = (0.25, 0.45, 0.65)
FACTOR_SIGMA, POWER_SIGMA, WHIM_SIGMA, WAY_FORGIVEN = 0.6, 0.4, 0.05, 0.5
ENDS = np.array([np.abs(table.points).max() for table in features.PRIOR])
SHIFTS, SHIFT_SHARES = ("day", "rotating", "night", "flexible"), (0.6, 0.25, 0.05, 0.1)
SCHOOLS = (None, "primary", "lower_secondary", "upper_secondary", "vocational")
LEVELS = ("basic", "working", "skilled")
COLUMN = {name: column for column, name in enumerate(features.NAMES)}


class Person(NamedTuple):
    """One person's pairs that pass every gate: feature values (pairs, features), truth, grades."""

    id: str
    values: Floats
    truth: Floats
    grades: NDArray[np.int64]


class World(NamedTuple):
    """What is true here: a factor and a power for each feature's prior points."""

    factors: Floats
    powers: Floats
    rng: Rng


def market(people: int, positions: int, seed: int) -> list[tuple[str, Floats]]:
    """Draw documents and give each person's feature values of the pairs that pass the gates."""
    rng = np.random.default_rng(seed)
    trades = _trades()
    towns = _towns()
    profiler = Profiler([_position(n, trades, towns, rng) for n in range(positions)])
    found = []
    for number in range(people):
        doc = _person(number, trades, towns, rng)
        open_to = [gates.passes(doc, job, DAY) for job in profiler.positions.docs]
        values = features.matrix(profiler.person(doc), profiler.positions)
        found.append((doc.id, values[np.array(open_to)]))
    return found


def judged(pairs: list[tuple[str, Floats]], seed: int) -> list[Person]:
    """Draw a world and say what is true of each pair in it."""
    rng = np.random.default_rng(seed)
    groups = {name: rng.lognormal(0.0, FACTOR_SIGMA) for name in features.GROUPS}
    factors = np.array([groups[feature.group] for feature in features.FEATURES])
    world = World(factors, rng.lognormal(0.0, POWER_SIGMA, len(factors)), rng)
    return [_judge(person, values, world) for person, values in pairs]


def _judge(person: str, values: Floats, world: World) -> Person:
    points = np.column_stack([t.look_up(c) for t, c in zip(features.PRIOR, values.T, strict=True)])
    points = np.sign(points) * ENDS * (np.abs(points) / ENDS) ** world.powers
    knows = np.nan_to_num(values[:, COLUMN["trade"]])
    way = COLUMN["stretch"]
    points[:, way] *= 1 - WAY_FORGIVEN * knows
    truth = features.PRIOR_INTERCEPT + (points * world.factors).sum(axis=1)
    truth = truth + world.rng.normal(0.0, WHIM_SIGMA, len(truth))
    return Person(person, values, truth, np.searchsorted(GRADES, truth))


def _trades() -> list[list[str]]:
    """Names of skills by occupation, in trades of at least two."""
    found: dict[str, list[str]] = defaultdict(list)
    for skill in vocab.load().skills.values():
        found[skill.isco08].append(skill.name_vi)
    return [names for _, names in sorted(found.items()) if len(names) > 1]


def _towns() -> list[str]:
    """Communes within 40 km of the middle of Thanh Hóa."""
    known = places.load()
    km = known.distances(MIDDLE, np.arange(len(known.points)))
    return [code for code, row in known.rows.items() if km[row] < AROUND_KM]


def _pick(names: list[str], most: int, rng: Rng) -> list[str]:
    size = min(len(names), int(rng.integers(1, most + 1)))
    return [names[i] for i in rng.choice(len(names), size, replace=False)]


def _trade(trades: list[list[str]], rng: Rng) -> list[str]:
    """Draw a trade; the first ones are far more usual than the last."""
    return trades[min(len(trades) - 1, int(rng.exponential(len(trades) / 8)))]


def _position(number: int, trades: list[list[str]], towns: list[str], rng: Rng) -> PositionDoc:
    asked = _pick(_trade(trades, rng), 3, rng)
    wage = int(rng.normal(8.5, 1.8) * 10) * 100_000
    return PositionDoc(
        id=f"J{number}",
        title=asked[0],
        description=". ".join(asked),
        commune_code=str(rng.choice(towns)),
        required_skills=tuple(asked),
        wage_min=wage if rng.random() < 0.9 else None,
        wage_max=wage + 1_500_000 if rng.random() < 0.6 else None,
        shift=str(rng.choice(SHIFTS, p=SHIFT_SHARES)),
        housing=bool(rng.random() < 0.2),
        shuttle=bool(rng.random() < 0.2),
        training_provided=bool(rng.random() < 0.5),
        min_education=SCHOOLS[int(rng.integers(0, 4))] if rng.random() < 0.4 else None,
        min_experience_years=float(rng.choice([0, 0, 0, 1, 2])),
    )


def _person(number: int, trades: list[list[str]], towns: list[str], rng: Rng) -> PersonDoc:
    known = _pick(_trade(trades, rng), 3, rng)
    return PersonDoc(
        id=f"P{number}",
        birth_year=int(rng.integers(1966, 2006)),
        commune_code=str(rng.choice(towns)),
        summary=". ".join(known),
        skills=tuple(
            SkillClaim(name, float(rng.integers(0, 8)), str(rng.choice(LEVELS))) for name in known
        ),
        education=SCHOOLS[int(rng.integers(0, 5))],
        wage_expected=int(rng.normal(8.0, 1.5) * 10) * 100_000 if rng.random() < 0.7 else None,
        max_distance_km=float(rng.choice([8, 15, 25, 40])) if rng.random() < 0.6 else None,
        has_vehicle=bool(rng.random() < 0.7),
        shifts_ok=("day",) if rng.random() < 0.5 else ("day", "rotating"),
        needs_housing=bool(rng.random() < 0.1),
        desired_work=_pick(_trade(trades, rng), 1, rng)[0] if rng.random() < 0.4 else "",
    )
