"""The inner loops of `matching.index`, compiled; they hold no lock while they run.

`reference` gives the same lists without numba. `AVAILABLE` says which of the two can run.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    EXCLUDED,
    FAR,
    GROUPS_A_KIND,
    HALF,
    HILL,
    HOUSING,
    LEVELS,
    MODE_BITS,
    MODES,
    NEVER,
    SHIFT,
    SHUTTLE,
    Query,
)
from matching.kernel_bounds import (
    LANE,
    LEAST,
    prepare,
    set_promises,
    set_way,
    set_ways,
    whole,
)
from matching.kernel_compile import compiled
from matching.kernel_heap import put_in_order
from matching.kernel_scan import scan, weigh
from matching.kernel_shapes import Blocks, Delta, Groups, Home, Most, Scratch

BUCKETS = 512


@compiled
def search_near(
    blocks: Blocks, delta: Delta, groups: Groups, query: Query, home: Home, work: Scratch
) -> None:
    """Go through communes from the nearest on, until no farther one can offer more."""
    prepare(groups, query, work)
    rest = whole(0)
    if query.farthest >= FAR:
        set_promises(groups, query, work)
        rest = work.promise.max() + work.bar[3]
    codes, order, starts, head = home.codes, home.order, blocks.starts, delta.head
    best, farthest, bar = query.reach.best, query.farthest, work.bar
    points, permitted, way = query.reach.points, query.permitted, work.way
    for place in range(len(order)):
        commune = order[place]
        near = codes[commune] & (HILL - 1)
        if place > 0 and is_beyond(near, farthest, best[near] + rest, bar[1]):
            break
        is_empty = starts[commune] == starts[commune + 1] and head[commune] < 0
        if is_empty or (len(permitted) and not permitted[commune]):
            continue
        set_way(commune, codes[commune], points, farthest, way)
        if way[commune * MODES] > NEVER:
            visit(blocks, delta, commune, query, work)
    put_in_order(work.points, work.rows, work.bar[0])


@compiled
def is_beyond(near: Any, farthest: Any, most: Any, worst: Any) -> Any:
    """Whether neither this distance nor a longer one is allowed or worth the way.

    Where a limit ends the search soon enough, what the way is worth is not asked.
    """
    if farthest >= FAR:
        return most < worst
    return near > farthest and near != HILL - 1


@compiled
def visit(blocks: Blocks, delta: Delta, commune: Any, query: Query, work: Scratch) -> None:
    """Offer everything in a commune."""
    way, first = work.way, commune * MODES
    bare = max(way[first], way[first + SHUTTLE])
    housed = max(way[first + HOUSING], way[first + MODE_BITS])
    scan(blocks, commune, query, work, Most(whole(bare), whole(housed), whole(LEAST)))
    visit_late(delta, commune, query, work)


@compiled
def visit_late(delta: Delta, commune: Any, query: Query, work: Scratch) -> None:
    """Offer what came to a commune since the build, some at a time."""
    at, places, totals = delta.head[commune], work.places, work.totals
    while at >= 0:
        count = 0
        while at >= 0 and count < len(places):
            places[count], totals[count] = at, total_of(delta, at, work)
            at, count = delta.after[at], count + 1
        weigh(delta, count, query, work, by_row=False)


@compiled
def total_of(delta: Delta, at: Any, work: Scratch) -> Any:
    """Sum cover and wish of a row."""
    row, total = delta.rows[at], whole(0)
    for entry in range(row.first, row.first + row.width):
        skill = delta.skill[entry]
        strength = (whole(work.can[skill]) << LANE) + work.wishes[skill]
        total += delta.core[entry] * strength
    return total


@compiled
def best_first(bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Order blocks by bound in `BUCKETS` steps, the best first."""
    top = bounds.max()
    low = top
    for value in bounds:
        if EXCLUDED < value < low:
            low = value
    width = max(1, (top - low) // (BUCKETS - 1) + 1)
    bucket = np.minimum((top - np.maximum(bounds, low - width)) // width, BUCKETS)
    fill = np.zeros(BUCKETS + 2, dtype=np.int64)
    for value in bucket:
        fill[value + 1] += 1
    fill = np.cumsum(fill)
    order = np.empty(len(bounds), dtype=np.int64)
    for block in range(len(bounds)):
        order[fill[bucket[block]]] = block
        fill[bucket[block]] += 1
    return order


@compiled
def least_cover(groups: Groups, group: Any, query: Query, work: Scratch, way: Any) -> Any:
    """Sum of cover below which no position of a group can reach the list."""
    kind, low, high = group // GROUPS_A_KIND, 0, LEVELS
    gain, closed, opens = query.most_gain, query.closed, query.opens
    rest = whole(way) + query.trades[kind] + work.bar[2]
    same = max(groups.openness[group], query.kindred[kind])
    while low < high:
        middle = (low + high) // 2
        if rest + gain[middle] + closed[max(same, opens[middle])] < work.bar[1]:
            low = middle + 1
        else:
            high = middle
    return whole(0) if query.floor[kind] >= low else (whole(low) << SHIFT) - HALF


@compiled
def search_wide(
    blocks: Blocks, delta: Delta, groups: Groups, query: Query, home: Home, work: Scratch
) -> None:
    """Go through groups from the most promising on, wherever they are."""
    prepare(groups, query, work)
    set_promises(groups, query, work)
    set_ways(home.codes, query, work.way)
    bounds = work.promise + work.bar[3]
    bare = whole(max(work.way[::MODES].max(), work.way[SHUTTLE::MODES].max()))
    housed = whole(max(work.way[HOUSING::MODES].max(), work.way[MODE_BITS::MODES].max()))
    for group in range(len(bounds)):
        bounds[group] += housed if group & HOUSING else bare
    for group in best_first(bounds):
        if bounds[group] > EXCLUDED and bounds[group] >= work.bar[1]:
            way = housed if group & HOUSING else bare
            least = max(LEAST, least_cover(groups, group, query, work, way))
            scan(blocks, group, query, work, Most(bare, housed, least))
    for commune in range(len(delta.head)):
        visit_late(delta, commune, query, work)
    put_in_order(work.points, work.rows, work.bar[0])
