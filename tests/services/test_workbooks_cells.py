from datetime import date

import pytest

from services.workbooks.cells import parse_text
from services.workbooks.levels import (
    parse_basis,
    parse_education,
    parse_experience,
    parse_licences,
    parse_min_education,
    parse_shift,
    parse_yes,
)
from services.workbooks.text import show


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
