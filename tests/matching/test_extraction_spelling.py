"""The same words without accents, misspelt, in another Unicode form or in no sense at all."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.extraction import canonical_skill, find_licences, find_skills
from matching.text import strip_marks
from matching.vocab import load
from tests.matching.skills_read import codes


def test_text_without_accents_is_understood_and_flagged():
    mentions = find_skills("tho xay 5 nam, op lat, phu ho")
    assert [(m.code, m.years, m.unsure) for m in mentions] == [
        ("xay-tuong", 5.0, True),
        ("op-lat-gach", None, True),
        ("phu-ho", None, True),
    ]


def test_without_accents_a_machine_is_no_seamstress():
    assert codes("lam o nha may xi mang, may tinh, di xe may") == ["san-xuat-xi-mang"]
    assert codes("tho may 3 nam") == ["may-cong-nghiep"]


def test_without_accents_neighbours_choose_the_meaning():
    assert codes("giat mai jean, may chan bong, vat so, may chan")[-1] in {
        "chan-bong",
        "may-chan-ga-goi",
    }
    assert codes("gia cong co khi, dot dap, may chan")[-1] == "chan-dot-dap-ton"


def test_shorthand_does_not_hide_that_accents_are_missing():
    assert codes("lam phu ho 3 nam, k co xe, leo cao dc") == ["phu-ho", "lam-viec-tren-cao"]


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        ("sữa xe máy ở quê", "sua-xe-may"),
        ("trăn nuôi lợn gà", "nuoi-lon"),
        ("kĩ thuật điện lạnh", "dien-lanh"),
        ("lái xe nâgn trong kho", "lai-xe-nang"),
        ("ốp látt nhà dân", "op-lat-gach"),
    ],
)
def test_one_slip_of_the_pen_is_forgiven(slip, code):
    assert code in {mention.code for mention in find_skills(slip)}


def test_another_word_is_no_slip():
    assert codes("bàn hàng mới về") == []


def test_decomposed_and_old_spelling_change_nothing():
    text = "Lắp điều hòa 2 năm, sửa điện thoại"
    old = unicodedata.normalize("NFD", text.replace("hòa", "hoà"))
    assert find_skills(old) == find_skills(text)


def test_nearly_every_name_is_understood_without_accents():
    skills = load().skills.values()
    right = sum(canonical_skill(strip_marks(s.name_vi)) == s.code for s in skills)
    assert right / len(skills) > 0.97


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thợ hàn", ["han-dien"]),
        ("hạn nộp hồ sơ, thời hạn 3 năm, chữ Hán", []),
        ("tho han 3 nam", ["han-dien"]),
        ("han nop ho so, thoi han 3 nam", []),
        ("bang C het han, con han", []),
        ("thợ may", ["may-cong-nghiep"]),
        ("máy giặt, may mắn, mây mưa", []),
        ("đan mây tre", ["dan-lat-may-tre"]),
        ("dan may tre", ["dan-lat-may-tre"]),
        ("tho may, sua may may", ["may-cong-nghiep", "sua-may-may"]),
        ("may gio roi, lam may ngay", []),
    ],
)
def test_syllables_told_apart_by_accents_alone_follow_their_company(text, expected):
    assert codes(text) == expected


def test_officers_shorthand_is_read():
    mentions = find_skills("tho ho, son ba, lai may xuc, LĐPT")
    assert [mention.code for mention in mentions] == [
        "xay-tuong",
        "son-nuoc-ba-matit",
        "lai-may-xuc",
        "lao-dong-pho-thong",
    ]
    assert find_skills("LĐPT")[0].unsure is False


def test_a_clause_without_accents_is_read_inside_a_text_with_them():
    assert codes("Nhà ở xã Nga Sơn, tho han, phu ho") == ["han-dien", "phu-ho"]
    assert codes("quét dọn; nội dung công việc: lai xe nang") == ["tap-vu", "lai-xe-nang"]


SPELT = [
    "Thợ sửa điều hoà, biết khoan đá, khoẻ mạnh, thuỷ lực",
    "Không biết hàn, muốn học lái xe nâng, làm mộc 5 năm",
    "Công nhân chế biến thuỷ sản, bóc tôm, phơi cá",
]


@pytest.mark.parametrize("text", SPELT)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_no_unicode_form_changes_what_is_found(text, form):
    assert find_skills(unicodedata.normalize(form, text)) == find_skills(text)


@pytest.mark.parametrize(
    ("old", "new"), [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("Thuỷ", "Thủy")]
)
def test_both_places_of_a_tone_mark_are_one(old, new):
    for text in SPELT:
        assert find_skills(text.replace(old, new)) == find_skills(text)


@pytest.mark.parametrize(
    "text",
    [
        "nan",
        "NaN",
        "\x00",
        "\ufffd",
        "....",
        "((((",
        "3 3 3",
        "-",
        "Đ",
        "\u0301",
        "🏡 hàn",
        "a" * 99,
    ],
)
def test_nonsense_is_read_as_nothing_or_little(text):
    assert len(find_skills(text)) <= 1
    assert find_licences(text) == ()
    assert canonical_skill(text) in {None, "han-dien", "che-nan-tre-luong"}


@given(st.text(max_size=200))
def test_no_text_raises(text):
    find_skills(text)
    find_licences(text)
    canonical_skill(text)


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        ("thợ hàn 3 năm, không biết sữa xe máy; ", "han-dien"),
        ("thợ hàn muốn học lái xe nâng 3 năm sữa xe máy ", "lai-xe-nang"),
        ("tho xay op lat 3 nam ", "op-lat-gach"),
    ],
)
def test_every_part_of_a_long_text_is_read(piece, code):
    once = len(find_skills(piece))
    mentions = find_skills(piece * 2_000)
    assert len(mentions) == once * 2_000
    assert mentions[-1].end <= 2_000 * (len(piece.split()) + 2)
    assert code in {mention.code for mention in mentions}


def test_a_text_without_any_break_of_a_megabyte_is_read():
    assert find_skills("a" * 1_000_000) == ()
    assert find_skills(" " * 1_000_000) == ()
