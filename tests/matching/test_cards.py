import numpy as np
import pytest

from matching import features
from matching.cards import CONFLICTS, FEW_CARDS, GAPS, GOOD, MOST_CARDS, POSSIBLE, cards

FINE = {"trade": 0.0, "wage_ratio": 1.0, "shift_fit": 1.0}


def pairs(*overrides):
    """Values of pairs in which nothing is wrong but what is said."""
    rows = [[(FINE | over).get(name, 0.0) for name in features.NAMES] for over in overrides]
    return np.array(rows).reshape(-1, len(features.NAMES))


def chosen(scores, *overrides):
    return cards(np.array(scores), pairs(*(overrides or [{}] * len(scores)))).tolist()


def beyond(limit):
    sign = features.SIGNS[features.NAMES.index(limit.feature)]
    return {limit.feature: limit.bound - sign * 0.01}


def test_nothing_to_choose_from_gives_no_card():
    assert chosen([]) == []


def test_good_entries_are_cards_up_to_five():
    assert chosen([0.9] * 7) == [True] * MOST_CARDS + [False] * 2


def test_possible_entries_make_up_two_and_no_more():
    assert chosen([0.9, 0.3, 0.3]) == [True, True, False]
    assert chosen([0.3, 0.3, 0.3]) == [True] * FEW_CARDS + [False]
    assert chosen([0.9, 0.8, 0.3]) == [True, True, False]


def test_what_is_hardly_possible_is_no_card():
    assert chosen([POSSIBLE - 0.01]) == [False]


@pytest.mark.parametrize("limit", CONFLICTS, ids=lambda limit: limit.feature)
def test_no_score_makes_a_card_of_a_conflict(limit):
    assert chosen([1.0, 0.9], beyond(limit), {}) == [False, True]
    assert chosen([1.0], {limit.feature: limit.bound}) == [True]


@pytest.mark.parametrize("limit", GAPS, ids=lambda limit: limit.feature)
def test_a_gap_takes_a_card_from_a_merely_possible_entry_alone(limit):
    assert chosen([POSSIBLE], beyond(limit)) == [False]
    assert chosen([POSSIBLE], {limit.feature: limit.bound}) == [True]
    assert chosen([GOOD], beyond(limit)) == [True]


def test_what_is_not_known_is_neither_gap_nor_conflict():
    unknown = np.full((1, len(features.NAMES)), np.nan)
    assert cards(np.array([POSSIBLE]), unknown).tolist() == [True]
