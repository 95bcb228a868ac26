"""One person and one position side by side, as sentences about them are made."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching import features, vocab
from matching.docs import PositionDoc
from matching.occupations import occupations
from matching.profiles import Person, Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COLUMN = {name: column for column, name in enumerate(features.NAMES)}
WORKERS = {"thợ", "công", "nhân", "kỹ"}
KNOWS, KNOWS_NEAR = 0.8, 0.45
OPEN_LEVEL = 0.8
MINOR_GROUP = 3
"""Leading digits of ISCO-08 that trades beside one another share."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One person and one row of positions, with the pair's feature values and their points."""

    person: Person
    positions: Positions
    row: int
    values: Floats
    points: Floats
    km: float

    @property
    def doc(self) -> PositionDoc:
        """The position as a document."""
        return self.positions.docs[self.row]

    @property
    def alone(self) -> Positions:
        """The columns of this position only."""
        return self.positions.take(np.array([self.row]))

    @property
    def core(self) -> tuple[Ints, Floats]:
        """Columns and weights of the position's core skills."""
        span = slice(*self.positions.core.indptr[self.row : self.row + 2])
        return self.positions.core.indices[span], self.positions.core.data[span]

    def value(self, name: str) -> float:
        """Value of a feature; NaN when it is not known."""
        return float(self.values[COLUMN[name]])


def opened(pair: Pair) -> float:
    """How much more the position is open to this person because it is open to anybody."""
    known = features.known_level(
        np.array([pair.value("trade")]), np.array([pair.value("field_match")])
    )
    return float(pair.positions.open_level[pair.row] - known[0])


def bus_helps(pair: Pair) -> bool:
    """Whether the way would exceed the person's reach more without the company bus."""
    without = features.stretch(pair.person, replace(pair.alone, shuttle=np.array([False])))
    return bool(without[0] > pair.value("stretch"))


def named_as_wished(pair: Pair) -> float:
    """How far the work is one that the person names, words in common aside."""
    return float(features.wished_work(pair.person, pair.alone)[0])


def starts_anyone(pair: Pair) -> bool:
    """Whether someone without the trade can start."""
    return bool(pair.positions.open_level[pair.row] >= OPEN_LEVEL)


def best_skill(pair: Pair, strengths: Floats, least: float) -> int | None:
    """Column of the heaviest core skill of the position that the person meets well enough.

    Parameters
    ----------
    pair : Pair
    strengths : ndarray of shape (skills,)
        What the person can: `person.own`, or `person.can` with near skills.
    least : float
    """
    columns, weights = pair.core
    met = strengths[columns] >= least
    if not met.any():
        return None
    return int(columns[np.argmax(np.where(met, weights * strengths[columns], -1.0))])


def is_of_the_trade(pair: Pair, column: int) -> bool:
    """Whether a skill belongs to the position's occupation, or one beside it; so where none is."""
    isco = vocab.load().skills[vocab.load().codes[column]].isco08
    codes = occupations(pair.doc)
    return not codes or any(code.startswith(isco[:MINOR_GROUP]) for code in codes)


def skill_name(column: int) -> str:
    """Name of a skill inside a sentence; a trade named by its worker reads as that work."""
    name = inside(vocab.load().skills[vocab.load().codes[column]].name_vi)
    words = name.split()
    return f"việc {name}" if words[0] in WORKERS or words[-1] == "viên" else name


def inside(name: str) -> str:
    """Spell a name inside a sentence: lower case first unless it is an abbreviation."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]
