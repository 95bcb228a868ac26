"""A scikit-learn regressor that is a sum of one table per feature, monotone where told so.

It starts from a stated prior, so that it ranks before anyone has judged anything; `fit` adds what
the judgments say on top. Its tables are both the fast path and the explanation. What a prediction
means as a chance is one rising curve on top, so calibrating never changes an order.
"""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.utils.validation import check_is_fitted, validate_data

from matching.estimator_calibration import Calibration, calibrate, folds
from matching.estimator_tables import FLAT, Table, curve, stepped

__all__ = ["SuitabilityEstimator", "Table", "curve"]

Floats = NDArray[np.float64]
MOST_CUTS = 254


class SuitabilityEstimator(RegressorMixin, BaseEstimator):  # type: ignore[misc] # untyped base
    """Additive monotone regression: prediction = intercept + sum of table values.

    Parameters
    ----------
    prior : sequence of Table, optional
        One table a feature: what is believed before any judgment. None believes nothing.
    prior_intercept : float
        What the prior gives when every table gives 0.
    signs : sequence of {-1, 0, 1}, optional
        Direction in which each feature may move the prediction (0: either). Applies to what is
        learned; a prior is expected to keep to it as well.
    strength : float
        Share of what is learned that is added to the prior, 0 to 1.
    max_iter, learning_rate, min_samples_leaf, l2_regularization
        Of the boosting, as in HistGradientBoostingRegressor.
    calibration : {"none", "sigmoid", "isotonic"}
        Curve from predictions to chances, fitted to predictions of folds that were left out.
    random_state : int, optional
        Seed of the boosting.

    Attributes
    ----------
    intercept_ : float
    priors_, learned_ : list of Table
        One a feature.
    calibration_ : Calibration
        Only with `calibration`.
    n_features_in_, n_iter_ : int
    """

    def __init__(  # noqa: PLR0913 - one argument a parameter is scikit-learn's contract
        self,
        *,
        prior: Sequence[Table] | None = None,
        prior_intercept: float = 0.0,
        signs: Sequence[int] | None = None,
        strength: float = 1.0,
        max_iter: int = 100,
        learning_rate: float = 0.1,
        min_samples_leaf: int = 20,
        l2_regularization: float = 0.0,
        calibration: str = "none",
        random_state: int | None = 0,
    ) -> None:
        self.prior = prior
        self.prior_intercept = prior_intercept
        self.signs = signs
        self.strength = strength
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.min_samples_leaf = min_samples_leaf
        self.l2_regularization = l2_regularization
        self.calibration = calibration
        self.random_state = random_state

    def start(self, learned: Sequence[Table] | None = None) -> Self:
        """Take the prior with what was learned before, if anything: ready without a judgment."""
        if self.prior is None:
            raise ValueError("start() needs a prior; without one, fit(X, y) first.")
        self._accept_prior(len(self.prior))
        self.n_features_in_ = len(self.prior)
        self.learned_ = [FLAT] * len(self.priors_) if learned is None else list(learned)
        return self

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        groups: ArrayLike | None = None,
        weights: ArrayLike | None = None,
    ) -> Self:
        """Learn what the judgments add to the prior.

        Parameters
        ----------
        X : array-like of shape (pairs, features)
            NaN where a feature is not known.
        y : array-like of shape (pairs,)
            Suitability of each pair, 0 to 1 by convention.
        groups : array-like of shape (pairs,), optional
            Whose list each pair came from; every list then weighs the same.
        weights : array-like of shape (pairs,), optional
            How much each pair counts; with `groups`, within its list.
        """
        checked = validate_data(
            self, X, y, dtype=np.float64, ensure_all_finite="allow-nan", y_numeric=True
        )
        pairs, wanted = (np.asarray(array, dtype=np.float64) for array in checked)
        counts = None if weights is None else np.asarray(weights, dtype=np.float64)
        self._accept_prior(pairs.shape[1])
        self._learn(pairs, wanted, _pair_weights(groups, counts, len(pairs)))
        if self.calibration != "none":
            left_out = self._left_out(pairs, wanted, groups, counts)
            self.calibration_ = calibrate(left_out, wanted, counts, self.calibration)
        return self

    def _learn(self, pairs: Floats, wanted: Floats, weights: Floats | None) -> None:
        residual = wanted - self._prior_prediction(pairs)
        cuts = [_cuts(column) for column in pairs.T]
        codes = np.column_stack([_code(c, v) for c, v in zip(cuts, pairs.T, strict=True)])
        model = self._booster().fit(codes, residual, sample_weight=weights)
        self.n_iter_ = int(model.n_iter_)
        self._collapse(model, cuts)

    def _left_out(
        self, pairs: Floats, wanted: Floats, groups: ArrayLike | None, weights: Floats | None
    ) -> Floats:
        """Predict each pair by a model that never saw it (nor its group)."""
        found = self.predict(pairs)
        labels = None if groups is None else np.asarray(groups)
        for rest, out in folds(len(pairs), labels):
            model = clone(self).set_params(calibration="none")
            model.fit(
                pairs[rest],
                wanted[rest],
                None if labels is None else labels[rest],
                None if weights is None else weights[rest],
            )
            found[out] = model.predict(pairs[out])
        return found

    def predict(self, X: ArrayLike) -> Floats:
        """Suitability of each pair, shape (pairs,)."""
        parts = self.contributions(X)
        return np.asarray(self.intercept_ + parts.sum(axis=1), dtype=np.float64)

    def chance(self, X: ArrayLike) -> Floats:
        """Chance of a yes for each pair, shape (pairs,); needs `calibration`."""
        check_is_fitted(self, "calibration_")
        calibration: Calibration = self.calibration_
        return calibration.chance(self.predict(X))

    def contributions(self, X: ArrayLike) -> Floats:
        """Points by feature, shape (pairs, features); with `intercept_` they sum to `predict`."""
        return self._parts(self._checked(X))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    def _checked(self, X: ArrayLike) -> Floats:
        check_is_fitted(self, "learned_")
        checked = validate_data(
            self, X, dtype=np.float64, ensure_all_finite="allow-nan", reset=False
        )
        return np.asarray(checked, dtype=np.float64)

    def _accept_prior(self, features: int) -> None:
        if self.prior is not None and len(self.prior) != features:
            raise ValueError(f"The prior has {len(self.prior)} tables for {features} features.")
        self.priors_ = list(self.prior) if self.prior is not None else [FLAT] * features
        self.intercept_ = float(self.prior_intercept)

    def _prior_prediction(self, X: Floats) -> Floats:
        columns = [t.look_up(c) for t, c in zip(self.priors_, X.T, strict=True)]
        return np.asarray(self.intercept_ + np.sum(columns, axis=0), dtype=np.float64)

    def _parts(self, X: Floats) -> Floats:
        both = zip(self.priors_, self.learned_, X.T, strict=True)
        return np.column_stack([p.look_up(c) + learned.look_up(c) for p, learned, c in both])

    def _booster(self) -> HistGradientBoostingRegressor:
        return HistGradientBoostingRegressor(
            interaction_cst="no_interactions",
            monotonic_cst=None if self.signs is None else list(self.signs),
            max_iter=self.max_iter,
            learning_rate=self.learning_rate,
            min_samples_leaf=self.min_samples_leaf,
            l2_regularization=self.l2_regularization,
            early_stopping=False,
            random_state=self.random_state,
        )

    def _collapse(self, model: HistGradientBoostingRegressor, cuts: list[Floats]) -> None:
        """Read the additive booster out into tables: exact, as no tree mixes features."""
        base = np.zeros((1, len(cuts)))
        level = float(model.predict(base)[0])
        self.intercept_ += self.strength * level
        self.learned_ = []
        for feature, edges in enumerate(cuts):
            probe = np.repeat(base, len(edges) + 2, axis=0)
            probe[:, feature] = [*range(len(edges) + 1), np.nan]
            points = self.strength * (model.predict(probe) - level)
            self.learned_.append(stepped(edges, points[:-1], float(points[-1])))


def _cuts(column: Floats) -> Floats:
    """Give the values at which a feature is cut: its own values, thinned to at most `MOST_CUTS`."""
    values = np.unique(column[~np.isnan(column)])
    if len(values) > MOST_CUTS:
        values = np.unique(np.quantile(values, np.linspace(0, 1, MOST_CUTS), method="lower"))
    return np.asarray(values[:-1] + np.diff(values) / 2, dtype=np.float64)


def _code(cuts: Floats, column: Floats) -> Floats:
    """Interval numbers of a feature's values as floats, NaN kept unless nothing is known."""
    if np.isnan(column).all():
        return np.zeros(len(column))
    return np.where(np.isnan(column), np.nan, np.searchsorted(cuts, column).astype(float))


def _pair_weights(groups: ArrayLike | None, counts: Floats | None, pairs: int) -> Floats | None:
    """Let each pair count as said, and with groups every list the same; None: all count one."""
    if groups is None:
        return counts
    each = np.ones(pairs) if counts is None else counts
    _, member = np.unique(np.asarray(groups), return_inverse=True)
    weights = each / np.bincount(member, weights=each)[member]
    return np.asarray(weights * (pairs / weights.sum()), dtype=np.float64)
