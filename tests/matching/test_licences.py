import unicodedata

import pytest

from matching.licences import LicenceMention, find_licences
from matching.text import strip_marks


@pytest.mark.parametrize(
    "text",
    ["bằng C hết hạn từ 2022", "bằng C bị tước", "GPLX hạng C quá hạn", "bang C het han"],
)
def test_a_licence_that_has_ended_is_marked(text):
    assert find_licences(text) == (LicenceMention("C", expired=True),)


@pytest.mark.parametrize("text", ["bằng C còn hạn", "lái xe bằng C", "có bằng dấu C"])
def test_a_licence_in_force_is_read(text):
    assert find_licences(text) == (LicenceMention("C", expired=False),)


@pytest.mark.parametrize(
    "text", ["chưa có bằng C", "không có bằng C", "muốn thi bằng C", "đang học bằng C", ""]
)
def test_a_licence_lacked_or_wished_for_is_none(text):
    assert find_licences(text) == ()


def test_one_ended_licence_does_not_end_the_other():
    assert find_licences("bằng C hết hạn, bằng A1 còn hạn") == (
        LicenceMention("C", expired=True),
        LicenceMention("A1", expired=False),
    )


def test_spelling_changes_no_licence():
    text = "có chứng chỉ lái xe nâng, thẻ an toàn điện hết hạn"
    found = find_licences(text)
    assert [mention.code for mention in found] == ["forklift", "electrical_safety"]
    assert find_licences(unicodedata.normalize("NFD", text)) == found
    assert find_licences(strip_marks(text)) == found
