"""The pay of an advertisement: a month's range in VND, or a note why there is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.advertisements.found import Found
from services.advertisements.lines import Line
from services.workbooks.pay import parse_pay

_NUMBER = r"(?:\d{1,3}(?:[., ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_UNIT = r"(?:trieu|tr|cu|m|nghin|ngan|k)(?![a-z])"
_MONEY = r"(?:vn[d₫]|dong|d|₫)(?![a-z])"
_AMOUNT = rf"{_NUMBER}\s*(?:{_UNIT})?\s*(?:\d(?!\d)|ruoi)?\s*(?:{_MONEY})?\s*(?:{_UNIT})?"
_TO = r"(?:-+>?|=>|→|–|—|~|>|den|toi)"
_PAY = re.compile(
    r"(?P<from>(?:tu|tren|hon|toi thieu|>|≥|=>|upto|up to|toi da|len den|len toi|toi)\s*)?"
    rf"(?P<low>{_AMOUNT})\s*(?:{_TO}\s*(?P<high>{_AMOUNT}))?"
    r"(?P<more>\s*(?:tro len|\+|/\s*1?\s*(?:thang|gio|h|ngay|cong|ca|nam)|mot ngay)?)"
)
_HEADS = (
    (re.compile(r"(?:tong|muc)? ?thu nhap|muc luong(?! co ban)"), 3),
    (
        re.compile(
            r"(?<!so )(?<!chat )(?<!khoi )(?<!nang )(?<!muc )(?<!ham )(?<!san )(?<!dung )(?<!luu )"
            r"(?<!trong )luong(?! thang| san pham| tang ca)"
        ),
        2,
    ),
    (re.compile(r"luong (?:cung|co ban|can ban|cb)(?!\w)|lcb"), 1),
)
_TRIAL = re.compile(r"thu viec|hoc viec")
_NOT_PAY = re.compile(
    r"bao hiem|phu cap|tang ca|thuong|ho tro|chuyen can|doanh (?:so|thu)|hoa hong"
    r"|thang (?:thu )?13|tro cap"
)
_FOREIGN = re.compile(r"\$|usd|¥|yen(?!\w)|aud|euro|won(?!\w)|do la")
_AGREED = re.compile(r"thoa thuan|thuong luong|canh tranh|trao doi|negotiable|hap dan")
_DAY_WORDS = re.compile(r"moi ngay|/\s*ngay|/\s*cong(?!\w)|/\s*ca(?!\w)|theo ngay|ca ngay")
_HOUR_WORDS = re.compile(r"/\s*(?:1\s*)?(?:h|gio|tieng)(?!\w)|moi gio|theo gio")
_PIECE_WORDS = re.compile(r"/\s*(?:sp|san pham|cai|chiec)|an theo san pham|luong san pham")
LARGE, THOUSAND, MILLION = 100_000, 1_000, 1_000_000
BESIDE_TITLE = 4


@dataclass(frozen=True, slots=True)
class Pay:
    """A range in VND a month; `basis` is month, day, hour or piece; agreed pay has neither end."""

    low: int | None
    high: int | None
    basis: str = "month"


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: int
    line: int
    pay: Pay
    note: str


def read_pay(lines: Sequence[Line], title_line: int = -1) -> Found | None:
    """Return the first pay of the best head: a whole income before a wage before a base.

    A range beside the name of the work itself comes before all.
    """
    candidates = [
        c for number, line in enumerate(lines) for c in _of_line(number, line, title_line)
    ]
    best = max(candidates, key=lambda c: (c.rank, -c.line), default=None)
    return Found(best.pay, best.line, best.note) if best else _without_figure(lines)


def _without_figure(lines: Sequence[Line]) -> Found | None:
    """Say that pay is agreed on or foreign, where a line about pay says so."""
    for number, line in enumerate(lines):
        if line.topic == "pay" and _FOREIGN.search(line.plain):
            return Found(Pay(None, None), number, "Lương ghi bằng ngoại tệ. Hãy ghi bằng đồng.")
        if line.topic == "pay" and _AGREED.search(line.plain):
            return Found(Pay(None, None), number, "Lương thỏa thuận, để trống.")
    return None


def _of_line(number: int, line: Line, title_line: int) -> Iterator[_Candidate]:
    for match in _PAY.finditer(line.plain):
        rank = _rank(line, match)
        rank = BESIDE_TITLE if rank == 0 and number == title_line else rank
        before = line.plain[: match.start()]
        if rank is None or _FOREIGN.search(line.plain[max(0, match.start() - 3) : match.end() + 4]):
            continue
        pay, note = _parsed(match, before, line.plain[match.end() :])
        if pay is not None:
            yield _Candidate(rank, number, pay, note)


def _rank(line: Line, match: re.Match[str]) -> int | None:
    """Tell how sure a figure is the pay: by the last head before it, else by its own shape."""
    before = line.plain[: match.start()]
    has_unit = re.search(_UNIT, match.group()) is not None
    if not has_unit and _whole(match["low"]) < THOUSAND and not match["high"]:
        return None
    head = _last_head(before)
    if head is None:
        is_open = line.under in {"pay", "title", ""} and not _NOT_PAY.search(before)
        return 0 if match["high"] and has_unit and is_open else None
    rank, end = head
    between = before[end:] + match["low"]
    if _NOT_PAY.search(between):
        return None
    return -1 if _TRIAL.search(between) else rank


def _last_head(before: str) -> tuple[int, int] | None:
    """Return the rank of the last head before a figure, and where it ends."""
    heads = [
        (found.start(), -rank, found.end())
        for pattern, rank in _HEADS
        for found in pattern.finditer(before)
    ]
    if not heads:
        return None
    _, rank, end = max(heads)
    return -rank, end


def _parsed(match: re.Match[str], before: str, after: str) -> tuple[Pay | None, str]:
    basis = _basis(before, match.group() + after[:20])
    if "/nam" in match.group().replace(" ", "") or basis == "piece":
        return None, ""
    if basis == "day" and not re.search(r"k|nghin|ngan", match.group()) and _is_monthly(match):
        basis = "month"
    parsed = parse_pay(_snippet(match, basis))
    if not parsed.value:
        return None, ""
    low, high = parsed.value
    return Pay(low, high, basis), parsed.note or ""


def _snippet(match: re.Match[str], basis: str) -> str:
    ends = [_clean(match[name]) for name in ("low", "high") if match[name]]
    start = _opening(match["from"] or "")
    end = {"day": " /ngày", "hour": " /giờ"}.get(basis, "")
    more = " trở lên" if re.search(r"tro len|\+", match["more"] or "") and len(ends) == 1 else ""
    return f"{start}{' - '.join(ends)}{more}{end}"


def _opening(word: str) -> str:
    if re.match(r"upto|up to|toi da|len|toi\b", word):
        return "tới "
    return "từ " if word else ""


def _is_monthly(match: re.Match[str]) -> bool:
    """Tell a month's pay "mỗi ca" from a day's: nobody earns a million a day."""
    return _whole(match["low"]) >= MILLION or re.search(r"trieu|tr(?!\w)", match["low"]) is not None


def _whole(amount: str) -> float:
    number = re.match(_NUMBER, amount)
    return float(re.sub(r"[., ]", "", number.group())) if number else 0.0


def _clean(amount: str) -> str:
    """Drop the unit behind a figure written out in full: "8.000.000 tr"."""
    number = re.match(_NUMBER, amount)
    whole = re.sub(r"[., ]", "", number.group()) if number else ""
    return whole if whole and re.fullmatch(r"\d+", whole) and int(whole) >= LARGE else amount


def _basis(before: str, after: str) -> str:
    for name, pattern in (("hour", _HOUR_WORDS), ("day", _DAY_WORDS), ("piece", _PIECE_WORDS)):
        if pattern.search(after[:40]) or pattern.search(before[-25:]):
            return name
    return "month"
