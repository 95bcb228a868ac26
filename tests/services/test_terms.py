from datetime import date

import pytest

from services.terms import months_after


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 24), 3, date(2026, 11, 24)),
        (date(2026, 10, 31), 3, date(2027, 1, 31)),
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
        (date(2026, 1, 15), -2, date(2025, 11, 15)),
    ],
)
def test_some_months_later_is_the_same_day_or_the_last(day, months, later):
    assert months_after(day, months) == later
