"""How many people an advertisement looks for."""

import re
from collections.abc import Sequence

from services.advertisements.found import Found
from services.advertisements.jobs import JOB
from services.advertisements.lines import Line
from services.advertisements.work import opens_with_job

_WHO = rf"(?:vi tri )?(?:{JOB}|ban nhan vien|nguoi|nhan su|nu|nam nu|nam, nu|ung (?:cu )?vien|phu)"
_SAID = re.compile(
    r"(?:so luong|\bsl|quantity)(?: can tuyen| tuyen| tuyen dung)?\s*[:.(-]?\s*"
    r"(0[1-9]|\d{1,4}(?!\d))"
)
_RECRUITED = re.compile(
    r"\btuyen(?: dung| gap| them| moi| ngay| chinh thuc| bo sung)*"
    rf"\s*[:>+-]*\s*(\d{{1,4}})\s+(?:{_WHO}|ban)(?!\w)"
)
_COUNTED = re.compile(
    r"(?<![\d.,/-])(?<!hon )(?<!tren )(\d{1,4})\s*"
    rf"(?:nguoi|nhan su|{JOB})(?!\w)"
)
_OPENING = re.compile(rf"^\W*(\d{{1,3}})\s+{_WHO}(?!\w)")
_ITEM = re.compile(r"[:(]\s*(\d{1,3})\s*(?:nam|nu|nguoi)?\s*\)?\s*(?=$|\+|\()")
_NAMED = re.compile(r"^\W*(\d{1,3})\s+[a-z]{2,}")
_BARE = re.compile(r"\((\d{1,3})\)")
_ELSEWHERE = frozenset({"experience", "education", "pay", "hours", "papers", "place", "contact"})
_NOT_WANTED = re.compile(
    r"kinh nghiem|quy mo|tren toan quoc|hien co|doi ngu|tuoi|nghi \d|thang|lien he|\bca \d"
)
MOST, _AFTER = 5_000, 6


def read_headcount(lines: Sequence[Line]) -> Found | None:
    """Return the first number that says how many are wanted, by the surest wording first."""
    for pattern in (_SAID, _NAMED, _RECRUITED, _OPENING, _COUNTED, _ITEM, _BARE):
        for number, line in enumerate(lines):
            wanted = _wanted(pattern, line) if _may_say(pattern, line) else None
            if wanted:
                return Found(wanted, number)
    return None


def _may_say(pattern: re.Pattern[str], line: Line) -> bool:
    """Tell whether a line is one that a pattern can be believed in."""
    if pattern is _NAMED:
        return line.topic == "title"
    if pattern in {_ITEM, _BARE} and not opens_with_job(line):
        return False
    return pattern is _SAID or line.topic not in _ELSEWHERE


def _wanted(pattern: re.Pattern[str], line: Line) -> int | None:
    plain = line.plain[line.body :] if pattern is _NAMED else line.plain
    match = pattern.search(plain)
    if match is None:
        return None
    after = 0 if pattern in {_SAID, _RECRUITED} else _AFTER
    if _NOT_WANTED.search(plain[max(0, match.start() - 20) : match.end() + after]):
        return None
    wanted = int(match[1])
    return wanted if 0 < wanted <= MOST else None
