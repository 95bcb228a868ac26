"""The loan programmes and their conditions, each with its article and the days it is in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.places import read_table


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme; texts are shown as they are."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    term: str
    rate: str
    lower_rate: str
    source: str

    def is_in_force(self, on: date) -> bool:
        """Tell whether the programme holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of one programme for a person or a firm; `number` is years, per cent or VND."""

    programme: str
    who: str
    code: str
    what: str
    article: str
    valid_from: date
    valid_to: date | None
    number: int
    checked: str

    def is_in_force(self, on: date) -> bool:
        """Tell whether the condition holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@lru_cache(maxsize=1)
def programmes() -> Sequence[Programme]:
    """Return the programmes in the order of the table."""
    return tuple(
        Programme(
            row["programme"],
            row["name_vi"],
            date.fromisoformat(row["valid_from"]),
            _day(row["valid_to"]),
            row["term_vi"],
            row["rate_vi"],
            row["lower_rate_vi"],
            row["source"],
        )
        for row in read_table("loan_programmes.csv")
    )


@lru_cache(maxsize=1)
def conditions() -> Sequence[Condition]:
    """Return the conditions in the order of the table."""
    return tuple(
        Condition(
            row["programme"],
            row["who"],
            row["code"],
            row["what_vi"],
            row["article"],
            date.fromisoformat(row["valid_from"]),
            _day(row["valid_to"]),
            int(row["number"] or 0),
            row["checked"],
        )
        for row in read_table("loan_conditions.csv")
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
