"""Mend a timetable where absences blocked the colouring: slot by slot, never for the worse."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.schedule_colouring import Board
from matching.schedule_event import Event, Floats, Ints

ROUNDS = 3
"""How often each slot is solved anew at most."""


class SlotSolver:
    """Solves one slot exactly, the other slots staying as they are.

    Group tables (least > 1) keep their people.
    """

    def __init__(self, event: Event, board: Board) -> None:
        self.event, self.board = event, board
        self.merit: Floats = np.full((event.people, event.tables), -np.inf)
        self.merit[event.person, event.table] = event.merit
        self.single = event.least <= 1

    def improve(self, best: Ints, seed: int) -> None:
        """Solve random slots anew until the pairs of `best` are matched or rounds bring nothing."""
        goal = len(self.event.locked) + len(best), float(self.event.merit[best].sum())
        order = np.random.default_rng(seed)
        for _ in range(ROUNDS):
            before = self.total()
            for slot in order.permutation(self.event.slots).tolist():
                if _reaches(self.total(), goal):
                    return
                self.solve(slot)
            if self.total() == before:
                return

    def total(self) -> tuple[int, float]:
        """Return the number of talks and the sum of the merits of those not locked."""
        talks = [talk for talk in self.board.talks() if (talk[0], talk[2]) not in self.board.fixed]
        people, tables = [i for i, _, _ in talks], [t for _, t, _ in talks]
        count = len(talks) + len(self.event.locked)
        return count, float(self.merit[people, tables].sum())

    def solve(self, slot: int) -> None:
        """Lift everyone movable off the slot and seat people by the largest gain."""
        board = self.board
        seated = [i for t in np.flatnonzero(self.single) for i in board.sitting[t][slot]]
        movable = [i for i in seated if (i, slot) not in board.fixed]
        for person in movable:
            board.take(person, slot)
        people = [i for i, free in enumerate(board.free) if free >> slot & 1]
        seats = [
            t for t in np.flatnonzero(self.single).tolist() for _ in range(board.left[t][slot])
        ]
        gain = self._gain(people, seats)
        for row, column in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
            if gain[row, column] > 0:
                board.put(people[row], seats[column], slot)

    def _gain(self, people: list[int], seats: list[int]) -> Floats:
        """Return the gains (people, seats): the reward of one more talk, and the merit."""
        has = np.array([len(self.board.at[i]) for i in people], np.int64)
        merit = self.merit[np.ix_(people, seats)]
        column: dict[int, list[int]] = {}
        for number, table in enumerate(seats):
            column.setdefault(table, []).append(number)
        for row, person in enumerate(people):
            for table in self.board.at[person].values():
                merit[row, column.get(table, [])] = -np.inf
        reward = np.maximum(self.event.max_talks - has, 0) * (self.event.tables + 1.0)
        merit[reward <= 0] = -np.inf
        return np.where(np.isfinite(merit), reward[:, None] + merit, 0.0)


def _reaches(total: tuple[int, float], goal: tuple[int, float]) -> bool:
    return total[0] >= goal[0] and total[1] >= goal[1] - 1e-9


def fill(board: Board, event: Event, has_at_most: Ints) -> None:
    """Seat people who may have more talks at tables with a common free slot, best merit first."""
    met = {(i, t) for i, t, _ in board.talks()}
    for row in np.argsort(-event.merit, kind="stable").tolist():
        person, table = int(event.person[row]), int(event.table[row])
        common = board.free[person] & board.room[table]
        if common and (person, table) not in met and len(board.at[person]) < has_at_most[person]:
            board.place(person, table)
            met.add((person, table))
