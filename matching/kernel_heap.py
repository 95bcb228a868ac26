"""The list of one search, kept as a heap whose worst entry stands first; ties go by row."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.kernel_compile import compiled
from matching.kernel_shapes import Scratch


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
