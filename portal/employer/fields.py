"""Boxes of the posting form that read what people type: pay, headcount, years, skills, a clock."""

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from wtforms import Field
from wtforms.widgets import TextInput

from matching.text import canonical
from portal.formats import format_million, format_number
from portal.forms import clean_text
from services.workbooks.cells import Parsed
from services.workbooks.levels import parse_experience
from services.workbooks.pay import parse_headcount, parse_pay

MILLION = 1_000_000
MAX_HEADCOUNT = 5_000
WAGE_HELP = "Không đọc được mức lương. Hãy ghi một số, ví dụ 7,5 triệu."
CLOCK_HELP = "Không đọc được giờ. Hãy ghi như 7h30 hoặc 13:30."
_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:.h]|giờ|gio)?\s*(\d{2})?\s*(?:phút|phut)?")


class TypedField(Field):  # type: ignore[misc]
    """A box whose text is read into a value; what was typed stays when it cannot be read."""

    widget = TextInput()

    def read(self, text: str) -> Any:
        """Return the value of a text; a ValueError says what to type instead."""
        return text

    def show(self, value: Any) -> str:
        """Return a value as one would type it."""
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the text; a ValueError's sentence is what the person sees."""
        text = str(clean_text(valuelist[0])) if valuelist else ""
        self.data = self.read(text) if text else None


def _wage(text: str) -> int:
    parsed = parse_pay(text)
    if parsed.problem:
        raise ValueError(parsed.problem)
    low, high = parsed.value or (None, None)
    if low and high and low != high:
        raise ValueError("Ô này chỉ ghi một mức. Hãy ghi mức kia ở ô bên cạnh.")
    if not (low or high):
        raise ValueError(WAGE_HELP)
    return int(low or high or 0)


def _show_wage(value: int) -> str:
    is_round = value % (MILLION // 100) == 0
    return f"{format_million(value)} triệu" if is_round else format_number(value)


def _whole(parsed: Parsed, wrong: str) -> Any:
    if parsed.value is None or parsed.problem:
        raise ValueError(parsed.problem or wrong)
    return parsed.value


def _headcount(text: str) -> int:
    number: int = _whole(parse_headcount(text), "Hãy ghi số người, ví dụ 5.")
    if number > MAX_HEADCOUNT:
        raise ValueError(f"Nhiều nhất {format_number(MAX_HEADCOUNT)} người mỗi tin.")
    return number


def _years(text: str) -> float:
    return float(_whole(parse_experience(text), "Hãy ghi số năm, ví dụ 1 hoặc 0,5."))


def _clock(text: str) -> time:
    match = _CLOCK.fullmatch(canonical(text))
    if match is None:
        raise ValueError(CLOCK_HELP)
    hour, minute = int(match[1]), int(match[2] or 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(CLOCK_HELP) from None


def _listed(text: str) -> list[str]:
    names = (" ".join(part.split()) for part in re.split(r"[,;\n]", text))
    return list(dict.fromkeys(name for name in names if name))


class WageField(TypedField):
    """A month's pay in VND, typed as "7.500.000", "7,5 triệu" or "7500" (thousands)."""

    def read(self, text: str) -> int:
        """Read one amount."""
        return _wage(text)

    def show(self, value: int) -> str:
        """Write round amounts in millions."""
        return _show_wage(value)


class HeadcountField(TypedField):
    """How many people."""

    def read(self, text: str) -> int:
        """Read a number of people."""
        return _headcount(text)


class YearsField(TypedField):
    """Years, halves too."""

    def read(self, text: str) -> float:
        """Read years."""
        return _years(text)

    def show(self, value: float) -> str:
        """Write years with a comma."""
        return f"{value:g}".replace(".", ",")


class ClockField(TypedField):
    """A time of day, typed as "7h30", "7:30" or "13 giờ"."""

    def read(self, text: str) -> time:
        """Read a time of day."""
        return _clock(text)

    def show(self, value: time) -> str:
        """Write hours and minutes."""
        return f"{value:%H:%M}"


class NamesField(TypedField):
    """Short names apart by commas."""

    def read(self, text: str) -> list[str]:
        """Read each name once."""
        return _listed(text)

    def show(self, value: list[str]) -> str:
        """Write them apart by commas."""
        return ", ".join(value)
