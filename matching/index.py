"""An index of many positions that gives a person's exact best k under every gate.

What is exact: among all positions that pass the gates, the k with the highest score of
`matching.coded.Query`, ties by the position's row. That score is the ranker's without its two text
features (`words_shared`, `gist_shared`) and without the words of a wish: trade, duty cover, field,
wish by skill and trade, closedness, stretch, way, room, wages, shift, schooling, experience,
strain, unwanted, certificates and support are all tables over codes of the position, of its commune
and of its skill cover. Gates: takes people (open, paid the legal minimum), occupation bans by kind,
licences by law, age, permitted communes, refused rows.

The base is immutable and may be mapped from files; what changes lies in a private delta beside it.
"""

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matching import kernel_compile, kernels, reference
from matching.blocks import SKILL_COLUMNS, Additions, arrange, merged, promises, restore
from matching.coded import FAR, GROUPS_A_KIND, MICRO, MODES, Columns, Geography, Hits, Query
from matching.kernel_shapes import Blocks, Groups, Home, Scratch

FLAT_WAY = MICRO // 10
"""Where the way decides less than this, kinds of work are gone through and not communes."""
FEW_POSITIONS = 50_000
SHARE = 256
"""Queries of a batch that one thread takes at a time."""
MOST_GROUPS = 1 << 16
META, FORMAT = "index.json", 3
SHARED = frozenset({*SKILL_COLUMNS, "takes"})
"""Arrays that both arrangements have in common."""


class CandidateIndex:
    """Coded positions, twice: by commune for those who stay near, by kind for those who move.

    Parameters
    ----------
    near, wide : Blocks
        The same positions sorted by commune and by kind.
    geography : Geography
    compiled : bool
        Whether to search with numba's kernels; the NumPy reference gives the same lists.
    """

    def __init__(
        self,
        near: Blocks,
        wide: Blocks,
        geography: Geography,
        *,
        compiled: bool = kernel_compile.AVAILABLE,
    ) -> None:
        self.geography = geography
        self.compiled = compiled
        self._takes = np.array(near.takes)
        self._near, self._wide = (part._replace(takes=self._takes) for part in (near, wide))
        self._added = Additions(len(geography.code), promises(wide))
        self._rows = len(self._takes)
        self._local = threading.local()
        self._largest = max(1, *(int(np.diff(part.starts).max(initial=0)) for part in (near, wide)))

    @classmethod
    def build(
        cls,
        columns: Columns,
        geography: Geography,
        *,
        kinds: int,
        skills: int,
        compiled: bool = kernel_compile.AVAILABLE,
    ) -> Self:
        """Sort and invert; `kinds` and `skills` are how many codes there can be."""
        if kinds * GROUPS_A_KIND > MOST_GROUPS:
            raise ValueError(f"{kinds} kinds of work are too many; join those that differ least.")
        near, wide = arrange(
            columns, communes=len(geography.code), groups=GROUPS_A_KIND * kinds, skills=skills
        )
        return cls(near, wide, geography, compiled=compiled)

    def __len__(self) -> int:
        return self._rows

    def search(self, query: Query, k: int = 20) -> Hits:
        """Give the best k rows and their points in millionths, best first."""
        if k < 1:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        if self.compiled:
            return self._search_compiled(query, k)
        codes = self.geography.code[query.home]
        delta, added = self._added.view, self._added.size
        rows, points = reference.search(self._near, delta, added, query, codes, k)
        return rows, points + query.base

    def search_batch(self, queries: Sequence[Query], k: int = 20, threads: int = 1) -> list[Hits]:
        """Give the list of each query, in the given order; neighbours are searched together."""
        order = np.argsort([query.home for query in queries], kind="stable")
        parts = [order[start : start + SHARE] for start in range(0, len(order), SHARE)]

        def lists(part: NDArray[np.int64]) -> list[Hits]:
            return [self.search(queries[n], k) for n in part]

        with ThreadPoolExecutor(threads) as pool:
            shares = list(pool.map(lists, parts) if threads > 1 else map(lists, parts))
        found = [hits for share in shares for hits in share]
        return [found[place] for place in np.argsort(order, kind="stable")]

    @property
    def late(self) -> float:
        """Share of positions that came since the build; `compact` makes it 0."""
        return self._added.size / max(1, self._rows)

    def upsert(self, one: Columns, row: int | None = None) -> int:
        """Add a position (columns of one row) or replace the one with this row; give its row."""
        where = self._rows if row is None else row
        if not 0 <= where <= self._rows:
            raise ValueError(f"Row {row} is neither one of the {self._rows} known nor the next.")
        self.close(where)
        self._added.add(one, where)
        self._rows = max(self._rows, where + 1)
        return where

    def close(self, row: int) -> None:
        """Show a position to nobody from now on."""
        if row < len(self._takes):
            self._takes[row] = 0
        self._added.close(row)

    def columns(self) -> Columns:
        """Give all positions back as they are now, in the order of their rows."""
        base = restore(self._near)
        return merged(base, self._added, self._rows) if self._added.size else base

    def compact(self) -> Self:
        """Build anew from what is there now: the delta becomes part of the base."""
        skills, groups = self._added.groups.core.shape
        return self.build(
            self.columns(),
            self.geography,
            kinds=groups // GROUPS_A_KIND,
            skills=skills,
            compiled=self.compiled,
        )

    def snapshot(self, path: Path) -> None:
        """Write what is there now as files that `open` maps; the folder must not exist."""
        whole = self.compact() if self._added.size else self
        path.mkdir(parents=True)
        for name, array in whole._files().items():  # noqa: SLF001 - of the same class
            np.save(path / f"{name}.npy", array)
        (path / META).write_text(json.dumps({"format": FORMAT, "positions": len(whole)}))

    @classmethod
    def open(cls, path: Path, *, compiled: bool = kernel_compile.AVAILABLE) -> Self:
        """Map a snapshot; nothing is copied but the flags of what takes people."""
        if json.loads((path / META).read_text())["format"] != FORMAT:
            raise ValueError(f"{path} was written by another version; build the index again.")
        known = Geography(_map(path, "code"), _map(path, "order"))
        return cls(_mapped(path, "near"), _mapped(path, "wide"), known, compiled=compiled)

    def _files(self) -> dict[str, NDArray[np.generic]]:
        parts = {"near": self._near._asdict(), "wide": self._wide._asdict()}
        files = {_file(part, n): a for part, arrays in parts.items() for n, a in arrays.items()}
        return {**files, **self.geography.arrays()}

    def _search_compiled(self, query: Query, k: int) -> Hits:
        work, delta, groups = self._scratch(k), self._added.view, self._added.groups
        home = Home(self.geography.code[query.home], self.geography.order[query.home])
        if self._goes_wide(query):
            kernels.search_wide(self._wide, delta, groups, query, home, work)
        else:
            kernels.search_near(self._near, delta, groups, query, home, work)
        found = int(work.bar[0])
        return work.rows[:found].copy(), work.points[:found] + query.base

    def _goes_wide(self, query: Query) -> bool:
        """Whether the way is no guide: no limit, and it decides little or home is not known.

        Where there are few positions, opening each commune costs more than all of them.
        """
        if query.farthest < FAR or len(query.permitted):
            return False
        if self._rows < FEW_POSITIONS:
            return True
        flat = int(query.reach.best[0]) - int(query.reach.best[FAR]) < FLAT_WAY
        return flat or query.home == self.geography.nowhere

    def _scratch(self, k: int) -> Scratch:
        """Working arrays of this thread, made once for each k."""
        kept: dict[int, Scratch] | None = getattr(self._local, "kept", None)
        if kept is None:
            kept = self._local.kept = {}
        if k not in kept:
            kept[k] = _scratch(self._largest, len(self.geography.code), self._added.groups, k)
        return kept[k]


def _scratch(rows: int, communes: int, groups: Groups, k: int) -> Scratch:
    skills, count = groups.core.shape
    return Scratch(
        sums=np.zeros(rows, dtype=np.int64),
        touched=np.zeros(rows, dtype=np.int32),
        totals=np.zeros(rows, dtype=np.int64),
        cells=np.zeros((skills, 2), dtype=np.int32),
        strengths=np.zeros(skills, dtype=np.int64),
        places=np.zeros(rows, dtype=np.int32),
        quiet=np.zeros(count, dtype=np.int64),
        promise=np.zeros(count, dtype=np.int64),
        most=np.zeros((2, count), dtype=np.int32),
        way=np.zeros(communes * MODES, dtype=np.int32),
        can=np.zeros(skills, dtype=np.int32),
        wishes=np.zeros(skills, dtype=np.int32),
        points=np.zeros(k, dtype=np.int64),
        rows=np.zeros(k, dtype=np.int64),
        bar=np.zeros(6, dtype=np.int64),
    )


def _map(path: Path, name: str) -> NDArray[Any]:
    return np.asarray(np.load(path / f"{name}.npy", mmap_mode="r"))


def _mapped(path: Path, part: str) -> Blocks:
    return Blocks(**{name: _map(path, _file(part, name)) for name in Blocks._fields})


def _file(part: str, name: str) -> str:
    """Name the file of an array; the parts share some."""
    return name if name in SHARED else f"{part}_{name}"
