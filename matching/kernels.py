"""The inner loops of `matching.index`, compiled; they hold no lock while they run.

`reference` gives the same lists without numba. `AVAILABLE` says which of the two can run.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    ATTRIBUTES,
    EXCLUDED,
    GROUPS_A_KIND,
    HILL,
    HOUSING,
    MODE_BITS,
    MODES,
    NAMES_NOTHING,
    NEVER,
    SHUTTLE,
    UNNAMED,
    WIDE_OPEN,
    Query,
)
from matching.kernel_bounds import level, prepare, set_way, set_ways, whole
from matching.kernel_compile import compiled
from matching.kernel_heap import keep
from matching.kernel_shapes import Blocks, Delta, Groups, Home, Scratch

BUCKETS = 512


@compiled
def refuses(query: Query, row: Any) -> bool:
    """Whether the person refused this row."""
    for other in query.refused:  # noqa: SIM110 - any() over a generator does not compile
        if other == row:
            return True
    return False


@compiled
def may_show(part: Any, at: Any, query: Query) -> bool:
    """Whether every gate that depends on the person and is no table lets the pair pass."""
    if query.barred[part.kind[at]] or part.least_age[at] > query.age:
        return False
    if whole(part.licences[at]) & ~query.held:
        return False
    return not refuses(query, part.row[at])


@compiled
def quick(part: Any, at: Any, query: Query, total: Any, way: NDArray[np.int32]) -> Any:
    """Points of trade, openness and way: what decides most."""
    kind = part.kind[at]
    known = max(level(total), whole(query.floor[kind]))
    wide = max(whole(part.openness[at]), whole(query.kindred[kind]))
    wide = max(wide, whole(query.opens[known]))
    travel = way[part.commune[at] * MODES + (part.mode[at] & MODE_BITS)]
    points = whole(query.gain[part.experience[at], known]) + query.closed[wide]
    return points + query.trades[kind] + travel


@compiled
def slow(part: Any, at: Any, query: Query, every: Any, wished: Any) -> Any:
    """Points of everything else."""
    named = UNNAMED if part.mode[at] & NAMES_NOTHING else level(every)
    asked = max(level(wished), whole(query.asks[part.kind[at]]))
    points = whole(query.duty[named]) + query.wish[asked]
    return points + coded_points(part.attributes, at, query.attributes)


@compiled
def accumulate(blocks: Blocks, block: Any, query: Query, work: Scratch) -> None:
    """Sum the cover of every row of a block from its postings.

    Arrays are named outside the loops: reading one from its tuple counts a reference each time.
    """
    sums, offsets, place = work.sums, blocks.offsets, blocks.place
    core, every = blocks.core, blocks.every
    for n in range(blocks.starts[block + 1] - blocks.starts[block]):
        sums[n, 0], sums[n, 1], sums[n, 2] = 0, 0, 0
    first = block * len(work.can)
    for n in range(len(query.skills)):
        cell = first + query.skills[n]
        can, wishes = query.can[n], query.wishes[n]
        for posting in range(offsets[cell], offsets[cell + 1]):
            at, weight = place[posting], np.int32(core[posting])
            sums[at, 0] += weight * can
            sums[at, 1] += np.int32(every[posting]) * can
            sums[at, 2] += weight * wishes


@compiled
def scan(blocks: Blocks, block: Any, query: Query, work: Scratch) -> None:
    """Offer every row of a block to the list, after a look at what its group promises."""
    accumulate(blocks, block, query, work)
    kind, mode, commune, openness = blocks.kind, blocks.mode, blocks.commune, blocks.openness
    experience, sums, bar, attributes = blocks.experience, work.sums, work.bar, blocks.attributes
    floor, kindred, opens, gain = query.floor, query.kindred, query.opens, query.gain
    closed, way, promises, table = query.closed, work.way, work.promise, query.attributes
    duty, wish, asks, trades = query.duty, query.wish, query.asks, query.trades
    first = blocks.starts[block]
    for n in range(blocks.starts[block + 1] - first):
        at = first + n
        trade = kind[at]
        points = whole(way[commune[at] * MODES + (mode[at] & MODE_BITS)])
        group = group_of(trade, mode[at], openness[at])
        if promises[group] + points + bar[3] < bar[1]:
            continue
        known = max(level(whole(sums[n, 0])), whole(floor[trade]))
        wide = max(whole(openness[at]), whole(kindred[trade]), whole(opens[known]))
        points += whole(gain[experience[at], known]) + closed[wide] + trades[trade]
        if points + bar[2] < bar[1]:
            continue
        asked = max(level(whole(sums[n, 2])), whole(asks[trade]))
        named = UNNAMED if mode[at] & NAMES_NOTHING else level(whole(sums[n, 1]))
        points += whole(duty[named]) + wish[asked] + coded_points(attributes, at, table)
        if points >= bar[1] and points > EXCLUDED:
            consider(blocks, at, query, work, points)


@compiled
def group_of(kind: Any, mode: Any, openness: Any) -> Any:
    """Group of a position: its kind, whether it is wide open, and whether there is a room."""
    return whole(kind) * GROUPS_A_KIND + HOUSING * 2 * (openness >= WIDE_OPEN) + (mode & HOUSING)


@compiled
def coded_points(attributes: NDArray[np.uint8], at: Any, table: NDArray[np.int32]) -> Any:
    """Points of a position's other codes."""
    points = whole(0)
    for attribute in range(ATTRIBUTES):
        points += table[attribute, attributes[at, attribute]]
    return points


@compiled
def consider(blocks: Blocks, at: Any, query: Query, work: Scratch, points: Any) -> None:
    """Put a row on the list when the gates let it pass."""
    if blocks.takes[blocks.row[at]] and may_show(blocks, at, query):
        keep(work, points, blocks.row[at])


@compiled
def offer(delta: Delta, at: Any, query: Query, work: Scratch) -> None:
    """Offer one row of the delta to the list."""
    if delta.takes[at] == 0:
        return
    cover = every = wished = 0
    for n in range(delta.starts[at], delta.starts[at + 1]):
        skill = delta.skill[n]
        cover += whole(delta.core[n]) * work.can[skill]
        every += whole(delta.every[n]) * work.can[skill]
        wished += whole(delta.core[n]) * work.wishes[skill]
    points = quick(delta, at, query, cover, work.way)
    points += slow(delta, at, query, every, wished)
    if points >= work.bar[1] and points > EXCLUDED and may_show(delta, at, query):
        keep(work, points, delta.row[at])


@compiled
def search_near(
    blocks: Blocks, delta: Delta, groups: Groups, query: Query, home: Home, work: Scratch
) -> None:
    """Go through communes from the nearest on, until no farther one can offer more."""
    prepare(groups, query, work)
    rest = work.promise.max() + work.bar[3]
    codes, order, starts, head = home.codes, home.order, blocks.starts, delta.head
    best, farthest, bar = query.reach.best, query.farthest, work.bar
    points, permitted, way = query.reach.points, query.permitted, work.way
    for place in range(len(order)):
        commune = order[place]
        near = codes[commune] & (HILL - 1)
        if place > 0 and is_beyond(near, farthest, best[near] + rest, bar[1]):
            return
        if starts[commune] == starts[commune + 1] and head[commune] < 0:
            continue
        if len(permitted) and not permitted[commune]:
            continue
        set_way(commune, codes[commune], points, farthest, way)
        if way[commune * MODES] > NEVER:
            visit(blocks, delta, commune, query, work)


@compiled
def is_beyond(near: Any, farthest: Any, most: Any, worst: Any) -> Any:
    """Whether neither this distance nor a longer one is allowed or worth the way."""
    return (near > farthest and near != HILL - 1) or most < worst


@compiled
def visit(blocks: Blocks, delta: Delta, commune: Any, query: Query, work: Scratch) -> None:
    """Offer everything in a commune."""
    scan(blocks, commune, query, work)
    at = delta.head[commune]
    while at >= 0:
        offer(delta, at, query, work)
        at = delta.after[at]


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
def search_wide(
    blocks: Blocks, delta: Delta, groups: Groups, query: Query, home: Home, work: Scratch
) -> None:
    """Go through groups from the most promising on, wherever they are."""
    prepare(groups, query, work)
    set_ways(home.codes, query, work.way)
    bounds = work.promise + work.bar[3]
    bare = max(work.way[::MODES].max(), work.way[SHUTTLE::MODES].max())
    housed = max(work.way[HOUSING::MODES].max(), work.way[MODE_BITS::MODES].max())
    for group in range(len(bounds)):
        bounds[group] += housed if group & HOUSING else bare
    for group in best_first(bounds):
        if bounds[group] > EXCLUDED and bounds[group] >= work.bar[1]:
            scan(blocks, group, query, work)
    for commune in range(len(delta.head)):
        at = delta.head[commune]
        while at >= 0:
            offer(delta, at, query, work)
            at = delta.after[at]
