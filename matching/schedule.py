"""The interview timetable of an event: who meets which table in which slot.

Capacity first: `capacity` says what the hall can hold and what may be promised. Then
`EventScheduler.plan`: a min-cost flow chooses the pairs (matching.schedule_flow, optimal), an edge
colouring gives them slots (matching.schedule_colouring, always possible unless someone is away),
and what absences block is mended (matching.schedule_serving, matching.schedule_repair). The gap to
the flow's bound is part of the answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator

from matching.schedule_colouring import Board
from matching.schedule_event import (
    Availability,
    Capacity,
    Changes,
    Event,
    Ints,
    Pairs,
    Table,
    Timetable,
)
from matching.schedule_flow import Residue, chosen_pairs, residue, served, shortfall
from matching.schedule_groups import close_small_sessions, pairs_for_groups, session_seats
from matching.schedule_input import MOST_SLOTS, Reader
from matching.schedule_repair import SlotSolver, fill
from matching.schedule_replan import adapt, moves
from matching.schedule_serving import Server
from matching.schedule_waiting import shorten_waits


def capacity(
    tables: Sequence[Table | int], slots: int, availability: Availability | None = None
) -> Capacity:
    """Return what the hall holds over the day, whoever comes."""
    given = availability.tables if availability else None
    reader = Reader()
    seats = reader.seats(tables, reader.count(slots, "slots", MOST_SLOTS), given)
    by_table = seats.sum(axis=1)
    return Capacity(int(by_table.sum()), tuple(by_table.tolist()), seats.shape[1])


class EventScheduler(BaseEstimator):  # type: ignore[misc] # untyped base
    """Plans an event.

    Parameters
    ----------
    max_talks : talks a person gets at most.
    seed : order in which slots are solved anew; the same seed gives the same timetable.
    """

    def __init__(self, max_talks: int = 3, *, seed: int = 0) -> None:
        self.max_talks = max_talks
        self.seed = seed

    def plan(
        self,
        pairs: Pairs | Any,
        tables: Sequence[Table | int],
        slots: int,
        availability: Availability | None = None,
        locked: Iterable[Sequence[int]] = (),
    ) -> Timetable:
        """Return the timetable; what could not be read is in its `problems`.

        `pairs` are Pairs, rows (person, table, weight) or a sparse matrix (R, T); `locked` are
        talks (person, table, slot) that stay.
        """
        reader = Reader()
        event = reader.event(pairs, tables, slots, availability, self.max_talks)
        event = replace(event, locked=reader.locked(event, locked))
        return replace(self._solve(event), problems=tuple(reader.problems))

    def adopt(
        self,
        pairs: Pairs | Any,
        tables: Sequence[Table | int],
        slots: int,
        availability: Availability | None = None,
        talks: Iterable[Sequence[int]] = (),
    ) -> Timetable:
        """Return the timetable that stands, to go on from with `replan`: these talks and no others.

        Talks that do not fit together or into the seats are left out and reported.
        """
        reader = Reader()
        event = reader.event(pairs, tables, slots, availability, self.max_talks)
        board = Board(event, event.seats)
        for talk in reader.locked(event, talks):
            board.put(*talk)
        stands = _timetable(event, np.empty(0, np.int64), board, 0, proved=False)
        return replace(stands, problems=tuple(reader.problems))

    def replan(self, timetable: Timetable, changes: Changes) -> Timetable:
        """Return a new timetable after changes.

        Confirmed talks stay unless their table or person is gone or a person would otherwise have
        no talk at all; those moved or lost are in `moved`.
        """
        reader = Reader()
        event = adapt(timetable, changes, reader)
        confirmed = event.locked
        after = self._solve(event)
        if after.unserved.size and confirmed:
            after = self._serve_by_moving(after)
        done = moves(timetable, changes, after)
        return replace(after, moved=done, problems=tuple(reader.problems))

    def _serve_by_moving(self, timetable: Timetable) -> Timetable:
        """Move confirmed talks where people without any talk can be served by nothing else."""
        event = timetable.event
        board = _board(event, timetable.assignments)
        if not Server(event, board, give_up=True, move_confirmed=True).serve_all():
            return timetable
        locked = tuple(talk for talk in board.talks() if (talk[0], talk[2]) in board.fixed)
        after = self._solve(replace(event, locked=locked))
        return after if after.served > timetable.served else timetable

    def _solve(self, event: Event) -> Timetable:
        left = residue(event)
        best = chosen_pairs(event, left)
        rows = pairs_for_groups(event, left, best)
        board = Board(event, session_seats(event, left, rows))
        place(event, left, rows, board)
        close_small_sessions(event, board)
        missing = len(event.locked) + len(best) - len(board.talks())
        proved = missing > 0 and self._mend(event, left, best, board)
        waiting = shorten_waits(board, event.least > 1)
        return _timetable(event, best, board, waiting, proved=proved)

    def _mend(self, event: Event, left: Residue, best: Ints, board: Board) -> bool:
        """Better what absences and small groups cost; say if nobody more could have a talk."""
        fill(board, event, left.has + left.may)
        most = _bound(event, best)
        for give_up, level in product((False, True), range(event.max_talks)):
            if _each(event, board)[: level + 1] != most[: level + 1]:
                Server(event, board, level=level, give_up=give_up).serve_all()
        SlotSolver(event, board).improve(best, self.seed)
        return not (event.least > 1).any()


def place(event: Event, left: Residue, rows: Ints, board: Board) -> None:
    """Give the chosen pairs slots, the people with least choice first."""
    choice = left.coming.sum(axis=1)
    load = np.bincount(event.table[rows], minlength=event.tables)
    person, table = event.person[rows], event.table[rows]
    order = np.lexsort((-load[table], person, choice[person]))
    pairs = list(zip(person[order].tolist(), table[order].tolist(), strict=True))
    blocked = [pair for pair in pairs if not board.place(*pair)]
    for pair in blocked:
        board.place(*pair)


def _timetable(event: Event, best: Ints, board: Board, waiting: int, *, proved: bool) -> Timetable:
    talks = np.array(board.talks(), np.int64).reshape(-1, 3)
    locked = np.array(event.locked, np.int64).reshape(-1, 3)
    got, most = _each(event, board), _bound(event, best)
    if proved:
        most = (min(most[0], got[0]), *most[1:]) if most else most
    value = _sum_of_weights(event, talks)
    bound = _sum_of_weights(event, locked) + float(event.weight[best].sum())
    gap = shortfall(np.array([*np.cumsum(got), value]), np.array([*np.cumsum(most), bound]))
    return Timetable(talks, got, most, value, bound, gap, waiting, event)


def _each(event: Event, board: Board) -> tuple[int, ...]:
    """Return how many people have one talk, two, ... on the board."""
    return served(np.array([len(day) for day in board.at], np.int64), event.max_talks)


def _bound(event: Event, best: Ints) -> tuple[int, ...]:
    """Return how many would have one talk, two, ... by the flow."""
    people = [*event.person[best].tolist(), *(person for person, _, _ in event.locked)]
    count = np.bincount(np.array(people, np.int64), minlength=event.people)
    return served(count, event.max_talks)


def _sum_of_weights(event: Event, talks: Ints) -> float:
    """Return the sum over talks (M, 3); a locked talk of no known pair weighs nothing."""
    key = event.person * event.tables + event.table
    order = np.argsort(key)
    wanted = talks[:, 0] * event.tables + talks[:, 1]
    place = np.searchsorted(key, wanted, sorter=order)
    known = place < len(key)
    rows = order[place[known]]
    return float(event.weight[rows][key[rows] == wanted[known]].sum())


def _board(event: Event, assignments: Ints) -> Board:
    """Return a board with the locked talks fixed and the others seated."""
    board = Board(event, event.seats)
    fixed = set(event.locked)
    for person, table, slot in assignments.tolist():
        if (person, table, slot) not in fixed:
            board.put(person, table, slot)
    return board
