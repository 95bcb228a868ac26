"""How long the rights desk has: a dated table, with working days for the first answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from models import RightKind
from services.places import read_table
from services.working_days import add_working_days, is_working_day, subtract_working_days


@dataclass(frozen=True, slots=True)
class Clock:
    """The days for one kind of request: to answer, to act, to act through others, once more."""

    answer_working_days: int
    days: int
    days_with_others: int
    extension_days: int
    article: str
    valid_from: date
    valid_to: date | None

    def answer_due(self, received: date) -> date:
        """Return the last day to say that and how the request is dealt with."""
        return add_working_days(received, self.answer_working_days)

    def due(self, received: date, *, with_others: bool = False) -> date:
        """Return the last working day within the time to act."""
        days = self.days_with_others if with_others else self.days
        return last_working_day(received + timedelta(days=days))

    def extended(self, due: date) -> date:
        """Return the new last day of a time made longer, once."""
        return last_working_day(due + timedelta(days=self.extension_days))


def clock(kind: RightKind, on: date) -> Clock:
    """Return the clock of a kind of request in force on a day; the latest known otherwise."""
    clocks = _clocks()[kind]
    return next((c for c in clocks if _holds(c, on)), clocks[-1])


def last_working_day(day: date) -> date:
    """Return the day itself, or the working day before a free one: nobody is late over Tết."""
    return day if is_working_day(day) else subtract_working_days(day, 1)


def _holds(rule: Clock, on: date) -> bool:
    return rule.valid_from <= on and (rule.valid_to is None or on <= rule.valid_to)


@lru_cache(maxsize=1)
def _clocks() -> Mapping[RightKind, tuple[Clock, ...]]:
    found: dict[RightKind, tuple[Clock, ...]] = {}
    for row in read_table("right_clocks.csv"):
        kind = RightKind(row["kind"])
        rule = Clock(
            int(row["answer_working_days"]),
            int(row["days"]),
            int(row["days_with_others"]),
            int(row["extension_days"]),
            row["article"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        found[kind] = (*found.get(kind, ()), rule)
    return MappingProxyType(found)
