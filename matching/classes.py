"""Classes of positions: equal keys share a number, and one position of each class is kept.

What a feature says of one position of a class it says of all, so a person's table over a class is
the feature asked about its samples. Later positions may bring new classes.
"""

from collections.abc import Hashable, Sequence
from dataclasses import fields, replace
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, issparse, vstack

from matching.docs import PositionDoc
from matching.profiles import Positions

Key = TypeVar("Key", bound=Hashable)


class NoRoomError(ValueError):
    """There are more classes than codes: the positions have to be coded anew, or not at all."""


class Classes(Generic[Key]):
    """Numbers of one kind of key, at most `room` of them.

    Attributes
    ----------
    room : int
    samples : Positions
        One position of each class, in the order of the numbers.
    """

    def __init__(self, name: str, room: int, positions: Positions) -> None:
        self._name, self.room = name, room
        self._number: dict[Key, int] = {}
        self.samples = positions.take(np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self._number)

    @property
    def keys(self) -> list[Key]:
        """The keys in the order of their numbers."""
        return list(self._number)

    def code(self, keys: Sequence[Key], positions: Positions) -> NDArray[np.int64]:
        """Give each position's number; keys not met before get the next ones.

        Raises
        ------
        NoRoomError
            Before anything is numbered.
        """
        fresh = list(dict.fromkeys(key for key in keys if key not in self._number))
        if len(self._number) + len(fresh) > self.room:
            raise NoRoomError(f"{self._name} has more than {self.room} classes.")
        if fresh:
            rows = _first(keys, fresh)
            self._number |= {key: len(self._number) + n for n, key in enumerate(fresh)}
            self.samples = joined(self.samples, positions.take(np.array(rows)))
        return np.array([self._number[key] for key in keys], dtype=np.int64)


def _first(keys: Sequence[Key], wanted: Sequence[Key]) -> list[int]:
    where: dict[Key, int] = {}
    for row, key in enumerate(keys):
        where.setdefault(key, row)
    return [where[key] for key in wanted]


def joined(first: Positions, later: Positions) -> Positions:
    """Put the columns of later positions after those of the first ones."""
    columns = {
        f.name: _after(getattr(first, f.name), getattr(later, f.name)) for f in fields(first)
    }
    return Positions(**columns)


def _after(first: Any, later: Any) -> Any:
    if isinstance(first, tuple):
        return first + later
    if issparse(first):
        return csr_array(vstack([first, later], format="csr"))
    return np.concatenate([first, later])


class GrowingPositions:
    """Positions of which more may come; the first ones stay where they are, mapped or not.

    Attributes
    ----------
    docs : list of PositionDoc
        Of all, as they are now.
    """

    def __init__(self, first: Positions, docs: Sequence[PositionDoc]) -> None:
        self.docs = list(docs)
        self._first = first
        self._size = len(docs)
        self._later = first.take(np.zeros(0, dtype=np.int64))

    def append(self, later: Positions) -> None:
        """Put more after the last."""
        self._later = joined(self._later, later)
        self.docs.extend(later.docs)

    def whole(self) -> Positions:
        """Give the columns of all."""
        both = joined(self._first, self._later) if self._later.docs else self._first
        return replace(both, docs=tuple(self.docs))

    def take(self, rows: NDArray[np.int64]) -> Positions:
        """Give the columns of some rows, in that order."""
        later, size = self._later, self._size
        is_late = rows >= size
        if not is_late.any():
            return self._first.take(rows)
        both = joined(self._first.take(rows[~is_late]), later.take(rows[is_late] - size))
        back = np.argsort(np.argsort(is_late, kind="stable"), kind="stable")
        return both.take(back)
