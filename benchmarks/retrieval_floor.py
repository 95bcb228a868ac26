"""What a search must read at least, counted by the search's own loops.

Each scattered look counts as a whole line of memory, as it gives nothing smaller; bytes that lie
together count as they are, and a block's rows never for more than all of them. Read: two offsets
for each of the person's skills in each block it visits, the postings there, the blocks' runs, and
the rows weighed. The person's own tables stay in the cache and are not counted; nothing else is
taken to stay there from one person to the next.
"""

import numpy as np
from numba import njit

from matching import kernel_bounds, kernel_scan, kernels
from matching.coded import EXCLUDED, FAR, HILL, HOUSING, MODE_BITS, MODES, SHUTTLE, Query
from matching.index import CandidateIndex
from matching.kernel_shapes import ROW, Home, Most

LINE, POSTING, RUN, RECORD = 64, 8, 6, ROW.itemsize


@njit
def visit(blocks, block, query, work, most, seen):  # noqa: ANN001, ANN201 - numba's
    """Scan a block as `kernel_scan.scan` does, counting."""
    touched = kernel_scan.accumulate(blocks, block, query, work)
    covered = kernel_scan.list_covered(blocks, block, touched, work, most.least)
    kernel_scan.weigh(blocks, covered, query, work, by_row=True)
    others = kernel_scan.list_open(blocks, block, query, work, most)
    kernel_scan.weigh(blocks, others, query, work, by_row=True)
    kernel_scan.forget(touched, work)
    for n in range(len(query.skills)):
        postings = work.cells[n, 1] - work.cells[n, 0]
        seen[0] += LINE + (max(LINE, postings * POSTING) if postings else 0)
    size = blocks.starts[block + 1] - blocks.starts[block]
    seen[0] += (blocks.runs[block + 1] - blocks.runs[block]) * RUN
    seen[0] += min(covered * LINE + others * RECORD, size * RECORD)


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
        beyond = query.reach.best[code & (HILL - 1)] + rest
        if place and kernels.is_beyond(code & (HILL - 1), query.farthest, beyond, work.bar[1]):
            return
        if blocks.starts[commune] == blocks.starts[commune + 1]:
            continue
        kernel_bounds.set_way(commune, code, query.reach.points, query.farthest, work.way)
        way = work.way[commune * MODES : (commune + 1) * MODES]
        bare, housed = max(way[0], way[SHUTTLE]), max(way[HOUSING], way[MODE_BITS])
        most = Most(np.int64(bare), np.int64(housed), np.int64(kernel_bounds.LEAST))
        visit(blocks, commune, query, work, most, seen)


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
            least = max(kernel_bounds.LEAST, kernels.least_cover(groups, group, query, work, own))
            visit(blocks, group, query, work, Most(bare, housed, least), seen)


def bytes_read(index: CandidateIndex, query: Query, k: int = 20) -> int:
    """Count what one search reads."""
    seen, work = np.zeros(1, dtype=np.int64), index._scratch(k)  # noqa: SLF001 - the search's own
    home = Home(index.geography.code[query.home], index.geography.order[query.home])
    search, blocks = (wide, index._wide) if index._goes_wide(query) else (near, index._near)  # noqa: SLF001
    search(blocks, index._added.groups, query, home, work, seen)  # noqa: SLF001
    return int(seen[0])
