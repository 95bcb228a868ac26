"""Positions sorted into blocks with their postings, and what came since: the parts of an index."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.coded import ATTRIBUTES, CODES, GROUPS_A_KIND, HOUSING, WIDE_OPEN, Columns
from matching.kernel_shapes import CODED, ROW, Blocks, Delta, Groups, Rows

FIRST_ROOM = 1024
SKILLS_A_ROW = 8
SKILL_COLUMNS = ("skill", "core", "every")
Anything = NDArray[Any]
Longs = NDArray[np.int64]
_EVERY_ATTRIBUTE = np.arange(ATTRIBUTES)


class Entries(NamedTuple):
    """Skills of rows, one row after the other."""

    skill: NDArray[np.uint16]
    core: NDArray[np.uint16]
    every: NDArray[np.uint16]


def arrange(columns: Columns, *, communes: int, groups: int, skills: int) -> tuple[Blocks, Blocks]:
    """Sort positions into blocks by commune and by group, and invert their skills.

    Both share the skills of the rows, which lie in the order of the first.
    """
    by_group = np.argsort(groups_of(columns), kind="stable")
    order = by_group[np.argsort(columns.commune[by_group], kind="stable")].astype(np.int32)
    rows, entries = _rows(columns, order), _entries(columns, order)
    near = _blocks(rows, entries, columns.takes, rows["commune"], communes, skills)
    rows = rows[np.argsort(groups_of(rows.view(np.recarray)), kind="stable")]
    group = groups_of(rows.view(np.recarray))
    return near, _blocks(rows, entries, columns.takes, group, groups, skills)


def _rows(columns: Columns, order: NDArray[np.int32]) -> Rows:
    """Lay the columns of each position side by side."""
    rows = np.zeros(len(order), dtype=ROW)
    for name in CODED:
        rows[name] = getattr(columns, name)[order]
    rows["row"], rows["width"] = order, np.diff(columns.starts)[order]
    rows["first"] = _starts(rows["width"])[:-1]
    return rows


def _entries(columns: Columns, order: NDArray[np.int32]) -> Entries:
    """Put rows' skills in the rows' order."""
    at = ranges(columns.starts[:-1][order], columns.starts[1:][order])
    return Entries(columns.skill[at], columns.core[at], columns.every[at])


def _blocks(
    rows: Rows, entries: Entries, takes: NDArray[np.uint8], key: Anything, count: int, skills: int
) -> Blocks:
    """Invert the skills of rows that are sorted by `key`, a block number below `count`."""
    starts = _starts(np.bincount(key, minlength=count))
    owner = np.repeat(np.arange(len(rows), dtype=np.int32), rows["width"])
    at = ranges(rows["first"], rows["first"] + rows["width"])
    owner, at = owner[entries.core[at] > 0], at[entries.core[at] > 0]
    order = np.argsort(entries.skill[at], kind="stable")
    order = order[np.argsort(key[owner[order]], kind="stable")]
    owner, at = owner[order], at[order]
    block = key[owner].astype(np.int64)
    cells = np.bincount(block * skills + entries.skill[at], minlength=count * skills)
    return _sealed(
        Blocks(
            rows=rows,
            **{name: getattr(entries, name) for name in SKILL_COLUMNS},
            starts=starts,
            **_runs(key, groups_of(rows.view(np.recarray)), count),
            offsets=_starts(cells).astype(np.int32),
            posting=_packed(owner - starts[block], entries.core[at]),
            takes=takes,
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


def _packed(place: Anything, core: Anything) -> NDArray[np.uint64]:
    high = place.astype(np.uint64) << np.uint64(32)
    return np.asarray(high | core.astype(np.uint64), dtype=np.uint64)


def ranges(first: Anything, end: Anything) -> Longs:
    """Write ranges out one after the other."""
    length = (end - first).astype(np.int64)
    before = np.cumsum(length) - length
    places: Longs = np.arange(length.sum()) + np.repeat(first - before, length)
    return places


def groups_of(positions: Any) -> NDArray[np.uint16]:
    """Group of each position: its kind, whether it is wide open and whether there is a room."""
    kind, mode = positions.kind.astype(np.int64), positions.mode.astype(np.int64)
    wide = positions.openness >= WIDE_OPEN
    group: NDArray[np.int64] = kind * GROUPS_A_KIND + HOUSING * 2 * wide + (mode & HOUSING)
    return group.astype(np.uint16)


def promises(wide: Blocks) -> Groups:
    """Largest weight of each skill and largest openness in each group; `wide` is sorted by it."""
    count = len(wide.starts) - 1
    core = (wide.posting & np.uint64(0xFFFF)).astype(np.uint16)
    attributes = wide.rows["attributes"].T
    return Groups(
        core=np.ascontiguousarray(_most(core, wide.offsets).reshape(count, -1).T),
        openness=_most(wide.rows["openness"], wide.starts),
        filled=np.diff(wide.starts) > 0,
        present=np.stack([np.bincount(codes, minlength=CODES) > 0 for codes in attributes]),
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
    return _columns(blocks, np.argsort(blocks.rows["row"]), blocks.takes.copy())


def _columns(part: Any, places: Anything, takes: NDArray[np.uint8]) -> Columns:
    """Give some rows of a part as columns."""
    rows = part.rows[places]
    entries = ranges(rows["first"], rows["first"] + rows["width"])
    return Columns(
        **{name: rows[name].copy() for name in CODED},
        takes=takes,
        starts=_starts(rows["width"]),
        **{name: getattr(part, name)[entries] for name in SKILL_COLUMNS},
    )


def take(columns: Columns, rows: NDArray[np.int64]) -> Columns:
    """Give the columns of some rows, in that order."""
    entries = ranges(columns.starts[:-1][rows], columns.starts[1:][rows])
    picked = {n: getattr(columns, n)[rows] for n in (*CODED, "takes")}
    named = {n: getattr(columns, n)[entries] for n in SKILL_COLUMNS}
    return Columns(**picked, **named, starts=_starts(np.diff(columns.starts)[rows]))


def merged(base: Columns, added: "Additions", rows: int) -> Columns:
    """Columns of the base with what came since, each row once."""
    late = _columns(added.view, np.arange(added.size), added.view.takes[: added.size])
    names = (*CODED, "takes", *SKILL_COLUMNS)
    joined = {n: np.concatenate([getattr(base, n), getattr(late, n)]) for n in names}
    starts = np.concatenate([base.starts, base.starts[-1] + late.starts[1:]])
    source = np.arange(rows)
    source[list(added.slot)] = len(base.takes) + np.array(list(added.slot.values()), dtype=np.int64)
    return take(Columns(**joined, starts=starts), source)


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
        at, width = self.size, len(one.skill)
        end = int(self.view.rows["first"][at - 1] + self.view.rows["width"][at - 1]) if at else 0
        self._make_room(at + 1, end + width)
        view = self.view
        view.rows[at] = _rows(one, np.zeros(1, dtype=np.int32))[0]
        view.rows["row"][at], view.rows["first"][at], view.takes[at] = row, end, one.takes[0]
        for name in SKILL_COLUMNS:
            getattr(view, name)[end : end + width] = getattr(one, name)
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
        if rows > len(self.view.rows):
            names = ("rows", "after", "takes")
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
    def room(dtype: type[np.generic], size: int = FIRST_ROOM) -> Anything:
        return np.zeros(size, dtype=dtype)

    entries = FIRST_ROOM * SKILLS_A_ROW
    return Delta(
        rows=np.zeros(FIRST_ROOM, dtype=ROW),
        skill=room(np.uint16, entries),
        core=room(np.uint16, entries),
        every=room(np.uint16, entries),
        head=np.full(communes, -1, dtype=np.int32),
        after=room(np.int32),
        takes=room(np.uint8),
    )
