"""Schooling, experience, shifts, licences and the like as the codes of the product."""

import re
from collections.abc import Callable

from services.workbooks.cells import NOTHING, Parsed
from services.workbooks.text import became_date, fold, show

EDUCATION = ("primary", "lower_secondary", "upper_secondary", "vocational", "college", "university")
_GRADES = {12: ((12, 2), (9, 1), (5, 0)), 10: ((10, 2), (7, 1), (4, 0))}
"""Last finished class of each level: twelve classes now, ten in the north until 1989."""
_NOT_ASKED = re.compile(
    r"khong (?:yeu cau|can|bat buoc|doi hoi|phan biet)|lao dong pho thong|ldpt|bat ky|tuy y"
)
_NO_SCHOOL = re.compile(r"(?:khong|ko|k|chua) biet (?:doc|chu)|mu chu|(?:chua|khong) di hoc")
_SCHOOLING = (
    (re.compile(r"dai hoc|\bdh\b|cu nhan|ky su|thac si|tien si|cao hoc"), 5),
    (re.compile(r"cao dang|\bcd\b|\bcdn\b"), 4),
    (
        re.compile(r"trung cap|\btc\b|\btccn\b|trung hoc chuyen nghiep|so cap|chung chi nghe"),
        3,
    ),
    (re.compile(r"trung hoc pho thong|thpt|ptth|cap (?:3|iii)\b|tot nghiep cap ba|trung hoc$"), 2),
    (re.compile(r"trung hoc co so|thcs|ptcs|cap (?:2|ii)\b"), 1),
    (re.compile(r"tieu hoc|cap (?:1|i)\b|\bth$"), 0),
)
_CLASS_OF = re.compile(r"(?<!\d)(\d{1,2})\s*/\s*(1[02])(?!\d|/)")
_CLASS = re.compile(r"(?:lop|hoc het|het lop) (\d{1,2})\b")
_BARE_CLASS = re.compile(r"(1[0-2]|[1-9])")
_SHIFTS = (
    (
        "rotating",
        re.compile(r"xoay ca|doi ca|ca kip|[23] ca\b|theo ca|ca ngay (?:va )?ca dem"),
    ),
    ("night", re.compile(r"ca dem|lam dem|ban dem|ca toi")),
    ("flexible", re.compile(r"linh hoat|tu do|ban thoi gian|part time|tu sap xep")),
    ("day", re.compile(r"hanh chinh|ca ngay|ban ngay|gio hc|\bhc\b|toan thoi gian|full time")),
)
_BASES = (
    ("conditional_release", re.compile(r"tha tu truoc|truoc thoi han|co dieu kien")),
    ("pardoned", re.compile(r"dac xa|an xa")),
    ("community_sentence", re.compile(r"an treo|khong giam giu|quan che|cong dong")),
    ("completed", re.compile(r"chap hanh xong|het an|man han|het han|xong an|cham dut")),
)
_BASIS_WORDS = {
    "conditional_release": "tha trước thời hạn có điều kiện",
    "pardoned": "đặc xá",
    "community_sentence": "chấp hành tại cộng đồng",
    "completed": "chấp hành xong",
}
_DRIVING = re.compile(r"(?<![\w])(A1|A2|A|B1|B2|B|C1|C|D1|D2|D|E|FB2|FC|CE)(?![\w])")
_SAME_CLASS = {"A2": "A", "B1": "B", "B2": "B", "E": "D", "FC": "CE", "FB2": "B"}
_CERTIFICATES = (
    ("forklift", re.compile(r"xe nang")),
    ("crane", re.compile(r"cau truc|can cau|cau thap")),
    ("boiler", re.compile(r"noi hoi|lo hoi")),
    ("electrical_safety", re.compile(r"an toan dien")),
    ("food_safety", re.compile(r"an toan thuc pham|vsattp|attp")),
    ("security_guard", re.compile(r"nghiep vu bao ve|chung chi bao ve")),
    ("welding_6G", re.compile(r"\b6g\b")),
    ("welding_3G", re.compile(r"\b3g\b")),
)


def parse_education(value: object) -> Parsed:
    """Read a person's highest finished schooling; None with a note for less than primary."""
    return _education(value, max)


def parse_min_education(value: object) -> Parsed:
    """Read the schooling a firm asks for: the lowest it names, None when it asks for none."""
    return _education(value, min)


def parse_experience(value: object) -> Parsed:
    """Years asked for; of a range the lower end."""
    if became_date(value):
        return Parsed(note="Excel đã đổi số năm kinh nghiệm thành ngày, cần hỏi lại.")
    return _years(value)


def _years(value: object) -> Parsed:
    plain = fold(show(value))
    numbers = re.findall(r"\d+(?:[.,]\d+)?", show(value))
    if not plain or _NOT_ASKED.search(plain) or re.search(r"duoi 1 |chua co|khong$|^0$", plain):
        return Parsed(0.0) if plain else NOTHING
    if not numbers:
        return Parsed(note=f"Kinh nghiệm ghi bằng lời: {show(value)}.")
    years = float(numbers[0].replace(",", ".")) / (12 if "thang" in plain else 1)
    if years > 50:  # noqa: PLR2004  nobody asks for more
        return Parsed(note=f"Số năm kinh nghiệm lạ: {show(value)}.")
    return Parsed(round(years, 2))


def parse_shift(value: object) -> Parsed:
    """Read when the work is done."""
    return _first(_SHIFTS, value)


def parse_basis(value: object) -> Parsed:
    """Read on what basis a person came home; only the code is kept."""
    return _first(_BASES, value)


def basis_words(value: object) -> str:
    """Say a basis of return in our own words, which `parse_basis` reads back."""
    return _BASIS_WORDS.get(parse_basis(value).value or "", "")


def parse_licences(value: object) -> Parsed:
    """Driving classes and certificates as codes of data/licences.csv."""
    text = show(value)
    classes = [_SAME_CLASS.get(c, c) for c in _DRIVING.findall(text.upper())]
    papers = [code for code, pattern in _CERTIFICATES if pattern.search(fold(text))]
    return Parsed(sorted(set(classes + papers)))


def parse_yes(value: object) -> Parsed:
    """Read a tick or a yes; a blank is unknown."""
    plain = fold(show(value))
    if not plain:
        return NOTHING
    return Parsed(not re.match(r"(?:khong|ko|k|chua|0)\b", plain))


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], value: object) -> Parsed:
    plain = fold(show(value))
    return Parsed(next((code for code, pattern in table if pattern.search(plain)), None))


def _education(value: object, choose: Callable[[list[int]], int]) -> Parsed:
    text, note = _as_typed(value)
    plain = fold(text)
    if not plain or _NOT_ASKED.search(plain):
        return NOTHING
    levels = [*_from_classes(text), *(rank for sign, rank in _SCHOOLING if sign.search(plain))]
    if levels:
        rank = choose(levels)
        return Parsed(EDUCATION[rank] if rank >= 0 else None, note=note or _below(rank))
    if _NO_SCHOOL.search(plain):
        return Parsed(note=_below(-1))
    return Parsed(note=f"Chưa rõ trình độ: {text}.")


def _below(rank: int) -> str | None:
    return "Chưa học xong tiểu học." if rank < 0 else None


def _as_typed(value: object) -> tuple[str, str | None]:
    """Undo Excel's turning "9/12" into a date."""
    text = show(value)
    if not became_date(value):
        return text, None
    first, second = int(text[:2]), int(text[3:5])
    if second not in _GRADES and first in _GRADES:
        first, second = second, first
    return f"{first}/{second}", f"Excel đã đổi {first}/{second} thành ngày."


def _from_classes(text: str) -> list[int]:
    of = _CLASS_OF.search(text)
    if of:
        return [_rank(int(of[1]), int(of[2]))]
    alone = _CLASS.search(fold(text)) or _BARE_CLASS.fullmatch(text)
    return [_rank(int(alone[1]), 12)] if alone else []


def _rank(finished: int, classes: int) -> int:
    return next((rank for last, rank in _GRADES[classes] if finished >= last), -1)
