"""What a search must read at least, counted by the search's own loops.

Each scattered look counts as a whole cache line, as memory gives nothing smaller; runs of bytes
that lie together count as they are. Read: two offsets for each of the person's skills in each block
it visits, the postings there, the blocks' runs, and of every row weighed the columns it decides by.
The person's own tables stay in the cache and are not counted.
"""

import numpy as np
from numba import njit

from matching import kernel_bounds, kernel_scan, kernels
from matching.coded import EXCLUDED, FAR, HILL, HOUSING, MODE_BITS, MODES, SHUTTLE, Query
from matching.index import CandidateIndex
from matching.kernel_shapes import Home, Listed, Most

LINE, POSTING, RUN, ROW = 64, 8, 6, 16


@njit
def visit(blocks, block, query, work, most, seen):  # noqa: ANN001, ANN201 - numba's
    """Scan a block as `kernels.scan` does, counting."""
    first = blocks.starts[block]
    touched = kernel_scan.accumulate(blocks, block, query, work)
    kernel_scan.weigh(blocks, Listed(first, 0, touched, most.least), query, work)
    end = kernel_scan.list_quiet(blocks, block, touched, work, most)
    kernel_scan.forget(work, touched)
    kernel_scan.weigh(blocks, Listed(first, touched, end, most.least), query, work)
    for n in range(len(query.skills)):
        postings = work.cells[n, 1] - work.cells[n, 0]
        seen[0] += LINE + (max(LINE, postings * POSTING) if postings else 0)
    seen[0] += (blocks.runs[block + 1] - blocks.runs[block]) * RUN + end * ROW
    seen[1] += 1
    seen[2] += end


@njit
def near(blocks, groups, query, home, work, seen):  # noqa: ANN001, ANN201 - numba's
    """Search as `kernels.search_near` does."""
    kernel_bounds.prepare(groups, query, work)
    rest = np.int64(0)
    if query.farthest >= FAR:
        kernel_bounds.set_promises(groups, query, work)
        rest = work.promise.max() + work.bar[3]
    for place in range(len(home.order)):
        commune = home.order[place]
        code = home.codes[commune]
        most = query.reach.best[code & (HILL - 1)] + rest
        if place and kernels.is_beyond(code & (HILL - 1), query.farthest, most, work.bar[1]):
            return
        if blocks.starts[commune] == blocks.starts[commune + 1]:
            continue
        kernel_bounds.set_way(commune, code, query.reach.points, query.farthest, work.way)
        way = work.way[commune * MODES : (commune + 1) * MODES]
        bare, housed = max(way[0], way[SHUTTLE]), max(way[HOUSING], way[MODE_BITS])
        visit(
            blocks, commune, query, work, Most(np.int64(bare), np.int64(housed), np.int64(0)), seen
        )


@njit
def wide(blocks, groups, query, home, work, seen):  # noqa: ANN001, ANN201 - numba's
    """Search as `kernels.search_wide` does."""
    kernel_bounds.prepare(groups, query, work)
    kernel_bounds.set_promises(groups, query, work)
    kernel_bounds.set_ways(home.codes, query, work.way)
    bounds = work.promise + work.bar[3]
    bare = np.int64(max(work.way[::MODES].max(), work.way[SHUTTLE::MODES].max()))
    housed = np.int64(max(work.way[HOUSING::MODES].max(), work.way[MODE_BITS::MODES].max()))
    for group in range(len(bounds)):
        bounds[group] += housed if group & HOUSING else bare
    for group in kernels.best_first(bounds):
        if bounds[group] > EXCLUDED and bounds[group] >= work.bar[1]:
            own = housed if group & HOUSING else bare
            least = kernels.least_cover(groups, group, query, work, own)
            visit(blocks, group, query, work, Most(bare, housed, least), seen)


def bytes_read(index: CandidateIndex, query: Query, k: int = 20) -> int:
    """Count what one search reads."""
    seen, work = np.zeros(3, dtype=np.int64), index._scratch(k)  # noqa: SLF001 - the search's own
    home = Home(index.geography.code[query.home], index.geography.order[query.home])
    search, blocks = (wide, index._wide) if index._goes_wide(query) else (near, index._near)  # noqa: SLF001
    search(blocks, index._added.groups, query, home, work, seen)  # noqa: SLF001
    return int(seen[0])
