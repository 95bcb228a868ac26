"""How many people an advertisement looks for."""

import re
from collections.abc import Sequence

from services.advertisements.found import Found
from services.advertisements.lines import Line
from services.advertisements.work import opens_with_job

_WHO = (
    r"(?:(?:ban )?nhan vien|nguoi|nhan su|nam (?:cong nhan|nu|lao dong|nhan vien)|nam, nu"
    r"|lao dong|ldpt|cong nhan|cn"
    r"|nv|tho|lai xe|tai xe|ky thuat|ky su|bao ve|ke toan|pha che|phuc vu|phu"
    r"|ung vien|ung cu vien|ktv|chuyen vien|dau bep|tap vu|kcs|qc)"
)
_SAID = re.compile(
    r"(?:so luong|\bsl)(?: can tuyen| tuyen| tuyen dung)?\s*[:.(-]?\s*(\d{1,4})(?!\d)"
)
_RECRUITED = re.compile(
    r"\btuyen(?: dung| gap| them| moi| ngay| chinh thuc| bo sung)*"
    rf"\s*[:>+-]*\s*(\d{{1,4}})\s+{_WHO}(?!\w)"
)
_COUNTED = re.compile(
    r"(?<![\d.,/-])(?<!hon )(?<!tren )(\d{1,4})\s*"
    r"(?:nguoi|nhan su|lao dong|nhan vien|cong nhan)(?!\w)"
)
_OPENING = re.compile(rf"^\W*(\d{{1,3}})\s+{_WHO}(?!\w)")
_ITEM = re.compile(r"[:(]\s*(\d{1,3})\s*(?:nam|nu|nguoi)?\s*\)?\s*(?=$|\+|\()")
_BARE = re.compile(r"\((\d{1,3})\)")
_ELSEWHERE = frozenset({"experience", "education", "pay", "hours", "papers", "place", "contact"})
_NOT_WANTED = re.compile(
    r"quy mo|tren toan quoc|hien co|doi ngu|tuoi|nghi \d|thang|lien he|\bca \d"
)
MOST = 5_000


def read_headcount(lines: Sequence[Line]) -> Found | None:
    """Return the first number that says how many are wanted, by the surest wording first."""
    for pattern in (_SAID, _RECRUITED, _OPENING, _COUNTED, _ITEM, _BARE):
        for number, line in enumerate(lines):
            if pattern is not _SAID and line.topic in _ELSEWHERE:
                continue
            if pattern in {_ITEM, _BARE} and not opens_with_job(line):
                continue
            wanted = _wanted(pattern, line.plain)
            if wanted:
                return Found(wanted, number)
    return None


def _wanted(pattern: re.Pattern[str], plain: str) -> int | None:
    match = pattern.search(plain)
    if match is None or _NOT_WANTED.search(plain[max(0, match.start() - 20) : match.end() + 6]):
        return None
    wanted = int(match[1])
    return wanted if 0 < wanted <= MOST else None
