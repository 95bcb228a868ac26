"""Figures of elsewhere to hold an event's result against (data/yardsticks.csv)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from services.places import read_table


@dataclass(frozen=True, slots=True)
class Yardstick:
    """So many of so many, with where it was read and whether the original was."""

    code: str
    what: str
    part: int
    whole: int
    source: str
    checked: str

    @property
    def percent(self) -> int:
        """Return the share in whole per cent."""
        return round(100 * self.part / self.whole)


@lru_cache(maxsize=1)
def yardsticks() -> Sequence[Yardstick]:
    """Return the yardsticks in the order of the table."""
    return tuple(
        Yardstick(
            row["code"],
            row["what_vi"],
            int(row["part"]),
            int(row["whole"]),
            row["source"],
            row["checked"],
        )
        for row in read_table("yardsticks.csv")
    )
