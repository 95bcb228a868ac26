"""One person and one position side by side, as sentences about them are made."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching import features, vocab
from matching.docs import PositionDoc
from matching.profiles import Person, Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COLUMN = {name: column for column, name in enumerate(features.NAMES)}
WORKERS = {"thợ", "công", "nhân", "kỹ"}
KNOWS, KNOWS_NEAR = 0.8, 0.45
OPEN_LEVEL = 0.8


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
    def core(self) -> tuple[Ints, Floats]:
        """Columns and weights of the position's core skills."""
        span = slice(*self.positions.core.indptr[self.row : self.row + 2])
        return self.positions.core.indices[span], self.positions.core.data[span]

    def value(self, name: str) -> float:
        """Value of a feature; NaN when it is not known."""
        return float(self.values[COLUMN[name]])


def starts_anyone(pair: Pair) -> bool:
    """Whether someone without the trade can start."""
    return bool(pair.positions.open_level[pair.row] >= OPEN_LEVEL)


def best_skill(pair: Pair) -> tuple[int | None, float]:
    """Column of the position's core skill the person meets best, and how well."""
    columns, _ = pair.core
    if not len(columns):
        return None, 0.0
    best = int(columns[np.argmax(pair.person.can[columns])])
    return best, float(pair.person.can[best])


def skill_name(column: int) -> str:
    """Name of a skill inside a sentence; a trade named by its worker reads as that work."""
    name = inside(vocab.load().skills[vocab.load().codes[column]].name_vi)
    words = name.split()
    return f"việc {name}" if words[0] in WORKERS or words[-1] == "viên" else name


def inside(name: str) -> str:
    """Spell a name inside a sentence: lower case first unless it is an abbreviation."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]
