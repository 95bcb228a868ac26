"""From a score to a chance of yes: one rising curve, so calibrating never changes an order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold, KFold

from matching.estimator_tables import Table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FOLDS = 5
MANY_YES = 1000
"""Below this many positives a sigmoid is steadier than isotonic regression."""
USUAL_SLOPE, USUAL_MIDDLE = 6.0, 0.4
"""What is believed of the curve before any decision: half are a yes where a score is Hợp."""
USUAL_SCORES = (0.1, 0.25, 0.4, 0.55, 0.7)
USUAL_WEIGHT = 4.0
"""Decisions each of the usual scores is worth: a handful of real ones cannot tilt the curve."""
LEAST_SLOPE, NEWTON_STEPS, LONGEST_STEP = 1.0, 25, 4.0
MOST_LEANING, RIDGE = 30.0, 1e-9


class Calibration(Protocol):
    """A rising curve from scores to chances."""

    def chance(self, scores: Floats) -> Floats:
        """Chance of each score, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Sigmoid:
    """chance = 1 / (1 + exp(-slope * (score - middle)))."""

    slope: float
    middle: float

    def chance(self, scores: Floats) -> Floats:
        """Chance of each score."""
        return _logistic(self.slope * (scores - self.middle))


@dataclass(frozen=True, slots=True)
class Isotonic:
    """A curve of the data's own shape, linear between its knots."""

    table: Table

    def chance(self, scores: Floats) -> Floats:
        """Chance of each score."""
        return self.table.look_up(scores)


def calibrate(
    scores: Floats, yes: Floats, weights: Floats | None = None, kind: str = ""
) -> Calibration:
    """Fit the curve; without a `kind`, isotonic where there are many positives, else a sigmoid."""
    chosen = kind or ("isotonic" if yes.sum() >= MANY_YES else "sigmoid")
    weighing = np.ones(len(yes)) if weights is None else weights
    return (_isotonic if chosen == "isotonic" else sigmoid)(scores, yes, weighing)


def sigmoid(scores: Floats, yes: Floats, weights: Floats) -> Sigmoid:
    """Fit two numbers by Newton steps, beginning with what is usual and never falling."""
    usual = np.array(USUAL_SCORES)
    at = np.append(scores, usual)
    y = np.append(yes, Sigmoid(USUAL_SLOPE, USUAL_MIDDLE).chance(usual))
    w = np.append(weights, np.full(len(usual), USUAL_WEIGHT))
    design = np.column_stack([at, np.ones(len(at))])
    found = np.array([USUAL_SLOPE, -USUAL_SLOPE * USUAL_MIDDLE])
    for _ in range(NEWTON_STEPS):
        p = _logistic(design @ found)
        curvature = design.T @ (design * (w * p * (1 - p))[:, None]) + RIDGE * np.eye(2)
        step = np.linalg.solve(curvature, design.T @ (w * (y - p)))
        found = found + step * (LONGEST_STEP / max(LONGEST_STEP, np.abs(step).max()))
    slope = max(LEAST_SLOPE, float(found[0]))
    return Sigmoid(slope, -float(found[1]) / slope)


def folds(rows: int, groups: ArrayLike | None) -> Iterator[tuple[Ints, Ints]]:
    """Cut rows into at most FOLDS parts, a group never in two; none when it cannot be cut."""
    parts = min(FOLDS, rows if groups is None else len(np.unique(np.asarray(groups))))
    if parts > 1:
        cutter = KFold(parts, shuffle=True, random_state=0) if groups is None else GroupKFold(parts)
        yield from cutter.split(np.zeros(rows), groups=groups)


def _logistic(leaning: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(leaning, -MOST_LEANING, MOST_LEANING))))


def _isotonic(scores: Floats, yes: Floats, weights: Floats) -> Isotonic:
    fitted = IsotonicRegression(out_of_bounds="clip").fit(scores, yes, sample_weight=weights)
    return Isotonic(Table(fitted.X_thresholds_, fitted.y_thresholds_))
