"""Give each talk its slot: edge colouring by alternating chains (König), absences respected.

Where nobody and no table is ever away, a chain always ends well, so every talk the flow chose
gets a slot. With absences (list colouring, NP-hard) a chain may be blocked; the board then tries
the other colours and reports what it could not place.
"""

from collections.abc import Iterator

from matching.schedule_event import Bools, Event, Ints, Talk

Flip = tuple[int, int, int, int]
"""(person, table, from slot, to slot)"""


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers of the set bits, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def masks(grid: Bools) -> list[int]:
    """Return each row of a boolean grid as a whole number, column 0 the lowest bit."""
    return [sum(1 << int(slot) for slot in row.nonzero()[0]) for row in grid]


class Board:
    """The hall's wall: who sits where when. Slots are bits of whole numbers.

    `free[i]` slots person i comes and has no talk; `room[t]` slots table t has a seat left;
    `at[i]` slot -> table; `sitting[t][s]` people; `fixed` (person, slot) that may not move.
    """

    def __init__(self, event: Event, seats: Ints) -> None:
        self.left: list[list[int]] = seats.tolist()
        self.open = masks(seats > 0)
        self.room = list(self.open)
        self.coming = masks(event.coming)
        self.free = list(self.coming)
        self.at: list[dict[int, int]] = [{} for _ in range(event.people)]
        self.sitting: list[list[list[int]]] = [
            [[] for _ in range(event.slots)] for _ in range(event.tables)
        ]
        self.fixed: set[tuple[int, int]] = set()
        for person, table, slot in event.locked:
            self.put(person, table, slot)
            self.fixed.add((person, slot))

    def put(self, person: int, table: int, slot: int) -> None:
        """Seat a person."""
        self.at[person][slot] = table
        self.free[person] &= ~(1 << slot)
        self.sitting[table][slot].append(person)
        self.left[table][slot] -= 1
        if not self.left[table][slot]:
            self.room[table] &= ~(1 << slot)

    def take(self, person: int, slot: int) -> int:
        """Lift a person off and return the table."""
        table = self.at[person].pop(slot)
        self.free[person] |= 1 << slot
        self.sitting[table][slot].remove(person)
        self.left[table][slot] += 1
        self.room[table] |= 1 << slot
        return table

    def place(self, person: int, table: int) -> bool:
        """Seat a person in the common slot nearest to their other talks, or by a chain."""
        common = self.free[person] & self.room[table]
        if common:
            self.put(person, table, self._nearest(person, common))
            return True
        return self._place_by_chain(person, table)

    def _nearest(self, person: int, common: int) -> int:
        """Return the slot of `common` nearest to the person's talks, or the first of all."""
        near = self.coming[person] & ~self.free[person] or common & -common
        while not near & common:
            near |= near << 1 | near >> 1
        near &= common
        return (near & -near).bit_length() - 1

    def _place_by_chain(self, person: int, table: int) -> bool:
        for wanted in bits(self.free[person] & self.open[table]):
            for spare in bits(self.room[table]):
                flips = self.chain(table, wanted, spare)
                if flips:
                    self.flip(flips)
                    self.put(person, table, wanted)
                    return True
        return False

    def chain(self, table: int, wanted: int, spare: int) -> list[Flip]:
        """Return the flips that free a seat of `table` at `wanted`, which has one at `spare`.

        A person who leaves `wanted` for `spare` pushes their own talk at `spare` back to
        `wanted`, which may fill another table there: the chain goes on. Empty: blocked.
        """
        flips: list[Flip] = []
        used: set[int] = set()
        while True:
            person = self._leaver(table, wanted, spare, used)
            if person is None:
                return []
            used.add(person)
            flips.append((person, table, wanted, spare))
            other = self.at[person].get(spare)
            if other is None:
                return flips
            flips.append((person, other, spare, wanted))
            if self.room[other] >> wanted & 1:
                return flips
            table = other

    def _leaver(self, table: int, wanted: int, spare: int, used: set[int]) -> int | None:
        second = None
        for person in self.sitting[table][wanted]:
            if person in used or (person, wanted) in self.fixed:
                continue
            if self.free[person] >> spare & 1:
                return person
            if self._can_swap(person, wanted, spare):
                second = person
        return second

    def _can_swap(self, person: int, wanted: int, spare: int) -> bool:
        other = self.at[person].get(spare)
        return (
            other is not None
            and (person, spare) not in self.fixed
            and bool(self.open[other] >> wanted & 1)
        )

    def flip(self, flips: list[Flip]) -> None:
        """Carry out a chain."""
        for person, _, start, _ in flips:
            self.take(person, start)
        for person, table, _, end in flips:
            self.put(person, table, end)

    def talks(self) -> list[Talk]:
        """Return all talks in order."""
        return [
            (person, table, slot)
            for person, day in enumerate(self.at)
            for slot, table in sorted(day.items())
        ]
