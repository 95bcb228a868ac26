"""Find one more talk for people who have few, by moving others: an alternating path.

Each step enters a seat. A free seat ends the path; a taken one goes on with the person who sits
there: they move to another seat, or give this talk up if they keep more than the newcomer has.
For a first talk the people who move have a single talk each and cannot clash, so this is
bipartite matching and a failed search is a proof; for second and third talks it is a heuristic.
"""

import heapq
import itertools
from dataclasses import dataclass

from matching.schedule_colouring import Board, bits
from matching.schedule_event import Event

Seat = tuple[int, int]
"""(table, slot)"""


@dataclass(frozen=True)
class Step:
    """Who enters a seat and the seat they came from (None: they had no talk)."""

    person: int
    came_from: Seat | None


@dataclass(frozen=True)
class End:
    """The last seat of a path: free, or given up by `dropped`."""

    seat: Seat
    dropped: int | None


Entry = tuple[int, int, "Seat | End", "Step"]
"""(confirmed talks moved, order, node, step)"""


class Server:
    """Finds one more talk for people who have `level` talks.

    Others may lose a talk only if `give_up`, and only if they keep more than `level`; confirmed
    talks move, within their table, only if `move_confirmed`, as few as can be. Group tables
    (least > 1) keep their people.
    """

    def __init__(
        self,
        event: Event,
        board: Board,
        *,
        level: int = 0,
        give_up: bool = False,
        move_confirmed: bool = False,
    ) -> None:
        self.board, self.level = board, level
        self.give_up, self.move_confirmed = give_up, move_confirmed
        self.group = event.least > 1
        self.tables: list[list[int]] = [[] for _ in range(event.people)]
        for person, table in zip(event.person.tolist(), event.table.tolist(), strict=True):
            self.tables[person].append(table)
        self.alive = list(board.open)
        self.unseen = list(board.open)
        self.queue: list[Entry] = []
        self.count = itertools.count()

    def serve_all(self) -> int:
        """Serve whom it can; return how many."""
        day = self.board.at
        people = [i for i, tables in enumerate(self.tables) if tables and len(day[i]) == self.level]
        return sum(self.serve(person) for person in people if len(day[person]) == self.level)

    def serve(self, person: int) -> bool:
        """Seat one person; if it cannot be done, close the seats tried."""
        reached: dict[Seat, Step] = {}
        self.queue, self.unseen = [], list(self.alive)
        self._push_seats(0, person, None)
        while self.queue:
            cost, _, node, step = heapq.heappop(self.queue)
            if isinstance(node, End):
                self._carry_out(node, reached)
                return True
            if node not in reached:
                reached[node] = step
                self._go_on(node, cost, reached)
        for table, slot in reached:
            self.alive[table] &= ~(1 << slot)
        return False

    def _push(self, cost: int, node: Seat | End, step: Step) -> None:
        heapq.heappush(self.queue, (cost, next(self.count), node, step))

    def _push_seats(self, cost: int, person: int, came_from: Seat | None) -> None:
        """Offer a person all seats not offered yet: no later offer can cost less."""
        free, met = self.board.free[person], set(self.board.at[person].values())
        if came_from:
            free |= 1 << came_from[1]
            met.discard(came_from[0])
        for table in self.tables[person]:
            new = free & self.unseen[table]
            if new and table not in met:
                self.unseen[table] &= ~new
                at_once = new & self.board.room[table]
                for slot in bits(at_once or new):
                    self._push(-1 if at_once else cost, (table, slot), Step(person, came_from))
                if at_once:
                    return

    def _go_on(self, seat: Seat, cost: int, reached: dict[Seat, Step]) -> None:
        table, slot = seat
        if self.board.left[table][slot] > 0:
            self._push(-1, End(seat, None), reached[seat])
        elif not self.group[table]:
            for person in self.board.sitting[table][slot]:
                self._push_sitter(seat, cost, person, reached)

    def _push_sitter(self, seat: Seat, cost: int, person: int, reached: dict[Seat, Step]) -> None:
        if self._on_path(seat, person, reached):
            return
        if (person, seat[1]) in self.board.fixed:
            self._push_confirmed(seat, cost, person)
        elif self.give_up and len(self.board.at[person]) > self.level + 1:
            self._push(-1, End(seat, person), reached[seat])
        else:
            self._push_seats(cost, person, seat)

    def _push_confirmed(self, seat: Seat, cost: int, person: int) -> None:
        if self.move_confirmed:
            for slot in bits(self.board.free[person] & self.alive[seat[0]]):
                self._push(cost + 1, (seat[0], slot), Step(person, seat))

    @staticmethod
    def _on_path(seat: Seat, person: int, reached: dict[Seat, Step]) -> bool:
        at: Seat | None = seat
        while at is not None:
            if reached[at].person == person:
                return True
            at = reached[at].came_from
        return False

    def _carry_out(self, end: End, reached: dict[Seat, Step]) -> None:
        if end.dropped is not None:
            self.board.take(end.dropped, end.seat[1])
        path: list[tuple[Seat, Step]] = []
        at: Seat | None = end.seat
        while at is not None:
            path.append((at, reached[at]))
            at = reached[at].came_from
        fixed = [self._lift(step) for _, step in path]
        for ((table, slot), step), was_fixed in zip(path, fixed, strict=True):
            self.board.put(step.person, table, slot)
            if was_fixed:
                self.board.fixed.add((step.person, slot))

    def _lift(self, step: Step) -> bool:
        """Take a person off their old seat; say whether the talk was fixed there."""
        if step.came_from is None:
            return False
        place = (step.person, step.came_from[1])
        was_fixed = place in self.board.fixed
        self.board.fixed.discard(place)
        self.board.take(*place)
        return was_fixed
