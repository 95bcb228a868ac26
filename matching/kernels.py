"""The inner loops of `matching.index`, compiled; they hold no lock while they run.

`reference` gives the same lists without numba. `AVAILABLE` says which of the two can run.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    ATTRIBUTES,
    EXCLUDED,
    GROUPS_A_KIND,
    HALF,
    HILL,
    HOUSING,
    LEVELS,
    MODE_BITS,
    MODES,
    NAMES_NOTHING,
    NEVER,
    SHIFT,
    SHUTTLE,
    UNIT,
    UNNAMED,
    WIDE_OPEN,
    Query,
)

njit: Any = None
try:
    import numba

    njit = numba.njit
except ImportError:  # a machine without a wheel of numba: `reference` takes over
    pass

AVAILABLE = njit is not None
BUCKETS = 512
TOP = UNIT * UNIT
_CONSTANTS = (ATTRIBUTES, HALF, HILL, LEVELS, MODES, MODE_BITS, NAMES_NOTHING, SHIFT, UNIT, UNNAMED)
STAMP = crc32(
    repr((*_CONSTANTS, EXCLUDED, GROUPS_A_KIND, WIDE_OPEN, HOUSING, NEVER, SHUTTLE)).encode()
)
Loop = TypeVar("Loop", bound=Callable[..., Any])


class Blocks(NamedTuple):
    """Positions sorted by a block (a commune, or a group) and their postings.

    Rows of block b lie at starts[b]:starts[b + 1]; `row` is the caller's. Postings of (b, skill)
    lie at offsets[b * skills + skill] up to the next; `place` is counted from the block's start.
    `takes` goes by the caller's row and is the only array that changes.
    """

    row: NDArray[np.int32]
    commune: NDArray[np.uint16]
    kind: NDArray[np.uint16]
    mode: NDArray[np.uint8]
    openness: NDArray[np.uint16]
    experience: NDArray[np.uint8]
    attributes: NDArray[np.uint8]
    licences: NDArray[np.uint32]
    least_age: NDArray[np.uint8]
    starts: NDArray[np.int64]
    offsets: NDArray[np.int32]
    place: NDArray[np.uint32]
    core: NDArray[np.uint16]
    every: NDArray[np.uint16]
    takes: NDArray[np.uint8]


class Groups(NamedTuple):
    """What a group (kind, whether wide open, whether there is a room) can offer at most.

    `core` is the largest weight of each skill, shape (skills, groups); `openness` and `filled` have
    shape (groups,); `present` says which codes of an attribute occur at all, shape (ATTRIBUTES,
    CODES). They grow with what is added.
    """

    core: NDArray[np.uint16]
    openness: NDArray[np.uint16]
    filled: NDArray[np.bool_]
    present: NDArray[np.bool_]


class Home(NamedTuple):
    """A home's rows of the geography."""

    codes: NDArray[np.uint16]
    order: NDArray[np.uint16]


class Delta(NamedTuple):
    """Positions since the build, row by row; `head` and `after` chain those of a commune."""

    row: NDArray[np.int32]
    commune: NDArray[np.uint16]
    kind: NDArray[np.uint16]
    mode: NDArray[np.uint8]
    openness: NDArray[np.uint16]
    experience: NDArray[np.uint8]
    attributes: NDArray[np.uint8]
    licences: NDArray[np.uint32]
    least_age: NDArray[np.uint8]
    starts: NDArray[np.int64]
    skill: NDArray[np.uint16]
    core: NDArray[np.uint16]
    every: NDArray[np.uint16]
    head: NDArray[np.int32]
    after: NDArray[np.int32]
    takes: NDArray[np.uint8]


class Scratch(NamedTuple):
    """What one thread works with: accumulators, points of the way, the person's skills, the list.

    `sums` has shape (rows of the largest block, 3): cover, every, wished. `promise` bounds the
    quick part without the way, and the wish, by group; `most` has shape (2, groups): cover and
    wished at most. `bar` holds: entries, worst points on the list, most that the slow part can
    add, the same without the wish.
    """

    sums: NDArray[np.int32]
    promise: NDArray[np.int64]
    most: NDArray[np.int32]
    way: NDArray[np.int32]
    can: NDArray[np.int32]
    wishes: NDArray[np.int32]
    points: NDArray[np.int64]
    rows: NDArray[np.int64]
    bar: NDArray[np.int64]


def compiled(loop: Loop) -> Loop:
    """Compile a loop; without a writable cache each process compiles anew.

    The cache only notices changes of this file, so the loop's name carries the constants.
    """
    if njit is None:
        return loop
    loop.__qualname__ = f"{loop.__name__}_{STAMP:x}"
    try:
        return cast(Loop, njit(nogil=True, cache=True)(loop))
    except RuntimeError:  # numba found no folder for its cache
        return cast(Loop, njit(nogil=True)(loop))


@compiled
def whole(number: Any) -> Any:
    """Give a signed 64-bit number, so that no sum wraps around."""
    return np.int64(number)


@compiled
def level(total: Any) -> Any:
    """Give the level of a sum of weight times strength."""
    return min(LEVELS, (total + HALF) >> SHIFT)


@compiled
def worse(points: NDArray[np.int64], rows: NDArray[np.int64], a: int, b: int) -> Any:
    """Whether entry a ranks below entry b: fewer points, or the same and a later row."""
    return points[a] < points[b] or (points[a] == points[b] and rows[a] > rows[b])


@compiled
def swap(points: NDArray[np.int64], rows: NDArray[np.int64], a: int, b: int) -> None:
    """Exchange two entries."""
    points[a], points[b] = points[b], points[a]
    rows[a], rows[b] = rows[b], rows[a]


@compiled
def sink(points: NDArray[np.int64], rows: NDArray[np.int64], size: int) -> None:
    """Let the first entry of a heap (worst first) sink to its place."""
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and worse(points, rows, child + 1, child):
            child += 1
        if not worse(points, rows, child, at):
            return
        swap(points, rows, child, at)
        at = child


@compiled
def rise(points: NDArray[np.int64], rows: NDArray[np.int64], at: int) -> None:
    """Let an entry of a heap rise to its place."""
    while at > 0 and worse(points, rows, at, (at - 1) // 2):
        swap(points, rows, at, (at - 1) // 2)
        at = (at - 1) // 2


@compiled
def keep(work: Scratch, points: Any, row: Any) -> None:
    """Put a position on the list when it is among the best so far."""
    size, room = work.bar[0], len(work.points)
    if size < room:
        work.points[size], work.rows[size] = points, row
        rise(work.points, work.rows, size)
        work.bar[0] = size + 1
    elif points > work.points[0] or (points == work.points[0] and row < work.rows[0]):
        work.points[0], work.rows[0] = points, row
        sink(work.points, work.rows, room)
    if work.bar[0] == room:
        work.bar[1] = work.points[0]


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
    most = whole(query.duty.max())
    for attribute in range(ATTRIBUTES):
        most += best_present(query.attributes[attribute], groups.present[attribute])
    work.bar[0], work.bar[1] = 0, NEVER
    work.bar[2], work.bar[3] = most + query.wish.max(), most
    work.can[:] = 0
    work.wishes[:] = 0
    for n in range(len(query.skills)):
        work.can[query.skills[n]] = query.can[n]
        work.wishes[query.skills[n]] = query.wishes[n]
    sum_most(groups, query, work)
    set_promises(groups, query, work)


@compiled
def best_present(points: NDArray[np.int32], present: NDArray[np.bool_]) -> Any:
    """Most points of the codes that occur."""
    most = whole(NEVER)
    for code in range(len(present)):
        if present[code] and points[code] > most:
            most = whole(points[code])
    return most


@compiled
def set_promises(groups: Groups, query: Query, work: Scratch) -> None:
    """Bound trade, openness and wish of each group's positions."""
    cover, wished, promises = work.most[0], work.most[1], work.promise
    filled, openness, barred = groups.filled, groups.openness, query.barred
    floor, kindred, asks, opens = query.floor, query.kindred, query.asks, query.opens
    closed, wish, gain, trades = query.closed, query.wish, query.gain, query.trades
    for group in range(len(promises)):
        kind = group // GROUPS_A_KIND
        promises[group] = NEVER
        if filled[group] and not barred[kind]:
            known = max(level(whole(cover[group])), whole(floor[kind]))
            wide = max(whole(openness[group]), whole(kindred[kind]), whole(opens[known]))
            asked = max(level(whole(wished[group])), whole(asks[kind]))
            promises[group] = best_gain(gain, known) + closed[wide] + wish[asked] + trades[kind]


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


@compiled
def best_gain(gain: NDArray[np.int32], known: Any) -> Any:
    """Most points any experience class gives at a level."""
    most = whole(gain[0, known])
    for row in range(1, len(gain)):
        most = max(most, whole(gain[row, known]))
    return most


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
