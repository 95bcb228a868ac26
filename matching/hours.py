"""How well the hours of a position go with those that a person takes."""

import numpy as np
from numpy.typing import NDArray

from matching.demands import NIGHT
from matching.docs import SHIFTS
from matching.profiles import Person, Positions

Floats = NDArray[np.float64]

SHIFT_FIT = {
    ("day", "rotating"): 0.5,
    ("day", "night"): 0.0,
    ("day", "flexible"): 0.9,
    ("rotating", "day"): 1.0,
    ("rotating", "night"): 0.6,
    ("rotating", "flexible"): 1.0,
    ("night", "day"): 0.0,
    ("night", "rotating"): 0.4,
    ("night", "flexible"): 0.7,
    ("flexible", "day"): 0.25,
    ("flexible", "rotating"): 0.35,
    ("flexible", "night"): 0.4,
}
"""(what the person takes, what the work is) -> how well that goes; the same is 1."""
HAS_NIGHTS = np.isin(SHIFTS, ("rotating", "night"))


def shift_fit(person: Person, positions: Positions) -> Floats:
    """How well the shift goes with what the person takes; NaN when either is not said.

    A rotation is no better than a night for who cannot or will not work at night.
    """
    if not person.doc.shifts_ok:
        return np.full(len(positions.docs), np.nan)
    by_shift = np.array([*_fit_by_shift(person), np.nan])
    return by_shift[positions.shift]


def takes_any_shift(person: Person) -> bool:
    """Tell whether every shift suits the person alike, or nothing is said of it."""
    return not person.doc.shifts_ok or bool(np.all(_fit_by_shift(person) == 1))


def _fit_by_shift(person: Person) -> Floats:
    """How well each of `SHIFTS` goes with what the person takes; shape (shifts,)."""
    taken = [
        [SHIFT_FIT.get((ok, s), float(ok == s)) for s in SHIFTS] for ok in person.doc.shifts_ok
    ]
    fit = np.max(taken, axis=0)
    no_nights = person.hindered[NIGHT] or person.avoided[NIGHT]
    return np.asarray(np.where(HAS_NIGHTS & no_nights, 0.0, fit), dtype=np.float64)
