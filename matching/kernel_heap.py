"""The list of one search, kept as a heap whose worst entry stands first; ties go by row."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.kernel_compile import compiled


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
def keep(
    points: NDArray[np.int64], rows: NDArray[np.int64], bar: NDArray[np.int64], new: Any, row: Any
) -> None:
    """Put a position on the list when it is among the best so far."""
    size, room = bar[0], len(points)
    if size < room:
        points[size], rows[size] = new, row
        rise(points, rows, size)
        bar[0] = size + 1
    elif new > points[0] or (new == points[0] and row < rows[0]):
        points[0], rows[0] = new, row
        sink(points, rows, room)
    if bar[0] == room:
        bar[1] = points[0]


@compiled
def put_in_order(points: NDArray[np.int64], rows: NDArray[np.int64], size: Any) -> None:
    """Put a heap's entries in order, the best first."""
    for last in range(size - 1, 0, -1):
        swap(points, rows, 0, last)
        sink(points, rows, last)
