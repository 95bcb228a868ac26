"""Dates in the habits of offices: real dates, dd/mm/yyyy in many marks, serials, years alone."""

import re
from datetime import date, datetime, timedelta

from services.workbooks.cells import NOTHING, Parsed
from services.workbooks.text import fold, show

YOUNGEST = 14
"""Nobody younger bears criminal responsibility (Penal Code, art. 12)."""
OLDEST = 100
AHEAD = timedelta(days=366)
"""How far ahead a homecoming or a deadline may lie."""
_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_654, 73_415)
"""Excel's day numbers from 1910 to 2100."""
_YEARS = range(1910, 2101)
_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{2,4})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{2,4})")
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4})")
_MONTH = re.compile(r"(?:thang )?(\d{1,2})\s*(?:[/.\-]|nam)\s*(\d{4})")
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
_HOW = "Hãy ghi ngày/tháng/năm, ví dụ 05/03/1990."


class _Unreadable(Exception):
    """No date; the message says why."""


def parse_date(value: object) -> Parsed:
    """Read a day as ISO text, or a year alone as a whole number with a note."""
    if show(value) == "":
        return NOTHING
    try:
        found = _read(value)
    except _Unreadable as why:
        return Parsed(problem=f"{why} {_HOW}")
    if isinstance(found, int):
        return Parsed(found, note="Chỉ biết năm.")
    return Parsed(found.isoformat())


def parse_birth(value: object, today: date) -> Parsed:
    """Read a date or year of birth of someone between 14 and 100."""
    parsed = parse_date(value)
    if parsed.value is None:
        missing = "Thiếu ngày sinh. Nếu chỉ biết năm, hãy ghi năm."
        return Parsed(problem=parsed.problem or missing)
    if _year(parsed.value) > today.year or _after(parsed.value, today):
        return Parsed(problem=f"Ngày sinh ở tương lai. {_HOW}")
    age = today.year - _year(parsed.value)
    if age > OLDEST:
        return Parsed(problem=f"Năm sinh {_year(parsed.value)} quá xa. {_HOW}")
    if age < YOUNGEST:
        return Parsed(problem=f"Người này chưa đủ {YOUNGEST} tuổi. {_HOW}")
    return parsed


def parse_return(value: object, today: date) -> Parsed:
    """Read the day of coming home; one that lies ahead is kept as expected."""
    parsed = parse_date(value)
    if isinstance(parsed.value, int):
        return Parsed(note=f"Ngày về chỉ có năm {parsed.value}, cần hỏi lại.")
    if parsed.value and parsed.value > (today + AHEAD).isoformat():
        return Parsed(problem=f"Ngày về địa phương quá xa trong tương lai. {_HOW}")
    if _after(parsed.value, today):
        return Parsed(parsed.value, note="Ngày về địa phương là ngày dự kiến.")
    return parsed


def parse_deadline(value: object, today: date) -> Parsed:
    """Read the last day to apply; words such as "đến khi đủ" mean there is none."""
    if not re.search(r"\d", show(value)):
        return NOTHING
    parsed = parse_date(value)
    if isinstance(parsed.value, int):
        return Parsed(note="Hạn nộp chỉ có năm, cần hỏi lại.")
    if parsed.value and parsed.value < today.isoformat():
        return Parsed(parsed.value, note="Hạn nộp hồ sơ đã qua.")
    return parsed


def too_young_at(born: object, later: object) -> bool:
    """Whether someone was younger than 14 on a later day; unknown days are no reason."""
    if not born or not later:
        return False
    years = int(str(later)[:4]) - _year(born)
    before_birthday = isinstance(born, str) and str(later)[5:] < born[5:]
    return years - before_birthday < YOUNGEST


def _after(found: object, today: date) -> bool:
    return isinstance(found, str) and found > today.isoformat()


def _year(found: object) -> int:
    return int(str(found)[:4])


def _read(value: object) -> date | int:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _CLOCK.sub("", show(value).strip())
    if re.fullmatch(r"\d+(?:\.\d+)?", text) and not _SOLID.fullmatch(text):
        return _from_number(float(text))
    return _from_text(text)


def _from_number(number: float) -> date | int:
    whole = int(min(number, _SERIALS.stop))
    if number.is_integer() and whole in _YEARS:
        return whole
    if whole in _SERIALS:
        return _EPOCH + timedelta(days=whole)
    raise _Unreadable("Số này không phải ngày hay năm.")


def _from_text(text: str) -> date | int:
    for pattern, order in ((_NUMERIC, 1), (_SOLID, 1), (_ISO, -1)):
        if match := pattern.fullmatch(text):
            day, month, year = match.groups()[::order]
            return _day(day, month, year)
    plain = fold(text) if "/" not in text else text
    if match := _WORDS.fullmatch(plain):
        return _day(*match.groups())
    return _year_alone(text)


def _year_alone(text: str) -> int:
    plain = text.lower().replace("tháng", "thang").replace("năm", "nam").strip()
    month = _MONTH.fullmatch(plain)
    if month and 1 <= int(month[1]) <= 12:  # noqa: PLR2004  months
        return int(month[2])
    year = re.fullmatch(r"(?:(?:sinh )?nam |s\.? ?n\.? ?)?(\d{4})", plain)
    if year and int(year[1]) in _YEARS:
        return int(year[1])
    raise _Unreadable("Không đọc được ngày.")


def _day(day: str, month: str, year: str) -> date:
    if len(year) != 4:  # noqa: PLR2004  "03" may be 1903 or 2003
        raise _Unreadable("Năm phải có đủ bốn chữ số.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise _Unreadable(f"Không có ngày {day}/{month}/{year}.") from None
