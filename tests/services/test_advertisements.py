"""A pasted advertisement is read field by field; what is doubtful is said, never guessed."""

import pytest

from matching.text import strip_marks
from models import Contract, Education, Shift
from services.advertisements import read
from services.advertisements.lines import MOST_LETTERS, lines_of
from services.advertisements.pay import Pay

ZALO = """🔥🔥 XƯỞNG MAY HOA SEN TUYỂN GẤP 30 CÔNG NHÂN MAY
💰 Thu nhập: 7,5 - 10 triệu/tháng, thưởng chuyên cần 500k
📍 Địa chỉ làm việc: KCN Hoàng Long, phường Hàm Rồng, Thanh Hóa
⏰ Thời gian: 7h30 - 16h30, thứ 2 đến thứ 7
✅ Bao cơm trưa, có xe đưa đón, có chỗ ở cho người ở xa
✅ Chưa biết nghề sẽ được đào tạo
Yêu cầu: tốt nghiệp THCS trở lên, ưu tiên có kinh nghiệm 1 năm
Liên hệ phòng nhân sự"""


def facts(text):
    return read(text).facts()


def test_a_message_from_zalo_fills_the_whole_posting():
    found = facts(ZALO)
    assert found["title"] == "CÔNG NHÂN MAY"
    assert found["headcount"] == 30
    assert found["wage"] == Pay(7_500_000, 10_000_000)
    assert found["place"].commune_code == "14758"
    assert found["place"].detail == "KCN Hoàng Long"
    assert found["shift"] == Shift.DAY
    assert found["min_education"] == Education.LOWER_SECONDARY
    assert found["required_skills"] == ["May công nghiệp"]
    assert all(found[name] for name in ("meals", "shuttle", "housing", "training_provided"))


def test_what_is_only_welcome_is_not_asked_for():
    assert "min_experience_years" not in facts(ZALO)
    assert "licences" not in facts("Tuyển lái xe, ưu tiên có bằng C")


def test_every_value_names_the_line_it_was_read_from():
    reading = read(ZALO)
    lines = {name: reading.statements[found.line].text for name, found in reading.found.items()}
    assert "7,5 - 10 triệu" in lines["wage"]
    assert "Hàm Rồng" in lines["place"]
    assert all(name in reading.statements[f.line].reads for name, f in reading.found.items())


def test_a_text_without_accents_is_read_too():
    found = facts(strip_marks(ZALO))
    assert (found["headcount"], found["wage"].low, found["shift"]) == (30, 7_500_000, Shift.DAY)
    assert found["place"].commune_code == "14758"
    assert found["meals"]


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Lương: 8 triệu", Pay(8_000_000, 8_000_000)),
        ("Mức lương 7-9tr", Pay(7_000_000, 9_000_000)),
        ("Thu nhập từ 9 triệu trở lên", Pay(9_000_000, None)),
        ("Lương tới 12 triệu", Pay(None, 12_000_000)),
        ("Lương: 6.000.000đ -> 8.000.000đ/tháng", Pay(6_000_000, 8_000_000)),
        ("Lương 300k/ngày", Pay(7_800_000, 7_800_000, "day")),
        ("Lương 30k/giờ", Pay(6_240_000, 6_240_000, "hour")),
        ("Lương cơ bản 5 triệu, tổng thu nhập 8 - 9 triệu", Pay(8_000_000, 9_000_000)),
        ("Thưởng Tết 1 triệu. Lương 7tr5", Pay(7_500_000, 7_500_000)),
    ],
)
def test_pay_is_a_month_s_range_whatever_its_basis(text, pay):
    assert facts(f"Tuyển thợ hàn\n{text}")["wage"] == pay


@pytest.mark.parametrize(
    "text", ["Lương tháng thứ 13", "Phụ cấp xăng xe 500k", "Chất lượng 100%", "Số lượng: 20"]
)
def test_what_is_no_pay_is_not_read_as_pay(text):
    assert "wage" not in facts(f"Tuyển thợ hàn\n{text}")


def test_agreed_and_foreign_pay_leave_the_boxes_empty_with_a_note():
    agreed = read("Tuyển thợ hàn\nLương: thỏa thuận").found["wage"]
    assert (agreed.value, "thỏa thuận" in agreed.note) == (Pay(None, None), True)
    assert "ngoại tệ" in read("Tuyển phiên dịch\nLương: $500 - $700").found["wage"].note


def test_pay_by_the_day_is_daily_work():
    assert facts("Tuyển phụ hồ\nLương 350k/ngày")["contract"] == Contract.DAILY


def test_an_old_address_becomes_the_commune_of_today():
    place = facts("Tuyển thợ mộc\nĐịa chỉ: xã Thiệu Khánh, TP Thanh Hóa")["place"]
    assert place.commune_code is not None


def test_a_doubtful_address_is_a_question_and_no_guess():
    found = read("Tuyển thợ mộc\nNơi làm việc: hoang phu").found["place"]
    assert found.value.commune_code is None
    assert found.note


def test_several_jobs_in_one_text_are_told():
    reading = read("Cần tuyển:\n- 5 thợ hàn\n- 10 công nhân may\n- 2 bảo vệ\nLương 8 triệu")
    assert reading.facts()["title"] == "thợ hàn"
    assert reading.facts()["headcount"] == 5
    assert {"công nhân may", "bảo vệ"} <= set(reading.other_titles)
    assert any("nhiều việc" in question for question in reading.questions)


def test_a_line_about_pay_that_says_no_figure_is_shown_as_not_understood():
    reading = read("Tuyển thợ hàn\nLương: như năm ngoái")
    assert [s.text for s in reading.statements if s.is_unread] == ["Lương: như năm ngoái"]


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("Làm giờ hành chính", Shift.DAY),
        ("Xoay ca: ca 1 6h-14h, ca 2 14h-22h, ca 3 22h-6h", Shift.ROTATING),
        ("Thời gian làm việc: 18h - 2h", Shift.NIGHT),
        ("Làm bán thời gian, tự sắp xếp ca", Shift.FLEXIBLE),
        ("Thời gian làm việc: tự do", Shift.FLEXIBLE),
        ("Thời gian: hành chính", Shift.DAY),
    ],
)
def test_the_hours_tell_the_shift(text, shift):
    assert facts(f"Tuyển phụ bếp\n{text}")["shift"] == shift


def test_a_paste_that_lost_its_line_breaks_is_cut_again():
    texts = [line.text for line in lines_of("Tuyển thợ hànLương: 8 triệuĐịa chỉ: xã Hoằng Phú")]
    assert texts == ["Tuyển thợ hàn", "Lương: 8 triệu", "Địa chỉ: xã Hoằng Phú"]


@pytest.mark.parametrize("text", ["", "   ", "🔥", "12345", "a" * 3 * MOST_LETTERS, "(" * 5_000])
def test_any_text_is_answered(text):
    assert "wage" not in read(text).found


def test_nothing_of_a_text_about_something_else_is_made_a_job():
    reading = read("Bán căn hộ mặt sông, giá 2 tỷ, sổ đỏ trao tay.")
    assert "title" not in reading.found
    assert "wage" not in reading.found


@pytest.mark.parametrize(
    ("text", "headcount"),
    [
        ("Cần tuyển 1 bạn pha chế", 1),
        ("VỊ TRÍ: 2 PHỤ TÁ NHA KHOA", 2),
        ("Tuyển dụng:\n- 3 vị trí kế toán viên\n- 1 bảo vệ", 3),
        ("Tuyển lái xe. SL: 022. Tuyển phụ xe", 2),
        ("Tuyển công nhân. Số lượng: 20 Tuổi từ 20 - 30", 20),
        ("Tuyển công nhân. Hồ sơ: 2 bản photo căn cước", None),
        ("Tuyển thủ kho. Ưu tiên có kinh nghiệm 1 năm kế toán", None),
    ],
)
def test_a_number_before_a_name_of_work_is_a_headcount(text, headcount):
    assert facts(text).get("headcount") == headcount


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("TUYỂN DỤNGGIÁM SÁT BÁN HÀNG Lương: 13 triệu", "GIÁM SÁT BÁN HÀNG"),
        ("Tuyển VIDEO EDITOR - UP TO 20M", "VIDEO EDITOR"),
        ("Tuyển chuyên viên hoạch định tài chính", "chuyên viên hoạch định tài chính"),
        ("Tuyển Nhân viên#Kỹ sư sản xuất#Kỹ sư bảo dưỡng", "Kỹ sư sản xuất"),
        ("Tuyển dụng: Phó phòng nhân sự - Nhân viên kế toán", "Phó phòng nhân sự"),
        ("Tuyển Kỹ Thuật Viên Kiểm Tra Chất Lượng", "Kỹ Thuật Viên Kiểm Tra Chất Lượng"),
    ],
)
def test_a_name_of_work_ends_where_other_words_begin(text, title):
    assert facts(text)["title"] == title


def test_a_street_named_after_a_man_is_no_pay():
    found = read("Tuyển thợ may\nĐịa chỉ: 12 Lê Văn Lương, Phường Hạc Thành, Thanh Hóa").facts()
    assert "Lê Văn Lương" in found["place"].text
