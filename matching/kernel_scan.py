"""One block looked through: its rows with enough in common, then groups that may do with little."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    ATTRIBUTES,
    EXCLUDED,
    GROUPS_A_KIND,
    HOUSING,
    MODE_BITS,
    MODES,
    NAMES_NOTHING,
    UNNAMED,
    Query,
)
from matching.kernel_bounds import LANE, LITTLE, LOW, level, whole
from matching.kernel_compile import compiled
from matching.kernel_heap import keep
from matching.kernel_prefetch import prefetch
from matching.kernel_shapes import Blocks, Most, Scratch


@compiled
def refuses(refused: NDArray[np.int64], row: Any) -> bool:
    """Whether the person refused this row."""
    for other in refused:  # noqa: SIM110 - any() over a generator does not compile
        if other == row:
            return True
    return False


@compiled
def scan(blocks: Blocks, block: Any, query: Query, work: Scratch, most: Most) -> None:
    """Offer to the list what may reach it of a block."""
    touched = accumulate(blocks, block, query, work)
    covered = list_covered(blocks, block, touched, work, most.least)
    if covered:
        weigh(blocks, covered, query, work, by_row=True)
    others = list_open(blocks, block, query, work, most)
    if others:
        weigh(blocks, others, query, work, by_row=True)
    forget(touched, work)


@compiled
def accumulate(blocks: Blocks, block: Any, query: Query, work: Scratch) -> Any:
    """Sum cover and wish of a block's rows from its postings; give how many rows they touch.

    Arrays are named outside the loops: reading one from its tuple counts a reference each time.
    """
    sums, places, offsets, postings = work.sums, work.touched, blocks.offsets, blocks.posting
    skills, cells, strengths = query.skills, work.cells, work.strengths
    first, touched = block * len(work.can), 0
    for n in range(len(skills)):  # apart, so that the memory's answers are waited for together
        cells[n, 0], cells[n, 1] = offsets[first + skills[n]], offsets[first + skills[n] + 1]
        prefetch(postings, whole(cells[n, 0]))
    for n in range(len(skills)):
        strength = strengths[n]
        if strength == 0:
            continue
        for at in range(cells[n, 0], cells[n, 1]):
            posting = postings[at]
            place = np.uint32(posting >> np.uint64(32))
            before = sums[place]
            if before == 0:
                places[touched] = place
                touched += 1
            sums[place] = before + np.int64(posting & np.uint64(0xFFFF)) * strength
    return touched


@compiled
def forget(touched: Any, work: Scratch) -> None:
    """Set the sums of touched rows back to 0."""
    sums, places = work.sums, work.touched
    for n in range(touched):
        sums[places[n]] = 0


@compiled
def list_covered(blocks: Blocks, block: Any, touched: Any, work: Scratch, least: Any) -> Any:
    """List the touched rows whose cover or wish is at least `least`."""
    sums, rows, start = work.sums, blocks.rows, blocks.starts[block]
    candidates, places, totals, end = work.touched, work.places, work.totals, 0
    for n in range(touched):
        total = sums[candidates[n]]
        if (total >> LANE) >= least or (total & LOW) >= least:
            places[end], totals[end] = start + candidates[n], total
            prefetch(rows, whole(places[end]))
            end += 1
    return end


@compiled
def list_open(blocks: Blocks, block: Any, query: Query, work: Scratch, most: Most) -> Any:
    """List the other rows of groups that may reach the list with little cover.

    Within a group a row's openness, experience and way must make up for it.
    """
    rows, sums, places, totals, way = blocks.rows, work.sums, work.places, work.totals, work.way
    quiet, groups, begins, least = work.quiet, blocks.run_group, blocks.run_start, most.least
    floor, kindred, opens, asks = query.floor, query.kindred, query.opens, query.asks
    gain, closed, wish, trades = query.gain, query.closed, query.wish, query.trades
    bar, rest, wished = work.bar[1], work.bar[3], work.bar[4]
    first, bare, housed, end = blocks.starts[block], bar - most.bare, bar - most.housed, 0
    for run in range(blocks.runs[block], blocks.runs[block + 1]):
        group = groups[run]
        if quiet[group] < (housed if group & HOUSING else bare):
            continue
        kind = group // GROUPS_A_KIND
        known = max(whole(LITTLE), whole(floor[kind]))
        wide = max(whole(kindred[kind]), whole(opens[known]))
        lacking = bar - rest - trades[kind] - wish[max(wished, whole(asks[kind]))]
        for at in range(begins[run], begins[run + 1]):
            row, total = rows[at], sums[at - first]
            points = whole(way[row.commune * MODES + (row.mode & MODE_BITS)])
            points += whole(gain[row.experience, known]) + closed[max(whole(row.openness), wide)]
            if points >= lacking and (total >> LANE) < least and (total & LOW) < least:
                places[end], totals[end] = at, total
                end += 1
    return end


@compiled
def weigh(  # noqa: C901, PLR0915 - one loop: a call a row costs as much as the row
    part: Any, count: Any, query: Query, work: Scratch, by_row: Any
) -> None:
    """Offer the listed rows of a part to the list: the weighty points first, then the gates.

    `takes` of the part goes by the caller's row or by its own.
    """
    every_row, skill, every, takes = part.rows, part.skill, part.every, part.takes
    places, totals, bar, best, kept = work.places, work.totals, work.bar, work.points, work.rows
    can, way, table = work.can, work.way, query.attributes
    floor, kindred, opens, gain = query.floor, query.kindred, query.opens, query.gain
    duty, wish, asks, trades = query.duty, query.wish, query.asks, query.trades
    closed, most_duty = query.closed, bar[5]
    barred, refused, age, lacking = query.barred, query.refused, query.age, ~query.held
    for n in range(count):
        at = places[n]
        row = every_row[at]
        kind = row.kind
        known = max(level(totals[n] >> LANE), whole(floor[kind]))
        wide = max(whole(row.openness), whole(kindred[kind]), whole(opens[known]))
        points = whole(way[row.commune * MODES + (row.mode & MODE_BITS)]) + trades[kind]
        points += whole(gain[row.experience, known]) + closed[wide]
        if points + bar[2] < bar[1]:
            continue
        points += wish[max(level(totals[n] & LOW), whole(asks[kind]))]
        for attribute in range(ATTRIBUTES):
            points += table[attribute, row.attributes[attribute]]
        if points + most_duty < bar[1] or points <= EXCLUDED:
            continue
        if barred[kind] or row.least_age > age or whole(row.licences) & lacking:
            continue
        named = whole(0)
        for entry in range(row.first, row.first + row.width):
            named += whole(every[entry]) * can[skill[entry]]
        points += whole(duty[UNNAMED if row.mode & NAMES_NOTHING else level(named)])
        flag = row.row if by_row else at
        if points < bar[1] or takes[flag] == 0 or refuses(refused, row.row):
            continue
        keep(best, kept, bar, points, row.row)
