"""The arrays that `matching.kernels` works on, as plain tuples numba can take."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


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
