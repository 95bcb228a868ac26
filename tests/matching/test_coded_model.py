"""Codes of one byte predict what the estimator and scikit-learn's trees predict."""

import numpy as np

from matching.coded_model import CodedModel
from matching.estimator import SuitabilityEstimator


def test_codes_predict_what_the_estimator_predicts_missing_values_included():
    rng = np.random.default_rng(4)
    values = rng.random((2000, 3)).round(2)
    values[rng.random(values.shape) < 0.1] = np.nan
    suits = np.nan_to_num(values) @ [0.4, -0.2, 0.1] + rng.normal(0, 0.05, 2000)
    estimator = SuitabilityEstimator(signs=(1, -1, 0), max_iter=30).fit(values, suits)
    coded = CodedModel(estimator)
    unseen = np.vstack([rng.random((500, 3)) * 2 - 0.5, np.full((1, 3), np.nan)])
    codes = coded.codes(unseen)
    assert codes.dtype == np.uint8
    assert np.abs(coded.predict(codes) - estimator.predict(unseen)).max() < 1e-9
