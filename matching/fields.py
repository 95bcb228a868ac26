"""Reading one loose record field by field: what is wrong is noted, never raised."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_TEXT = 20_000
"""Longer text is cut here: an advertisement of a megabyte says nothing more in its tail."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read of one field of one record."""

    record: str
    field: str
    reason_vi: str


@dataclass(slots=True)
class Fields:
    """One record's values by name; every reader gives a neutral value for what it cannot use."""

    row: Mapping[str, Any]
    record: str
    problems: list[Problem] = field(default_factory=list)

    def note(self, name: str, reason_vi: str) -> None:
        """Keep a problem with the record it belongs to."""
        self.problems.append(Problem(self.record, name, reason_vi))

    def text(self, name: str) -> str:
        """Text without outer blanks, cut at `MAX_TEXT`; "" when missing or not text."""
        value = self.row.get(name)
        if value is None or is_nan(value):
            return ""
        if not isinstance(value, str):
            self.note(name, "không phải chữ")
            return ""
        if len(value) > MAX_TEXT:
            self.note(name, f"dài quá {MAX_TEXT} ký tự, đã cắt bớt")
        return value[:MAX_TEXT].strip()

    def code(self, name: str) -> str | None:
        """Text or a whole number as a code; None when empty."""
        value = self.row.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(name) or None

    def number(self, name: str, low: float, high: float) -> float | None:
        """Read a finite number within [low, high], else None."""
        value = self.row.get(name)
        if value is None or is_nan(value):
            return None
        number = as_number(value)
        if number is None or not low <= number <= high:
            self.note(name, f"không phải số từ {low:g} đến {high:g}")
            return None
        return number

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Round a number within [low, high] to a whole one, else None."""
        value = self.number(name, low, high)
        return None if value is None else round(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Truth of a boolean or 0/1; anything else is the default."""
        value = self.row.get(name)
        if isinstance(value, bool) or value in (0, 1):
            return bool(value)
        if value is not None and not is_nan(value):
            self.note(name, "không phải có/không")
        return default

    def texts(self, name: str) -> tuple[str, ...]:
        """Give the texts of a list without empty ones; a lone text counts as a list of one."""
        return tuple(
            item.strip() for item in self.items(name) if isinstance(item, str) if item.strip()
        )

    def items(self, name: str) -> Sequence[object]:
        """Give the items of a list; a lone text or object is a list of one."""
        value = self.row.get(name)
        if value is None or is_nan(value):
            return ()
        if isinstance(value, str | Mapping):
            return (value,)
        if isinstance(value, Iterable):
            return tuple(value)
        self.note(name, "không phải danh sách")
        return ()

    def choice(self, name: str, allowed: Sequence[str], default: str | None) -> str | None:
        """One of the allowed words, else the default."""
        value = self.text(name).lower()
        if not value:
            return default
        if value in allowed:
            return value
        self.note(name, f"giá trị lạ: {value[:40]}")
        return default


def is_nan(value: object) -> bool:
    """Whether a value is the float NaN."""
    return isinstance(value, float) and math.isnan(value)


def as_number(value: object) -> float | None:
    """Read a finite float from a number or numeric text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
