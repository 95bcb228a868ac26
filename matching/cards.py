"""Which entries of a list are cards: worth putting before a person. Padding is a fault.

The rule reads features, never names. What the grading guide calls not sensible is a *conflict*: no
score makes a card of it. What it calls a little off is a *gap*: a good score outweighs it, a merely
possible one does not. A value that is not known is neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching import features

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MOST_CARDS, FEW_CARDS = 5, 2
GOOD, POSSIBLE = 0.45, 0.24
"""Scores from which a pair is good, and possible: worth a card where nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A value of a feature beyond which (in the feature's bad direction) something is wrong."""

    feature: str
    bound: float

    def crossed(self, values: Floats) -> Bools:
        """Tell which of some pairs lie beyond; `values` has shape (pairs, features)."""
        column = features.NAMES.index(self.feature)
        sign = features.SIGNS[column]
        return np.asarray(sign * values[:, column] < sign * self.bound)


CONFLICTS = (
    Limit("wage_ratio", 0.8),
    Limit("stretch", 0.3),
    Limit("shift_fit", 0.3),
    Limit("schooling_gap", 1.0),
    Limit("strain", 0.0),
    Limit("unwanted", 1.0),
    Limit("closedness", 0.7),
)
"""Pay a fifth under the wish, out of reach, no hour in common, two steps of schooling missing,
against the health, twice against the person's word, another trade that needs what the person
lacks."""
GAPS = (
    Limit("wage_ratio", 0.85),
    Limit("stretch", 0.15),
    Limit("shift_fit", 0.6),
    Limit("schooling_gap", 0.0),
    Limit("experience_gap", 0.4),
    Limit("unwanted", 0.0),
    Limit("certificates_missing", 0.0),
    Limit("closedness", 0.3),
)
"""Where one condition is off."""


def cards(scores: Floats, values: Floats) -> Bools:
    """Tell which entries of a list are cards.

    Every good entry without a conflict up to five; where these are fewer than two, possible ones
    without a gap make up two.

    Parameters
    ----------
    scores : ndarray of shape (pairs,)
        Best first.
    values : ndarray of shape (pairs, features)
    """
    good = (scores >= GOOD) & worth_showing(scores, values)
    possible = worth_showing(scores, values)
    wanted = min(MOST_CARDS, max(int(good.sum()), min(int(possible.sum()), FEW_CARDS)))
    chosen = np.zeros(len(scores), dtype=np.bool_)
    chosen[[*np.flatnonzero(good), *np.flatnonzero(possible & ~good)][:wanted]] = True
    return chosen


def worth_showing(scores: Floats, values: Floats) -> Bools:
    """Tell which pairs may be cards at all; `values` has shape (pairs, features)."""
    conflict = _any_crossed(CONFLICTS, values)
    enough = (scores >= GOOD) | ((scores >= POSSIBLE) & ~_any_crossed(GAPS, values))
    return np.asarray(enough & ~conflict)


def _any_crossed(limits: Sequence[Limit], values: Floats) -> Bools:
    return np.asarray(np.any([limit.crossed(values) for limit in limits], axis=0))
