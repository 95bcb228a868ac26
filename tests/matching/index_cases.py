"""A market for the index, and a loop over all its positions that knows nothing of the insides."""

import numpy as np

from matching import kernel_compile, places
from matching.coded import (
    ATTRIBUTES,
    CODES,
    EXCLUDED,
    FAR,
    HALF,
    HILL,
    LEVELS,
    MICRO,
    MODES,
    NEVER,
    SHIFT,
    UNIT,
    UNKNOWN,
    Columns,
    Query,
    geography,
    reach,
)
from matching.index import CandidateIndex

KINDS, SKILLS, CLASSES = 12, 40, 3
MAP = geography(
    places.build(
        [str(n) for n in range(50)],
        np.random.default_rng(1).uniform(19.3, 20.6, 50),
        np.random.default_rng(2).uniform(104.4, 106.1, 50),
    )
)
PATHS = [True, False] if kernel_compile.AVAILABLE else [False]


def make_columns(rng, size):
    width = rng.integers(0, 6, size)
    starts = np.concatenate([[0], np.cumsum(width)])
    skill = [rng.choice(SKILLS, w, replace=False) for w in width]
    shares = [np.floor(UNIT * rng.dirichlet(np.ones(max(1, w)))[:w]) for w in width]
    core = np.concatenate([*shares, []]) * (rng.random(starts[-1]) < 0.8)
    return Columns(
        commune=rng.integers(0, 51, size).astype(np.uint16),
        kind=rng.integers(0, KINDS, size).astype(np.uint16),
        mode=((width == 0) * 4 + rng.integers(0, 4, size)).astype(np.uint8),
        openness=rng.choice([0, 300, 1024], size).astype(np.uint16),
        experience=rng.integers(0, CLASSES, size).astype(np.uint8),
        attributes=rng.integers(0, 5, (size, ATTRIBUTES)).astype(np.uint8),
        licences=np.where(rng.random(size) < 0.2, 1 << rng.integers(0, 16, size), 0).astype(
            np.uint32
        ),
        least_age=rng.choice([15, 18], size).astype(np.uint8),
        takes=(rng.random(size) < 0.9).astype(np.uint8),
        starts=starts.astype(np.int64),
        skill=np.concatenate([*skill, []]).astype(np.uint16),
        core=core.astype(np.uint16),
        every=np.concatenate([*shares, []]).astype(np.uint16),
    )


def rising(rng, size, top, grain):
    steps = rng.integers(0, 2, size) * rng.integers(0, grain, size)
    return np.minimum(top, np.cumsum(steps)).astype(np.int32)


def make_reach(rng, *, flat):
    km = np.minimum(np.arange(HILL), FAR) / 8
    plain = np.zeros(HILL) if flat else -np.minimum(1.0, km / rng.choice([10, 60]))
    points = np.tile(np.concatenate([plain, plain * 1.25]), (MODES, 1))
    points[1] = points[1] / 2
    points[:, UNKNOWN] = -0.1
    return reach(points)


def make_query(rng, rows):
    held = rng.integers(0, 12)
    skills = rng.choice(SKILLS, held, replace=False).astype(np.uint16)
    attributes = rng.integers(-4, 3, (ATTRIBUTES, CODES)) * 20_000
    attributes[rng.random(attributes.shape) < 0.02] = NEVER
    limited = rng.random() < 0.2
    return Query(
        base=270_000,
        home=int(rng.integers(0, 51)),
        farthest=int(rng.choice([80, 300, FAR])),
        held=int(rng.integers(0, 1 << 16)),
        age=int(rng.choice([16, 40])),
        skills=skills,
        can=rng.integers(0, UNIT + 1, held).astype(np.int32),
        wishes=(rng.integers(0, UNIT + 1, held) * (rng.random(held) < 0.3)).astype(np.int32),
        floor=(rng.integers(0, LEVELS + 1, KINDS) * (rng.random(KINDS) < 0.3)).astype(np.uint16),
        kindred=rng.integers(0, LEVELS // 2, KINDS).astype(np.uint16),
        asks=(rng.integers(0, LEVELS + 1, KINDS) * (rng.random(KINDS) < 0.2)).astype(np.uint16),
        trades=rng.integers(0, 100_000, KINDS).astype(np.int32),
        barred=rng.random(KINDS) < 0.15,
        gain=(gain := np.stack([rising(rng, LEVELS + 1, MICRO, 2000) for _ in range(CLASSES)])),
        most_gain=gain.max(axis=0),
        opens=np.minimum(LEVELS, np.arange(LEVELS + 1) * 11 // 10).astype(np.uint16),
        closed=(rising(rng, LEVELS + 1, MICRO, 1500) - 300_000).astype(np.int32),
        duty=rng.integers(0, 3, LEVELS + 2).astype(np.int32) * 10_000,
        wish=rising(rng, LEVELS + 1, 200_000, 900),
        attributes=attributes.astype(np.int32),
        reach=make_reach(rng, flat=rng.random() < 0.4),
        permitted=(rng.random(51) < 0.3) if limited else np.zeros(0, dtype=bool),
        refused=rng.choice(max(1, rows), rng.integers(0, 4)).astype(np.int64),
    )


def level(total):
    return min(LEVELS, (total + HALF) >> SHIFT)


def points_of(columns, query, row):
    """Score a pair as the docstring of Query states it; None where a gate or a table forbids."""
    here, kind = int(columns.commune[row]), int(columns.kind[row])
    code = int(MAP.code[query.home, here])
    near, named = code % HILL, slice(columns.starts[row], columns.starts[row + 1])
    can = dict(zip(query.skills.tolist(), query.can.tolist(), strict=True))
    wishes = dict(zip(query.skills.tolist(), query.wishes.tolist(), strict=True))
    skills, core = columns.skill[named].tolist(), columns.core[named].tolist()
    every = columns.every[named].tolist()
    cover = level(sum(w * can.get(s, 0) for s, w in zip(skills, core, strict=True)))
    named_cover = level(sum(w * can.get(s, 0) for s, w in zip(skills, every, strict=True)))
    wished = level(sum(w * wishes.get(s, 0) for s, w in zip(skills, core, strict=True)))
    t = max(cover, int(query.floor[kind]))
    o = max(int(columns.openness[row]), int(query.kindred[kind]), int(query.opens[t]))
    mode = int(columns.mode[row])
    parts = [
        query.gain[columns.experience[row], t],
        query.closed[o],
        query.trades[kind],
        query.duty[LEVELS + 1 if mode & 4 else named_cover],
        query.wish[max(wished, int(query.asks[kind]))],
        query.reach.points[mode & 3, code],
        *(query.attributes[a, columns.attributes[row, a]] for a in range(ATTRIBUTES)),
    ]
    total = sum(int(part) for part in parts)
    gates = [
        columns.takes[row] == 0,
        query.barred[kind],
        int(columns.licences[row]) & ~query.held,
        columns.least_age[row] > query.age,
        near > query.farthest and near != UNKNOWN,
        len(query.permitted) and not query.permitted[here],
        row in query.refused,
        total <= EXCLUDED,
    ]
    return None if any(gates) else query.base + total


def brute_force(columns, query, k):
    scored = [(points_of(columns, query, row), row) for row in range(len(columns.takes))]
    ranked = sorted((-points, row) for points, row in scored if points is not None)[:k]
    return [row for _, row in ranked], [-points for points, _ in ranked]


def build(columns, *, compiled=PATHS[0]):
    return CandidateIndex.build(columns, MAP, kinds=KINDS, skills=SKILLS, compiled=compiled)


def lists(hits):
    return hits[0].tolist(), hits[1].tolist()
