"""Names, identity numbers and phones as people type them."""

import pytest

from services.workbooks.cells import parse_name
from services.workbooks.identity import parse_national_id, parse_phone

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
