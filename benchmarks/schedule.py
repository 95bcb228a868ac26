"""Time an event's timetable: solver part and whole plan, gap to the proven bound.

`python -m benchmarks.schedule` writes docs/measured/schedule.json with the commit; under a minute.
One thread; processor time of the process (others may share the machine), median of ROUNDS.
Events are generated (fixed seeds): popular tables are wanted more, weights are uniform. `absences`:
a third arrive late, a quarter take a break, a tenth of the tables are late and half of them pause.
`scarce`: besides, each person stays only five slots in a row; the flow's bound is loose there, so
the slot bound of HiGHS (every pair x slot a variable) stands beside it.
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
from matching.schedule import EventScheduler, place
from matching.schedule_colouring import Board
from matching.schedule_event import Availability, Changes, Event, Pairs, Timetable
from matching.schedule_flow import chosen_pairs, residue

REPORT = RESULTS.with_name("schedule.json")
SEEDS = (0, 1, 2)
ROUNDS = 3
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


HALL, FAIR = Size(200, 30, 12, 2), Size(1200, 100, 20, 2)
Absences = Callable[[Size, np.random.Generator], Availability]


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


def scarce(size: Size, rng: np.random.Generator) -> Availability:
    """Return absences where each person stays only five slots in a row: the hard case."""
    usual = absences(size, rng)
    start = rng.integers(0, size.slots - 3, size.people)[:, None]
    slot = np.arange(size.slots)
    return Availability(usual.people & (slot >= start) & (slot < start + 5), usual.tables)


def ms(work: Callable[[], object]) -> float:
    """Return the processor time of one run in milliseconds."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def solver_part(event: Event) -> Board:
    """Choose the pairs and colour them: the plan without reading, waits and report."""
    left = residue(event)
    board = Board(event, event.seats)
    place(event, left, chosen_pairs(event, left), board)
    return board


def measure(size: Size, when: Absences | None) -> dict[str, object]:
    """Plan the event of each seed; return the figures, one a seed."""
    rows = [_one(size, when, seed) for seed in SEEDS]
    return {"event": size.name, "absences": when.__name__ if when else "none"} | {
        key: [row[key] for row in rows] for key in rows[0]
    }


def _one(size: Size, when: Absences | None, seed: int) -> dict[str, object]:
    rng = np.random.default_rng(seed)
    drawn = pairs(size, rng)
    given = when(size, rng) if when else None
    scheduler, tables = EventScheduler(3), [size.seats] * size.tables

    def plan() -> Timetable:
        return scheduler.plan(drawn, tables, size.slots, given)

    plan()
    timetable = plan()
    event = timetable.event
    return {
        "flow_ms": _median(lambda: chosen_pairs(event, residue(event))),
        "solver_ms": _median(lambda: solver_part(event)),
        "plan_ms": _median(plan),
        "served": timetable.served,
        "served_bound": timetable.served_bound,
        "gap": round(timetable.gap, 6),
        "idle_slots_per_person": round(timetable.waiting / size.people, 2),
    }


def _median(work: Callable[[], object]) -> float:
    return round(sorted(ms(work) for _ in range(ROUNDS))[ROUNDS // 2], 1)


def replanned(size: Size) -> dict[str, object]:
    """Confirm all talks; a firm leaves, ten people walk in."""
    rng = np.random.default_rng(0)
    before = EventScheduler(3).plan(pairs(size, rng), [size.seats] * size.tables, size.slots)
    walk_ins = Pairs(
        np.repeat(np.arange(10), SUITABLE) + size.people,
        pairs(Size(10, size.tables, size.slots, size.seats), rng).table,
        rng.random(10 * SUITABLE),
    )
    changes = Changes(tables_gone=[0], walk_ins=walk_ins, confirmed=before.assignments.tolist())
    after = EventScheduler(3).replan(before, changes)
    return {
        "event": size.name,
        "confirmed": len(before.assignments),
        "lost_with_the_firm": sum(move.after is None for move in after.moved),
        "moved": sum(move.after is not None for move in after.moved),
        "served": after.served,
        "gap": round(after.gap, 6),
        "replan_ms": _median(lambda: EventScheduler(3).replan(before, changes)),
    }


def peer_ms(size: Size) -> dict[str, float]:
    """Solve the flow of seed 0 by OR-tools and, as a linear programme, by SciPy's HiGHS."""
    rng = np.random.default_rng(0)
    event = EventScheduler(3).plan(pairs(size, rng), [size.seats] * size.tables, size.slots).event
    people, tables, count = event.people, event.tables, len(event.person)
    rows, ones = np.arange(count), np.ones(count)
    of_person = csr_array((ones, (event.person, rows)), shape=(people, count))
    of_table = csr_array((ones, (event.table, rows)), shape=(tables, count))
    levels = -eye_array(people)
    none = csr_array((tables, people))
    matrix = vstack([hstack([of_person, levels, levels, levels]), hstack([of_table] + [none] * 3)])
    limit = np.concatenate([np.zeros(people), event.seats.sum(axis=1)])
    reward = np.repeat(np.array([3, 2, 1]) * (tables + 1.0), people)
    cost = -np.concatenate([event.merit, reward])
    return {
        "min_cost_flow": _median(lambda: chosen_pairs(event, residue(event))),
        "highs_lp": _median(
            lambda: linprog(cost, matrix.tocsr(), limit, bounds=(0, 1), method="highs-ds")
        ),
    }


def slot_bound(size: Size, seed: int) -> dict[str, object]:
    """Bound the scarce event slot by slot with linear programmes, one aim after the other."""
    rng = np.random.default_rng(seed)
    drawn = pairs(size, rng)
    given = scarce(size, rng)
    timetable = EventScheduler(3).plan(drawn, [size.seats] * size.tables, size.slots, given)
    matrix, limit, merit = _slot_programme(timetable.event)
    people, count = size.people, len(merit)
    bounds = []
    for level in range(4):
        cost = np.zeros(matrix.shape[1])
        if level < 3:  # noqa: PLR2004 # three talks, then merit
            cost[count + level * people : count + (level + 1) * people] = -1
        else:
            cost[:count] = -merit
        best = -linprog(cost, matrix, limit, bounds=(0, 1), method="highs").fun
        bounds.append(round(best, 3))
        matrix = vstack([matrix, csr_array(cost[None])]).tocsr()
        limit = np.append(limit, -np.floor(best + 1e-6) if level < 3 else 0)  # noqa: PLR2004
    return {
        "served": timetable.served,
        "value": round(timetable.value, 3),
        "slot_bound_served": bounds[:3],
        "slot_bound_value": bounds[3],
        "flow_bound_served": timetable.served_bound,
        "flow_bound_value": round(timetable.bound, 3),
    }


def _slot_programme(event: Event) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """Return matrix and limits over (pair, slot) and three levels a person, and the weights."""
    possible = (event.seats > 0)[event.table] & event.coming[event.person]
    row, slot = np.nonzero(possible)
    person, table, count = event.person[row], event.table[row], len(row)

    def sums(index: np.ndarray, size: int, sign: float = 1.0) -> csr_array:
        return csr_array((np.full(count, sign), (index, np.arange(count))), shape=(size, count))

    slots, people = event.slots, event.people
    meets = vstack(
        [
            sums(row, len(event.person)),
            sums(person * slots + slot, people * slots),
            sums(table * slots + slot, event.tables * slots),
        ]
    )
    levels = hstack([eye_array(people)] * 3)
    matrix = vstack(
        [
            hstack([meets, csr_array((meets.shape[0], 3 * people))]),
            hstack([sums(person, people, -1.0), levels]),
            hstack([sums(person, people), csr_array((people, 3 * people))]),
        ]
    ).tocsr()
    ones = np.ones(len(event.person) + people * slots)
    limit = np.concatenate([ones, event.seats.ravel(), np.zeros(people), np.full(people, 3)])
    return matrix, limit, event.weight[row]


def main() -> None:
    """Measure and write."""
    cases = [(HALL, None), (HALL, absences), (HALL, scarce), (FAIR, None), (FAIR, absences)]
    with threadpool_limits(1):
        report = {
            "commit": commit(),
            "threads": 1,
            "seeds": len(SEEDS),
            "rounds": ROUNDS,
            "plans": [measure(*case) for case in [*cases, (FAIR, scarce)]],
            "replan": replanned(FAIR),
            "scarce_200_by_slot": [slot_bound(HALL, seed) for seed in SEEDS],
            "flow_peers_ms": peer_ms(FAIR),
        }
    REPORT.write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
