import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.text import (
    SHORTHAND,
    canonical,
    expand,
    has_marks,
    modern_tones,
    strip_marks,
    syllables,
)

TONE_PLACES = [
    ("hoà", "hòa"),
    ("khoẻ", "khỏe"),
    ("thuỷ", "thủy"),
    ("uỷ ban", "ủy ban"),
    ("hòan", "hoàn"),
    ("lọai", "loại"),
    ("hùynh", "huỳnh"),
    ("qúy", "quý"),
]


@pytest.mark.parametrize(("written", "one_style"), TONE_PLACES)
def test_tone_marks_stand_in_one_place(written, one_style):
    assert canonical(written) == one_style


@pytest.mark.parametrize("word", ["quý", "hoàn", "toán", "loại", "thuyền", "quà", "ngoài"])
def test_right_tone_marks_stay(word):
    assert canonical(word) == word


def test_decomposed_text_is_the_same_text():
    text = "Lắp đặt điều hoà, sửa tủ lạnh"
    assert canonical(unicodedata.normalize("NFD", text)) == canonical(text)


def test_eth_is_read_as_d_with_stroke():
    assert canonical("\u00d0iện") == "điện"


def test_invisible_characters_and_odd_spaces_vanish():
    assert canonical("  thợ\u00a0\u200bhàn\n 3G\ufeff ") == "thợ hàn 3g"


def test_stripping_keeps_case_and_spaces():
    assert strip_marks("Đặng Thị Hường, thợ ỐP LÁT") == "Dang Thi Huong, tho OP LAT"


def test_stripping_reads_decomposed_text():
    assert strip_marks(unicodedata.normalize("NFD", "đường ống")) == "duong ong"


def test_syllables_leave_punctuation_and_keep_numbers_whole():
    assert syllables("Hàn 3G, C++: 1,5 năm (MIG/MAG)") == [
        "hàn", "3g", "c++", "1,5", "năm", "mig", "mag",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "marked"), [("lai xe tai", False), ("lái xe tải", True), ("xe đạp", True), ("", False)]
)
def test_marks_are_seen(text, marked):
    assert has_marks(text) is marked


def test_shorthand_is_written_out():
    assert expand(syllables("ko biết lx, LĐPT")) == (
        ["không", "biết", "lái", "xe", "lao", "động", "phổ", "thông"]
    )


def test_shorthand_leads_to_canonical_text_in_one_step():
    for short, long in SHORTHAND.items():
        assert canonical(short) == short
        assert canonical(long) == long
        assert expand(long.split()) == long.split()


@given(st.text())
def test_canonical_text_is_stable(text):
    once = canonical(text)
    assert canonical(once) == once


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậóòỏõọ "))
def test_nothing_is_marked_after_stripping(text):
    assert not has_marks(strip_marks(text))


def test_shown_names_carry_the_tone_where_we_write_it():
    assert modern_tones("Tỉnh Thanh Hoá") == "Tỉnh Thanh Hóa"
    assert modern_tones("Xã Cẩm Thuỷ, PHƯỜNG QUÝ LỘC, Hoàn") == "Xã Cẩm Thủy, PHƯỜNG QUÝ LỘC, Hoàn"
