"""The lists of `matching.kernels` in NumPy alone: slower, and to the bit the same.

It stands where numba cannot run, and is what the kernels are tested against.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.blocks import unpacked
from matching.coded import (
    ATTRIBUTES,
    EXCLUDED,
    HALF,
    HILL,
    LEVELS,
    MODE_BITS,
    NAMES_NOTHING,
    NEVER,
    SHIFT,
    UNKNOWN,
    UNNAMED,
    Hits,
    Query,
)
from matching.kernel_shapes import Blocks, Delta

Longs = NDArray[np.int64]


def search(blocks: Blocks, delta: Delta, added: int, query: Query, codes: Any, k: int) -> Hits:
    """Give the best k rows with their points, ties by row.

    `blocks` is sorted by commune, `codes` the home's row of the geography.
    """
    way = ways(query, codes)
    slots = _slots(blocks, way)
    totals = _covers(blocks, query, np.flatnonzero(_reachable(way)), len(slots))
    points = score(blocks, slots, query, totals, way)
    fits = gate(blocks, slots, query, blocks.takes[blocks.row[slots]]) & (points > EXCLUDED)
    late = np.arange(added)
    late_points = score(delta, late, query, _late_covers(delta, added, query), way)
    late_fits = gate(delta, late, query, delta.takes[:added]) & (late_points > EXCLUDED)
    rows = np.concatenate([blocks.row[slots[fits]], delta.row[late[late_fits]]])
    return best(rows.astype(np.int64), np.concatenate([points[fits], late_points[late_fits]]), k)


def ways(query: Query, codes: Any) -> Longs:
    """Points of the way by mode and commune, `NEVER` where the person may not go."""
    near = codes & (HILL - 1)
    allowed = (near <= query.farthest) | (near == UNKNOWN)
    if len(query.permitted):
        allowed &= query.permitted
    return np.where(allowed, query.reach.points[:, codes].astype(np.int64), NEVER)


def score(part: Any, slots: Longs, query: Query, totals: Longs, way: Longs) -> Longs:
    """Points of some rows of a part; `totals` are cover, every and wished, shape (3, rows)."""
    cover, every, wished = np.minimum(LEVELS, (totals + HALF) >> SHIFT)
    kind, mode = part.kind[slots], part.mode[slots]
    known = np.maximum(cover, query.floor[kind])
    wide = np.maximum(part.openness[slots], query.kindred[kind])
    wide = np.maximum(wide, query.opens[known])
    named = np.where(mode & NAMES_NOTHING, UNNAMED, every)
    asked = np.maximum(wished, query.asks[kind])
    points = way[mode & MODE_BITS, part.commune[slots]] + query.closed[wide] + query.trades[kind]
    points = points + query.gain[part.experience[slots], known] + query.duty[named]
    coded = part.attributes[slots]
    for attribute in range(ATTRIBUTES):
        points = points + query.attributes[attribute, coded[:, attribute]]
    return np.asarray(points + query.wish[asked], dtype=np.int64)


def gate(part: Any, slots: Longs, query: Query, takes: Any) -> NDArray[np.bool_]:
    """Whether every gate that is no table lets each row pass."""
    licensed = (part.licences[slots].astype(np.int64) & ~np.int64(query.held)) == 0
    old_enough = part.least_age[slots] <= query.age
    wanted = ~np.isin(part.row[slots], query.refused)
    able = licensed & old_enough & wanted & ~query.barred[part.kind[slots]]
    return np.asarray(able & (takes > 0), dtype=np.bool_)


def best(rows: Longs, points: Longs, k: int) -> Hits:
    """Give the k entries with most points, ties by row."""
    if len(rows) > k > 0:
        least = -np.partition(-points, k - 1)[k - 1]
        rows, points = rows[points >= least], points[points >= least]
    order = np.lexsort((rows, -points))[:k]
    return rows[order], points[order]


def _reachable(way: Longs) -> NDArray[np.bool_]:
    return np.asarray((way > EXCLUDED).any(axis=0), dtype=np.bool_)


def _slots(blocks: Blocks, way: Longs) -> Longs:
    communes = np.flatnonzero(_reachable(way))
    return ranges(blocks.starts[communes], blocks.starts[communes + 1])


def ranges(first: Longs, end: Longs) -> Longs:
    """Write ranges out one after the other."""
    length = (end - first).astype(np.int64)
    before = np.cumsum(length) - length
    places: Longs = np.arange(length.sum()) + np.repeat(first - before, length)
    return places


def _covers(blocks: Blocks, query: Query, communes: Longs, size: int) -> Longs:
    """Sum weight times strength of the rows of some communes, shape (3, rows)."""
    length = np.diff(blocks.starts)[communes]
    before = np.cumsum(length) - length
    totals = np.zeros((3, size), dtype=np.int64)
    skills = (len(blocks.offsets) - 1) // (len(blocks.starts) - 1)
    for skill, can, wishes in zip(query.skills, query.can, query.wishes, strict=True):
        cell = communes * skills + skill
        first, end = blocks.offsets[cell], blocks.offsets[cell + 1]
        entries = ranges(first, end)
        place, shares, every = unpacked(blocks.posting[entries])
        at, core = np.repeat(before, end - first) + place, shares.astype(np.int64)
        totals[0, at] += core * can
        totals[1, at] += every.astype(np.int64) * can
        totals[2, at] += core * wishes
    return totals


def _late_covers(delta: Delta, added: int, query: Query) -> Longs:
    """Sum weight times strength of the delta's rows, shape (3, rows)."""
    end = delta.starts[added]
    strengths = np.zeros((2, int(np.iinfo(np.uint16).max) + 1), dtype=np.int64)
    strengths[:, query.skills] = query.can, query.wishes
    can, wishes = strengths[:, delta.skill[:end]]
    owner = np.repeat(np.arange(added), np.diff(delta.starts[: added + 1]))
    totals = np.zeros((3, added), dtype=np.int64)
    for n, each in enumerate(
        (delta.core[:end] * can, delta.every[:end] * can, delta.core[:end] * wishes)
    ):
        np.add.at(totals[n], owner, each)
    return totals
