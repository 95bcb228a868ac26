"""Little waiting: bring a person's talks together, by a free seat or a swap within one table."""

from collections.abc import Iterator

from matching.schedule_colouring import Board, bits
from matching.schedule_event import Bools

ROUNDS = 2


def shorten_waits(board: Board, group: Bools) -> int:
    """Move talks where that leaves fewer idle slots in all; return those left.

    Who meets whom never changes; confirmed talks and those of `group` tables (T,) stay.
    """
    for _ in range(ROUNDS):
        for person, day in enumerate(board.at):
            for slot, table in sorted(day.items()) if idle(day) else ():
                if not group[table] and (person, slot) not in board.fixed:
                    _pull_closer(board, person, table, slot)
            if idle(day) and not any(
                group[t] or (person, s) in board.fixed for s, t in day.items()
            ):
                _sit_in_a_row(board, person)
    return sum(map(idle, board.at))


def idle(day: dict[int, int]) -> int:
    """Return the slots without a talk between the first and the last talk."""
    return max(day) - min(day) + 1 - len(day) if day else 0


def _sit_in_a_row(board: Board, person: int) -> None:
    """Move all talks of a person into consecutive slots with free seats, where there are some."""
    day = dict(board.at[person])
    come = board.coming[person]
    open_to = [(table, (board.room[table] | 1 << slot) & come) for slot, table in day.items()]
    open_to.sort(key=lambda pair: pair[1].bit_count())
    for start in range(come.bit_length() - len(day) + 1):
        row = ((1 << len(day)) - 1) << start
        seats = _seats_in(row, open_to) if row & come == row else None
        if seats:
            for slot in day:
                board.take(person, slot)
            for table, slot in seats:
                board.put(person, table, slot)
            return


def _seats_in(row: int, open_to: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """Return (table, slot) for each table within the slots of `row`, or None."""
    if not open_to:
        return []
    (table, mask), *others = open_to
    for slot in bits(row & mask):
        rest = _seats_in(row & ~(1 << slot), others)
        if rest is not None:
            return [(table, slot), *rest]
    return None


def _pull_closer(board: Board, person: int, table: int, slot: int) -> None:
    """Carry out the move of one talk that saves most idle slots, if one saves any."""
    options = _options(board, person, table, slot)
    saved, target, partner = max(options, key=lambda option: option[0], default=(0, slot, None))
    if saved > 0:
        _swap(board, (person, slot), (partner, target), table)


def _options(
    board: Board, person: int, table: int, slot: int
) -> Iterator[tuple[int, int, int | None]]:
    """Yield (slots saved, target slot, whom to swap with)."""
    for target in bits(_between(board, person, slot) & board.free[person] & board.open[table]):
        gain = _saving(board, person, slot, target)
        if board.room[table] >> target & 1:
            yield gain, target, None
        elif gain > 0:
            for sitter in board.sitting[table][target]:
                yield gain + _swap_saving(board, sitter, target, slot), target, sitter


def _between(board: Board, person: int, slot: int) -> int:
    """Return the slots from one before to one after the person's other talks, as bits."""
    others = [other for other in board.at[person] if other != slot]
    return (1 << max(others) + 2) - (1 << max(min(others) - 1, 0))


def _saving(board: Board, person: int, slot: int, target: int) -> int:
    others = board.at[person].keys() - {slot}
    if not others:
        return 0
    low, high = min(others), max(others)
    before = max(high, slot) - min(low, slot)
    return before - (max(high, target) - min(low, target))


def _swap_saving(board: Board, person: int, slot: int, target: int) -> int:
    """Return what the other person's swap saves; a large loss where they cannot."""
    if (person, slot) in board.fixed or not board.free[person] >> target & 1:
        return -len(board.sitting[0])
    return _saving(board, person, slot, target)


def _swap(board: Board, mover: tuple[int, int], other: tuple[int | None, int], table: int) -> None:
    (person, slot), (partner, target) = mover, other
    board.take(person, slot)
    if partner is not None:
        board.take(partner, target)
        board.put(partner, table, slot)
    board.put(person, table, target)
