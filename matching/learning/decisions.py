"""Decisions as arrays, and how likely a card at each place of a list was to be decided on."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

BY_HAND = 0
"""Place of a position that a counselor found beside the list."""
FIRST_PLACE_SEEN = 2.0
"""Cards a place is thought to have had decided like the first, before any were counted."""
MOST_WEIGHT = 20.0
HELD_BACK = 0.3


@dataclass(frozen=True, slots=True)
class Decisions:
    """One row a decided pair.

    Attributes
    ----------
    values : ndarray of shape (pairs, features)
        NaN where a feature is not known.
    yes : ndarray of shape (pairs,)
        1 for a yes, 0 for a no that says something about suitability.
    people : ndarray of str, shape (pairs,)
        Whose list it was.
    places : ndarray of int, shape (pairs,)
        Place on the list from 1; `BY_HAND` where it was not on it.
    weights : ndarray of shape (pairs,)
        One over the chance that a card at this place was decided on.
    """

    values: Floats
    yes: Floats
    people: NDArray[np.str_]
    places: Ints
    weights: Floats

    def __len__(self) -> int:
        return len(self.yes)

    def take(self, rows: Bools | Ints) -> "Decisions":
        """Give some of the decisions."""
        return Decisions(
            self.values[rows],
            self.yes[rows],
            self.people[rows],
            self.places[rows],
            self.weights[rows],
        )

    def split(self) -> tuple["Decisions", "Decisions"]:
        """Give those to learn from and those held back: a person is wholly in one of them."""
        held = np.array([is_held_back(person) for person in self.people], dtype=bool)
        return self.take(~held), self.take(held)


def is_held_back(person: str) -> bool:
    """Whether a person's decisions only judge models: the same in every training, for ever."""
    return sha256(person.encode()).digest()[0] < HELD_BACK * 256


def place_weights(shown: Sequence[int], decided: Sequence[int], places: Ints) -> Floats:
    """Weigh each decision by one over the chance that its place was decided on.

    Parameters
    ----------
    shown, decided : sequence of int
        Cards shown at places 1, 2, … and how many of them got a yes or a no.
    places : ndarray of int, shape (pairs,)

    The chance never rises down the list; it is relative to the first place, and weights end at
    `MOST_WEIGHT`.
    """
    if not len(shown):
        return np.ones(len(places))
    out_of = np.asarray(shown, dtype=float)
    first = (decided[0] + 1) / (out_of[0] + 1)
    share = (np.asarray(decided) + FIRST_PLACE_SEEN * first) / (out_of + FIRST_PLACE_SEEN)
    falling = IsotonicRegression(increasing=False).fit_transform(
        np.arange(len(share)), share, sample_weight=out_of + FIRST_PLACE_SEEN
    )
    weight = np.minimum(MOST_WEIGHT, falling[0] / np.maximum(falling, 1 / MOST_WEIGHT**2))
    listed = np.clip(places, 1, len(weight)) - 1
    return np.asarray(np.where(places == BY_HAND, 1.0, weight[listed]), dtype=np.float64)
