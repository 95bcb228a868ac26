"""The arrays that `matching.kernels` works on, as plain tuples numba can take."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Blocks(NamedTuple):
    """Positions sorted by a block (a commune, or a group), within it by group, and their postings.

    Rows of block b lie at starts[b]:starts[b + 1]; `row` is the caller's. Its runs of one group are
    runs[b]:runs[b + 1]: run r is of group run_group[r] and begins at row run_start[r]. Postings of
    (b, skill) lie at offsets[b * skills + skill] up to the next; each holds the place counted from
    the block's start in its upper 32 bits, then 16 bits of the core's share and 16 of every share.
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
    runs: NDArray[np.int32]
    run_group: NDArray[np.uint16]
    run_start: NDArray[np.int32]
    offsets: NDArray[np.int32]
    posting: NDArray[np.uint64]
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


class Most(NamedTuple):
    """What bounds a block's rows.

    Most points of the way to it, without and with a room, and the sum of cover below which none
    reaches the list (0 where that is not asked).
    """

    bare: int
    housed: int
    least: int


class Listed(NamedTuple):
    """Rows to weigh.

    Entries `begin` to `end` of `places`, counted from row `first`, whose sum of cover is at least
    `least`.
    """

    first: int
    begin: int
    end: int
    least: int


class Scratch(NamedTuple):
    """What one thread works with: accumulators, points of the way, the person's skills, the list.

    `sums` has shape (rows of the largest block, 4): cover, every, wished, and whether a posting
    touched the row; it is all 0 between blocks. `places` lists rows to be weighed, `cells`
    holds the postings of each of the person's skills in a block, shape (skills, 2). `quiet` bounds
    by group, without the way, a position that names none of the person's skills; `promise` one that
    does. `most` has shape (2, groups): cover and wished at most. `bar` holds: entries, worst points
    on the list, most that the slow part can add, the same without the wish, the same where no skill
    is shared.
    """

    sums: NDArray[np.int32]
    places: NDArray[np.int32]
    cells: NDArray[np.int32]
    quiet: NDArray[np.int64]
    promise: NDArray[np.int64]
    most: NDArray[np.int32]
    way: NDArray[np.int32]
    can: NDArray[np.int32]
    wishes: NDArray[np.int32]
    points: NDArray[np.int64]
    rows: NDArray[np.int64]
    bar: NDArray[np.int64]
