"""The words of an event's timetable: tables, pairs, availability, the plan, what changes.

Shapes: R people, T tables, S slots, N pairs, M talks. People and tables are numbered from 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Talk = tuple[int, int, int]
"""(person, table, slot)"""


@dataclass(frozen=True)
class Table:
    """A table seats `capacity` people a slot; a group talk is held from `least` people on."""

    capacity: int = 1
    least: int = 1


@dataclass(frozen=True)
class Pairs:
    """Who suits which table: three columns of length N, and R (known people without pairs too).

    `people` None means one more than the largest number seen.
    """

    person: Any
    table: Any
    weight: Any
    people: int | None = None


@dataclass(frozen=True)
class Availability:
    """`people` (R, S): may come; `tables` (T, S): open, or the seats of that slot. None: always."""

    people: Any = None
    tables: Any = None


@dataclass(frozen=True)
class Problem:
    """One record that could not be used: which list, its place there, why."""

    where: str
    index: int
    reason: str


@dataclass(frozen=True)
class Move:
    """A confirmed talk that could not stay; `after` None: the talk is lost."""

    person: int
    table: int
    before: int
    after: int | None


@dataclass(frozen=True)
class Event:
    """What `plan` was asked, cleaned: only whole numbers in range, each pair once.

    `seats` (T, S), `coming` (R, S); `locked` talks fit together and into `seats`.
    """

    person: Ints
    table: Ints
    weight: Floats
    seats: Ints
    coming: Bools
    least: Ints
    max_talks: int
    locked: tuple[Talk, ...] = ()

    @property
    def people(self) -> int:
        """R."""
        return int(self.coming.shape[0])

    @property
    def tables(self) -> int:
        """T."""
        return int(self.seats.shape[0])

    @property
    def slots(self) -> int:
        """S."""
        return int(self.seats.shape[1])

    @property
    def merit(self) -> Floats:
        """Weights brought to 0..1, shape (N,): at equal numbers of talks the order is the same."""
        if not self.weight.size:
            return self.weight
        low, span = self.weight.min(), np.ptp(self.weight)
        return (self.weight - low) / span if span > 0 else np.zeros_like(self.weight)


@dataclass(frozen=True)
class Capacity:
    """What the hall can hold: `total` talks, `by_table` (T,) seats over the day."""

    total: int
    by_table: tuple[int, ...]
    slots: int

    def per_person_promise(self, people: int) -> int:
        """Return the talks each of `people` can be promised where everyone suits every table.

        By Gale and Ryser k talks each are possible if and only if k * people seats can be filled
        with no table meeting a person twice; suitability and absences can only lower it.
        """
        if people <= 0:
            return 0
        usable = sum(min(seats, people) for seats in self.by_table)
        return min(usable // people, self.slots, sum(seats > 0 for seats in self.by_table))


@dataclass(frozen=True)
class Timetable:
    """A plan without clashes.

    Attributes
    ----------
    assignments : (M, 3) rows (person, table, slot), in order.
    served : how many people have at least one talk, two, ... max_talks.
    served_bound : no timetable that keeps the locked talks serves more, each figure for itself
        when summed from the left.
    value, bound : sum of weights, and that of the best plan if slots were no obstacle.
    gap : the worst relative shortfall among the running sums of `served` and the value;
        0 is a proven optimum.
    moved : confirmed talks that had to move or were lost.
    waiting : idle slots between a person's first and last talk, summed over people.
    """

    assignments: Ints
    served: tuple[int, ...]
    served_bound: tuple[int, ...]
    value: float
    bound: float
    gap: float
    waiting: int
    event: Event
    moved: tuple[Move, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def unserved(self) -> Ints:
        """Numbers of the people without a talk."""
        return np.setdiff1d(np.arange(self.event.people), self.assignments[:, 0])


@dataclass(frozen=True)
class Changes:
    """What became different since a timetable was made.

    Attributes
    ----------
    tables_gone : tables that left.
    people_gone : people who will not come (again).
    walk_ins : pairs of new people, numbered on from the old ones.
    closed : (table, slot) at which a table cannot be used after all (a late firm).
    confirmed : talks of the timetable that people were told of, besides those locked before.
    now : slots before this one are over: their talks stay as they were, nothing new is put there.
    """

    tables_gone: Sequence[int] = ()
    people_gone: Sequence[int] = ()
    walk_ins: Pairs | None = None
    closed: Sequence[tuple[int, int]] = ()
    confirmed: Sequence[Talk] = field(default=())
    now: int = 0
