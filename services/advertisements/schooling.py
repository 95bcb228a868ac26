"""What an advertisement asks to have learnt: schooling, years of experience, licences."""

import re
from collections.abc import Sequence

from matching.licences import find_licences
from matching.text import canonical, strip_marks
from models import Education
from services.advertisements.found import Found
from services.advertisements.lines import Line
from services.workbooks.levels import parse_min_education

_OPTIONAL = re.compile(r"uu tien|loi the|neu co|la mot loi|khong bat buoc|co the la")
_SCHOOLED = re.compile(
    r"tot nghiep|trinh do|bang cap|hoc van|bang (?=trung|cao|dai|nghe|cap)|chung chi nghe"
    r"|\b(?:9|09|12)/12\b|\bthpt\b|\bptth\b|\bthcs\b|trung cap|cao dang|dai hoc|\bcd\b|\bdh\b"
)
_NOT_SCHOOLED = re.compile(r"khong (?:yeu cau|can|gioi han|doi hoi)|\bsau khi tot nghiep")
_YEARS = (
    re.compile(
        r"kinh nghiem(?:[^\d.;]|\d+\s*[a-z]{4,}){0,45}?(?:tu|tren|it nhat|toi thieu|>)?\s*"
        r"(\d+(?:[.,]\d+)?)\s*(?:-|–|den|~)?\s*(?:\d+)?\s*(?:\+)?\s*(nam|thang)"
    ),
    re.compile(
        r"(\d+(?:[.,]\d+)?)\s*(?:thang)?\s*(?:-|–|den|~)?\s*(?:\d+)?\s*(nam|thang)"
        r"[^.;]{0,20}?kinh nghiem"
    ),
    re.compile(r"it nhat (\d+(?:[.,]\d+)?) (nam|thang) (?:o )?vi tri"),
    re.compile(r"(\d+(?:[.,]\d+)?) (thang)\s*-\s*\d+ nam kinh nghiem"),
)
_NOVICE = re.compile(
    r"(?:chua|khong)(?: can| yeu cau| doi hoi)?(?: phai)?(?: co)? kinh nghiem|duoi 1 nam"
)
MOST_YEARS = 20
MONTHS = 12


def read_education(lines: Sequence[Line]) -> Found | None:
    """Return the lowest schooling that the first line about it asks for."""
    ranked = sorted(enumerate(lines), key=lambda pair: (pair[1].topic != "education", pair[0]))
    for number, line in ranked:
        if not _SCHOOLED.search(line.plain):
            continue
        text = _asked(line)
        if not text or _NOT_SCHOOLED.search(line.plain):
            if line.topic == "education":
                return None
            continue
        level = parse_min_education(text).value
        if level:
            return Found(Education(level), number)
    return None


def _asked(line: Line) -> str:
    """Leave out what would only be welcome: from "ưu tiên" to the end of its clause."""
    return ". ".join(part for part in wanted_parts(line) if _SCHOOLED.search(_plain(part)))


def wanted_parts(line: Line) -> list[str]:
    """Return the clauses of a line that ask for something."""
    clauses = re.split(r"(?<!\d)[.;](?!\d)", line.text)
    before = [re.split(r"(?i)[,(]?\s*ưu tiên|[,(]?\s*uu tien", clause)[0] for clause in clauses]
    return [part for part in before if part.strip() and not _OPTIONAL.search(_plain(part))]


def _plain(text: str) -> str:
    return strip_marks(canonical(text))


def read_experience(lines: Sequence[Line]) -> Found | None:
    """Return the years of experience that are asked for; months become parts of a year."""
    ranked = sorted(enumerate(lines), key=lambda pair: (pair[1].topic != "experience", pair[0]))
    for number, line in ranked:
        if "kinh nghiem" not in line.plain and "vi tri" not in line.plain:
            continue
        if line.topic == "experience" and _NOVICE.search(line.plain):
            return None
        years = _years(". ".join(_plain(part) for part in wanted_parts(line)))
        if years:
            return Found(years, number)
    return None


def _years(plain: str) -> float | None:
    for pattern in _YEARS:
        match = pattern.search(plain)
        if match:
            number = float(match[1].replace(",", "."))
            years = number / MONTHS if match[2] == "thang" else number
            return round(years, 2) if 0 < years <= MOST_YEARS else None
    return None


def read_licences(lines: Sequence[Line]) -> Found | None:
    """Return the licences that are asked for, not those that are only welcome."""
    for number, line in enumerate(lines):
        codes = [m.code for m in find_licences(". ".join(wanted_parts(line)))]
        if codes:
            return Found(codes, number)
    return None
