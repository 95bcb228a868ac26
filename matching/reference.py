"""The lists of `matching.kernels` in NumPy alone: slower, and to the bit the same.

It stands where numba cannot run, and is what the kernels are tested against.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.blocks import ranges
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
    rows, points = _scored(blocks, slots, blocks.takes[blocks.rows["row"][slots]], query, way)
    late = _scored(delta, np.arange(added), delta.takes[:added], query, way)
    return best(np.concatenate([rows, late[0]]), np.concatenate([points, late[1]]), k)


def _scored(part: Any, slots: Longs, takes: Any, query: Query, way: Longs) -> Hits:
    """Give the rows and points of what may be shown of a part."""
    rows = part.rows[slots].view(np.recarray)
    totals = _covers(part, rows, query)
    points = score(rows, slice(None), query, totals, way)
    fits = gate(rows, slice(None), query, takes) & (points > EXCLUDED)
    return rows.row[fits].astype(np.int64), points[fits]


def ways(query: Query, codes: Any) -> Longs:
    """Points of the way by mode and commune, `NEVER` where the person may not go."""
    near = codes & (HILL - 1)
    allowed = (near <= query.farthest) | (near == UNKNOWN)
    if len(query.permitted):
        allowed &= query.permitted
    return np.where(allowed, query.reach.points[:, codes].astype(np.int64), NEVER)


def score(part: Any, slots: Any, query: Query, totals: Longs, way: Longs) -> Longs:
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


def gate(part: Any, slots: Any, query: Query, takes: Any) -> NDArray[np.bool_]:
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


def _slots(blocks: Blocks, way: Longs) -> Longs:
    communes = np.flatnonzero((way > EXCLUDED).any(axis=0))
    return ranges(blocks.starts[communes], blocks.starts[communes + 1])


def _covers(part: Any, rows: Any, query: Query) -> Longs:
    """Sum weight times strength of rows' skills, shape (3, rows)."""
    entries = ranges(rows.first, rows.first + rows.width)
    strengths = np.zeros((2, int(np.iinfo(np.uint16).max) + 1), dtype=np.int64)
    strengths[:, query.skills] = query.can, query.wishes
    shared = (strengths.sum(axis=0) > 0)[part.skill[entries]]
    owner, entries = np.repeat(np.arange(len(rows)), rows.width)[shared], entries[shared]
    (can, wishes), core = strengths[:, part.skill[entries]], part.core[entries]
    parts = (core * can, part.every[entries] * can, core * wishes)
    # Whole numbers far below 2 to the 53rd: sums in floating point are exact.
    sums = [np.bincount(owner, weights=each, minlength=len(rows)) for each in parts]
    return np.stack(sums).astype(np.int64)
