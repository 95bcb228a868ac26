"""The model on 500 coded candidates beside scikit-learn's own prediction of the same trees."""

from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.retrieval_timing import digits, timed
from matching.coded_model import CodedModel
from matching.estimator import SuitabilityEstimator
from matching.features import NAMES, SIGNS

PAIRS, CANDIDATES, TIMES = 20_000, 500, 200
UNKNOWN_SHARE = 0.05


class Kept(SuitabilityEstimator):
    """Keeps the trees it reads its tables from."""

    def _collapse(self, model: Any, cuts: Any) -> None:
        self.trees_, self.cuts_ = model, cuts
        super()._collapse(model, cuts)


def measure() -> dict[str, Any]:
    """Fit on invented pairs and time both paths on one thread."""
    rng = np.random.default_rng(1)
    values = rng.random((PAIRS, len(NAMES))).round(3)
    values[rng.random(values.shape) < UNKNOWN_SHARE] = np.nan
    suits = np.nan_to_num(values) @ np.array(SIGNS) / 10 + rng.normal(0, 0.05, PAIRS)
    estimator = Kept(signs=SIGNS).fit(values, suits)
    coded, some = CodedModel(estimator), values[:CANDIDATES]
    codes, trees = coded.codes(some), estimator.trees_
    steps = [
        np.where(np.isnan(c), np.nan, np.searchsorted(k, c))
        for k, c in zip(estimator.cuts_, some.T, strict=True)
    ]
    binned = np.column_stack(steps)
    difference = np.abs(coded.predict(codes) - trees.predict(binned)).max()
    with threadpool_limits(1):
        slow = np.median([timed(lambda: trees.predict(binned))[1] for _ in range(TIMES)])
        quick = timed(lambda: [coded.predict(codes) for _ in range(TIMES * 20)])[1] / TIMES / 20
        both = timed(lambda: [coded.predict(coded.codes(some)) for _ in range(TIMES)])[1] / TIMES
    return {
        "candidates": CANDIDATES,
        "features": len(NAMES),
        "trees": int(trees.n_iter_),
        "largest_difference": digits(difference),
        "scikit_learn_ms": digits(slow),
        "coded_ms": digits(quick),
        "coding_and_coded_ms": digits(both),
        "times_faster": digits(slow / quick),
    }
