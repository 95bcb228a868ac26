"""Where the work is: the commune of today from an old or new address in the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.text import canonical, has_marks, strip_marks
from services import addresses
from services.advertisements.found import Found
from services.advertisements.lines import Line

_STOP = re.compile(
    r"(?<!\w)(?:lien he|hotline|sdt|dien thoai|email|\[(?:contact|phone|email|name|url)\]|thoi gian"
    r"|(?:muc )?luong(?=\s*(?:[:\d]|tu |cung|co ban|thuong |hap dan|thoa|cb|khoi))|muc luong"
    r"|yeu cau|ung vien|gui cv|de duoc|hoac (?:cac|lien|ib|inbox|goi)|nop ho so|dang ky|thong bao"
    r"|nhan viec|tuyen dung|truy cap|doi tuong|mo ta|quyen loi|chi can|chi tiet|trinh do|thu nhap)"
)
_LEVELS = "xã|phường|thị trấn|thị xã|quận|huyện|thành phố|tỉnh|khu công nghiệp"
_SHORT_LEVELS = r"tp|kcn|p\.|tt\.?|q\.|h\.|t\."
# With accents "quận" is not "quản lý"; without them nobody can tell, and it is tried.
_MARKED = re.compile(rf"(?<!\w)(?:{_LEVELS}|{_SHORT_LEVELS})\s*(?=\w)")
_PLAIN_MARKED = re.compile(rf"(?<!\w)(?:{strip_marks(_LEVELS)}|{_SHORT_LEVELS})\s*(?=\w)")
_DETAIL = re.compile(
    r"\W*(?:so|sn|duong|thon|xom|to|ap|khu|kcn|ccn|cum|lo|ngo|ngach|hem|tang|toa|km|quoc lo|ql"
    r"|doi dien|nha may|thua dat|\d)"
)
_LEAD = re.compile(r"(?<!\w)(?:tai|o)(?!\w)\s*|:\s*")
_WORD = re.compile(r"[^\W\d_]{2}")
_BRACKETS = re.compile(r"\([^)]*\)?")
_RANKS = {"place": 0, "title": 2, "contact": 2}
MOST_TRIED = 16
LONGEST = 220
SHORT_HEAD = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A commune's code where it is sure, the address as written, and the street part alone."""

    commune_code: str | None
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Try:
    line: int
    text: str


def read_place(lines: Sequence[Line], default_province: str) -> Found | None:
    """Return the best address: one that is said to be the workplace and names a sure commune."""
    tries = list(_tries(lines))[:MOST_TRIED]
    resolved = [(t, addresses.resolve(t.text, default_province=default_province)) for t in tries]
    sure = next((pair for pair in resolved if pair[1].commune_code), None)
    doubtful = next((pair for pair in resolved if pair[1].candidates), None)
    chosen = sure or doubtful
    if chosen is None:
        return _named([t for t in tries if _is_address(lines[t.line])])
    tried, found = chosen
    note = "" if found.commune_code else (found.problem or addresses.EMPTY)
    return Found(Place(found.commune_code, tried.text, _detail(tried.text)), tried.line, note)


def _is_address(line: Line) -> bool:
    """Tell whether a line says that it is an address, or begins like one."""
    return line.topic == "place" or _DETAIL.match(line.plain) is not None


def _named(tries: Sequence[_Try]) -> Found | None:
    """Keep what was written where no commune of it is known."""
    if not tries:
        return None
    first = max(tries, key=lambda tried: len(_MARKED.findall(canonical(tried.text))))
    note = "Chưa rõ xã, phường. Hãy ghi xã, phường nơi làm việc."
    return Found(Place(None, first.text, _detail(first.text)), first.line, note)


def _tries(lines: Sequence[Line]) -> Iterator[_Try]:
    """Addresses in the order of trust, each cut off where another subject begins."""
    ranked = sorted(enumerate(lines), key=lambda pair: (_RANKS.get(pair[1].topic, 1), pair[0]))
    for number, line in ranked:
        for text in _texts(line):
            yield from (_Try(number, part) for part in _parts(text) if _WORD.search(part))


def _texts(line: Line) -> Iterator[str]:
    """Give an address without what stands in brackets, then with it."""
    text = _cut(line)
    if text:
        yield _tidy(_BRACKETS.sub(" ", text))
        if "(" in text:
            yield _tidy(re.sub(r"[()]", ", ", text))


def _parts(text: str) -> Iterator[str]:
    """Give the whole address, then each of several places with the province that leads them."""
    yield text
    pieces = [piece.strip(" -,.") for piece in re.split(r"[;:]", text)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:  # noqa: PLR2004 - one piece is the whole
        return
    head = pieces[0]
    is_province = len(head.split()) <= SHORT_HEAD and not any(c.isdigit() for c in head)
    yield from (f"{piece}, {head}" if is_province else piece for piece in pieces[1:])


def _cut(line: Line) -> str:
    """Cut the address out of a line: behind the topic's words, or from where it names a place."""
    start = line.body if line.topic == "place" else _first_place(line)
    if start is None:
        return ""
    stop = _STOP.search(line.plain, start + 1)
    end = stop.start() if stop else len(line.plain)
    return line.text[start:end] if len(line.text) == len(line.plain) else line.text


def _first_place(line: Line) -> int | None:
    """Find where an address begins in a line about something else."""
    spelled = canonical(line.text)
    pattern = _MARKED if has_marks(spelled) else _PLAIN_MARKED
    marked = pattern.search(spelled)
    if marked is None or len(spelled) != len(line.plain):
        return None
    leads = [match.end() for match in _LEAD.finditer(line.plain, 0, marked.start())]
    return max(leads, default=marked.start())


def _tidy(text: str) -> str:
    kept = " ".join(text.split()).strip(" :.,;-–>[]")
    return kept.removesuffix("Việt Nam").strip(" ,.-")[:LONGEST]


def _detail(text: str) -> str:
    """Keep the leading parts that name a street, a village or an industrial park."""
    kept = []
    for part in re.split(r"\s*,\s*", text):
        if not _DETAIL.match(strip_marks(canonical(part))) or re.match(r"(?i)tỉnh|thành phố", part):
            break
        kept.append(part)
    return ", ".join(kept)[:200]
