import pytest

from matching.extraction import LicenceMention, canonical_skill, find_licences, find_skills
from matching.vocab import load
from tests.matching.skills_read import codes, years


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
