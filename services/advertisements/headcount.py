"""How many people an advertisement looks for."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Wording:
    """A way of saying how many, the lines it is believed in, and where it is looked for.

    `after`: so many letters behind the number are read for words that make it another number.
    """

    pattern: re.Pattern[str]
    believed: Callable[[Line], bool]
    after: int = _AFTER
    of_body: bool = False


def _is_of_work(line: Line) -> bool:
    return line.topic not in _ELSEWHERE


def _names_work(line: Line) -> bool:
    return _is_of_work(line) and opens_with_job(line)


_WORDINGS = (
    _Wording(_SAID, lambda _line: True, after=0),
    _Wording(_NAMED, lambda line: line.topic == "title", of_body=True),
    _Wording(_RECRUITED, _is_of_work, after=0),
    _Wording(_OPENING, _is_of_work),
    _Wording(_COUNTED, _is_of_work),
    _Wording(_ITEM, _names_work),
    _Wording(_BARE, _names_work),
)
"""The surest first."""


def read_headcount(lines: Sequence[Line]) -> Found | None:
    """Return the first number that says how many are wanted, by the surest wording first."""
    for wording in _WORDINGS:
        for number, line in enumerate(lines):
            wanted = _wanted(wording, line) if wording.believed(line) else None
            if wanted:
                return Found(wanted, number)
    return None


def _wanted(wording: _Wording, line: Line) -> int | None:
    plain = line.plain[line.body :] if wording.of_body else line.plain
    match = wording.pattern.search(plain)
    if match is None:
        return None
    if _NOT_WANTED.search(plain[max(0, match.start() - 20) : match.end() + wording.after]):
        return None
    wanted = int(match[1])
    return wanted if 0 < wanted <= MOST else None
