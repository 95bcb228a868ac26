"""Who meets whom, before any slot: a min-cost flow, optimal in the order of the aims.

Aims in order: most people with one talk, then with two, ..., then the sum of merits. Let F(k) be
the talks when each person is capped at k. Enlarging a maximum flow never lowers the flow of a
filled person arc, so all F(k) reach their largest values at once, and one reward `a` for each
unit of each F(k) is enough: the k-th of K talks of a person earns (K - k + 1) * a. A flow that is
not best by the aims differs from one that is by simple cycles, one of which raises the sum of
F(k); a simple cycle passes each table once, so it costs at most T merits. `a` = T + 1 is above
that: exact, with numbers small enough for whole-number costs.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.schedule_event import Bools, Event, Floats, Ints

STEPS = 2**20
"""Merits 0..1 are counted in this many steps."""
ROUNDING = 1e-12


@dataclass(frozen=True)
class Residue:
    """What is left of an event beside its locked talks.

    `has` (R,) talks a person has, `may` (R,) talks still to get, `seats` (T, S), `coming` (R, S),
    `usable` (N,) pairs that could still meet in some slot.
    """

    has: Ints
    may: Ints
    seats: Ints
    coming: Bools
    usable: Bools


def residue(event: Event) -> Residue:
    """Take the locked talks out of the event."""
    locked = np.array(event.locked, np.int64).reshape(-1, 3)
    person, table, slot = locked.T
    has = np.bincount(person, minlength=event.people)
    seats = event.seats.copy()
    np.subtract.at(seats, (table, slot), 1)
    coming = event.coming.copy()
    coming[person, slot] = False
    usable = ((seats > 0)[event.table] & coming[event.person]).any(axis=1)
    usable &= ~np.isin(event.person * event.tables + event.table, person * event.tables + table)
    may = np.clip(np.minimum(event.max_talks - has, coming.sum(axis=1)), 0, None)
    return Residue(has, may, seats, coming, usable)


def chosen_pairs(event: Event, left: Residue, shut: Bools | None = None) -> Ints:
    """Return the numbers of the pairs that should meet, best by the aims.

    Slots are counted, not placed, so with absences this is an upper bound. `shut` (T,) closes
    tables.
    """
    wanted = np.zeros_like(left.seats)
    np.add.at(wanted, event.table[left.usable], left.coming[event.person[left.usable]])
    by_table = np.minimum(left.seats, wanted).sum(axis=1)
    if shut is not None:
        by_table = np.where(shut, 0, by_table)
    rows = np.flatnonzero(left.usable & (by_table[event.table] > 0))
    if not rows.size or not left.may.any():
        return rows[:0]
    flows = _solve(event, left, rows, by_table)
    return rows[flows > 0]


def _solve(event: Event, left: Residue, rows: Ints, by_table: Ints) -> Ints:
    people, tables = event.people, event.tables
    source, sink = people + tables, people + tables + 1
    who, reward = _rewards(event, left)
    merits = np.rint(event.merit[rows] * STEPS).astype(np.int64)
    arcs = (
        (event.person[rows], people + event.table[rows], np.ones(len(rows), np.int64), -merits),
        (np.full(len(who), source), who, np.ones(len(who), np.int64), -reward),
        (people + np.arange(tables), np.full(tables, sink), by_table, np.zeros(tables, np.int64)),
        tuple(np.array([x]) for x in (sink, source, len(who), 0)),
    )
    tail, head, room, cost = (np.concatenate(column) for column in zip(*arcs, strict=True))
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    if solver.solve() != solver.OPTIMAL:  # cannot be: a zero flow is feasible, costs are small
        raise ArithmeticError("the flow solver found no optimum")
    return np.asarray(solver.flows(numbers[: len(rows)]), np.int64)


def _rewards(event: Event, left: Residue) -> tuple[Ints, Ints]:
    """Return one unit arc per talk a person may still get: its person and its reward."""
    who = np.repeat(np.arange(event.people), left.may)
    nth = np.arange(len(who)) - np.repeat(np.cumsum(left.may) - left.may, left.may)
    level = left.has[who] + nth
    return who, (event.max_talks - level) * (event.tables + 1) * STEPS


def served(talks_each: Ints, max_talks: int) -> tuple[int, ...]:
    """Return how many people have at least 1, 2, ..., max_talks talks."""
    return tuple(int((talks_each >= k).sum()) for k in range(1, max_talks + 1))


def shortfall(got: Floats, best: Floats) -> float:
    """Return the worst relative shortfall of `got` below `best`; rounding counts as none."""
    gaps = [(b - g) / b for g, b in zip(got, best, strict=True) if b > 0]
    worst = max([0.0, *gaps])
    return worst if worst > ROUNDING else 0.0
