"""One block looked through: its rows with a skill in common, then groups that may do without."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    ATTRIBUTES,
    EXCLUDED,
    HOUSING,
    MODE_BITS,
    MODES,
    NAMES_NOTHING,
    UNNAMED,
    Query,
)
from matching.kernel_bounds import (
    level,
    whole,
)
from matching.kernel_compile import compiled
from matching.kernel_heap import keep
from matching.kernel_prefetch import prefetch
from matching.kernel_shapes import Blocks, Listed, Most, Scratch


@compiled
def refuses(refused: NDArray[np.int64], row: Any) -> bool:
    """Whether the person refused this row."""
    for other in refused:  # noqa: SIM110 - any() over a generator does not compile
        if other == row:
            return True
    return False


@compiled
def call_up(blocks: Blocks, at: Any) -> None:
    """Ask for what `weigh` will read of a row."""
    prefetch(blocks.kind, at)
    prefetch(blocks.mode, at)
    prefetch(blocks.openness, at)
    prefetch(blocks.experience, at)
    prefetch(blocks.commune, at)


@compiled
def accumulate(blocks: Blocks, block: Any, query: Query, work: Scratch) -> Any:
    """Sum the cover of a block's rows from its postings; list the rows they touch.

    Arrays are named outside the loops: reading one from its tuple counts a reference each time.
    """
    sums, places, offsets, postings = work.sums, work.places, blocks.offsets, blocks.posting
    skills, strengths, wished, cells = query.skills, query.can, query.wishes, work.cells
    first, start, touched = block * len(work.can), blocks.starts[block], 0
    for n in range(len(skills)):  # apart, so that the memory's answers are waited for together
        cells[n, 0], cells[n, 1] = offsets[first + skills[n]], offsets[first + skills[n] + 1]
        prefetch(postings, whole(cells[n, 0]))
    for n in range(len(skills)):
        can, wishes = strengths[n], wished[n]
        for at in range(cells[n, 0], cells[n, 1]):
            posting = postings[at]
            place = np.uint32(posting >> np.uint64(32))
            weight = np.int32((posting >> np.uint64(16)) & np.uint64(0xFFFF))
            if sums[place, 3] == 0:
                sums[place, 3] = 1
                places[touched] = place
                touched += 1
                call_up(blocks, start + place)
            sums[place, 0] += weight * can
            sums[place, 1] += np.int32(posting & np.uint64(0xFFFF)) * can
            sums[place, 2] += weight * wishes
    return touched


@compiled
def scan(blocks: Blocks, block: Any, query: Query, work: Scratch, most: Most) -> None:
    """Offer a block's rows: those with a skill in common, then groups that may do without."""
    first = blocks.starts[block]
    touched = accumulate(blocks, block, query, work)
    weigh(blocks, Listed(first, 0, touched, most.least), query, work)
    end = list_quiet(blocks, block, touched, work, most)
    forget(work, touched)
    weigh(blocks, Listed(first, touched, end, most.least), query, work)


@compiled
def list_quiet(blocks: Blocks, block: Any, touched: Any, work: Scratch, most: Most) -> Any:
    """List the untouched rows of groups whose bound reaches the list; give the end of `places`."""
    sums, places, quiet = work.sums, work.places, work.quiet
    groups, begins, first = blocks.run_group, blocks.run_start, blocks.starts[block]
    end, bar = touched, work.bar[1]
    for run in range(blocks.runs[block], blocks.runs[block + 1]):
        group = groups[run]
        if quiet[group] + (most.housed if group & HOUSING else most.bare) >= bar:
            for at in range(begins[run] - first, begins[run + 1] - first):
                if sums[at, 3] == 0:
                    places[end] = at
                    end += 1
    return end


@compiled
def forget(work: Scratch, touched: Any) -> None:
    """Set the sums of touched rows back to 0."""
    sums, places = work.sums, work.places
    for n in range(touched):
        at = places[n]
        sums[at, 0] = sums[at, 1] = sums[at, 2] = sums[at, 3] = 0


@compiled
def weigh(  # noqa: C901, PLR0915 - one loop: a call a row costs as much as the row
    blocks: Blocks, listed: Listed, query: Query, work: Scratch
) -> None:
    """Offer some listed rows to the list: the cheap and weighty part first, then the gates."""
    kind, mode, commune, openness = blocks.kind, blocks.mode, blocks.commune, blocks.openness
    experience, sums, bar, attributes = blocks.experience, work.sums, work.bar, blocks.attributes
    floor, kindred, opens, gain = query.floor, query.kindred, query.opens, query.gain
    closed, way, table, places = query.closed, work.way, query.attributes, work.places
    duty, wish, asks, trades = query.duty, query.wish, query.asks, query.trades
    row, takes, barred, licences = blocks.row, blocks.takes, query.barred, blocks.licences
    least_age, age, lacking = blocks.least_age, query.age, ~query.held
    best, rows, refused = work.points, work.rows, query.refused
    for place in range(listed.begin, listed.end):
        n = places[place]
        if sums[n, 0] < listed.least:
            continue
        at = listed.first + n
        trade = kind[at]
        known = max(level(whole(sums[n, 0])), whole(floor[trade]))
        wide = max(whole(openness[at]), whole(kindred[trade]), whole(opens[known]))
        points = whole(way[commune[at] * MODES + (mode[at] & MODE_BITS)]) + trades[trade]
        points += whole(gain[experience[at], known]) + closed[wide]
        if points + bar[2] < bar[1]:
            continue
        asked = max(level(whole(sums[n, 2])), whole(asks[trade]))
        named = UNNAMED if mode[at] & NAMES_NOTHING else level(whole(sums[n, 1]))
        points += whole(duty[named]) + wish[asked]
        for attribute in range(ATTRIBUTES):
            points += table[attribute, attributes[at, attribute]]
        if points < bar[1] or points <= EXCLUDED or barred[trade] or least_age[at] > age:
            continue
        if whole(licences[at]) & lacking or takes[row[at]] == 0 or refuses(refused, row[at]):
            continue
        keep(best, rows, bar, points, row[at])
