"""Invented positions and people at any size, as codes: a market for measuring speed.

Communes are the real ones of data/communes.csv as points. Work gathers in a few centres (Zipf over
communes in random order, one province in three heavier), people live flatter. Each of 420 kinds of
work draws most of its 2-8 skills from its own dozen, the rest from all 646 by Zipf. A person has 9
skills with near ones, two trades, and a hard radius of 10 / 15 / 30 / 60 km (25 / 35 / 25 / 10 %)
or none (5 %). Half of those without a radius would move (the way decides nothing for positions with
a room), half have a reach of 60 km.
"""
# ruff: noqa: PLR2004 - the shares of an invented market are plain figures

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching import places
from matching.coded import (
    ATTRIBUTES,
    CODES,
    FAR,
    HILL,
    LEVELS,
    MICRO,
    MODES,
    STEPS_PER_KM,
    UNIT,
    UNKNOWN,
    Columns,
    Geography,
    Query,
    Reach,
    geography,
    reach,
)
from matching.estimator import Table
from matching.features import FEATURES, SCALE

KINDS, SKILLS, OWN_SKILLS, EXPERIENCES = 420, 646, 12, 5
RADII_KM, RADIUS_SHARES = (10, 15, 30, 60, 0), (0.25, 0.35, 0.25, 0.10, 0.05)
TABLES = {feature.name: feature.prior.scaled(SCALE) for feature in FEATURES}
Rng = np.random.Generator
Floats = NDArray[np.float64]


class Market(NamedTuple):
    """Positions with what is needed to draw more of them and people for them."""

    columns: Columns
    map: Geography
    own: NDArray[np.int64]
    home_share: Floats


def market(size: int, seed: int = 7) -> Market:
    """Draw a market of some positions."""
    rng = np.random.default_rng(seed)
    known = geography(places.load())
    communes = known.nowhere
    weight = zipf(communes, 0.9)[rng.permutation(communes)]
    province = np.arange(communes) * 34 // communes
    weight *= rng.choice([1.0, 1.0, 3.0], 34)[province]
    own = np.stack([rng.choice(SKILLS, OWN_SKILLS, replace=False) for _ in range(KINDS)])
    columns = positions(rng, size, weight / weight.sum(), own)
    home = np.sqrt(weight)
    return Market(columns, known, own, home / home.sum())


def zipf(size: int, power: float) -> Floats:
    """Shares that fall with the rank."""
    share = 1.0 / np.arange(1, size + 1) ** power
    return share / share.sum()


def positions(rng: Rng, size: int, share: Floats, own: NDArray[np.int64]) -> Columns:
    """Draw positions over communes."""
    kind = rng.choice(KINDS, size, p=zipf(KINDS, 0.8)).astype(np.uint16)
    row, skill = skills_of(rng, kind, own)
    core, every = weights_of(rng, row, skill, size)
    return Columns(
        commune=rng.choice(len(share), size, p=share).astype(np.uint16),
        kind=kind,
        mode=rng.choice(4, size, p=[0.72, 0.1, 0.13, 0.05]).astype(np.uint8),
        openness=rng.choice([0, 307, 614, LEVELS], size, p=[0.3, 0.2, 0.2, 0.3]).astype(np.uint16),
        experience=rng.choice(EXPERIENCES, size, p=[0.55, 0.2, 0.15, 0.07, 0.03]).astype(np.uint8),
        attributes=attributes_of(rng, size),
        licences=np.where(rng.random(size) < 0.12, 1 << rng.integers(0, 16, size), 0).astype(
            np.uint32
        ),
        least_age=rng.choice([15, 18], size, p=[0.75, 0.25]).astype(np.uint8),
        takes=(rng.random(size) < 0.97).astype(np.uint8),
        starts=np.concatenate([[0], np.cumsum(np.bincount(row, minlength=size))]),
        skill=skill,
        core=core,
        every=every,
    )


def skills_of(
    rng: Rng, kind: NDArray[np.uint16], own: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    """Draw 2-8 skills a position, 4.9 on average; return row and skill of each, no pair twice."""
    width = np.minimum(2 + rng.poisson(3.0, len(kind)), 8)
    row = np.repeat(np.arange(len(kind)), width)
    common = rng.choice(SKILLS, len(row), p=zipf(SKILLS, 1.0))
    typical = own[kind[row], rng.integers(0, OWN_SKILLS, len(row))]
    skill = np.where(rng.random(len(row)) < 0.7, typical, common)
    pairs = np.unique(row * SKILLS + skill)
    return pairs // SKILLS, (pairs % SKILLS).astype(np.uint16)


def weights_of(
    rng: Rng, row: NDArray[np.int64], skill: NDArray[np.uint16], size: int
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Shares of the core (rare skills weigh more) and of everything named, in 1/UNIT."""
    place = rng.choice([1.0, 0.4, 0.25], len(row), p=[0.6, 0.25, 0.15])
    rarity = 1.0 + np.log((1.0 + size) / (1.0 + np.bincount(skill, minlength=SKILLS)))
    core = np.where(place == 1.0, rarity[skill], 0.0)
    return share_of(core, row, size), share_of(place, row, size)


def share_of(weight: Floats, row: NDArray[np.int64], size: int) -> NDArray[np.uint16]:
    """Let each row's weights sum to at most UNIT."""
    total = np.bincount(row, weights=weight, minlength=size)
    return np.floor(UNIT * weight / np.maximum(total, 1e-9)[row]).astype(np.uint16)


def attributes_of(rng: Rng, size: int) -> NDArray[np.uint8]:
    """Codes: best wage, lowest wage (in 100,000 VND), schooling, shift, demands, craft, sponsor."""
    wage = np.clip(rng.normal(75, 15, size), 45, 200)
    columns = [
        wage,
        wage * rng.uniform(0.7, 1.0, size),
        rng.choice(5, size, p=[0.5, 0.25, 0.15, 0.07, 0.03]),
        rng.choice(5, size, p=[0.5, 0.2, 0.1, 0.1, 0.1]),
        rng.integers(0, 32, size),
        rng.choice(12, size, p=[0.89, *[0.01] * 11]),
        rng.choice(16, size, p=[0.85, *[0.01] * 15]),
        np.zeros(size),
    ]
    return np.column_stack(columns).astype(np.uint8)


def people(data: Market, size: int, seed: int = 11) -> list[Query]:
    """Draw people as queries."""
    rng = np.random.default_rng(seed)
    return [person(rng, data) for _ in range(size)]


def person(rng: Rng, data: Market) -> Query:
    """Draw one person."""
    trades = rng.choice(KINDS, 2, p=zipf(KINDS, 0.8))
    radius = int(rng.choice(RADII_KM, p=RADIUS_SHARES))
    moves = radius == 0 and rng.random() < 0.5
    skills, can = abilities(rng, data.own[trades])
    floor = kind_levels(rng, trades, 0.5)
    level = np.arange(LEVELS + 1) / LEVELS
    barred = np.zeros(KINDS, dtype=bool)
    barred[rng.choice(KINDS, rng.choice([0, 0, 0, 12]), replace=False)] = True
    return Query(
        base=round(0.27 * SCALE * MICRO),
        home=int(rng.choice(len(data.home_share), p=data.home_share)),
        farthest=radius * STEPS_PER_KM if radius else FAR,
        held=int(rng.integers(0, 1 << 16)) & int(rng.integers(0, 1 << 16)),
        age=int(rng.choice([17, 30, 45], p=[0.02, 0.6, 0.38])),
        skills=skills,
        can=can,
        wishes=np.where(rng.random(len(skills)) < 0.15, UNIT, 0).astype(np.int32),
        floor=floor,
        kindred=(0.6 * kind_levels(rng, trades, 0.9)).astype(np.uint16),
        asks=np.where(np.arange(KINDS) == trades[0], LEVELS, 0).astype(np.uint16),
        trades=micro("field_match", kind_levels(rng, trades, 0.9) / LEVELS),
        barred=barred,
        gain=(gain := gains(float(rng.choice([0, 1, 3, 8])), level)),
        most_gain=gain.max(axis=0),
        opens=np.rint(LEVELS * np.minimum(1.0, 1.1 * level)).astype(np.uint16),
        closed=micro("closedness", 1.0 - level),
        duty=micro("duty_cover", np.append(level, np.nan)),
        wish=micro("wish", level),
        attributes=personal(rng),
        reach=way(radius or 60, moves=moves),
        permitted=np.zeros(0, dtype=bool),
        refused=np.zeros(0, dtype=np.int64),
    )


def micro(name: str, values: Floats) -> NDArray[np.int32]:
    """Points of a feature's prior in millionths."""
    return np.rint(MICRO * TABLES[name].look_up(np.asarray(values, dtype=float))).astype(np.int32)


def abilities(rng: Rng, own: NDArray[np.int64]) -> tuple[NDArray[np.uint16], NDArray[np.int32]]:
    """Draw nine skills, two thirds of the person's trades, and near ones at a weight."""
    typical = rng.choice(own.ravel(), 6)
    common = rng.choice(SKILLS, 3, p=zipf(SKILLS, 1.0))
    strong = np.unique(np.concatenate([typical, common]))
    near = np.setdiff1d(rng.choice(SKILLS, 9), strong)
    strength = np.concatenate(
        [rng.choice([0.6, 0.85, 1.0], len(strong)), rng.choice([0.3, 0.45, 0.6], len(near))]
    )
    skills = np.concatenate([strong, near])
    return skills.astype(np.uint16), np.rint(UNIT * strength).astype(np.int32)


def kind_levels(rng: Rng, trades: NDArray[np.int64], neighbours: float) -> NDArray[np.uint16]:
    """How near each kind is to the trades: 1 for itself, less for a few of the same digits."""
    levels = np.zeros(KINDS)
    for trade in trades:
        levels[trade // 10 * 10 : trade // 10 * 10 + 10] = 0.3 * neighbours
        levels[trade // 4 * 4 : trade // 4 * 4 + 4] = neighbours
    levels[trades] = rng.choice([0.6, 0.85, 1.0], len(trades))
    return np.rint(LEVELS * levels).astype(np.uint16)


def gains(years: float, level: Floats) -> NDArray[np.int32]:
    """Points of trade and of missing experience, by years asked and level."""
    practised = years * np.minimum(1.0, 1.25 * level)
    asked = (0.0, 0.5, 1.0, 2.0, 3.0)
    gaps = [np.clip(need - practised, 0.0, 5.0) for need in asked]
    return np.stack([micro("trade", level) + micro("experience_gap", gap) for gap in gaps])


def personal(rng: Rng) -> NDArray[np.int32]:
    """Tables over a position's other codes for one person."""
    wish = rng.choice([60, 70, 80, 100])
    code = np.arange(CODES)
    demands = np.bitwise_count(code & int(rng.integers(0, 32)) & int(rng.integers(0, 32)))
    table = np.zeros((ATTRIBUTES, CODES), dtype=np.int32)
    table[0] = micro("wage_ratio", code / wish)
    table[1] = micro("wage_floor_ratio", code / wish)
    table[2] = micro("schooling_gap", np.maximum(0, code - rng.integers(0, 4)))
    table[3, :5] = micro("shift_fit", rng.choice([0.0, 0.5, 1.0, 1.0], 5))
    table[4] = micro("unwanted", demands)
    table[5] = micro("certificates_missing", code > 0)
    table[6] = micro("support", np.where(code > 0, rng.choice([0.0, 0.5, 1.0]), 0.0))
    return table


@lru_cache
def way(reach_km: int, *, moves: bool) -> Reach:
    """Points of the way by mode and distance code; people with the same reach share them."""
    code = np.arange(2 * HILL) % HILL
    km = np.where(code == UNKNOWN, np.nan, np.minimum(code, FAR) / STEPS_PER_KM)
    road = km * np.repeat([1.0, places.MOUNTAIN_FACTOR], HILL)
    points = np.empty((MODES, 2 * HILL))
    for mode in range(MODES):
        housed, daily = mode & 1, reach_km * (1.3 if mode & 2 else 1.0)
        over = np.clip(road / daily - 1.0, 0.0, 4.0)
        over = np.where(np.isnan(over), np.nan, over * (not moves)) if housed else over
        over = np.minimum(over, 0.9) if housed else over
        daily_km = km * 0 if housed and moves else np.minimum(km, 60.0)
        room = 0.1 * SCALE if housed and moves else 0.0
        points[mode] = look("stretch", over) + look("way", daily_km) + room
    return reach(points)


def look(name: str, values: Floats) -> Floats:
    """Points of a feature's prior."""
    table: Table = TABLES[name]
    return table.look_up(values)
