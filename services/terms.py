"""When a time of months or years ends (Civil Code 91/2015/QH13 art 148)."""

from calendar import monthrange
from datetime import date

YEAR = 12


def months_after(day: date, months: int) -> date:
    """Return the same date so many months later; the month's last day where there is none."""
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """Return the last day of a time of so many years that began with `day`."""
    return months_after(day, YEAR * years)
