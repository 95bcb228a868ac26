"""Carry a timetable over to what changed: firms that left, walk-ins, slots that are over."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from matching.schedule_event import Bools, Changes, Event, Ints, Move, Pairs, Talk, Timetable
from matching.schedule_input import Reader, read_talk, row_of, whole


def adapt(timetable: Timetable, changes: Changes, reader: Reader) -> Event:
    """Return the changed event; its locked talks are the confirmed ones that have a place."""
    now = reader.count(changes.now, "now", timetable.event.slots)
    changes = replace(changes, now=now)
    old = _with_walk_ins(timetable.event, changes.walk_ins, reader)
    wanted = _held(timetable, changes, reader)
    seats, coming = _still_open(old, changes, reader)
    for person, table, slot in (talk for talk in wanted if talk[2] < changes.now):
        seats[table, slot] += 1
        coming[person, slot] = True
    event = replace(old, seats=seats, coming=coming, locked=())
    stays = tuple(talk for talk in wanted if seats[talk[1], talk[2]] and coming[talk[0], talk[2]])
    kept = Reader().locked(event, stays)
    others = sorted(set(wanted) - set(kept))
    return replace(event, locked=kept + _relocated(event, kept, others))


def _with_walk_ins(event: Event, walk_ins: Pairs | None, reader: Reader) -> Event:
    """Add pairs; new people may come at any time."""
    if walk_ins is None:
        return event
    person, table, weight, people = reader.pairs(walk_ins, event.tables, None)
    new = ~np.isin(person * event.tables + table, event.person * event.tables + event.table)
    arrived = np.ones((max(people - event.people, 0), event.slots), bool)
    return replace(
        event,
        person=np.concatenate([event.person, person[new]]),
        table=np.concatenate([event.table, table[new]]),
        weight=np.concatenate([event.weight, weight[new]]),
        coming=np.concatenate([event.coming, arrived]),
    )


def _held(timetable: Timetable, changes: Changes, reader: Reader) -> list[Talk]:
    """Return the talks to keep: locked, confirmed or already over."""
    talks = {_as_talk(row) for row in timetable.assignments}
    confirmed = [read_talk(row) for row in changes.confirmed]
    for number, talk in enumerate(confirmed):
        if talk not in talks:
            reader.report("confirmed", number, "no such talk in the timetable")
    over = {talk for talk in talks if talk[2] < changes.now}
    told = {talk for talk in confirmed if talk} | {*timetable.event.locked}
    return sorted((talks & told) | over)


def _as_talk(row: Iterable[int]) -> Talk:
    person, table, slot = (int(part) for part in row)
    return person, table, slot


def _still_open(event: Event, changes: Changes, reader: Reader) -> tuple[Ints, Bools]:
    seats, coming = event.seats.copy(), event.coming.copy()
    seats[_known(changes.tables_gone, event.tables, "tables_gone", reader)] = 0
    coming[_known(changes.people_gone, event.people, "people_gone", reader)] = False
    for number, cell in enumerate(changes.closed):
        table, slot = (whole(part, -1) for part in row_of(2, cell) or (-1, -1))
        if 0 <= table < event.tables and 0 <= slot < event.slots:
            seats[table, slot] = 0
        else:
            reader.report("closed", number, "no such table or slot")
    seats[:, : changes.now] = 0
    coming[:, : changes.now] = False
    return seats, coming


def _known(numbers: Iterable[int], size: int, where: str, reader: Reader) -> list[int]:
    good = []
    for index, given in enumerate(numbers):
        number = whole(given, -1)
        if 0 <= number < size:
            good.append(number)
        else:
            reader.report(where, index, "no such number")
    return good


def _relocated(event: Event, kept: tuple[Talk, ...], lost: list[Talk]) -> tuple[Talk, ...]:
    """Find a talk that lost its slot another at the same table, as near as possible."""
    seats, free = event.seats.copy(), event.coming.copy()
    for person, table, slot in kept:
        seats[table, slot] -= 1
        free[person, slot] = False
    found: list[Talk] = []
    for person, table, slot in lost:
        open_slots = np.flatnonzero((seats[table] > 0) & free[person])
        if open_slots.size:
            near = int(open_slots[np.abs(open_slots - slot).argmin()])
            found.append((person, table, near))
            seats[table, near] -= 1
            free[person, near] = False
    return tuple(found)


def moves(timetable: Timetable, changes: Changes, after: Timetable) -> tuple[Move, ...]:
    """Return the confirmed talks of people still there that are not where they were."""
    confirmed = {*timetable.event.locked} | {read_talk(row) for row in changes.confirmed}
    gone = {whole(person, -1) for person in changes.people_gone}
    slot_of = {(int(i), int(t)): int(s) for i, t, s in after.assignments}
    before = {_as_talk(row) for row in timetable.assignments} & confirmed
    return tuple(
        Move(person, table, slot, slot_of.get((person, table)))
        for person, table, slot in sorted(before)
        if person not in gone and slot_of.get((person, table)) != slot
    )
