"""A model over codes: each feature's value is a class, each class has its points.

The model is additive, so its prediction is a sum of looked-up points; nothing is approximated.
"""

import numpy as np
from numpy.typing import NDArray

from matching.estimator import SuitabilityEstimator
from matching.estimator_tables import Table
from matching.kernel_compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
MOST_CLASSES = 256


class CodedModel:
    """Predicts what an estimator with stepped tables predicts, from codes of one byte.

    Parameters
    ----------
    estimator : SuitabilityEstimator
        Fitted without a linear prior: every table is stepped.

    Attributes
    ----------
    points : ndarray of shape (features, MOST_CLASSES)
        Points of each class; the last one is a value that is not known.
    """

    def __init__(self, estimator: SuitabilityEstimator) -> None:
        self._tables = list(estimator.learned_)
        self._intercept = float(estimator.intercept_)
        self.points = np.zeros((len(self._tables), MOST_CLASSES))
        for row, table in zip(self.points, self._tables, strict=True):
            row[: len(table.points)], row[-1] = table.points, table.missing

    def codes(self, values: Floats) -> Codes:
        """Class of each value; shape (pairs, features)."""
        columns = zip(self._tables, values.T, strict=True)
        return np.column_stack([_classes(table, column) for table, column in columns])

    def predict(self, codes: Codes) -> Floats:
        """Suitability of each coded pair, shape (pairs,)."""
        found = np.full(len(codes), self._intercept)
        add_points(self.points, codes, found)
        return found


def _classes(table: Table, column: Floats) -> Codes:
    classes = np.searchsorted(table.knots, column)
    return np.where(np.isnan(column), MOST_CLASSES - 1, classes).astype(np.uint8)


@compiled
def add_points(points: Floats, codes: Codes, found: Floats) -> None:
    """Add the points of each pair's classes to `found`."""
    for pair in range(len(found)):
        total = found[pair]
        for feature in range(len(points)):
            total += points[feature, codes[pair, feature]]
        found[pair] = total
