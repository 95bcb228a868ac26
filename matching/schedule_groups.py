"""Group talks: a table that meets at least so many people at once, in few sessions."""

import numpy as np

from matching.schedule_colouring import Board
from matching.schedule_event import Bools, Event, Ints
from matching.schedule_flow import Residue, chosen_pairs


def pairs_for_groups(event: Event, left: Residue, rows: Ints) -> Ints:
    """Return `rows` solved anew until no group table has too few people for one session.

    The smallest such table is shut first: its people may fill another.
    """
    shut = np.zeros(event.tables, bool)
    held = np.bincount([table for _, table, _ in event.locked], minlength=event.tables)
    while True:
        size = np.bincount(event.table[rows], minlength=event.tables)
        small = (size > 0) & (size + held < event.least)
        if not small.any():
            return rows
        shut[np.argmin(np.where(small, size, size.max() + 1))] = True
        rows = chosen_pairs(event, left, shut)


def session_seats(event: Event, left: Residue, rows: Ints) -> Ints:
    """Return seats (T, S) where a group table is open only in the sessions it needs."""
    seats = event.seats.copy()
    busy = np.zeros((event.people, event.slots), bool)
    locked = {(table, slot) for _, table, slot in event.locked}
    for table in np.flatnonzero(event.least > 1).tolist():
        who = event.person[rows[event.table[rows] == table]]
        coming = left.coming[who] & ~busy[who]
        chosen = _sessions(coming, left.seats[table])
        for slot in set(range(event.slots)) - set(chosen):
            seats[table, slot] = seats[table, slot] if (table, slot) in locked else 0
        for slot in chosen:
            busy[who, slot] |= len(chosen) == 1
    return seats


def _sessions(coming: Bools, seats: Ints) -> list[int]:
    """Pick slots until all are seated: each time the one that seats most of those left."""
    chosen: list[int] = []
    waiting = np.ones(len(coming), bool)
    while waiting.any():
        reach = np.minimum((coming & waiting[:, None]).sum(axis=0), seats)
        reach[chosen] = 0
        slot = int(reach.argmax())
        if not reach[slot]:
            break
        chosen.append(slot)
        waiting[np.flatnonzero(coming[:, slot] & waiting)[: reach[slot]]] = False
    return chosen


def close_small_sessions(event: Event, board: Board) -> None:
    """Dissolve each session below its table's least, the smallest first; move people if it goes."""
    for table in np.flatnonzero(event.least > 1).tolist():
        for slot in sorted(range(event.slots), key=lambda s: len(board.sitting[table][s])):
            people = list(board.sitting[table][slot])
            if len(people) < event.least[table] and not _any_fixed(board, people, slot):
                _shut(board, table, slot)
                _reseat(board, table, people)


def _any_fixed(board: Board, people: list[int], slot: int) -> bool:
    return any((person, slot) in board.fixed for person in people)


def _shut(board: Board, table: int, slot: int) -> None:
    for person in list(board.sitting[table][slot]):
        board.take(person, slot)
    board.left[table][slot] = 0
    board.open[table] &= ~(1 << slot)
    board.room[table] &= ~(1 << slot)


def _reseat(board: Board, table: int, people: list[int]) -> None:
    held = sum(1 << slot for slot, sitters in enumerate(board.sitting[table]) if sitters)
    for person in people:
        common = held & board.free[person] & board.room[table]
        if common:
            board.put(person, table, (common & -common).bit_length() - 1)
