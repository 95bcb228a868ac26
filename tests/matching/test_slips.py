import pytest

from matching.extraction import find_skills
from matching.lexicon import default_lexicon
from matching.slips import mended


def test_a_slip_inside_an_exact_match_is_left_alone():
    words = ["sửa", "xe", "máy"]
    assert mended(words, default_lexicon(), [(0, 3)]) == []


def test_a_longer_slip_swallows_the_exact_match_inside_it():
    words = ["lái", "xe", "nâgn"]
    assert (0, 3, "lai-xe-nang") in mended(words, default_lexicon(), [(0, 2)])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("thợ sữa xe máy", "sua-xe-may"),
        ("trăn nuôi gà", "nuoi-ga"),
        ("thợ điên nước", "dien-nuoc"),
        ("sửa chửa xe máy", "sua-xe-may"),
    ],
)
def test_slips_are_found_and_flagged_or_mended(text, code):
    assert code in {mention.code for mention in find_skills(text)}


@pytest.mark.parametrize("text", ["bàn hàng mới về", "ban quản lý chợ", "hạn nộp hồ sơ hàng tuần"])
def test_ordinary_words_one_letter_away_are_no_slips(text):
    assert find_skills(text) == ()
