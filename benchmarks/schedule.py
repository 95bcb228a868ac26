"""Time an event's timetable: solver part and whole plan, gap to the proven bound.

`python -m benchmarks.schedule` writes docs/measured/schedule.json with the commit. One thread;
under a minute. Events are generated (fixed seeds): popular tables are wanted more, weights are
uniform; with absences a third arrive late, a quarter have a break, a tenth of the tables are late.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack
from threadpoolctl import threadpool_limits

from benchmarks.prove import RESULTS, commit
from matching.schedule import EventScheduler
from matching.schedule_event import Availability, Changes, Event, Pairs, Timetable
from matching.schedule_flow import chosen_pairs, residue

REPORT = RESULTS.with_name("schedule.json")
SEEDS = (0, 1, 2)
SUITABLE = 15
"""Tables that suit a person."""


@dataclass(frozen=True)
class Size:
    """How large an event is."""

    people: int
    tables: int
    slots: int
    seats: int

    @property
    def name(self) -> str:
        """Say it as people x tables x slots."""
        return f"{self.people}x{self.tables}x{self.slots} cap {self.seats}"


HALL, FAIR, PROVINCE = Size(200, 30, 12, 2), Size(1200, 100, 20, 2), Size(5000, 300, 30, 3)


def pairs(size: Size, rng: np.random.Generator) -> Pairs:
    """Return 15 tables for each person, popular ones more often."""
    wanted = np.arange(1, size.tables + 1) ** -0.5
    wanted /= wanted.sum()
    tables = [
        rng.choice(size.tables, SUITABLE, replace=False, p=wanted) for _ in range(size.people)
    ]
    people = np.repeat(np.arange(size.people), SUITABLE)
    return Pairs(people, np.concatenate(tables), rng.random(len(people)), size.people)


def absences(size: Size, rng: np.random.Generator) -> Availability:
    """Return late arrivals, breaks of two slots and late firms."""
    people = np.ones((size.people, size.slots), bool)
    for person in np.flatnonzero(rng.random(size.people) < 1 / 3):
        people[person, : rng.integers(1, size.slots // 2)] = False
    for person in np.flatnonzero(rng.random(size.people) < 1 / 4):
        start = rng.integers(0, size.slots - 1)
        people[person, start : start + 2] = False
    tables = np.ones((size.tables, size.slots), bool)
    tables[rng.random(size.tables) < 1 / 10, : size.slots // 4] = False
    tables[:, size.slots // 2] = rng.random(size.tables) < 1 / 2
    return Availability(people, tables)


def timed(work: Callable[[], Timetable]) -> tuple[float, Timetable]:
    """Return milliseconds and the result."""
    started = time.perf_counter()
    result = work()
    return (time.perf_counter() - started) * 1000, result
