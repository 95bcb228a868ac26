"""Days of birth, of coming home, and deadlines."""

from datetime import UTC, date, datetime

import pytest

from services.workbooks.dates import parse_birth, parse_date, parse_deadline, parse_return

TODAY = date(2026, 11, 24)


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
