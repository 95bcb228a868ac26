"""Halls as drawn for the scheduler, and the best there is for them, by brute force."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from matching.schedule import EventScheduler
from matching.schedule_event import Availability, Pairs, Table, Timetable


@dataclass
class Hall:
    """An event as drawn: pairs (person, table, weight), tables, absences."""

    pairs: list[tuple[int, int, float]]
    tables: list[Table]
    slots: int
    coming: np.ndarray
    seats: np.ndarray
    max_talks: int

    @property
    def people(self) -> int:
        return len(self.coming)

    def plan(self, locked=(), *, absences=True) -> Timetable:
        """Plan it."""
        columns = zip(*self.pairs, strict=True) if self.pairs else ((), (), ())
        availability = Availability(self.coming, self.seats) if absences else None
        return EventScheduler(self.max_talks).plan(
            Pairs(*columns, self.people), self.tables, self.slots, availability, locked
        )


@st.composite
def halls(draw, people=5, tables=4, slots=4, *, groups=False):
    people = draw(st.integers(0, people))
    tables, slots = draw(st.integers(0, tables)), draw(st.integers(0, slots))
    drawn = draw(
        st.dictionaries(
            st.tuples(st.integers(0, max(people - 1, 0)), st.integers(0, max(tables - 1, 0))),
            st.integers(0, 64),
            max_size=people * tables,
        )
    )
    pairs = [(i, t, w / 64) for (i, t), w in drawn.items() if i < people and t < tables]
    kinds = st.builds(Table, st.integers(0, 2), st.just(1))
    if groups:
        kinds |= st.integers(2, 5).flatmap(
            lambda seats: st.builds(Table, st.just(seats), st.integers(2, seats))
        )
    grid = st.lists(st.booleans(), min_size=slots, max_size=slots)

    def rows(n):
        return np.array(draw(st.lists(grid, min_size=n, max_size=n)), bool).reshape(n, slots)

    return Hall(
        pairs,
        draw(st.lists(kinds, min_size=tables, max_size=tables)),
        slots,
        rows(people),
        rows(tables),
        draw(st.integers(1, 3)),
    )


class BruteForce:
    """Tries every timetable of a tiny hall; `best` is (served..., value) in order of the aims."""

    def __init__(self, hall: Hall, locked=(), *, absences=True) -> None:
        told = {(i, t) for i, t, _ in locked}
        self.hall, self.absences = hall, absences
        self.pairs = [pair for pair in hall.pairs if pair[:2] not in told]
        self.count, self.busy = [0] * hall.people, set()
        self.room = {
            (t, s): kind.capacity for t, kind in enumerate(hall.tables) for s in range(hall.slots)
        }
        for talk in locked:
            self.book(*talk, 1)
        self.best: tuple[float, ...] = ()
        self.go_on(0, 0.0)

    def book(self, person, table, slot, sign) -> None:
        self.room[table, slot] -= sign
        self.count[person] += sign
        self.busy ^= {(person, slot)}

    def fits(self, person, table, slot) -> bool:
        hall = self.hall
        there = not self.absences or (hall.coming[person, slot] and hall.seats[table, slot])
        free = (person, slot) not in self.busy and self.count[person] < hall.max_talks
        return there and free and self.room[table, slot] > 0

    def go_on(self, number, value) -> None:
        if number == len(self.pairs):
            served = (sum(c >= k for c in self.count) for k in range(1, self.hall.max_talks + 1))
            self.best = max(self.best, (*served, value))
            return
        person, table, weight = self.pairs[number]
        self.go_on(number + 1, value)
        for slot in range(self.hall.slots):
            if self.fits(person, table, slot):
                self.book(person, table, slot, 1)
                self.go_on(number + 1, value + weight)
                self.book(person, table, slot, -1)


def best_by_brute_force(hall, locked=(), *, absences=True) -> tuple[float, ...]:
    return BruteForce(hall, locked, absences=absences).best
