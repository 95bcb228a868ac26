from datetime import UTC, date, datetime

import pytest

from services.workbooks.cells import parse_name, parse_text
from services.workbooks.dates import parse_birth, parse_date, parse_deadline, parse_return
from services.workbooks.identity import parse_national_id, parse_phone
from services.workbooks.levels import (
    parse_basis,
    parse_education,
    parse_experience,
    parse_licences,
    parse_min_education,
    parse_shift,
    parse_yes,
)
from services.workbooks.pay import parse_headcount, parse_pay, parse_wage
from services.workbooks.text import show

TODAY = date(2026, 11, 24)
NFD = "Nguye\u0302\u0303n Va\u0306n Hu\u031b\u0300"


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Nguyễn Văn Hừ", "Nguyễn Văn Hừ"),
        (NFD, "Nguyễn Văn Hừ"),
        ("  TRẦN   THỊ\xa0HOÀI ", "Trần Thị Hoài"),
        ("trần thị hoài", "Trần Thị Hoài"),
        ("Dang Duy Tien", "Dang Duy Tien"),
        ("Ð\u1eb7ng Văn Út".replace("Ð", "Đ"), "Đặng Văn Út"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Lê Văn\u200b Bảy\u202e", "Lê Văn Bảy"),
        ("Lê Văn Bảy\x00", "Lê Văn Bảy"),
        ("Lê Văn Bảy (Tý)", "Lê Văn Bảy"),
    ],
)
def test_names_come_out_composed_trimmed_and_cased(cell, name):
    parsed = parse_name(cell)
    assert (parsed.value, parsed.problem) == (name, None)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        None,
        "  ",
        "Bảy",
        "Lê Văn 7",
        38204987744.0,
        "=A1",
        "Lê Vаn Bảy",
        "H\xe4 V\xb5n",
        "x" * 99,
    ],
    ids=[
        "blank",
        "none",
        "spaces",
        "one word",
        "digit",
        "number",
        "formula",
        "cyrillic",
        "TCVN3",
        "long",
    ],
)
def test_what_is_no_name_is_a_problem(cell):
    parsed = parse_name(cell)
    assert parsed.value is None
    assert "Hãy" in parsed.problem


@pytest.mark.parametrize(
    "cell",
    [
        "038204987744",
        "038 204 987 744",
        "038.204.987.744",
        "'038204987744",
        "038-204-987744",
        "０３８２０４９８７７４４",
        "\u200b038204987744",
    ],
)
def test_written_identity_number_is_taken_as_it_is(cell):
    parsed = parse_national_id(cell, "2004-08-16")
    assert (parsed.value, parsed.problem, parsed.note) == ("038204987744", None, None)


@pytest.mark.parametrize("born", ["2004-08-16", 2004, None])
@pytest.mark.parametrize("cell", [38204987744.0, 38204987744, "38204987744"])
def test_zero_that_excel_ate_comes_back_where_the_number_makes_sense(cell, born):
    parsed = parse_national_id(cell, born)
    assert (parsed.value, parsed.problem) == ("038204987744", None)
    assert "số 0" in parsed.note


def test_two_zeros_of_ha_noi_come_back_too():
    assert parse_national_id(1090001234.0, 1990).value == "001090001234"


@pytest.mark.parametrize(
    ("cell", "born", "says"),
    [
        (38204987744.0, "1990-01-01", "12 số"),
        (97204987744.0, None, "12 số"),
        (38904987744.0, None, "12 số"),
        ("03820498774O", None, "chữ cái"),
        ("O38204987744", None, "chữ cái"),
        ("03820498774l", None, "chữ cái"),
        ("172345678", None, "CMND"),
        (172345678.0, None, "CMND"),
        (72345678.0, None, "CMND"),
        ("12345", None, "5 chữ số"),
        ("0382049877441", None, "13 chữ số"),
        ("3.8204987744E+10", None, "làm tròn"),
        (3.82049877445e14, None, "15 chữ số"),
        (-38204987744.0, None, "12 số"),
        (38204987744.5, None, "12 số"),
        ("000204987744", None, "không có thật"),
        ("038904987744", None, "không có thật"),
        ("không có", None, "chữ số"),
    ],
)
def test_doubtful_identity_number_is_a_problem_with_advice_and_no_value(cell, born, says):
    parsed = parse_national_id(cell, born)
    assert parsed.value is None
    assert says in parsed.problem
    assert "Hãy ghi đủ 12 số" in parsed.problem


def test_whole_number_of_another_year_than_the_birth_is_kept_and_pointed_out():
    parsed = parse_national_id("038204987744", 1990)
    assert (parsed.value, parsed.problem) == ("038204987744", None)
    assert "kiểm tra" in parsed.note


def test_blank_identity_number_is_nothing():
    assert parse_national_id("").problem is None


@pytest.mark.parametrize(
    "cell",
    [
        "0977353752",
        977353752.0,
        "977353752",
        "0977.353.752",
        "0977 353 752",
        "+84 977 353 752",
        "84977353752",
        "(0977) 353-752",
        "０９７７３５３７５２",
        "+84977353752",
    ],
)
def test_phone_in_any_habit_is_one_number(cell):
    parsed = parse_phone(cell)
    assert (parsed.value, parsed.problem) == ("0977353752", None)


def test_landline_is_a_number():
    assert parse_phone("0237 3852 246").value == "02373852246"


@pytest.mark.parametrize(
    "cell", ["0977353752 / 0912345678", "0977353752 0912345678", "0977353752; 0912345678"]
)
def test_first_of_two_phones_is_taken_and_said(cell):
    parsed = parse_phone(cell)
    assert parsed.value == "0977353752"
    assert "nhiều số" in parsed.note


def test_words_beside_a_phone_are_kept_as_a_note():
    parsed = parse_phone("0977353752 (vợ)")
    assert (parsed.value, parsed.note) == ("0977353752", "Bên cạnh số điện thoại có ghi: vợ.")


@pytest.mark.parametrize("cell", ["097735375", "12345", "0177353752", "09773537521", "0000000000"])
def test_wrong_phone_is_a_problem(cell):
    parsed = parse_phone(cell)
    assert parsed.value is None
    assert "Hãy" in parsed.problem


def test_phone_of_eleven_digits_of_old_is_explained():
    assert "2018" in parse_phone("01687353752").problem


def test_no_phone_in_words_is_no_problem():
    assert parse_phone("không có").problem is None


@pytest.mark.parametrize(
    "cell",
    [
        date(1990, 3, 5),
        datetime(1990, 3, 5, tzinfo=UTC),
        "05/03/1990",
        "5/3/1990",
        "05.03.1990",
        "05-03-1990",
        "05 / 03 / 1990",
        32937.0,
        "32937",
        "1990-03-05",
        "05/03/1990 00:00:00",
        "ngày 05 tháng 03 năm 1990",
        "05031990",
        "05/3/1990 ",
    ],
)
def test_one_day_in_every_habit(cell):
    assert parse_date(cell).value == "1990-03-05"


@pytest.mark.parametrize("cell", [1990.0, "1990", 1990, "năm 1990", "sinh năm 1990", "03/1990"])
def test_year_alone_is_a_year_with_a_note(cell):
    parsed = parse_birth(cell, TODAY)
    assert (parsed.value, parsed.note) == (1990, "Chỉ biết năm.")


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/1990",
        "29/02/1991",
        "01/02/03",
        "1/2/90",
        "1900",
        1900.0,
        date(1900, 1, 1),
        1.0,
        "25/11/2026",
        date(2026, 11, 25),
        "2030",
        "16/08/2533",
        "19/13/1990",
        "06/19/2000",
        "abc",
        "24/11/2020",
        "",
        None,
        -5.0,
        1e308,
        float("nan"),
        "15/08/0090",
    ],
)
def test_birth_that_cannot_be_is_refused_with_advice(cell):
    parsed = parse_birth(cell, TODAY)
    assert parsed.value is None
    assert "ghi" in parsed.problem


def test_coming_home_may_lie_ahead_within_a_year():
    assert "dự kiến" in parse_return("01/03/2027", TODAY).note
    assert parse_return("01/03/2029", TODAY).problem
    assert parse_return("", TODAY).problem is None
    assert parse_return("2025", TODAY).value is None


def test_deadline_in_words_is_none_and_a_past_one_is_noted():
    assert parse_deadline("đến khi tuyển đủ", TODAY).problem is None
    assert "đã qua" in parse_deadline("01/03/2026", TODAY).note
    assert parse_deadline("31/12/2026", TODAY).value == "2026-12-31"


M = 1_000_000


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("7 - 9 triệu", 7 * M, 9 * M),
        ("10 Tr - 17 Tr VND", 10 * M, 17 * M),
        ("8tr-10tr", 8 * M, 10 * M),
        ("7 – 10 triệu", 7 * M, 10 * M),
        ("6,5 Tr - 10 Tr VND", 6_500_000, 10 * M),
        ("61 - 66.3 triệu", 61 * M, 66_300_000),
        ("12.000.000", 12 * M, 12 * M),
        ("12.000.000 đồng/tháng", 12 * M, 12 * M),
        ("8,000,000 - 15,000,000 VND", 8 * M, 15 * M),
        ("7 000 000 - 9 000 000", 7 * M, 9 * M),
        ("８.000.000", 8 * M, 8 * M),
        (7_500_000.0, 7_500_000, 7_500_000),
        (7.5, 7_500_000, 7_500_000),
        ("7 - 9", 7 * M, 9 * M),
        ("7.500 - 9.000 nghìn đồng", 7_500_000, 9 * M),
        ("7500k", 7_500_000, 7_500_000),
        ("7tr5", 7_500_000, 7_500_000),
        ("7 triệu rưỡi", 7_500_000, 7_500_000),
        ("12 trieu", 12 * M, 12 * M),
        ("Từ 12 triệu", 12 * M, None),
        ("Trên 7 Tr VND", 7 * M, None),
        ("8 triệu trở lên", 8 * M, None),
        ("Tới 8 triệu", None, 8 * M),
        ("lên đến 15 triệu", None, 15 * M),
        ("₫ 8-20 Tr", 8 * M, 20 * M),
        ("Lương: 6 Tr - 15 Tr VND", 6 * M, 15 * M),
        ("từ 7 đến 9 triệu", 7 * M, 9 * M),
        ("5tr + phụ cấp", 5 * M, None),
        ("lương cơ bản 5tr, phụ cấp 1tr", 5 * M, None),
    ],
)
def test_pay_in_figures_and_words(cell, low, high):
    parsed = parse_pay(cell)
    assert (parsed.value, parsed.problem) == ([low, high], None)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("300k/ngày", 300_000 * 26, 300_000 * 26),
        ("250 - 300 nghìn/ngày công", 6_500_000, 7_800_000),
        ("30.000đ/giờ", 30_000 * 208, 30_000 * 208),
    ],
)
def test_pay_by_the_day_or_hour_becomes_a_month_and_says_so(cell, low, high):
    parsed = parse_pay(cell)
    assert parsed.value == [low, high]
    assert "đã nhân" in parsed.note


@pytest.mark.parametrize(
    "cell",
    [
        "thỏa thuận",
        "Cạnh tranh",
        "500 - 800 USD",
        "$500",
        "Từ 0.2 triệu",
        "5.000đ/sản phẩm",
        "theo năng lực",
        "1.000 Yên Nhật/giờ",
    ],
)
def test_pay_that_is_no_figure_in_dong_is_none_with_a_note(cell):
    parsed = parse_pay(cell)
    assert (parsed.value, parsed.problem) == (None, None)
    assert parsed.note


@pytest.mark.parametrize("cell", [0.0, "0", "-5 triệu", 1e308, "20 - 15 triệu", "9" * 40])
def test_impossible_pay_is_a_problem(cell):
    parsed = parse_pay(cell)
    assert parsed.value is None
    assert "Hãy" in parsed.problem


@pytest.mark.parametrize("cell", [date(2026, 9, 7), "07/09/2026"])
@pytest.mark.parametrize("read", [parse_pay, parse_headcount, parse_experience])
def test_range_that_excel_turned_into_a_date_is_asked_about(read, cell):
    parsed = read(cell)
    assert (parsed.value, parsed.problem) == (None, None)
    assert "Excel đã đổi" in parsed.note


def test_wished_wage_is_the_lower_end():
    assert parse_wage("7 - 9 triệu").value == 7 * M
    assert parse_wage("tối đa 9 triệu").value == 9 * M
    assert parse_wage("tùy").value is None


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (5.0, 5),
        ("5 người", 5),
        ("10-20", 20),
        ("02 nam, 03 nữ", 3),
        ("1.200", 1200),
        ("", None),
        ("vài người", None),
        ("nhiều", None),
        (date(2026, 10, 5), None),
    ],
)
def test_headcounts(cell, count):
    parsed = parse_headcount(cell)
    assert (parsed.value, parsed.problem) == (count, None)


@pytest.mark.parametrize("cell", [0.0, "-3", "1000000"])
def test_impossible_headcount_is_a_problem(cell):
    assert "Hãy" in parse_headcount(cell).problem


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("9/12", "lower_secondary"),
        ("12/12", "upper_secondary"),
        ("10/12", "lower_secondary"),
        ("5/12", "primary"),
        ("7/10", "lower_secondary"),
        ("10/10", "upper_secondary"),
        ("4/10", "primary"),
        ("lớp 7", "primary"),
        (9.0, "lower_secondary"),
        ("Lớp 9", "lower_secondary"),
        ("học hết 12", "upper_secondary"),
        ("THCS", "lower_secondary"),
        ("Tốt nghiệp THPT", "upper_secondary"),
        ("cấp 3", "upper_secondary"),
        ("Cấp II", "lower_secondary"),
        ("tiểu học", "primary"),
        ("Trung cấp", "vocational"),
        ("Sơ cấp nghề", "vocational"),
        ("CĐ nghề", "college"),
        ("Cao đẳng", "college"),
        ("ĐH", "university"),
        ("Cử nhân luật", "university"),
        ("12/12, trung cấp hàn", "vocational"),
        ("Trung học cơ sở", "lower_secondary"),
        ("Trung học", "upper_secondary"),
        (date(2026, 12, 9), "lower_secondary"),
        (date(2026, 10, 7), "lower_secondary"),
        (date(2026, 12, 12), "upper_secondary"),
        ("09/12/2026", "lower_secondary"),
        ("không biết chữ", None),
        ("2/12", None),
        ("", None),
        ("khá", None),
    ],
)
def test_schooling(cell, level):
    assert parse_education(cell).value == level


def test_less_than_primary_is_said_in_a_note():
    assert parse_education("không biết chữ").note == "Chưa học xong tiểu học."
    assert parse_education("2/12").note == "Chưa học xong tiểu học."
    assert parse_education("").note is None


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("Đại Học trở lên", "university"),
        ("Trung cấp hoặc cao đẳng", "vocational"),
        ("Không yêu cầu bằng cấp", None),
        ("Lao động phổ thông", None),
        ("Tối thiểu Cao Đẳng", "college"),
    ],
)
def test_schooling_a_firm_asks_for_is_the_lowest_named(cell, level):
    assert parse_min_education(cell).value == level


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("Dưới 1 năm", 0.0),
        ("3 năm", 3.0),
        ("Không yêu cầu", 0.0),
        ("1 - 2 năm", 1.0),
        (2.0, 2.0),
        ("6 tháng", 0.5),
        ("1,5 năm", 1.5),
        ("Chưa có kinh nghiệm", 0.0),
        ("có", None),
        ("", None),
        ("trên 10 năm", 10.0),
    ],
)
def test_experience(cell, years):
    assert parse_experience(cell).value == years


@pytest.mark.parametrize(
    ("cell", "shift"),
    [
        ("Ca ngày", "day"),
        ("Hành chính", "day"),
        ("3 ca", "rotating"),
        ("xoay ca", "rotating"),
        ("ca đêm", "night"),
        ("linh hoạt", "flexible"),
        ("", None),
        ("8h", None),
    ],
)
def test_shifts(cell, shift):
    assert parse_shift(cell).value == shift


@pytest.mark.parametrize(
    ("cell", "basis"),
    [
        ("Đặc xá", "pardoned"),
        ("Chấp hành xong", "completed"),
        ("TTTTH", None),
        ("Án treo", "community_sentence"),
        ("Tha tù trước thời hạn có điều kiện", "conditional_release"),
    ],
)
def test_basis_of_return_is_a_code(cell, basis):
    assert parse_basis(cell).value == basis


def test_licences_are_codes():
    assert parse_licences("B2, C").value == ["B", "C"]
    assert parse_licences("A1; chứng chỉ hàn 3G, xe nâng").value == ["A1", "forklift", "welding_3G"]
    assert parse_licences("").value == []


def test_yes_and_no():
    assert parse_yes("x").value is True
    assert parse_yes("Có").value is True
    assert parse_yes("không").value is False
    assert parse_yes("").value is None


def test_text_that_is_a_formula_is_left_out_and_a_long_one_refused():
    assert parse_text('=HYPERLINK("http://example.invalid";"xem")').value == ""
    assert parse_text("=A1+B2").note
    assert parse_text("- làm tốt").value == "- làm tốt"
    assert "4.000" in parse_text("a" * 100_000).problem


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (5.0, "5"),
        (2.5, "2.5"),
        (True, "x"),
        (False, ""),
        ("-", ""),
        ("N/A", ""),
        (date(2026, 12, 9), "09/12/2026"),
        ("a\u0000\u200bb\ud800", "ab"),
        (" a \n\n b ", "a\nb"),
        (38204987744.0, "38204987744"),
        (float("inf"), "inf"),
    ],
)
def test_cells_read_as_an_officer_would_type_them(cell, text):
    assert show(cell) == text
