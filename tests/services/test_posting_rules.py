from datetime import date

import pytest

from services import posting_rules

ON = date(2026, 11, 25)


def codes(text, on=ON):
    return {finding.rule.code for finding in posting_rules.find([text], on)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hồ sơ gồm phiếu lý lịch tư pháp", "judicial_record"),
        ("ho so gom phieu ly lich tu phap", "judicial_record"),
        ("Nhận đồng phục phải đặt cọc 300.000 đồng", "deposit"),
        ("Nộp căn cước gốc khi nhận việc", "original_papers"),
        ("Tuổi từ 18 đến 35 tuổi", "age"),
        ("Chỉ tuyển nữ", "sex"),
        ("Ưu tiên người chưa lập gia đình", "marriage"),
        ("Không có tiền án tiền sự", "judicial_record"),
        ("khong tien an", "judicial_record"),
        ("Mang theo CMND gốc", "original_papers"),
        ("Nộp căn cước công dân bản gốc", "original_papers"),
        ("Không giữ lương, nhưng đóng phí hồ sơ", "deposit"),
        ("Từ 18 tuổi đến 35 tuổi", "age"),
        ("Tuổi: 18-35 tuổi", "age"),
        ("Tuyển 5 nam làm xưởng", "sex"),
        ("Hàng may, 18-40, nữ, đi làm ngay", "sex"),
        ("LĐ nữ chịu khó", "sex"),
        ("Nữ, dưới 35 tuổi", "sex"),
        ("Nhận người chưa chồng", "marriage"),
        ("Không vướng bận gia đình", "marriage"),
        ("Tuyển người đi Nhật, lo visa", "work_abroad"),
        ("Định cư cho cả gia đình", "work_abroad"),
        ("Việc nhẹ lương cao, nạp tiền là có việc", "broker_fraud"),
        ("Cần người cho thuê tài khoản", "broker_fraud"),
    ],
)
def test_a_forbidden_wish_is_found_with_its_article(text, code):
    (found,) = [f for f in posting_rules.find([text], ON) if f.rule.code == code]
    assert found.words
    assert found.rule.article


@pytest.mark.parametrize(
    "text",
    [
        "Công nhân may, nam nữ đều nhận, không thu phí",
        "Đủ 18 tuổi, làm ca ngày, có xe đưa đón",
        "Lao động nam nữ, không giới hạn tuổi",
        "Công ty không giữ giấy tờ gốc, không đặt cọc",
        "Việt Nam, làng nghề 30 năm tuổi nghề",
        "Lương 7 - 9 triệu, thưởng Tết",
        "Tuổi từ 18 trở lên, không yêu cầu độ tuổi tối đa",
        "Hỗ trợ con nhỏ dưới 6 tuổi 50.000 đồng",
        "May hàng xuất khẩu đi Nhật, không đi nước ngoài",
        "Không đa cấp, không qua trung gian, không thu phí",
        "Không phân biệt tiền án",
        "Mang bản gốc để đối chiếu, nhận lại ngay",
        "Tuyển 5 nam nữ làm xưởng",
        "Nam, nữ tuổi nghề không cần",
        "Xưởng ở Việt Nam từ 2010, may áo nữ 2 lớp, có phòng cho nữ",
        "Không phân biệt giới tính",
    ],
)
def test_lawful_words_pass(text):
    assert codes(text) == set()


def test_a_rule_holds_from_its_day():
    assert codes("phiếu lý lịch tư pháp", date(2026, 6, 30)) == set()
    assert codes("phiếu lý lịch tư pháp", date(2026, 7, 1)) == {"judicial_record"}


def test_money_and_papers_never_pass_limits_may_with_a_reason():
    is_justifiable = {rule.code: rule.is_justifiable for rule in posting_rules.rules()}
    assert not any(
        is_justifiable[code] for code in ("judicial_record", "deposit", "original_papers")
    )
    assert all(is_justifiable[code] for code in ("age", "sex", "marriage"))


@pytest.mark.parametrize(
    ("code", "before", "first"),
    [
        ("work_abroad", date(2021, 12, 31), date(2022, 1, 1)),
        ("broker_fraud", date(2020, 12, 31), date(2021, 1, 1)),
    ],
)
def test_each_rule_begins_on_the_day_of_its_law(code, before, first):
    text = "Xuất khẩu lao động, đa cấp"
    assert code not in codes(text, before)
    assert code in codes(text, first)


def test_every_rule_says_where_it_was_read_or_that_it_is_still_to_be_read():
    assert all(rule.source for rule in posting_rules.rules())
    assert {rule.code for rule in posting_rules.rules() if rule.checked_on is None} == {
        "deposit",
        "work_abroad",
        "broker_fraud",
    }


def test_a_text_of_everything_is_found_whole():
    text = "Độ tuổi 18 - 30 tuổi, chỉ tuyển nữ, độc thân, đặt cọc, lý lịch tư pháp, CCCD gốc"
    assert codes(text) == {
        "age",
        "sex",
        "marriage",
        "deposit",
        "judicial_record",
        "original_papers",
    }
