"""What one kind of decision adds to a model: Newton steps of an additive logistic regression.

A decision is a yes with the chance that a rising curve gives its score. Each step asks which score
every decision speaks for, and lets the monotone boosting learn the difference to the score it has;
what no decision speaks of keeps the points it had. How much is kept of what was learnt is what
serves people best whom it has not seen, nothing included: a few odd decisions leave the model as it
was. A point of score is worth `POINT` log-odds whatever the decisions, so that what counselors mind
is never paid for with points that let a hard lack through.

Position bias: silence is never a no, so a card that stood too low to be looked at teaches nothing.
Given that, weighing by place and learning the place beside the features (`by_place`) gained nothing
once there were enough decisions to learn from (docs/learning.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from matching.estimator import SuitabilityEstimator, Table
from matching.estimator_calibration import Calibration, calibrate, folds, sigmoid
from matching.estimator_tables import FLAT
from matching.learning.decisions import BY_HAND, Decisions

Floats = NDArray[np.float64]
STEPS = 2
ROUNDS, RATE, LEAF, PENALTY = 60, 0.1, 20, 50.0
"""Of the boosting. The penalty is in decisions' curvature: a leaf below it moves less than half."""
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
LEAST_CURVATURE = 0.05
"""Of p(1-p): a decision against all expectation may not outweigh twenty ordinary ones."""
POINT = 6.0
"""Log-odds of a yes a point of score: from Có thể hợp to Rất hợp the odds grow tenfold."""
FALLING = -1


@dataclass(frozen=True, slots=True)
class Head:
    """What was learnt: one table a feature to add to a model, nothing on average.

    `share` is how much of the boosting was kept. `calibration` is the curve from the new scores to
    chances, fitted to people left out.
    """

    tables: tuple[Table, ...]
    share: float
    calibration: Calibration


def learn(start: SuitabilityEstimator, decisions: Decisions, *, by_place: bool = False) -> Head:
    """Learn what decisions add to a started or fitted model.

    `by_place` also weighs decisions by place, and learns the place to leave it out again.
    """
    with threadpool_limits(1):  # the same sums on any machine, and no waiting on a busy one
        return _learn(start, decisions, by_place=by_place)


def added(tables: Sequence[Table], values: Floats) -> Floats:
    """Sum what tables give, shape (pairs,)."""
    columns = [table.look_up(column) for table, column in zip(tables, values.T, strict=True)]
    return np.asarray(np.sum(columns, axis=0), dtype=np.float64)


def _learn(start: SuitabilityEstimator, decisions: Decisions, *, by_place: bool) -> Head:
    before = start.predict(decisions.values)
    left_out = np.zeros(len(decisions))
    for rest, out in folds(len(decisions), decisions.people):
        tables = _tables(start, decisions.take(rest), by_place=by_place)
        left_out[out] = added(tables, decisions.values[out])
    share = _best_share(before, left_out, decisions.yes)
    tables = _tables(start, decisions, by_place=by_place) if share else _nothing(decisions)
    unseen = before + share * left_out
    calibration = calibrate(unseen, decisions.yes, decisions.weights)
    return Head(tuple(table.scaled(share) for table in tables), share, calibration)


def _nothing(decisions: Decisions) -> tuple[Table, ...]:
    features: int = decisions.values.shape[1]
    return (FLAT,) * features


def _tables(
    start: SuitabilityEstimator, decisions: Decisions, *, by_place: bool
) -> tuple[Table, ...]:
    before = start.predict(decisions.values)
    tables = _nothing(decisions)
    for _ in range(STEPS):
        tables = _step(start, decisions, before, tables, by_place=by_place)
    return tables


def _step(
    start: SuitabilityEstimator,
    decisions: Decisions,
    before: Floats,
    tables: Sequence[Table],
    *,
    by_place: bool,
) -> tuple[Table, ...]:
    """Take one Newton step: the scores that decisions speak for, and how firmly."""
    counts = decisions.weights if by_place else np.ones(len(decisions))
    score = before + added(tables, decisions.values)
    curve = sigmoid(score, decisions.yes, counts)
    slope, chance = max(curve.slope, POINT), curve.chance(score)
    spread = np.maximum(LEAST_CURVATURE, chance * (1 - chance))
    wanted = score - before + (decisions.yes - chance) / (slope * spread)
    firmness = counts * slope**2 * spread
    model = SuitabilityEstimator(
        signs=[*(start.signs or [0] * decisions.values.shape[1]), FALLING],
        max_iter=ROUNDS,
        learning_rate=RATE,
        min_samples_leaf=LEAF,
        l2_regularization=PENALTY,
    )
    is_placed = by_place & (decisions.places != BY_HAND)
    columns = [decisions.values, np.where(is_placed, decisions.places, np.nan)]
    learned = model.fit(np.column_stack(columns), wanted, weights=firmness).learned_[:-1]
    pairs = zip(learned, decisions.values.T, strict=True)
    return tuple(_neutral(table, column, firmness) for table, column in pairs)


def _neutral(table: Table, column: Floats, firmness: Floats) -> Table:
    """Let a table give nothing on average and nothing for what is not known."""
    known = ~np.isnan(column)
    if not known.any():
        return FLAT
    usual = float(np.average(table.look_up(column[known]), weights=firmness[known]))
    return table.lifted(-usual, 0.0)


def _best_share(before: Floats, left_out: Floats, yes: Floats) -> float:
    """Give the smallest share of what was learnt that is as good as the best, on people left out.

    As good: less than one standard error of the paired difference worse.
    """
    losses = [_loss(before + share * left_out, yes) for share in SHARES]
    best = int(np.argmin([loss.sum() for loss in losses]))
    for share, loss in zip(SHARES, losses, strict=True):
        worse = loss - losses[best]
        if worse.sum() <= np.sqrt(len(worse)) * worse.std():
            return share
    return SHARES[best]


def _loss(scores: Floats, yes: Floats) -> Floats:
    """Log loss of each decision under the curve that fits the scores best."""
    chance = sigmoid(scores, yes, np.ones(len(scores))).chance(scores)
    truth = np.where(yes > 0, chance, 1 - chance)
    return np.asarray(-np.log(np.maximum(truth, 1e-9)), dtype=np.float64)
