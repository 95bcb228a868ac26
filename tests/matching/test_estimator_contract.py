from sklearn.utils.estimator_checks import parametrize_with_checks

from matching.estimator import SuitabilityEstimator


@parametrize_with_checks([SuitabilityEstimator()])
def test_c(estimator, check):
    check(estimator)
