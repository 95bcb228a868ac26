"""What one kind of decision adds to a model: Newton steps of an additive logistic regression.

A decision is a yes with the chance that a rising curve gives its score. Each step asks which score
every decision speaks for, and lets the monotone boosting learn the difference to the score it has.
What is learnt is shrunk by the share that serves people best whom it has not seen, nought included:
a few odd decisions leave the prior as it was.

Position bias: silence is never a no, so a card that stood too low to be looked at teaches nothing.
Given that, weighing by place and learning the place beside the features (`by_place`) only cost
accuracy wherever it was measured (docs/learning.md).
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
ROUNDS, RATE, LEAF, PENALTY = 60, 0.1, 20, 25.0
"""Of the boosting. The penalty is in decisions' curvature: a leaf below it moves less than half."""
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
LEAST_CURVATURE = 0.05
"""Of p(1-p): a decision against all expectation may not outweigh twenty ordinary ones."""
FALLING = -1


@dataclass(frozen=True, slots=True)
class Head:
    """What was learnt: one table a feature, and the curve from scores to chances.

    `share` is how much of what the boosting found was kept. `left_out` are the scores of the
    decisions by models that had not seen the person, shape (pairs,).
    """

    tables: tuple[Table, ...]
    share: float
    calibration: Calibration
    left_out: Floats


def learn(start: SuitabilityEstimator, decisions: Decisions, *, by_place: bool = False) -> Head:
    """Learn what decisions add to a started or fitted model.

    `by_place` also weighs decisions by place, and learns the place to leave it out again.
    """
    with threadpool_limits(1):  # the same sums on any machine, and no waiting on a busy one
        return _learn(start, decisions, by_place=by_place)


def _learn(start: SuitabilityEstimator, decisions: Decisions, *, by_place: bool) -> Head:
    before = start.predict(decisions.values)
    left_out = np.zeros(len(decisions))
    for rest, out in folds(len(decisions), decisions.people):
        tables = _tables(start, decisions.take(rest), by_place=by_place)
        left_out[out] = added(tables, decisions.values[out])
    share = _best_share(before, left_out, decisions)
    tables = (
        _tables(start, decisions, by_place=by_place)
        if share
        else (FLAT,) * decisions.values.shape[1]
    )
    final = before + share * left_out
    return Head(
        tuple(table.scaled(share) for table in tables),
        share,
        calibrate(final, decisions.yes, decisions.weights),
        final,
    )


def added(tables: Sequence[Table], values: Floats) -> Floats:
    """Sum what tables give, shape (pairs,)."""
    columns = [table.look_up(column) for table, column in zip(tables, values.T, strict=True)]
    return np.asarray(np.sum(columns, axis=0), dtype=np.float64)


def _tables(
    start: SuitabilityEstimator, decisions: Decisions, *, by_place: bool
) -> tuple[Table, ...]:
    before = start.predict(decisions.values)
    tables: tuple[Table, ...] = (FLAT,) * decisions.values.shape[1]
    for _ in range(STEPS):
        score = before + added(tables, decisions.values)
        tables = _step(start, decisions, before, score, by_place=by_place)
    return tables


def _step(
    start: SuitabilityEstimator,
    decisions: Decisions,
    before: Floats,
    score: Floats,
    *,
    by_place: bool,
) -> tuple[Table, ...]:
    """Take one Newton step: the scores that decisions speak for, and how firmly."""
    weights = decisions.weights if by_place else np.ones(len(decisions))
    curve = sigmoid(score, decisions.yes, weights)
    chance = curve.chance(score)
    spread = np.maximum(LEAST_CURVATURE, chance * (1 - chance))
    wanted = score - before + (decisions.yes - chance) / (curve.slope * spread)
    firmness = weights * curve.slope**2 * spread
    model = SuitabilityEstimator(
        signs=[*(start.signs or [0] * decisions.values.shape[1]), FALLING],
        max_iter=ROUNDS,
        learning_rate=RATE,
        min_samples_leaf=LEAF,
        l2_regularization=PENALTY,
    )
    is_placed = by_place & (decisions.places != BY_HAND)
    places = np.where(is_placed, decisions.places, np.nan)
    columns = np.column_stack([decisions.values, places])
    learned = model.fit(columns, wanted, weights=firmness).learned_[:-1]
    pairs = zip(learned, decisions.values.T, strict=True)
    return tuple(_neutral(table, column, firmness) for table, column in pairs)


def _neutral(table: Table, column: Floats, firmness: Floats) -> Table:
    """Let a table give nothing on average and nothing for what is not known."""
    known = ~np.isnan(column)
    if not known.any():
        return FLAT
    usual = float(np.average(table.look_up(column[known]), weights=firmness[known]))
    return table.lifted(-usual, 0.0)


def _best_share(before: Floats, left_out: Floats, decisions: Decisions) -> float:
    """Give the smallest share of what was learnt that is as good as the best, on people left out.

    As good: less than one standard error of the paired difference worse.
    """
    losses = [_loss(before + share * left_out, decisions) for share in SHARES]
    best = int(np.argmin([loss.sum() for loss in losses]))
    for share, loss in zip(SHARES, losses, strict=True):
        worse = loss - losses[best]
        if worse.sum() <= np.sqrt(len(worse)) * worse.std():
            return share
    return SHARES[best]


def _loss(score: Floats, decisions: Decisions) -> Floats:
    """Log loss of each decision under the curve that fits the scores best."""
    chance = sigmoid(score, decisions.yes, np.ones(len(score))).chance(score)
    truth = np.where(decisions.yes > 0, chance, 1 - chance)
    return np.asarray(-np.log(np.maximum(truth, 1e-9)), dtype=np.float64)
