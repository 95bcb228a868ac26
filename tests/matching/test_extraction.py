import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.extraction import LicenceMention, canonical_skill, find_licences, find_skills
from matching.text import strip_marks
from matching.vocab import load


def codes(text, kind="has"):
    return [mention.code for mention in find_skills(text) if mention.kind == kind]


def years(text):
    return {mention.code: mention.years for mention in find_skills(text)}


def test_one_skill_is_found_with_its_place_and_years():
    (mention,) = find_skills("Trước đây làm thợ hàn 3 năm")
    assert (mention.code, mention.kind, mention.years) == ("han-dien", "has", 3.0)
    assert (mention.start, mention.end) == (3, 5)
    assert mention.unsure is False


def test_no_skill_is_found_in_nothing():
    assert find_skills("") == ()
    assert find_skills("Sao cũng được, hẹn khai thêm sau.") == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("biết hàn", "has"),
        ("muốn học hàn", "wish"),
        ("không biết hàn", "lacks"),
        ("học nghề hàn", "wish"),
        ("đã học nghề hàn", "has"),
        ("nguyện vọng làm thợ hàn", "wish"),
        ("chưa từng làm thợ hàn", "lacks"),
        ("ko biết hàn", "lacks"),
        ("hàn thì chưa biết", "lacks"),
        ("việc gì cũng được trừ hàn điện", "lacks"),
        ("nay không được làm thợ hàn", "lacks"),
        ("vay vốn mở tiệm hàn cửa sắt", "wish"),
    ],
)
def test_having_wishing_and_lacking_are_kept_apart(text, kind):
    assert [mention.kind for mention in find_skills(text)] == [kind]


def test_a_negation_ends_with_its_clause_but_runs_through_a_list():
    text = "Không biết hàn, tiện, phay. Biết lái xe nâng"
    assert codes(text, "lacks") == ["han-dien", "tien", "phay"]
    assert codes(text) == ["lai-xe-nang"]


def test_but_turns_a_negation():
    assert codes("không biết hàn nhưng biết sửa xe máy") == ["sua-xe-may"]


def test_years_behind_it_make_a_skill_more_than_a_wish():
    text = "muốn việc gần nhà, may công nghiệp 4 năm rồi"
    assert codes(text) == ["may-cong-nghiep"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hàn điện gần 9 năm", 9.0),
        ("3 năm hàn điện", 3.0),
        ("hàn điện 6-7 năm", 6.5),
        ("hàn điện 6 tháng", 0.5),
        ("hàn điện nửa năm", 0.5),
        ("hàn điện chục năm", 10.0),
        ("hàn điện 1,5 năm", 1.5),
        ("hàn điện từ năm 2018", None),
        ("hàn điện từ 18 tuổi", None),
        ("hàn điện, thử việc 2 tháng", None),
    ],
)
def test_years_are_read(text, expected):
    assert years(text) == {"han-dien": expected}


def test_each_skill_keeps_its_own_years():
    assert years("nấu ăn 4 năm, chạy bàn 2 năm, biết pha chế") == {
        "nau-an": 4.0,
        "phuc-vu-ban": 2.0,
        "pha-che": None,
    }


def test_the_longest_wording_wins():
    assert codes("lắp ráp linh kiện điện tử") == ["lap-rap-linh-kien-dien-tu"]
    assert codes("chạy máy 1 kim") == ["may-cong-nghiep"]
    assert codes("công nhân may mũ giày") == ["may-mu-giay"]


@pytest.mark.parametrize(
    "text",
    [
        "Công ty May Sông Xanh cần tuyển người",
        "CÔNG TY TNHH MAY MẶC AN BÌNH THÔNG BÁO",
        "biết tiếng hàn không cần",
        "quê ở Nga Sơn, lấy vợ Bỉm Sơn",
        "đi Hàn Quốc về",
        "may mắn có việc",
        "phương tiện đi lại thuận tiện",
        "bản vẽ, hồ sơ xin việc",
    ],
)
def test_names_and_ordinary_words_do_not_fire(text):
    trades = {"may-cong-nghiep", "han-dien", "son-nuoc-ba-matit", "tien", "xay-tuong"}
    assert trades.isdisjoint(codes(text))


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


def test_a_general_word_gives_way_to_the_skill_that_it_introduces():
    assert codes("Tuyển công nhân đóng gói") == ["dong-goi"]
    assert codes("làm công nhân 2 năm") == ["cong-nhan-san-xuat"]


def test_another_vocabulary_can_be_given():
    assert [m.code for m in find_skills("thợ hàn", load())] == ["han-dien"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("May công nghiệp 1 kim", "may-cong-nghiep"),
        ("Hàn CO2 (MIG/MAG)", "han-co2"),
        ("moc noi that", "moc-noi-that"),
        ("hàn", "han-dien"),
        ("EXCEL", "excel"),
        ("Nấu ăn (bếp Á)", "nau-an"),
        ("chịu khó, thật thà", None),
        ("", None),
    ],
)
def test_a_typed_skill_name_becomes_a_code(name, code):
    assert canonical_skill(name) == code


def test_every_listed_wording_names_its_skill():
    wrong = [(w, code) for w, code in load().terms() if canonical_skill(w) != code]
    assert wrong == []


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
    ("text", "kind"),
    [
        ("hàn thì không biết", "lacks"),
        ("leo cao, đứng máy lâu không được", "lacks"),
        ("đừng đi biển", "lacks"),
        ("chưa đi biển bao giờ", "lacks"),
        ("yêu thích kinh doanh", "has"),
        ("bảo trì định kỳ máy CNC", "has"),
        ("do nhu cầu mở rộng, cần thợ hàn", "has"),
        ("nguyện vọng: thợ hàn", "wish"),
        ("xin việc thợ hàn", "wish"),
    ],
)
def test_cues_stand_for_themselves_and_not_for_longer_words(text, kind):
    assert {mention.kind for mention in find_skills(text)[-1:]} == {kind}


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bằng C hết hạn từ 2022 chưa đổi", [("C", True)]),
        ("bằng C còn hạn", [("C", False)]),
        ("GPLX hạng B2, có bằng FC cũ", [("B", False), ("CE", False)]),
        ("chưa có bằng C", []),
        ("muốn học bằng C", []),
        ("chứng chỉ 3G còn hạn", [("welding_3G", False)]),
        (
            "có chứng chỉ lái xe nâng, thẻ an toàn điện",
            [("forklift", False), ("electrical_safety", False)],
        ),
        ("chung chi van hanh noi hoi", [("boiler", False)]),
        ("có giấy ATTP", [("food_safety", False)]),
        ("bằng cấp 3, bằng lòng", []),
        ("lái xe máy có bằng lái xe máy", [("A1", False)]),
    ],
)  # fmt: skip
def test_licences_are_read(text, expected):
    assert find_licences(text) == tuple(LicenceMention(*pair) for pair in expected)
