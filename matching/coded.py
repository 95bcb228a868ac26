"""Positions and people as small whole numbers: what `matching.index` stores and is asked.

Every amount is an integer, so a sum is the same in any order, on any path and on any machine:

- points are millionths (`MICRO`); `NEVER` in a table excludes a position for this person;
- shares (cover, openness) are levels 0..`LEVELS`;
- weights of skills are in 1/`UNIT`, so that weight times strength sums to at most `UNIT`**2;
- distances are sixteenths of a km up to `FAR` (512 km); `UNKNOWN` where a commune is not known;
  `HILL` is added where either end lies in mountain country.
"""

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching import places

MICRO = 1_000_000
LEVELS, UNNAMED = 1024, 1025
UNIT, SHIFT = 1 << 14, 18
HALF = 1 << (SHIFT - 1)
STEPS_PER_KM = 16
FAR, UNKNOWN, HILL = 8190, 8191, 8192
NEVER = -(1 << 30)
EXCLUDED = NEVER // 2
MODES, MODE_BITS, NAMES_NOTHING = 4, 3, 4
HOUSING, SHUTTLE = 1, 2
GROUPS_A_KIND, WIDE_OPEN = 4, 900
AGE_UNKNOWN = 255
ATTRIBUTES, CODES = 8, 256

AnyArray = NDArray[np.generic]
Ints = NDArray[np.int32]
Hits = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Position rows, best first, and their points in millionths."""


class Columns(NamedTuple):
    """Positions in the caller's order; the first axis is the position's row.

    Attributes
    ----------
    commune : ndarray of uint16
        Row of the geography; its last row stands for "not known".
    kind : ndarray of uint16
        Class of occupation and field of work.
    mode : ndarray of uint8
        `HOUSING`, `SHUTTLE` and `NAMES_NOTHING` bits.
    openness : ndarray of uint16
        Level at which the position is open to anybody.
    experience : ndarray of uint8
        Class of the practice asked: a row of `Query.gain`.
    attributes : ndarray of uint8, shape (positions, ATTRIBUTES)
        Codes of everything else, one column a table of `Query.attributes`.
    licences : ndarray of uint32
        Bits of licences the law asks and nobody teaches.
    least_age : ndarray of uint8
    takes : ndarray of uint8
        1 where somebody may be shown it: open, and paid at least the legal minimum.
    starts, skill, core, every : ndarray
        Skills of row r lie at starts[r]:starts[r + 1]: the skill, its share of the core and its
        share of everything named, in 1/UNIT. A skill stands once a row.
    """

    commune: NDArray[np.uint16]
    kind: NDArray[np.uint16]
    mode: NDArray[np.uint8]
    openness: NDArray[np.uint16]
    experience: NDArray[np.uint8]
    attributes: NDArray[np.uint8]
    licences: NDArray[np.uint32]
    least_age: NDArray[np.uint8]
    takes: NDArray[np.uint8]
    starts: NDArray[np.int64]
    skill: NDArray[np.uint16]
    core: NDArray[np.uint16]
    every: NDArray[np.uint16]


class Reach(NamedTuple):
    """Points of the way: `points` of shape (MODES, 2 * HILL) by distance code; see `reach`."""

    points: Ints
    best: Ints


class Query(NamedTuple):
    """One person as tables; all points in millionths.

    The score of position j, with cover(j) = sum of core(j, s) * can(s), every(j) and wished(j)
    likewise, each as a level:

    - t = max(cover, floor[kind]); o = max(openness, kindred[kind], opens[t])
    - score = base + trades[kind] + gain[experience, t] + closed[o] + duty[every]
      + wish[max(wished, asks[kind])] + reach[mode, distance code of the commune]
      + sum of attributes[a, code_a]

    A position may be shown when it takes people, its kind is not barred, every licence bit it asks
    is held, the age suffices, its commune is permitted and not farther than `farthest`, its row is
    not in `refused`, and no table says `NEVER`.

    Attributes
    ----------
    home : int
        Row of the geography, the last one when not known.
    skills, can, wishes : ndarray of uint16 and int32
        Each skill once; strengths in 1/UNIT.
    floor, kindred, asks : ndarray of uint16, shape (kinds,)
        Levels.
    trades : ndarray of shape (kinds,)
    barred : ndarray of bool, shape (kinds,)
    gain : ndarray of shape (classes of experience, LEVELS + 1)
        Must not fall with the level.
    most_gain : ndarray of shape (LEVELS + 1,)
        Most that any class gives.
    opens : ndarray of uint16, shape (LEVELS + 1,)
        Must not fall with the level.
    closed, wish : ndarray of shape (LEVELS + 1,)
        Must not fall with the level.
    duty : ndarray of shape (LEVELS + 2,)
        `UNNAMED` for a position that names no skill.
    attributes : ndarray of shape (ATTRIBUTES, CODES)
    permitted : ndarray of bool, shape (communes + 1,)
        Empty when everywhere is.
    refused : ndarray of int64
        Rows.
    """

    base: int
    home: int
    farthest: int
    held: int
    age: int
    skills: NDArray[np.uint16]
    can: Ints
    wishes: Ints
    floor: NDArray[np.uint16]
    kindred: NDArray[np.uint16]
    asks: NDArray[np.uint16]
    trades: Ints
    barred: NDArray[np.bool_]
    gain: Ints
    most_gain: Ints
    opens: NDArray[np.uint16]
    closed: Ints
    duty: Ints
    wish: Ints
    attributes: Ints
    reach: Reach
    permitted: NDArray[np.bool_]
    refused: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Geography:
    """How far communes lie from each other; the last row and column stand for "not known".

    Attributes
    ----------
    code : ndarray of uint16, shape (communes + 1, communes + 1)
        Distance codes, `HILL` included.
    order : ndarray of uint16, shape (communes + 1, communes + 1)
        The unknown one first, then communes by distance without `HILL`, nearest first.
    """

    code: NDArray[np.uint16]
    order: NDArray[np.uint16]

    @property
    def nowhere(self) -> int:
        """Row of a commune that is not known."""
        return len(self.code) - 1

    def arrays(self) -> dict[str, AnyArray]:
        """Name its arrays."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def geography(known: places.Places) -> Geography:
    """Measure every pair of communes once."""
    points, hilly = known.points, known.factor > 1.0
    size = len(points)
    code = np.full((size + 1, size + 1), UNKNOWN, dtype=np.uint16)
    cosine = np.clip(points @ points.T, -1.0, 1.0)
    np.fill_diagonal(cosine, 1.0)
    km = places.EARTH_RADIUS_KM * np.arccos(cosine)
    code[:size, :size] = np.minimum(np.rint(km * STEPS_PER_KM), FAR)
    near = code.copy()
    near[:, size] = 0
    order = np.argsort(near, axis=1, kind="stable").astype(np.uint16)
    order = np.hstack([np.full((size + 1, 1), size, dtype=np.uint16), _without(order, size)])
    code[:size, :size] += np.where(hilly[:, None] | hilly, HILL, 0).astype(np.uint16)
    return Geography(code, np.ascontiguousarray(order))


def _without(order: NDArray[np.uint16], column: int) -> NDArray[np.uint16]:
    others: NDArray[np.uint16] = order[order != column]
    return others.reshape(len(order), column)


def reach(points: NDArray[np.float64]) -> Reach:
    """Arrange the way's points, shape (MODES, 2 * HILL) by distance code, in points.

    `best` is what no commune at that distance or beyond exceeds.
    """
    micro = to_micro(points)
    by_code = np.maximum(micro[:, :HILL], micro[:, HILL:]).max(axis=0)[:UNKNOWN]
    best = np.maximum.accumulate(by_code[::-1])[::-1]
    unknown = micro[:, UNKNOWN].max()
    return Reach(micro, np.append(best, unknown).astype(np.int32))


def to_micro(points: NDArray[np.float64]) -> Ints:
    """Round points to millionths."""
    return np.rint(np.asarray(points) * MICRO).astype(np.int32)
