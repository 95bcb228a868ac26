"""Learning from decisions: the prior holds, silence is no answer, better must be shown."""

import json
from dataclasses import replace

import numpy as np
import pytest

from matching import features
from matching.estimator import SuitabilityEstimator, curve
from matching.estimator_calibration import Isotonic, Sigmoid, calibrate
from matching.learning import evidence, model
from matching.learning.decisions import BY_HAND, Decisions, is_held_back, place_weights
from matching.learning.head import learn
from matching.ranker import prior_estimator

PRIOR = SuitabilityEstimator(
    prior=(curve((0, 0), (1, 0.5)), curve((0, 0), (1, -0.1)), curve((0, 0), (1, 0.0))),
    prior_intercept=0.2,
    signs=(1, -1, 1),
).start()
NOTHING = np.zeros((0, 3))


def decided(number, seed=0, truth=(0.5, -0.6, 0.0)):
    """Draw cards of people, four each, and a yes by a truth in which the second feature matters."""
    rng = np.random.default_rng(seed)
    values = rng.random((number, 3))
    leaning = 12 * (0.2 + values @ np.array(truth) - 0.15)
    yes = (rng.random(number) < 1 / (1 + np.exp(-leaning))).astype(float)
    people = np.array([f"person {row // 4}" for row in range(number)])
    places = np.arange(number) % 4 + 1
    return Decisions(values, yes, people, places, np.ones(number))


def nobody():
    return Decisions(NOTHING, np.zeros(0), np.zeros(0, str), np.zeros(0, int), np.zeros(0))


@pytest.fixture(scope="module")
def learned():
    return model.train(PRIOR, decided(4000), nobody(), PRIOR)


def after(head):
    return model.assembled(PRIOR, head, None)


def test_what_decisions_say_is_learnt_in_the_points_of_the_prior():
    decisions = decided(1500)
    learned = after(learn(PRIOR, decisions))
    bad, good = learned.predict(np.array([[0.5, 0.95, 0.5], [0.5, 0.05, 0.5]]))
    assert good - bad > 0.3  # the prior takes 0.09
    before = PRIOR.predict(decisions.values).mean()
    assert learned.predict(decisions.values).mean() == pytest.approx(before, abs=0.02)


def test_what_no_decision_speaks_of_keeps_its_points():
    decisions = decided(1500)
    decisions.values[:, 2] = 1.0  # nobody was ever shown anything else
    prior = SuitabilityEstimator(
        prior=(*PRIOR.prior[:2], curve((0, -0.8), (1, 0.0))), prior_intercept=0.2, signs=(1, -1, 1)
    ).start()
    learned = model.assembled(prior, learn(prior, decisions), None)
    lack, none = learned.predict(np.array([[0.5, 0.5, 0.0], [0.5, 0.5, 1.0]]))
    assert none - lack == pytest.approx(0.8)


def test_signs_hold_against_any_decisions():
    learned = after(learn(PRIOR, decided(1000, truth=(-0.5, 0.6, 0.0))))
    for column, sign in enumerate(PRIOR.signs):
        grid = np.full((50, 3), 0.5)
        grid[:, column] = np.linspace(0, 1, 50)
        assert (np.diff(learned.predict(grid)) * sign >= -1e-12).all()


def test_few_decisions_about_nothing_leave_the_prior_as_it_is():
    rng = np.random.default_rng(1)
    decisions = replace(decided(120), yes=(rng.random(120) < 0.5).astype(float))
    learned = after(learn(PRIOR, decisions))
    spread = np.ptp(learned.predict(decisions.values))
    assert spread <= np.ptp(PRIOR.predict(decisions.values))


def test_what_is_not_known_stays_neutral():
    decisions = decided(1000)
    decisions.values[::3, 1] = np.nan
    learned = after(learn(PRIOR, decisions))
    assert learned.contributions(np.full((1, 3), np.nan)).tolist() == [[0, 0, 0]]


def test_a_person_is_wholly_learnt_from_or_held_back_and_always_the_same():
    to_learn, held = decided(800).split()
    assert not set(to_learn.people) & set(held.people)
    assert len(to_learn) + len(held) == 800
    assert 0.2 < len(held) / 800 < 0.4
    assert all(is_held_back(person) for person in held.people)


def test_a_place_seldom_decided_on_weighs_more_and_hand_proposals_weigh_one():
    places = np.array([1, 2, 5, BY_HAND, 9])
    weights = place_weights((1000, 1000, 1000, 1000, 1000), (800, 600, 400, 400, 100), places)
    assert weights == pytest.approx([1, 800 / 600, 8, 1, 8], rel=0.03)


def test_a_chance_never_rises_down_the_list_and_weights_end():
    weights = place_weights((1000, 10, 1000), (100, 9, 0), np.array([1, 2, 3]))
    assert weights[1] >= 1
    assert weights[2] == 20


def test_nothing_shown_weighs_nothing():
    assert place_weights((), (), np.array([1, 3])).tolist() == [1, 1]


def test_weighing_by_place_learns_the_place_beside_the_features_and_leaves_it_out():
    decisions = decided(1000)
    first = replace(decisions, yes=np.where(decisions.places == 1, 1.0, decisions.yes))
    plain, placed = (after(learn(PRIOR, first, by_place=way)) for way in (False, True))
    assert placed.n_features_in_ == 3
    assert placed.predict(first.values).tolist() != plain.predict(first.values).tolist()


def test_a_better_order_is_seen_on_people_held_back(learned):
    found = learned.evidence
    assert found.is_better
    assert found.old + found.gain == pytest.approx(found.new)
    assert 0 < found.low <= found.gain <= found.high
    assert found.new_brier < found.old_brier
    assert found.new_ece < 0.05


def test_noise_never_replaces_what_is_in_use():
    rng = np.random.default_rng(5)
    noise = replace(decided(1500), yes=(rng.random(1500) < 0.5).astype(float))
    assert not model.train(PRIOR, noise, nobody(), PRIOR).evidence.is_better


def test_few_people_held_back_prove_nothing():
    some = decided(40)
    worse = evidence.Scored(-some.yes, Sigmoid(6, 0))
    best = evidence.Scored(some.yes, Sigmoid(6, 0))
    found = evidence.compare(some, worse, best)
    assert found.low > 0
    assert not found.is_better


def test_ties_count_against_a_model():
    held = Decisions(
        np.zeros((2, 3)), np.array([1.0, 0]), np.array(["a", "a"]), np.array([1, 2]), np.ones(2)
    )
    assert evidence.ndcg_by_person(held, np.zeros(2))[0] == pytest.approx(1 / np.log2(3))


@pytest.mark.parametrize(("yes", "no"), [(99, 0), (150, 3), (10, 200)])
def test_too_few_decisions_are_refused_with_their_number(yes, no):
    values = np.zeros((yes + no, 3))
    people = np.array(["person 0"] * (yes + no))
    assert not is_held_back("person 0")
    said = np.array([1.0] * yes + [0.0] * no)
    few = Decisions(values, said, people, np.ones(yes + no, int), np.ones(yes + no))
    with pytest.raises(model.TooFewDecisions) as refused:
        model.train(PRIOR, few, nobody(), PRIOR)
    assert (refused.value.yes, refused.value.no) == (yes, no)


def test_what_firms_took_is_learnt_on_top_and_only_half_of_it_counts():
    decisions = decided(1500)
    firms = decided(1500, seed=3, truth=(0.5, -0.6, 0.6))
    without = model.train(PRIOR, decisions, nobody(), PRIOR)
    learned = model.train(PRIOR, decisions, firms, PRIOR)
    assert without.outcome is None
    grid = np.array([[0.5, 0.5, 0.05], [0.5, 0.5, 0.95]])
    first, both = (np.diff(found.model.predict(grid)) for found in (without, learned))
    second = np.diff(learned.outcome.tables[2].look_up(grid[:, 2]))
    assert both == pytest.approx(first + second * model.OUTCOME_SHARE)
    assert both > first + 0.05


def test_a_model_written_down_gives_the_same_scores_to_the_bit(learned):
    stored = json.loads(json.dumps(model.to_json(learned, ("a", "b", "c"))))
    grid = np.random.default_rng(0).random((500, 3))
    grid[::7, 1] = np.nan
    assert model.from_json(stored).predict(grid).tolist() == learned.model.predict(grid).tolist()
    chances = learned.suitable.calibration.chance(grid[:, 0])
    assert model.calibration_from_json(stored).chance(grid[:, 0]).tolist() == chances.tolist()


def test_many_positives_get_a_curve_of_their_own_shape(learned):
    assert isinstance(learned.suitable.calibration, Isotonic)
    stored = model.to_json(learned, ("a", "b", "c"))
    scores = np.linspace(-1, 2, 50)
    assert model.calibration_from_json(stored).chance(scores) == pytest.approx(
        learned.suitable.calibration.chance(scores)
    )


def test_a_handful_of_yeses_does_not_make_everything_certain():
    chance = calibrate(np.array([0.2, 0.3, 0.4]), np.ones(3)).chance(np.array([0.05, 0.9]))
    assert 0.02 < chance[0] < 0.5
    assert chance[1] < 0.99


def test_training_is_the_same_twice():
    first, second = (model.train(PRIOR, decided(1000), nobody(), PRIOR) for _ in range(2))
    assert model.to_json(first, "abc") == model.to_json(second, "abc")
    assert first.evidence == second.evidence


def test_what_is_learnt_from_holds_nothing_about_who_a_person_is():
    forbidden = ("sex", "gender", "ethnic", "birth", "age", "basis", "return", "offence", "health")
    named = [name for name in features.NAMES for word in forbidden if word in name.split("_")]
    assert named == []
    assert len(prior_estimator().priors_) == len(features.NAMES)
