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
