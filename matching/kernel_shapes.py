"""The arrays that `matching.kernels` works on, as plain tuples numba can take."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.coded import ATTRIBUTES, Columns

ROW = np.dtype(
    [
        ("row", np.int32),
        ("first", np.int32),
        ("licences", np.uint32),
        ("commune", np.uint16),
        ("kind", np.uint16),
        ("openness", np.uint16),
        ("width", np.uint16),
        ("mode", np.uint8),
        ("experience", np.uint8),
        ("least_age", np.uint8),
        ("spare", np.uint8),
        ("attributes", np.uint8, (ATTRIBUTES,)),
    ]
)
"""All of a position that is a code, in half a line of memory: the caller's `row`, the columns of
`matching.coded.Columns`, and where its `width` skills begin (`first`)."""
CODED = tuple(name for name in Columns._fields if name in (ROW.names or ()))
Rows = NDArray[Any]
"""Of dtype `ROW`."""


class Blocks(NamedTuple):
    """Positions sorted by a block (a commune, or a group), within it by group, and their postings.

    Rows of block b lie at starts[b]:starts[b + 1]. Its runs of one group are runs[b]:runs[b + 1]:
    run r is of group run_group[r] and begins at row run_start[r]. `skill`, `core` and `every` hold
    the skills of each row.

    Postings of (b, skill) lie at offsets[b * skills + skill] up to the next, for each row whose
    core asks the skill: the place counted from the block's start in the upper 32 bits, the skill's
    weight in the lower. `takes` goes by the caller's row and is the only array that changes.
    """

    rows: Rows
    skill: NDArray[np.uint16]
    core: NDArray[np.uint16]
    every: NDArray[np.uint16]
    starts: NDArray[np.int64]
    runs: NDArray[np.int32]
    run_group: NDArray[np.uint16]
    run_start: NDArray[np.int32]
    offsets: NDArray[np.int32]
    posting: NDArray[np.uint64]
    takes: NDArray[np.uint8]


class Delta(NamedTuple):
    """Positions since the build, row by row; `head` and `after` chain those of a commune."""

    rows: Rows
    skill: NDArray[np.uint16]
    core: NDArray[np.uint16]
    every: NDArray[np.uint16]
    head: NDArray[np.int32]
    after: NDArray[np.int32]
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


class Most(NamedTuple):
    """What bounds a block's rows.

    Most points of the way to it, without and with a room, and the sum of cover below which none
    that names a skill reaches the list.
    """

    bare: int
    housed: int
    least: int


class Scratch(NamedTuple):
    """What one thread works with: the person's skills, points of the way, bounds, the list.

    `strengths` holds can and wish of each of the person's skills side by side, `sums` the same
    summed over a block's rows, `touched` which of them are not 0, `cells` the postings of each
    skill there. `places` and `totals` list rows to be weighed with their sums. `quiet` bounds by
    group, without the way, a position whose sums are less than `kernel_bounds.LEAST`; `promise`
    any. `most` has shape (2, groups): cover and wished at most. `bar` holds: entries, worst points
    on the list, most that is added to trade, openness and way, the same without the wish, the level
    below which a wish is little, and most that the duties add.
    """

    sums: NDArray[np.int64]
    touched: NDArray[np.int32]
    totals: NDArray[np.int64]
    cells: NDArray[np.int32]
    strengths: NDArray[np.int64]
    places: NDArray[np.int32]
    quiet: NDArray[np.int64]
    promise: NDArray[np.int64]
    most: NDArray[np.int32]
    way: NDArray[np.int32]
    can: NDArray[np.int32]
    wishes: NDArray[np.int32]
    points: NDArray[np.int64]
    rows: NDArray[np.int64]
    bar: NDArray[np.int64]
