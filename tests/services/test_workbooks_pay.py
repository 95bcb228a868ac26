"""Pay in every habit, and headcounts."""

from datetime import date

import pytest

from services.workbooks.levels import (
    parse_experience,
)
from services.workbooks.pay import parse_headcount, parse_pay, parse_wage

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
