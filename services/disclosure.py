"""Which cells of a table are hidden so that no subtraction gives a cell on few people back.

A table is a network: each sum is a node, each cell an arc between two sums, and what a reader can
still imagine is a circulation over the hidden cells. A small cell is safe when some circle of
hidden cells lets it be one more or one less with every published figure unchanged (Gusfield 1988,
"A graph theoretic approach to statistical data security"). Where there is none, the circle that
costs the least is hidden as well.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Any

from services.small_cells import SMALL

Key = Any
Node = Hashable
TOTAL = "total"
OUTSIDE: Node = ("outside",)
ZERO_COST = 1_000_000
FIXED_COST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a table: one more of it is one more from `tail` to `head`."""

    key: Key
    value: int
    tail: Node
    head: Node
    is_fixed: bool = False
    """True for what is published elsewhere: hiding it here means hiding it there."""


def line(values: Mapping[Key, int]) -> list[Entry]:
    """Return the entries of parts and their total; the key of the total is TOTAL."""
    parts = [Entry(key, value, "sum", OUTSIDE) for key, value in values.items()]
    return [*parts, Entry(TOTAL, sum(values.values()), OUTSIDE, "sum")]


def grid(
    values: Mapping[tuple[Key, Key], int],
    columns: Sequence[Key],
    published: Mapping[Key, bool] | None = None,
) -> list[Entry]:
    """Return the entries of rows by columns with both margins; keys are (row, column).

    `published` tells of columns (and TOTAL) whether their sum stands elsewhere: such a sum is
    hidden only where nothing else helps, and must then be hidden there too.
    """
    rows = sorted({row for row, _ in values}, key=str)
    entries: list[Entry] = []
    for row in rows:
        cells = {column: values.get((row, column), 0) for column in columns}
        entries += [Entry((row, c), v, ("row", row), ("column", c)) for c, v in cells.items()]
        entries.append(Entry((row, TOTAL), sum(cells.values()), OUTSIDE, ("row", row)))
    for column in columns:
        summed = sum(values.get((row, column), 0) for row in rows)
        is_fixed = bool(published and published[column])
        entries.append(Entry((TOTAL, column), summed, ("column", column), ("row", TOTAL), is_fixed))
    whole = sum(values.values())
    entries.append(
        Entry((TOTAL, TOTAL), whole, ("row", TOTAL), OUTSIDE, bool(published and published[TOTAL]))
    )
    return entries


def is_small(value: int) -> bool:
    """Tell whether a figure is about one to four people."""
    return 0 < value < SMALL


def hidden(entries: Iterable[Entry], also: Iterable[Key] = ()) -> frozenset[Key]:
    """Return the keys to hide: what is small, and what would give it away.

    `also` is hidden from the start, such as a sum that is hidden elsewhere.
    """
    network = _Network(entries, also)
    for entry in sorted(network.small, key=lambda one: (one.value, str(one.key))):
        network.protect(entry)
    return frozenset(network.hidden)


class _Network:
    """The cells as arcs between sums, and those hidden so far."""

    def __init__(self, entries: Iterable[Entry], also: Iterable[Key]) -> None:
        self.entries = list(entries)
        self.small = [one for one in self.entries if is_small(one.value)]
        self.hidden: set[Key] = {one.key for one in self.small} | set(also)
        # Where no nought is ever hidden, a reader knows that whatever is hidden is at least one.
        self.least = 1
        noughts = (one for one in self.entries if one.value == 0 and not one.is_fixed)
        self.nought = min(noughts, key=lambda one: str(one.key), default=None)
        self.leaving: dict[Node, list[tuple[Node, Entry, bool]]] = defaultdict(list)
        self.moving: dict[Node, dict[Node, Entry]] = {}
        for one in self.entries:
            self.leaving[one.tail].append((one.head, one, True))
            self.leaving[one.head].append((one.tail, one, False))
        self._renew()

    def _renew(self) -> None:
        """Note again which moves the hidden cells leave open."""
        self.moving = {node: {} for node in self.leaving}
        for one in self.entries:
            if one.key in self.hidden:
                self._open(one)

    def _open(self, one: Entry) -> None:
        self.moving[one.tail][one.head] = one
        if one.value > self.least:
            self.moving[one.head][one.tail] = one

    def _is_safe(self, entry: Entry) -> bool:
        """Tell whether what is hidden already lets `entry` be one more or one less."""
        if self._is_way(entry.head, entry.tail, entry):
            return True
        return entry.value > self.least and self._is_way(entry.tail, entry.head, entry)

    def _is_way(self, start: Node, end: Node, without: Entry) -> bool:
        """Tell whether moves of hidden cells lead from sum to sum; depth first, most are short."""
        seen, stack = {start}, [start]
        while stack:
            onward = self.moving[stack.pop()]
            if onward.get(end, without) is not without:
                return True
            fresh = [node for node, one in onward.items() if one is not without]
            stack += [node for node in fresh if node not in seen]
            seen.update(fresh)
        return False

    def protect(self, entry: Entry) -> None:
        """Hide what it takes that `entry` may be one more or one less."""
        if not self._is_safe(entry):
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        circle = self._circle(entry)
        if self.least and self.nought and not _is_free(circle):
            self.least = 0
            other = self._circle(entry)
            if _is_free(other):
                self.hidden.add(self.nought.key)
                circle = other
            else:
                self.least = 1
        self.hidden |= {one.key for one in circle or ()}
        self._renew()

    def _circle(self, entry: Entry) -> list[Entry] | None:
        found = [self._path(entry.head, entry.tail, entry)]
        if entry.value > self.least:
            found.append(self._path(entry.tail, entry.head, entry))
        return min((one for one in found if one), default=(0, None), key=lambda one: one[0])[1]

    def _path(self, start: Node, end: Node, without: Entry) -> tuple[int, list[Entry]] | None:
        """Return the cheapest way from sum to sum over cells that can move (Dijkstra)."""
        best: dict[Node, tuple[int, Node | None, Entry | None]] = {start: (0, None, None)}
        turn = count()
        queue: list[tuple[int, int, Node]] = [(0, next(turn), start)]
        while queue:
            cost, _, node = heappop(queue)
            if node == end:
                return cost, _walked(best, end)
            if cost > best[node][0]:
                continue
            for other, one, is_more in self.leaving[node]:
                step = self._cost(one, is_more=is_more)
                if one is without or step is None or cost + step >= best.get(other, (1 << 60,))[0]:
                    continue
                best[other] = (cost + step, node, one)
                heappush(queue, (cost + step, next(turn), other))
        return None

    def _cost(self, one: Entry, *, is_more: bool) -> int | None:
        """Return what moving a cell costs: nothing where it is hidden, None where it cannot."""
        if not is_more and one.value <= self.least:
            return None
        if one.key in self.hidden:
            return 0
        if one.value == 0 and self.least:
            return None
        return (one.value + 1 if one.value else ZERO_COST) + FIXED_COST * one.is_fixed


def _is_free(circle: list[Entry] | None) -> bool:
    """Tell whether a circle hides nothing that is published elsewhere."""
    return circle is not None and not any(one.is_fixed for one in circle)


def _walked(best: Mapping[Node, tuple[int, Node | None, Entry | None]], end: Node) -> list[Entry]:
    path: list[Entry] = []
    node: Node | None = end
    while node is not None:
        _, before, entry = best[node]
        if entry is not None:
            path.append(entry)
        node = before
    return path
