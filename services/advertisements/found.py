"""What reading a pasted advertisement gives: values with the words they were read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Found:
    """One value and where it stands. `note` says what a person should look at."""

    value: Any
    line: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the advertisement as it is shown beside the form."""

    text: str
    reads: tuple[str, ...] = ()
    """The columns that were read from it."""
    is_unread: bool = False
    """It speaks of pay, place or the like, but nothing could be read from it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields found, the lines with what became of each, and questions for the firm."""

    found: Mapping[str, Found]
    statements: tuple[Statement, ...]
    questions: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = field(default=())

    def facts(self) -> dict[str, Any]:
        """Return the values by column."""
        return {name: found.value for name, found in self.found.items()}
