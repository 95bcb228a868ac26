from datetime import date

import pytest

from services.working_days import add_working_days, is_working_day


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2026, 11, 16), date(2026, 11, 19)),  # a plain week
        (date(2026, 11, 19), date(2026, 11, 25)),  # a weekend and 24 November
        (date(2027, 2, 4), date(2027, 2, 16)),  # Tết
        (date(2026, 2, 13), date(2026, 2, 25)),
    ],
)
def test_three_working_days_skip_weekends_and_holidays(start, expected):
    assert add_working_days(start, 3) == expected


def test_a_saturday_worked_in_place_of_a_free_day_counts():
    assert is_working_day(date(2026, 8, 22))
    assert not is_working_day(date(2026, 8, 31))
