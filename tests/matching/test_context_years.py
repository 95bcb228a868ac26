import pytest

from matching.context_years import number, years
from matching.extraction import find_skills


@pytest.mark.parametrize(
    ("word", "value"),
    [("3", 3.0), ("1,5", 1.5), ("nửa", 0.5), ("chục", 10.0), ("nan", None), ("inf", None),
     ("1e9", None), ("năm", None), ("", None)],
)  # fmt: skip
def test_numbers_are_digits_or_counting_words(word, value):
    assert number(word) == value


def test_a_duration_belongs_to_the_skill_before_it_else_to_the_one_after():
    words = ["may", "3", "năm", ",", "2", "năm", "hàn"]
    assert years(words, [(0, 1), (6, 7)]) == {0: 3.0, 1: 2.0}


def test_a_clause_of_its_own_speaks_of_the_skill_before():
    assert years(["thợ", "hàn", ",", "được", "6", "năm", "rồi"], [(0, 2)]) == {0: 6.0}


def test_a_second_duration_takes_no_skill_twice():
    assert years(["hàn", "3", "năm", "4", "năm"], [(0, 1)]) == {0: 3.0}


@pytest.mark.parametrize(
    "text", ["bảo hành 2 năm, thợ hàn", "hợp đồng 1 năm", "thợ hàn, con 3 tuổi", "thợ hàn 99 năm"]
)
def test_other_durations_are_no_practice(text):
    assert {mention.years for mention in find_skills(text)} <= {None}
