"""One person and many positions as arrays: everything the features read."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.docs import PersonDoc, PositionDoc

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Person:
    """One person, ready to be compared with many positions.

    `can` and `wish` have shape (skills,): how well the person meets each canonical skill, near
    skills included, and how much they ask for it; `own` is `can` without the near ones. `trades`
    and `wished_trades` are ISCO-08 codes with a strength. `words` and `wish_words` are unit rows
    over the positions' vocabulary.
    """

    doc: PersonDoc
    can: Floats
    wish: Floats
    own: Floats
    trades: tuple[tuple[int, float], ...]
    wished_trades: tuple[tuple[int, float], ...]
    words: csr_array
    wish_words: csr_array
    fields: Floats
    hindered: Bools
    avoided: Bools
    years: float | None
    licences: frozenset[str]


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions as columns; the first axis of every array is the position.

    Attributes
    ----------
    docs : tuple of PositionDoc
    place : ndarray of int
        Rows of `places`, -1 unknown.
    core, all_skills : sparse, shape (positions, skills)
        Weights of skills in title and requirements (rows sum to 1 or 0), and of all named ones.
    occupation : ndarray of int, shape (positions, 2)
        ISCO-08 codes, 0 where there is none.
    words : sparse, shape (positions, terms)
        Unit TF-IDF rows.
    gist : sparse, shape (positions, terms)
        The same of title and typed skills alone.
    fields : ndarray of shape (positions, skill groups)
        How far a position belongs to each field of work, 0 to 1.
    asked : ndarray of bool, shape (positions, demands)
    """

    docs: tuple[PositionDoc, ...]
    place: Ints
    core: csr_array
    all_skills: csr_array
    occupation: Ints
    words: csr_array
    gist: csr_array
    fields: Floats
    asked: Bools
    wage_best: Floats
    wage_least: Floats
    education: Floats
    experience: Floats
    shift: Ints
    open_level: Floats
    housing: Bools
    shuttle: Bools
    training: Bools
    craft: NDArray[np.object_]
    sponsors: NDArray[np.object_]

    def take(self, rows: Ints) -> "Positions":
        """Give the same columns for some rows only."""
        picked = {f.name: getattr(self, f.name)[rows] for f in fields(self) if f.name != "docs"}
        return Positions(docs=tuple(self.docs[row] for row in rows), **picked)
