"""The inner loops of `matching.index`, compiled; they hold no lock while they run.

`reference` gives the same lists without numba. `AVAILABLE` says which of the two can run.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    ATTRIBUTES,
    EXCLUDED,
    HALF,
    HILL,
    LEVELS,
    MODE_BITS,
    MODES,
    NAMES_NOTHING,
    NEVER,
    SHIFT,
    UNNAMED,
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
Loop = TypeVar("Loop", bound=Callable[..., Any])


class Blocks(NamedTuple):
    """Positions sorted by a block (a commune, or a kind) and their postings.

    Rows of block b lie at starts[b]:starts[b + 1]; `row` is the caller's. Postings of (b, skill)
    lie at offsets[b * skills + skill] up to the next; `place` is counted from the block's start.
    `most` and `most_open` bound what a block can offer. `takes` goes by the caller's row and is the
    only array that changes.
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
    most: NDArray[np.uint16]
    most_open: NDArray[np.uint16]
    takes: NDArray[np.uint8]


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

    `bar` holds (entries, worst points, worst row, most that the slow part can add).
    """

    cover: NDArray[np.int32]
    every: NDArray[np.int32]
    wished: NDArray[np.int32]
    way: NDArray[np.int32]
    can: NDArray[np.int32]
    wishes: NDArray[np.int32]
    points: NDArray[np.int64]
    rows: NDArray[np.int64]
    bar: NDArray[np.int64]


def compiled(loop: Loop) -> Loop:
    """Compile a loop; without a writable cache each process compiles anew."""
    if njit is None:
        return loop
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
    return whole(query.gain[part.experience[at], known]) + query.closed[wide] + travel


@compiled
def slow(part: Any, at: Any, query: Query, every: Any, wished: Any) -> Any:
    """Points of everything else."""
    named = UNNAMED if part.mode[at] & NAMES_NOTHING else level(every)
    asked = max(level(wished), whole(query.asks[part.kind[at]]))
    points = whole(query.duty[named]) + query.wish[asked]
    for attribute in range(ATTRIBUTES):
        points += query.attributes[attribute, part.attributes[at, attribute]]
    return points


@compiled
def accumulate(blocks: Blocks, block: Any, query: Query, work: Scratch) -> None:
    """Sum the cover of every row of a block from its postings."""
    size = blocks.starts[block + 1] - blocks.starts[block]
    work.cover[:size] = 0
    work.every[:size] = 0
    work.wished[:size] = 0
    first = block * blocks.most.shape[1]
    for n in range(len(query.skills)):
        cell = first + query.skills[n]
        can, wishes = query.can[n], query.wishes[n]
        for posting in range(blocks.offsets[cell], blocks.offsets[cell + 1]):
            at = blocks.place[posting]
            weight = np.int32(blocks.core[posting])
            work.cover[at] += weight * can
            work.every[at] += np.int32(blocks.every[posting]) * can
            work.wished[at] += weight * wishes


@compiled
def scan(blocks: Blocks, block: Any, query: Query, work: Scratch) -> None:
    """Offer every row of a block to the list."""
    accumulate(blocks, block, query, work)
    first = blocks.starts[block]
    for n in range(blocks.starts[block + 1] - first):
        points = quick(blocks, first + n, query, work.cover[n], work.way)
        if points + work.bar[2] < work.bar[1]:
            continue
        points += slow(blocks, first + n, query, work.every[n], work.wished[n])
        if points < work.bar[1] or points <= EXCLUDED:
            continue
        if blocks.takes[blocks.row[first + n]] and may_show(blocks, first + n, query):
            keep(work, points, blocks.row[first + n])


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
def set_way(commune: Any, code: Any, query: Query, work: Scratch) -> None:
    """Look up the points of the way to a commune, `NEVER` where the person may not go."""
    near = code & (HILL - 1)
    allowed = near <= query.farthest or near == HILL - 1
    if len(query.permitted):
        allowed = allowed and query.permitted[commune]
    for mode in range(MODES):
        points = query.reach.points[mode, code]
        work.way[commune * MODES + mode] = points if allowed else NEVER


@compiled
def prepare(query: Query, work: Scratch) -> None:
    """Empty the list and bound what the slow part can add."""
    most = whole(query.duty.max()) + query.wish.max()
    for attribute in range(ATTRIBUTES):
        most += query.attributes[attribute].max()
    work.bar[0], work.bar[1], work.bar[2] = 0, NEVER, most
    work.can[:] = 0
    work.wishes[:] = 0
    for n in range(len(query.skills)):
        work.can[query.skills[n]] = query.can[n]
        work.wishes[query.skills[n]] = query.wishes[n]


@compiled
def best_gain(query: Query, known: Any) -> Any:
    """Most points any experience class gives at a level."""
    most = whole(query.gain[0, known])
    for row in range(1, len(query.gain)):
        most = max(most, whole(query.gain[row, known]))
    return most


@compiled
def search_near(
    blocks: Blocks,
    delta: Delta,
    query: Query,
    codes: NDArray[np.uint16],
    order: NDArray[np.uint16],
    work: Scratch,
) -> None:
    """Go through communes from the nearest on, until no farther one can offer more.

    `codes` and `order` are the home's rows of the geography.
    """
    prepare(query, work)
    rest = best_gain(query, LEVELS) + query.closed[LEVELS] + work.bar[2]
    for place in range(len(order)):
        commune = order[place]
        near = codes[commune] & (HILL - 1)
        if place > 0 and (
            (near > query.farthest and near != HILL - 1)
            or query.reach.best[near] + rest < work.bar[1]
        ):
            return
        set_way(commune, codes[commune], query, work)
        if work.way[commune * MODES] > NEVER:
            visit(blocks, delta, commune, query, work)


@compiled
def visit(blocks: Blocks, delta: Delta, commune: Any, query: Query, work: Scratch) -> None:
    """Offer everything in a commune."""
    scan(blocks, commune, query, work)
    at = delta.head[commune]
    while at >= 0:
        offer(delta, at, query, work)
        at = delta.after[at]


@compiled
def bound(blocks: Blocks, kind: Any, query: Query, way: Any, work: Scratch) -> Any:
    """Most points a position of this kind can get."""
    if query.barred[kind] or blocks.starts[kind] == blocks.starts[kind + 1]:
        return NEVER
    cover, wished = whole(0), whole(0)
    for n in range(len(query.skills)):
        most = whole(blocks.most[kind, query.skills[n]])
        cover += most * query.can[n]
        wished += most * query.wishes[n]
    known = max(level(cover), whole(query.floor[kind]))
    wide = max(whole(blocks.most_open[kind]), whole(query.kindred[kind]))
    wide = max(wide, whole(query.opens[known]))
    asked = max(level(wished), whole(query.asks[kind]))
    rest = work.bar[2] - query.wish.max() + query.wish[asked]
    return best_gain(query, known) + query.closed[wide] + way + rest


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
    blocks: Blocks,
    delta: Delta,
    added: int,
    query: Query,
    codes: NDArray[np.uint16],
    work: Scratch,
) -> None:
    """Go through kinds of work from the most promising on, wherever they are.

    `codes` is the home's row of the geography, `added` the number of rows in the delta.
    """
    prepare(query, work)
    for commune in range(len(codes)):
        set_way(commune, codes[commune], query, work)
    farthest = whole(work.way.max())
    bounds = np.empty(len(blocks.most), dtype=np.int64)
    for kind in range(len(bounds)):
        bounds[kind] = bound(blocks, kind, query, farthest, work)
    for kind in best_first(bounds):
        if bounds[kind] > EXCLUDED and bounds[kind] >= work.bar[1]:
            scan(blocks, kind, query, work)
    for at in range(added):
        offer(delta, at, query, work)
