import math

import numpy as np
import pytest

from matching.metrics import (
    Listed,
    average_precision,
    bootstrap,
    judge,
    ndcg,
    recall,
    summarise,
)

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}


def test_the_best_order_has_full_gain_and_the_worst_less():
    assert ndcg(["a", "b", "c", "d"], GRADES) == pytest.approx(1)
    assert ndcg(["d", "c", "b", "a"], GRADES) < 0.7
    assert ndcg([], GRADES) == 0


def test_gain_is_two_to_the_grade_minus_one_over_the_log_of_the_rank():
    got = ndcg(["b", "a"], GRADES)
    assert got == pytest.approx((3 + 7 / math.log2(3)) / (7 + 3 / math.log2(3) + 1 / math.log2(4)))


def test_precision_and_recall_count_grades_of_two_and_more():
    assert average_precision(["c", "a", "d", "b"], GRADES) == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert recall(["c", "a", "d"], GRADES, first=2) == 0.5
    assert recall(["a"], {"a": 1}) == 0


def test_cards_give_hit_and_junk_and_blocked_pairs_are_counted():
    listed = Listed(order=("a", "d", "x"), cards=("a", "d"))
    row = judge(listed, GRADES, blocked=frozenset({"x"}))
    assert (row.hit, row.cards, row.junk, row.blocked) == (1.0, 2, 1, 1)


def test_a_person_without_any_grade_counts_only_for_cards():
    nobody = judge(Listed(("a",), ("a",)), {}, frozenset())
    somebody = judge(Listed(("a",), ("a",)), GRADES, frozenset())
    summary = summarise([nobody, somebody])
    assert math.isnan(nobody.ndcg)
    assert summary.ndcg_10 == somebody.ndcg
    assert summary.junk_5 == 0.5


def test_the_interval_holds_the_mean_and_repeats_with_its_seed():
    values = np.random.default_rng(1).random(30)
    low, high = bootstrap(lambda drawn: float(values[drawn].mean()), 30)
    assert low < values.mean() < high
    assert (low, high) == bootstrap(lambda drawn: float(values[drawn].mean()), 30)
    assert all(math.isnan(end) for end in bootstrap(lambda _: 0.0, 0))
