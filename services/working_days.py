"""Working days: Monday to Friday, without public holidays and with the days worked in their place.

The dates of Tết are decided year by year, so they are a dated table (data/holidays.csv).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from services.places import read_table

SATURDAY = 5


@lru_cache(maxsize=1)
def _days() -> Mapping[date, bool]:
    """Tell of each listed day whether it is worked."""
    rows = read_table("holidays.csv")
    return MappingProxyType(
        {date.fromisoformat(row["date"]): row["is_worked"] == "1" for row in rows}
    )


def is_working_day(day: date) -> bool:
    """Tell whether offices and firms work on `day`."""
    return _days().get(day, day.weekday() < SATURDAY)


def add_working_days(start: date, days: int) -> date:
    """Return the working day that lies `days` working days after `start`."""
    day = start
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def subtract_working_days(end: date, days: int) -> date:
    """Return the working day that lies `days` working days before `end`."""
    day = end
    for _ in range(days):
        day -= timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
    return day
