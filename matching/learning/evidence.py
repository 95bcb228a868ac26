"""Whether a new model beats the one in use: measured on people neither ever learnt from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.estimator_calibration import Calibration
from matching.learning.decisions import Decisions
from matching.metrics import bootstrap

Floats = NDArray[np.float64]
FEWEST_PEOPLE = 30
"""People with both a yes and a no held back, below which an interval says nothing."""
BINS = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of decisions by one model, and its curve from scores to chances."""

    scores: Floats
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Evidence:
    """Old against new on held-back decisions.

    Attributes
    ----------
    decisions, people : int
        Held back, and people among them with both a yes and a no: only they can be put in order.
    old, new : float
        Mean over those people of nDCG of their decided cards.
    gain, low, high : float
        Mean of new minus old, and its 95% interval by paired bootstrap over people.
    old_brier, new_brier, old_ece, new_ece : float
        Mean squared error, and expected calibration error, of the chances of a yes.
    """

    decisions: int
    people: int
    old: float
    new: float
    gain: float
    low: float
    high: float
    old_brier: float
    new_brier: float
    old_ece: float
    new_ece: float

    @property
    def is_better(self) -> bool:
        """Tell whether the new model may replace the old one."""
        return self.people >= FEWEST_PEOPLE and self.low > 0


def compare(held: Decisions, old: Scored, new: Scored) -> Evidence:
    """Measure two models on the same held-back decisions."""
    before, after = (ndcg_by_person(held, model.scores) for model in (old, new))
    gain = after - before
    low, high = bootstrap(lambda drawn: float(gain[drawn].mean()), len(gain))
    chances = [model.calibration.chance(model.scores) for model in (old, new)]
    (old_brier, old_ece), (new_brier, new_ece) = (_errors(held, chance) for chance in chances)
    return Evidence(
        decisions=len(held),
        people=len(gain),
        old=_mean(before),
        new=_mean(after),
        gain=_mean(gain),
        low=low,
        high=high,
        old_brier=old_brier,
        new_brier=new_brier,
        old_ece=old_ece,
        new_ece=new_ece,
    )


def ndcg_by_person(held: Decisions, scores: Floats) -> Floats:
    """Give nDCG of each person with both a yes and a no; ties count against the model.

    A yes gains its weight, so that the places counselors seldom reach count as much as the first.
    """
    found = []
    for person in np.unique(held.people):
        mine = held.people == person
        gains = (held.yes * held.weights)[mine]
        if 0 < np.count_nonzero(gains) < len(gains):
            order = np.lexsort((gains, -scores[mine]))
            found.append(_discounted(gains[order]) / _discounted(np.sort(gains)[::-1]))
    return np.array(found)


def brier(yes: Floats, chance: Floats, weights: Floats) -> float:
    """Mean squared error of chances."""
    return float(np.average((chance - yes) ** 2, weights=weights)) if len(yes) else float("nan")


def ece(yes: Floats, chance: Floats, weights: Floats) -> float:
    """Mean distance of chance and share of yes over equal steps of chance."""
    if not len(yes):
        return float("nan")
    step = np.minimum((chance * BINS).astype(int), BINS - 1)
    apart = np.bincount(step, weights=weights * (chance - yes), minlength=BINS)
    return float(np.abs(apart).sum() / weights.sum())


def _errors(held: Decisions, chance: Floats) -> tuple[float, float]:
    return (
        brier(held.yes, chance, held.weights),
        ece(held.yes, chance, held.weights),
    )


def _discounted(gains: Floats) -> float:
    return float(np.sum(gains / np.log2(np.arange(2, len(gains) + 2))))


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")
