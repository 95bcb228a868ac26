import unicodedata

import pytest

from matching.clauses import is_english, read, spans, syllable_positions


def test_a_line_becomes_syllables_with_breaks_as_words():
    assert read("Thợ hàn, ốp lát\n• sơn") == ["thợ", "hàn", ",", "ốp", "lát", ";", "•", "sơn"]


def test_stretches_lie_between_breaks():
    assert spans(["thợ", "hàn", ",", ";", "sơn"]) == [(0, 2), (4, 5)]


def test_breaks_do_not_count_as_syllables():
    assert syllable_positions(["thợ", ",", "hàn"]) == [0, 1, 1, 2]


def test_sentences_run_together_are_parted_and_names_are_not():
    assert read("tốt nghiệpTrung cấp") == ["tốt", "nghiệp", ";", "trung", "cấp"]
    assert read("biết AutoCAD, TUYỂN THỢ") == ["biết", "autocad", ",", "tuyển", "thợ"]


@pytest.mark.parametrize("written", ["Cty TNHH May Sông Xanh", "Cong ty TNHH May Song Xanh"])
def test_a_firms_name_is_left_out_with_or_without_accents(written):
    assert "may" not in read(f"{written} tuyen tho han")


def test_an_abbreviations_d_does_not_make_a_text_accented():
    assert read("tho ho, LĐPT")[-4:] == ["lao", "dong", "pho", "thong"]
    assert read("LĐPT") == ["lao", "động", "phổ", "thông"]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("day to day activities of the team", True),
        ("Business Analyst (BA)", True),
        ("Designer UX/UI", True),
        ("sua chua o to, dien o to", False),
        ("tho ho, son ba, lai may xuc", False),
        ("kỹ sư of the team and all", False),
        ("", False),
    ],
)
def test_english_is_told_from_vietnamese_without_accents(text, english):
    assert is_english(read(text)) is english


def test_decomposed_text_reads_the_same():
    text = "Sửa chữa điều hoà, khoẻ mạnh"
    assert read(unicodedata.normalize("NFD", text)) == read(text)
