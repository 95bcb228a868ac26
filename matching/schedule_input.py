"""Read what an event is given: what cannot be used is reported by record, the rest goes on."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from matching.schedule_event import (
    Availability,
    Bools,
    Event,
    Floats,
    Ints,
    Pairs,
    Problem,
    Table,
    Talk,
)

MOST_PEOPLE = 1_000_000
"""A larger number is a slip of the keyboard, not a person of one event."""
MOST_SLOTS = 1_000
MOST_WEIGHT = 1e12


class Reader:
    """Turns plan's arguments into an Event and keeps a list of what it had to leave out."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def event(
        self,
        pairs: Any,
        tables: Sequence[Table | int],
        slots: int,
        availability: Availability | None,
        max_talks: int,
    ) -> Event:
        """Return the event without locked talks; add those with `with_locked`."""
        given = availability or Availability()
        slots = self.count(slots, "slots", MOST_SLOTS)
        seats = self.seats(tables, slots, given.tables)
        person, table, weight, people = self.pairs(pairs, len(seats), given.people)
        return Event(
            person=person,
            table=table,
            weight=weight,
            seats=seats,
            coming=self.grid(given.people, (people, slots), "availability.people") > 0,
            least=np.array([whole(getattr(t, "least", 1), 1) for t in tables], np.int64),
            max_talks=self.count(max_talks, "max_talks", MOST_SLOTS),
        )

    def report(self, where: str, index: int, reason: str) -> None:
        """Keep one problem."""
        self.problems.append(Problem(where, index, reason))

    def count(self, value: Any, where: str, most: int) -> int:
        """Return a whole number within 0..most, or 0 with a report."""
        number = whole(value, -1)
        if 0 <= number <= most:
            return number
        self.report(where, 0, f"not a number from 0 to {most}")
        return 0

    def seats(self, tables: Sequence[Table | int], slots: int, given: Any) -> Ints:
        """Return seats (T, S): the table's capacity where it is open, or the seats given."""
        capacity = [
            self.count(getattr(t, "capacity", t), f"tables[{n}]", MOST_PEOPLE)
            for n, t in enumerate(tables)
        ]
        full = np.repeat(np.array(capacity, np.int64)[:, None], slots, axis=1)
        if given is None:
            return full
        grid = self.grid(given, full.shape, "availability.tables")
        if _yes_or_no(given):
            return np.where(grid > 0, full, 0)
        return np.minimum(grid.astype(np.int64), full)

    def grid(self, given: Any, shape: tuple[int, ...], where: str) -> Floats:
        """Return `given` cut or filled up with plenty to `shape`; unreadable cells are 0."""
        full = np.full(shape, float(MOST_PEOPLE))
        if given is None:
            return full
        cells = _numbers(given, where, self)
        if cells.ndim != len(shape):
            self.report(where, 0, f"needs {len(shape)} axes")
            return full
        if cells.shape != shape:
            self.report(where, 0, f"has shape {cells.shape}, {shape} expected")
        rows, columns = (min(a, b) for a, b in zip(cells.shape, shape, strict=True))
        part = cells[:rows, :columns]
        for row in np.flatnonzero(~np.isfinite(part).all(axis=1)):
            self.report(where, int(row), "not a number")
        full[:rows, :columns] = np.clip(np.nan_to_num(part, nan=0.0), 0, MOST_PEOPLE)
        return full

    def pairs(self, given: Any, tables: int, people_grid: Any) -> tuple[Ints, Ints, Floats, int]:
        """Return the usable person, table and weight columns and R."""
        source = _as_pairs(given)
        columns = [
            _numbers(column, "pairs", self).ravel()
            for column in (source.person, source.table, source.weight)
        ]
        length = min(map(len, columns))
        if any(len(column) != length for column in columns):
            self.report("pairs", length, "columns differ in length")
        person, table, weight = (column[:length] for column in columns)
        most = (
            MOST_PEOPLE
            if source.people is None
            else self.count(source.people, "people", MOST_PEOPLE)
        )
        good = self._usable(person, table, weight, (most, tables))
        rows = np.flatnonzero(good)
        rows = rows[self._first_of_each(person[rows], table[rows], rows)]
        who = person[rows].astype(np.int64)
        if source.people is None:
            most = max(int(who.max(initial=-1)) + 1, _rows(people_grid))
        return who, table[rows].astype(np.int64), weight[rows], most

    def _usable(
        self, person: Floats, table: Floats, weight: Floats, sizes: tuple[int, int]
    ) -> Bools:
        faults = (
            ("no such person", ~_index(person, sizes[0])),
            ("no such table", ~_index(table, sizes[1])),
            ("weight is not a number within reason", ~(np.abs(weight) <= MOST_WEIGHT)),
        )
        bad = np.zeros(len(person), bool)
        for reason, fault in faults:
            for row in np.flatnonzero(fault & ~bad):
                self.report("pairs", int(row), reason)
            bad |= fault
        return ~bad

    def _first_of_each(self, person: Floats, table: Floats, rows: Ints) -> Ints:
        key = person * (table.max(initial=0) + 1) + table
        _, first = np.unique(key, return_index=True)
        for row in np.setdiff1d(np.arange(len(rows)), first):
            self.report("pairs", int(rows[row]), "the pair is there twice")
        return np.sort(first)

    def locked(self, event: Event, talks: Iterable[Sequence[int]]) -> tuple[Talk, ...]:
        """Return the talks that exist and fit together, in the order given."""
        kept: list[Talk] = []
        seen: set[tuple[str, int, int]] = set()
        left = event.seats.copy()
        for number, row in enumerate(talks):
            talk = read_talk(row)
            fault = _misfit(event, talk, left, seen)
            if fault or talk is None:
                self.report("locked", number, fault)
                continue
            kept.append(talk)
            left[talk[1], talk[2]] -= 1
            seen |= {("slot", talk[0], talk[2]), ("pair", talk[0], talk[1])}
        return tuple(kept)


def _misfit(event: Event, talk: Talk | None, left: Ints, seen: set[tuple[str, int, int]]) -> str:
    if talk is None:
        return "not a talk"
    person, table, slot = talk
    size = (event.people, event.tables, event.slots)
    if not all(0 <= part < most for part, most in zip(talk, size, strict=True)):
        return "no such person, table or slot"
    faults = {
        "the person does not come then": not event.coming[person, slot],
        "the table has no seat then": left[table, slot] <= 0,
        "the person has another talk then": ("slot", person, slot) in seen,
        "the pair is locked twice": ("pair", person, table) in seen,
    }
    return next((reason for reason, true in faults.items() if true), "")


def read_talk(row: Any) -> Talk | None:
    """Return three whole numbers (-1 where one is none), or None."""
    parts = row_of(3, row)
    return (whole(parts[0], -1), whole(parts[1], -1), whole(parts[2], -1)) if parts else None


def row_of(length: int, row: Any) -> list[Any] | None:
    """Return a row of that length as a list, or None for anything else."""
    if isinstance(row, str) or not hasattr(row, "__iter__"):
        return None
    parts = list(row)
    return parts if len(parts) == length else None


def _as_pairs(given: Any) -> Pairs:
    if isinstance(given, Pairs):
        return given
    if hasattr(given, "tocoo"):
        matrix = given.tocoo()
        return Pairs(matrix.row, matrix.col, matrix.data, matrix.shape[0])
    rows = [row_of(3, row) or (None, None, None) for row in (given if given is not None else ())]
    person, table, weight = zip(*rows, strict=True) if rows else ((), (), ())
    return Pairs(person, table, weight)


def _numbers(given: Any, where: str, reader: Reader) -> Floats:
    try:
        return np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        pass
    try:
        cells = np.asarray(given, dtype=object)
    except ValueError:
        reader.report(where, 0, "rows differ in length")
        return np.empty(0)
    return np.array([_number(cell) for cell in cells.ravel()], np.float64).reshape(cells.shape)


def _yes_or_no(given: Any) -> bool:
    try:
        return bool(np.asarray(given).dtype == np.bool_)
    except ValueError:
        return False


def _number(cell: Any) -> float:
    try:
        return float(cell)
    except (TypeError, ValueError, OverflowError):
        return float("nan")


def whole(value: Any, otherwise: int) -> int:
    """Return a whole number, or `otherwise` for anything else."""
    number = _number(value)
    return int(number) if np.isfinite(number) and number == int(number) else otherwise


def _index(column: Floats, size: int) -> Bools:
    return np.asarray((column >= 0) & (column < size) & (column == np.floor(column)), bool)


def _rows(grid: Any) -> int:
    try:
        return min(len(grid), MOST_PEOPLE)
    except TypeError:
        return 0
