"""When the work is done: by day, in turns, by night or by arrangement."""

import re
from collections.abc import Sequence

from models import Shift
from services.advertisements.found import Found
from services.advertisements.lines import Line

_ROTATING = re.compile(
    r"(?<!\w)(?:xoay ca|ca xoay|theo ca|lam ca|di ca|lam 2 ca|luan phien theo ca|doi ca"
    r"|ca ?[12]\s*[:(,.h]?.*ca ?[23]|[23] ca|ca ngay.{0,12}ca dem|tuan ngay.{0,12}tuan dem"
    r"|ngay/dem)(?!\w)"
)
_FLEXIBLE = re.compile(
    r"linh (?:hoat|dong) (?:gio|thoi gian|ca)|dang k[iy] lam viec theo ca|part ?time|ban thoi gian"
    r"|tu sap xep (?:thoi gian|gio|ca)|(?:thoi gian|gio)[^.;]{0,16} (?:linh (?:hoat|dong)|tu do)"
)
_NIGHT = re.compile(r"(?:chuyen|chi|lam) (?:ca )?dem(?!\w)|ca dem co dinh|ca toi(?!\w)")
_NO_NIGHT = re.compile(r"khong (?:lam |co |di )?(?:ca )?dem")
_DAY = re.compile(
    r"(?:gio|ca|lam|theo|ngay|buoi|:|-|\+) ?(?:viec )?(?:gio )?hanh chinh(?! nhan| van| tong)"
    r"|gio hc(?!\w)"
    r"|^hanh chinh|hanh chinh \(?\d|chuyen ca ngay|ca ngay(?!.{0,20}dem)"
)
_OFFICE = re.compile(r"nganh hanh chinh|vien hanh chinh|phong hanh chinh|lien he")
_HOUR = r"(\d{1,2})\s*(?:h|:|g(?:io)?)\s*(\d{2})?h?\s*(?:sang|chieu|toi|am|pm)?"
_CLOCK = re.compile(rf"{_HOUR}\s*(?:-+>?|–|—|den|toi|~)\s*{_HOUR}")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})h?\s*-\s*(\d{1,2})h")
_NOT_HOURS = re.compile(r"phong van|nop ho so|mo cua")
EARLIEST, LATEST = 5, 21
NIGHT_FROM = 17


def read_shift(lines: Sequence[Line]) -> Found | None:
    """Return when the work is done, by the first rule that a line meets."""
    has_full = any(re.search(r"full ?time|toan thoi gian", line.plain) for line in lines)
    for shift, pattern in ((Shift.FLEXIBLE, _FLEXIBLE), (Shift.ROTATING, _ROTATING)):
        for number, line in enumerate(lines):
            if shift == Shift.FLEXIBLE and has_full:
                break
            if pattern.search(line.plain) and not _NOT_HOURS.search(line.plain):
                return Found(shift, number)
    return _by_word(lines) or _by_clock(lines)


def _by_word(lines: Sequence[Line]) -> Found | None:
    for number, line in enumerate(lines):
        if line.topic == "contact" or _NOT_HOURS.search(line.plain):
            continue
        if _NIGHT.search(line.plain) and not _NO_NIGHT.search(line.plain):
            return Found(Shift.NIGHT, number)
        if _DAY.search(line.plain) and not _OFFICE.search(line.plain):
            return Found(Shift.DAY, number)
    return None


def _by_clock(lines: Sequence[Line]) -> Found | None:
    for number, line in enumerate(lines):
        if _NOT_HOURS.search(line.plain.split("(")[0]):
            continue
        times = [
            (int(m[1]), int(m[3] if m.re is _CLOCK else m[2]))
            for pattern in (_CLOCK, _SHORT)
            for m in pattern.finditer(line.plain)
        ]
        if times:
            return Found(_shift_of(times), number)
    return None


def _shift_of(times: Sequence[tuple[int, int]]) -> Shift:
    start, end = times[0][0], max(end for _, end in times)
    if start >= NIGHT_FROM and (times[0][1] <= EARLIEST or end > LATEST):
        return Shift.NIGHT
    return Shift.DAY if start >= EARLIEST and end <= LATEST else Shift.ROTATING
