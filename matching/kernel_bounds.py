"""What a group of positions can reach at most for one person: what a search may pass over."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    ATTRIBUTES,
    GROUPS_A_KIND,
    HALF,
    HILL,
    LEVELS,
    MODES,
    NEVER,
    SHIFT,
    UNIT,
    Query,
)
from matching.kernel_compile import compiled
from matching.kernel_shapes import Groups, Scratch

TOP = UNIT * UNIT
LITTLE = LEVELS // 4
"""Cover below which a group is bounded as a whole; from it on rows are found by their skills."""
LEAST = (LITTLE << SHIFT) - HALF
"""The smallest sum of weight times strength that is not little."""
LANE, LOW = np.int64(32), np.int64(0xFFFF_FFFF)
"""Where two sums lie in one number: cover above, wish below."""


@compiled
def whole(number: Any) -> Any:
    """Give a signed 64-bit number, so that no sum wraps around."""
    return np.int64(number)


@compiled
def level(total: Any) -> Any:
    """Give the level of a sum of weight times strength."""
    return min(LEVELS, (total + HALF) >> SHIFT)


@compiled
def set_ways(codes: NDArray[np.uint16], query: Query, way: NDArray[np.int32]) -> None:
    """Look up the points of the way to every commune."""
    points, permitted, farthest = query.reach.points, query.permitted, query.farthest
    for commune in range(len(codes)):
        set_way(commune, codes[commune], points, farthest, way)
        if len(permitted) and not permitted[commune]:
            way[commune * MODES : (commune + 1) * MODES] = NEVER


@compiled
def set_way(
    commune: Any, code: Any, points: NDArray[np.int32], farthest: Any, way: NDArray[np.int32]
) -> None:
    """Look up the points of the way to a commune, `NEVER` where it is too far."""
    near = code & (HILL - 1)
    allowed = near <= farthest or near == HILL - 1
    for mode in range(MODES):
        way[commune * MODES + mode] = points[mode, code] if allowed else NEVER


@compiled
def prepare(groups: Groups, query: Query, work: Scratch) -> None:
    """Empty the list, spread the person's skills, and bound what can be had."""
    duty, coded = query.duty, whole(0)
    for attribute in range(ATTRIBUTES):
        coded += best_present(query.attributes[attribute], groups.present[attribute])
    most = coded + duty.max()
    work.bar[0], work.bar[1] = 0, NEVER
    work.bar[2], work.bar[3] = most + query.wish.max(), most
    work.bar[5] = duty.max()
    work.bar[4] = LITTLE if query.wishes.any() else 0
    work.can[:] = 0
    work.wishes[:] = 0
    for n in range(len(query.skills)):
        work.can[query.skills[n]] = query.can[n]
        work.wishes[query.skills[n]] = query.wishes[n]
        work.strengths[n] = (whole(query.can[n]) << LANE) + query.wishes[n]
    set_quiet(groups, query, work)


@compiled
def best_present(points: NDArray[np.int32], present: NDArray[np.bool_]) -> Any:
    """Most points of the codes that occur."""
    most = whole(NEVER)
    for code in range(len(present)):
        if present[code] and points[code] > most:
            most = whole(points[code])
    return most


@compiled
def set_quiet(groups: Groups, query: Query, work: Scratch) -> None:
    """Bound each group's positions that the person's skills cover less than `LITTLE`."""
    quiet, filled, openness, barred = work.quiet, groups.filled, groups.openness, query.barred
    floor, kindred, asks, opens = query.floor, query.kindred, query.asks, query.opens
    closed, wish, gain, trades = query.closed, query.wish, query.most_gain, query.trades
    rest, wished = work.bar[3], work.bar[4]
    for kind in range(len(quiet) // GROUPS_A_KIND):
        first, known = kind * GROUPS_A_KIND, max(LITTLE, whole(floor[kind]))
        same = max(kindred[kind], opens[known])
        points = whole(gain[known]) + wish[max(wished, whole(asks[kind]))] + trades[kind] + rest
        for group in range(first, first + GROUPS_A_KIND):
            quiet[group] = NEVER
            if filled[group] and not barred[kind]:
                quiet[group] = points + closed[max(openness[group], same)]


@compiled
def set_promises(groups: Groups, query: Query, work: Scratch) -> None:
    """Bound trade, openness and wish of each group's positions."""
    sum_most(groups, query, work)
    cover, wished, promises = work.most[0], work.most[1], work.promise
    filled, openness, barred = groups.filled, groups.openness, query.barred
    floor, kindred, asks, opens = query.floor, query.kindred, query.asks, query.opens
    closed, wish, gain, trades = query.closed, query.wish, query.most_gain, query.trades
    for group in range(len(promises)):
        kind = group // GROUPS_A_KIND
        promises[group] = NEVER
        if filled[group] and not barred[kind]:
            known = max(level(whole(cover[group])), whole(floor[kind]))
            wide = max(whole(openness[group]), whole(kindred[kind]), whole(opens[known]))
            asked = max(level(whole(wished[group])), whole(asks[kind]))
            promises[group] = whole(gain[known]) + closed[wide] + wish[asked] + trades[kind]


@compiled
def sum_most(groups: Groups, query: Query, work: Scratch) -> None:
    """Sum the cover and wish that each group has at most."""
    work.most[:] = 0
    for n in range(len(query.skills)):
        row = groups.core[query.skills[n]]
        add_most(work.most[0], row, query.can[n])
        if query.wishes[n]:
            add_most(work.most[1], row, query.wishes[n])


@compiled
def add_most(sums: NDArray[np.int32], row: NDArray[np.uint16], strength: Any) -> None:
    """Add one skill to the sums of all groups, which stay at most `TOP`."""
    for group in range(len(sums)):
        sums[group] = min(np.int32(TOP), np.int32(sums[group] + np.int32(row[group]) * strength))
