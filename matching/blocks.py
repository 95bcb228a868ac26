"""Positions sorted into blocks with their postings, and what came since: the parts of an index."""

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.coded import (
    ATTRIBUTES,
    CODES,
    GROUPS_A_KIND,
    HOUSING,
    ROW_COLUMNS,
    WIDE_OPEN,
    Columns,
)
from matching.kernel_shapes import Blocks, Delta, Groups

FIRST_ROOM = 1024
SKILLS_A_ROW = 8
SKILL_COLUMNS = ("skill", "core", "every")
Anything = NDArray[Any]
_EVERY_ATTRIBUTE = np.arange(ATTRIBUTES)


def arrange(columns: Columns, key: Anything, count: int, skills: int) -> Blocks:
    """Sort positions by `key`, a block number below `count`, and invert their skills."""
    group = groups_of(columns)
    by_group = np.argsort(group, kind="stable")
    order = by_group[np.argsort(key[by_group], kind="stable")].astype(np.int32)
    starts = _starts(np.bincount(key, minlength=count))
    entry_row = np.repeat(np.arange(len(key), dtype=np.int32), np.diff(columns.starts))
    by_skill = np.argsort(columns.skill, kind="stable")
    by_cell = by_skill[np.argsort(key[entry_row[by_skill]], kind="stable")]
    entry_row = entry_row[by_cell]
    cell = key[entry_row].astype(np.int64) * skills + columns.skill[by_cell]
    slot = np.empty(len(key), dtype=np.int64)
    slot[order] = np.arange(len(key))
    place = slot[entry_row] - starts[key[entry_row]]
    return _sealed(
        Blocks(
            row=order,
            **{name: getattr(columns, name)[order] for name in ROW_COLUMNS},
            starts=starts,
            **_runs(key[order], group[order], count),
            offsets=_starts(np.bincount(cell, minlength=count * skills)).astype(np.int32),
            posting=_packed(place, columns.core[by_cell], columns.every[by_cell]),
            takes=columns.takes,
        )
    )


def _runs(key: Anything, group: Anything, count: int) -> dict[str, Anything]:
    """Find where block or group change in sorted rows."""
    begins = np.ones(len(key), dtype=np.bool_)
    begins[1:] = (key[1:] != key[:-1]) | (group[1:] != group[:-1])
    first = np.flatnonzero(begins)
    return {
        "runs": _starts(np.bincount(key[first], minlength=count)).astype(np.int32),
        "run_group": group[first],
        "run_start": np.append(first, len(key)).astype(np.int32),
    }


def _packed(place: Anything, core: Anything, every: Anything) -> NDArray[np.uint64]:
    high, middle = place.astype(np.uint64) << np.uint64(32), core.astype(np.uint64) << np.uint64(16)
    return np.asarray(high | middle | every.astype(np.uint64), dtype=np.uint64)


def unpacked(
    posting: NDArray[np.uint64],
) -> tuple[Anything, NDArray[np.uint16], NDArray[np.uint16]]:
    """Place, share of the core and share of everything of some postings."""
    parts = np.ascontiguousarray(posting).view(np.uint16).reshape(-1, 4)
    if sys.byteorder == "big":
        parts = parts[:, ::-1]
    place = parts[:, 2].astype(np.int64) | (parts[:, 3].astype(np.int64) << 16)
    return place, parts[:, 1].copy(), parts[:, 0].copy()


def groups_of(columns: Columns) -> NDArray[np.uint16]:
    """Group of each position, as `kernels.group_of`."""
    kind, mode = columns.kind.astype(np.int64), columns.mode.astype(np.int64)
    wide = columns.openness >= WIDE_OPEN
    group: NDArray[np.int64] = kind * GROUPS_A_KIND + HOUSING * 2 * wide + (mode & HOUSING)
    return group.astype(np.uint16)


def promises(wide: Blocks) -> Groups:
    """Largest weight of each skill and largest openness in each group; `wide` is sorted by it."""
    count = len(wide.starts) - 1
    _, core, _ = unpacked(wide.posting)
    return Groups(
        core=np.ascontiguousarray(_most(core, wide.offsets).reshape(count, -1).T),
        openness=_most(wide.openness, wide.starts),
        filled=np.diff(wide.starts) > 0,
        present=np.stack([np.bincount(codes, minlength=CODES) > 0 for codes in wide.attributes.T]),
    )


def _starts(counts: Anything) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)])


def _most(values: Anything, offsets: Anything) -> NDArray[np.uint16]:
    """Maximum of each run of values, 0 for an empty one."""
    most = np.zeros(len(offsets) - 1, dtype=np.uint16)
    filled = np.flatnonzero(np.diff(offsets))
    if len(filled):
        most[filled] = np.maximum.reduceat(values, offsets[filled])
    return most


def _sealed(blocks: Blocks) -> Blocks:
    """Make the arrays read-only, as mapped ones are: one compiled kernel serves both."""
    for name, array in blocks._asdict().items():
        array.flags.writeable = name == "takes"
    return blocks


def restore(blocks: Blocks) -> Columns:
    """Give back the columns of blocks in the caller's order."""
    skills = (len(blocks.offsets) - 1) // (len(blocks.starts) - 1)
    cells = np.diff(blocks.offsets)
    block = np.repeat(np.arange(len(blocks.starts) - 1), cells.reshape(-1, skills).sum(axis=1))
    skill = np.repeat(np.tile(np.arange(skills), len(blocks.starts) - 1), cells)
    place, core, every = unpacked(blocks.posting)
    row = blocks.row[blocks.starts[block] + place]
    by_row = np.argsort(row, kind="stable")
    back = np.empty(len(blocks.row), dtype=np.int64)
    back[blocks.row] = np.arange(len(back))
    return Columns(
        **{name: getattr(blocks, name)[back] for name in ROW_COLUMNS},
        takes=blocks.takes.copy(),
        starts=_starts(np.bincount(row, minlength=len(back))),
        skill=skill[by_row].astype(np.uint16),
        core=core[by_row],
        every=every[by_row],
    )


def take(columns: Columns, rows: NDArray[np.int64]) -> Columns:
    """Give the columns of some rows, in that order."""
    length = np.diff(columns.starts)[rows]
    before = np.cumsum(length) - length
    entries = np.arange(length.sum()) + np.repeat(columns.starts[rows] - before, length)
    picked = {n: getattr(columns, n)[rows] for n in (*ROW_COLUMNS, "takes")}
    named = {n: getattr(columns, n)[entries] for n in SKILL_COLUMNS}
    return Columns(**picked, **named, starts=_starts(length))


def merged(base: Columns, added: "Additions", rows: int) -> Columns:
    """Columns of the base with what came since, each row once."""
    view, size = added.view, added.size
    joined = {
        n: np.concatenate([getattr(base, n), getattr(view, n)[:size]])
        for n in (*ROW_COLUMNS, "takes")
    }
    end = int(view.starts[size])
    named = {n: np.concatenate([getattr(base, n), getattr(view, n)[:end]]) for n in SKILL_COLUMNS}
    starts = np.concatenate([base.starts, base.starts[-1] + view.starts[1 : size + 1]])
    source = np.arange(rows)
    source[list(added.slot)] = len(base.takes) + np.array(list(added.slot.values()), dtype=np.int64)
    return take(Columns(**joined, **named, starts=starts), source)


class Additions:
    """Positions since the build, one after the other, chained by commune."""

    def __init__(self, communes: int, groups: Groups) -> None:
        self.groups = groups
        self.slot: dict[int, int] = {}
        self.size = 0
        self.view = _empty(communes)

    def add(self, one: Columns, row: int) -> None:
        """Append a position of one row; an earlier one with the same number is closed."""
        self.close(row)
        at, end = self.size, int(self.view.starts[self.size])
        width = len(one.skill)
        self._make_room(at + 1, end + width)
        view = self.view
        for name in ROW_COLUMNS:
            getattr(view, name)[at] = getattr(one, name)[0]
        view.row[at], view.takes[at] = row, one.takes[0]
        for name in SKILL_COLUMNS:
            getattr(view, name)[end : end + width] = getattr(one, name)
        view.starts[at + 1] = end + width
        commune = one.commune[0]
        view.after[at], view.head[commune] = view.head[commune], at
        self.slot[row], self.size = at, at + 1
        self._promise(one)

    def _promise(self, one: Columns) -> None:
        """Let its group promise at least what the new position offers."""
        group = int(groups_of(one)[0])
        most = self.groups.core[:, group]
        most[one.skill] = np.maximum(most[one.skill], one.core)
        self.groups.openness[group] = max(self.groups.openness[group], one.openness[0])
        self.groups.filled[group] = True
        self.groups.present[_EVERY_ATTRIBUTE, one.attributes[0]] = True

    def close(self, row: int) -> None:
        """Mark a position as taking nobody."""
        at = self.slot.get(row)
        if at is not None:
            self.view.takes[at] = 0

    def _make_room(self, rows: int, entries: int) -> None:
        if rows >= len(self.view.row):
            names = [*ROW_COLUMNS, "row", "starts", "after", "takes"]
            self._grow({n: _double(getattr(self.view, n)) for n in names})
        while entries > len(self.view.skill):
            doubled = {n: _double(getattr(self.view, n)) for n in SKILL_COLUMNS}
            self._grow(doubled)

    def _grow(self, larger: dict[str, Anything]) -> None:
        """Take larger arrays; searches under way keep the old ones, with chains that end there."""
        self.view = self.view._replace(**larger, head=self.view.head.copy())


def _double(array: Anything) -> Anything:
    return np.concatenate([array, np.zeros_like(array)])


def _empty(communes: int) -> Delta:
    def room(dtype: type[np.generic], *shape: int) -> Anything:
        return np.zeros(shape or (FIRST_ROOM,), dtype=dtype)

    entries = FIRST_ROOM * SKILLS_A_ROW
    return Delta(
        row=room(np.int32),
        commune=room(np.uint16),
        kind=room(np.uint16),
        mode=room(np.uint8),
        openness=room(np.uint16),
        experience=room(np.uint8),
        attributes=room(np.uint8, FIRST_ROOM, ATTRIBUTES),
        licences=room(np.uint32),
        least_age=room(np.uint8),
        starts=room(np.int64, FIRST_ROOM + 1),
        skill=room(np.uint16, entries),
        core=room(np.uint16, entries),
        every=room(np.uint16, entries),
        head=np.full(communes, -1, dtype=np.int32),
        after=room(np.int32),
        takes=room(np.uint8),
    )
