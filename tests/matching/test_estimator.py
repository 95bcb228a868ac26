import numpy as np
import pytest
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.exceptions import NotFittedError
from sklearn.utils.estimator_checks import parametrize_with_checks

from matching import features
from matching.estimator import SuitabilityEstimator, curve
from matching.estimator_tables import FLAT, stepped


@parametrize_with_checks([SuitabilityEstimator()])
def test_the_estimator_keeps_scikit_learns_contract(estimator, check):
    check(estimator)


def judged(seed=0, rows=600):
    rng = np.random.default_rng(seed)
    pairs = rng.random((rows, 3))
    pairs[rng.random(pairs.shape) < 0.1] = np.nan
    known = np.nan_to_num(pairs)
    return pairs, known[:, 0] - 0.5 * known[:, 1] + 0.1 * rng.standard_normal(rows)


PRIOR = (curve((0, 0), (1, 0.5)), curve((0, 0), (1, -0.5)), curve((0, 0), (1, 0)))


def test_the_prior_alone_ranks_without_a_single_judgment():
    model = SuitabilityEstimator(prior=PRIOR, prior_intercept=0.2).start()
    got = model.predict(np.array([[1, 0, 5], [0, 1, 5], [np.nan, np.nan, np.nan]]))
    assert got.tolist() == pytest.approx([0.7, -0.3, 0.2])


def test_a_start_without_a_prior_says_what_to_do():
    with pytest.raises(ValueError, match="needs a prior"):
        SuitabilityEstimator().start()


def test_a_prior_of_another_width_is_refused():
    with pytest.raises(ValueError, match="3 tables for 2 features"):
        SuitabilityEstimator(prior=PRIOR).fit(np.zeros((30, 2)), np.zeros(30))


def test_learning_starts_from_the_prior_and_comes_nearer_to_the_judgments():
    pairs, y = judged()
    before = SuitabilityEstimator(prior=PRIOR).start()
    after = SuitabilityEstimator(prior=PRIOR).fit(pairs, y)
    assert np.mean((after.predict(pairs) - y) ** 2) < 0.5 * np.mean(
        (before.predict(pairs) - y) ** 2
    )
    idle = SuitabilityEstimator(prior=PRIOR, strength=0.0).fit(pairs, y)
    assert idle.predict(pairs) == pytest.approx(before.predict(pairs))


def test_contributions_and_intercept_sum_exactly_to_the_prediction():
    pairs, y = judged()
    model = SuitabilityEstimator(prior=PRIOR).fit(pairs, y)
    assert model.contributions(pairs).sum(axis=1) + model.intercept_ == pytest.approx(
        model.predict(pairs), abs=1e-12
    )


def test_the_tables_are_the_booster_itself():
    rng = np.random.default_rng(3)
    pairs = rng.integers(0, 60, (800, 3)).astype(float)
    pairs[rng.random(pairs.shape) < 0.1] = np.nan
    y = np.nan_to_num(pairs)[:, 0] / 60 + 0.2 * rng.standard_normal(800)
    model = SuitabilityEstimator(signs=(1, -1, 0)).fit(pairs, y)
    booster = HistGradientBoostingRegressor(
        interaction_cst="no_interactions",
        monotonic_cst=[1, -1, 0],
        early_stopping=False,
        random_state=0,
    ).fit(pairs, y)
    assert np.abs(model.predict(pairs) - booster.predict(pairs)).max() < 1e-6


def test_a_pair_that_counts_more_pulls_more():
    y = np.array([0.0] * 100 + [1.0] * 100)
    plain = SuitabilityEstimator().fit(np.zeros((200, 1)), y)
    pulled = SuitabilityEstimator().fit(np.zeros((200, 1)), y, weights=1 + 2 * y)
    assert plain.predict([[0]]) == pytest.approx([0.5], abs=1e-3)
    assert pulled.predict([[0]]) == pytest.approx([0.75], abs=1e-3)


@pytest.mark.parametrize("kind", ["sigmoid", "isotonic"])
def test_chances_rise_with_the_prediction_and_come_true(kind):
    rng = np.random.default_rng(0)
    pairs = rng.random((2000, 1))
    yes = (rng.random(2000) < 0.1 + 0.6 * pairs[:, 0]).astype(float)
    lists = np.arange(2000) // 5
    model = SuitabilityEstimator(signs=(1,), calibration=kind).fit(pairs, yes, groups=lists)
    grid = np.linspace(0.05, 0.95, 10)[:, None]
    assert (np.diff(model.chance(grid)) >= 0).all()
    assert model.chance(grid) == pytest.approx(0.1 + 0.6 * grid[:, 0], abs=0.1)


def test_no_chance_without_calibration():
    model = SuitabilityEstimator().fit(np.zeros((30, 1)), np.zeros(30))
    with pytest.raises(NotFittedError):
        model.chance([[0]])


def test_what_was_learnt_before_goes_on_from_there():
    pairs, y = judged()
    model = SuitabilityEstimator(prior=PRIOR).fit(pairs, y)
    again = SuitabilityEstimator(prior=PRIOR, prior_intercept=model.intercept_)
    assert again.start(model.learned_).predict(pairs).tolist() == model.predict(pairs).tolist()


def test_two_stepped_tables_add_up_at_every_value():
    one = stepped(np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, 1.0, 2.0]), missing=0.5)
    two = stepped(np.array([2.0, 2.5]), np.array([0.0, -1.0, 4.0]), missing=0.25)
    assert one.knots.tolist() == [1, 3]  # nothing changes at 2
    values = np.array([0.5, 1, 1.5, 2, 2.25, 2.5, 2.75, 3, 9, np.nan])
    assert (
        one.plus(two).look_up(values).tolist()
        == (one.look_up(values) + two.look_up(values)).tolist()
    )
    assert one.plus(FLAT).look_up(values).tolist() == one.look_up(values).tolist()


def test_signs_are_kept_whatever_the_judgments_say():
    pairs, y = judged()
    model = SuitabilityEstimator(signs=(1, -1, 1)).fit(pairs, -y)
    grid = np.zeros((50, 3))
    grid[:, 0] = np.linspace(0, 1, 50)
    assert (np.diff(model.predict(grid)) >= -1e-12).all()
    grid[:, 0], grid[:, 1] = 0, np.linspace(0, 1, 50)
    assert (np.diff(model.predict(grid)) <= 1e-12).all()


def test_a_feature_known_for_nobody_adds_nothing():
    pairs, wanted = judged()
    pairs[:, 2] = np.nan
    model = SuitabilityEstimator().fit(pairs, wanted)
    assert (model.contributions(pairs)[:, 2] == 0).all()


def test_each_list_weighs_the_same_when_groups_are_given():
    lists = np.repeat([0, 1], [290, 10])
    pairs, wanted = np.zeros((300, 1)), lists.astype(float)
    plain = SuitabilityEstimator(max_iter=500).fit(pairs, wanted)
    weighed = SuitabilityEstimator(max_iter=500).fit(pairs, wanted, groups=lists)
    assert plain.predict(pairs[:1]) == pytest.approx([10 / 300], abs=1e-3)
    assert weighed.predict(pairs[:1]) == pytest.approx([0.5], abs=1e-3)


def test_a_clone_is_not_fitted_and_fits_the_same():
    pairs, y = judged()
    model = SuitabilityEstimator(prior=PRIOR, signs=(1, -1, 0)).fit(pairs, y)
    assert clone(model).fit(pairs, y).predict(pairs) == pytest.approx(model.predict(pairs))


@pytest.mark.parametrize("feature", features.FEATURES, ids=lambda feature: feature.name)
def test_the_shipped_prior_keeps_to_its_own_signs(feature):
    grid = np.linspace(-1, 70, 2000)
    steps = np.diff(feature.prior.look_up(grid)) * feature.sign
    assert (steps >= 0).all()
    assert steps.max() > 0
    assert feature.prior.look_up(np.array([np.nan])) == [0]
