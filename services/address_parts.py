"""An address as written -> its parts with their levels, from left to right.

Three steps: chunks (what stands between ; : and brackets), pieces (between commas and dashes, and
before each level word), then levels: a piece with a level word has its level from that word, a
bare one from what its name can mean at the place where it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from matching.text import canonical, has_marks, strip_marks
from services import place_names, places


class Level(IntEnum):
    """What a part names; a larger level is a larger place."""

    UNREAD = 0
    DETAIL = 1
    COMMUNE = 2
    DISTRICT = 3
    CITY = 4
    """thành phố: a district or a province, as its name tells."""
    PROVINCE = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of an address."""

    name: str
    level: Level | None = None
    """None until a bare part is read."""
    type: str = ""
    """The level word written out, like "thị xã"; empty for a bare part."""
    folded: bool = False
    """Typed without accents: every name with these letters fits."""
    chunk: int = 0


MARKS = {
    "tỉnh": (Level.PROVINCE, "tỉnh"),
    "t": (Level.PROVINCE, "tỉnh"),
    "thành phố": (Level.CITY, "thành phố"),
    "tp": (Level.CITY, "thành phố"),
    "huyện": (Level.DISTRICT, "huyện"),
    "h": (Level.DISTRICT, "huyện"),
    "quận": (Level.DISTRICT, "quận"),
    "q": (Level.DISTRICT, "quận"),
    "thị xã": (Level.DISTRICT, "thị xã"),
    "tx": (Level.DISTRICT, "thị xã"),
    "xã": (Level.COMMUNE, "xã"),
    "x": (Level.COMMUNE, "xã"),
    "phường": (Level.COMMUNE, "phường"),
    "p": (Level.COMMUNE, "phường"),
    "thị trấn": (Level.COMMUNE, "thị trấn"),
    "tt": (Level.COMMUNE, "thị trấn"),
    "đặc khu": (Level.COMMUNE, "đặc khu"),
}
PLAIN_MARKS = {strip_marks(word): word for word in MARKS if has_marks(word)}
"""Level words typed without accents; they may also be the start of a name (Quan Hoa, Tinh Gia)."""
DETAILS = (
    "thôn|xóm|bản|tổ|tdp|phố|khu|kp|tiểu khu|tk|ấp|số|sn|đường|ngõ|ngách|hẻm|lô|kcn|ccn|kđt|cụm"
    "|tầng|tòa|khối|đội|làng|buôn|quốc lộ|ql|km|đ|tttm"
)
MOST_WORDS = 12
"""Longer pieces are sentences, not names in a row."""
NOISE = {"việt nam", "viet nam", "vn", "vietnam", "cũ", "mới"}

_CHUNK = re.compile(r"[;:\n()|&]+")
_REMARK = re.compile(r"\((?:cũ|mới|cu|moi)\)|\bcũ\b")
_SPLIT_ABBREVIATION = re.compile(r"\bt\.\s?([ptx])\b")
_DASHED = re.compile(r"\s+[-–—]+\s+|(?<=\w)[-–—](?=(?:x|p|h|q|t|tp|tx|tt)\.)|^[-–—]+\s*|\s*[-–—]+$")
_PIECE = re.compile(
    r"\s*(?:,|•|(?<!\d)/|/(?!\d)|(?<!\b[xphqtđ])(?<!\btp)(?<!\btx)(?<!\btt)\.(?=\s|$))\s*",
)
_FULL = "thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã"
_PLAIN = "thanh pho|thi xa|thi tran|dac khu|tinh|huyen|quan|phuong|xa"
_DOTTED = re.compile(rf"\b({_FULL}|{_PLAIN})\.\s*(?=\w)")
_MARK = re.compile(
    rf"\b(?P<full>{_FULL})\b(?=\s+\S)\s*"
    r"|\b(?P<short>tp|tx|tt|[xphqt])\.\s*(?=\w)"
    r"|\b(?P<city>tp|tx|tt)\s+(?=\w)"
    r"|^(?P<first>[xphq])\s+(?=\w)"
    r"|^(?P<number>[pq])(?=\d)"
    r"|(?<=\s)(?P<letter>[xphqt])\s+(?=\w)"
    rf"|\b(?P<plain>{_PLAIN})\b(?=\s+\w)\s*",
)
_DETAIL = re.compile(rf"(?:{DETAILS}|{strip_marks(DETAILS)})\b|\d|.*\d{{6}}")


def split(text: str) -> list[Part]:
    """Parts in the order of the text; bare ones without a level yet."""
    clean = _REMARK.sub(" ", canonical(text.replace("\n", ";")))
    clean = _joined_names().sub(lambda m: name_words(m.group()), clean)
    clean = _DOTTED.sub(r"\1 ", _SPLIT_ABBREVIATION.sub(r"t\1", clean))
    folded = not has_marks(clean)
    parts = [
        replace(part, folded=part.folded or folded, chunk=number)
        for number, chunk in enumerate(_CHUNK.split(clean))
        for piece in _pieces(chunk)
        for part in _parts_of(piece)
    ]
    return [part for part in parts if part.name and part.name not in NOISE]


def name_words(name: str) -> str:
    """Name with spaces for dashes."""
    return " ".join(re.sub(r"[-–—]", " ", name).split())


def known(part: Part) -> bool:
    """Tell whether any place of the part's level has its name."""
    name, folded = part.name, part.folded
    if part.level == Level.COMMUNE:
        return bool(place_names.commune_index().find(name, folded=folded))
    district = bool(place_names.district_index().find(name, folded=folded))
    province = bool(place_names.province_index().find(name, folded=folded))
    return {Level.DISTRICT: district, Level.PROVINCE: province}.get(
        part.level or Level.UNREAD, district or province
    )


@lru_cache(maxsize=1)
def _joined_names() -> re.Pattern[str]:
    """Names that hold a dash themselves, like "Bà Rịa - Vũng Tàu", with or without accents."""
    names = [place.full_name for place in places.communes().values()]
    names += [unit.old_province for unit in places.former_units()]
    names += [unit.old_district for unit in places.former_units()]
    names += [row["alias"] for row in places.read_table("province_names.csv")]
    dashed = {place_names.split_type(name)[1] for name in names if "-" in name}
    spellings = sorted(dashed | {strip_marks(name) for name in dashed})
    return re.compile("|".join(r"\b" + _any_dash(name) + r"\b" for name in spellings))


def _any_dash(name: str) -> str:
    return r"\s*[-–—]\s*".join(re.escape(word.strip()) for word in name.split("-"))


def _pieces(chunk: str) -> Iterator[str]:
    for piece in _PIECE.split(_DASHED.sub(" , ", chunk.strip())):
        if piece.strip(" .-–—"):
            yield piece.strip(" .-–—")


@lru_cache(maxsize=4096)
def _parts_of(piece: str) -> tuple[Part, ...]:
    """Read one piece; the rows of a list name the same few places."""
    return tuple(_marked(piece))


def _marked(piece: str) -> Iterator[Part]:
    """Cut a piece before each level word in it."""
    starts = _starts(piece)
    head = piece[: starts[0].start()] if starts else piece
    if head.strip():
        yield from _bare(head.strip())
    ends = [match.start() for match in starts[1:]] + [len(piece)]
    for match, end in zip(starts, ends, strict=False):
        yield from _cut(_part(match, piece[match.end() : end].strip(" .")))


def _starts(piece: str) -> list[re.Match[str]]:
    """Level words that start a part; of two in a row one belongs to a name (Tứ Xã, Phường Đúc)."""
    starts: list[re.Match[str]] = []
    for match in _MARK.finditer(piece):
        if not _is_mark(piece, match):
            continue
        if starts and starts[-1].end() == match.start():
            if starts[-1].start() == 0 or _level_word(match) == _level_word(starts[-1]):
                continue
            starts.pop()
        starts.append(match)
    return starts


def _part(match: re.Match[str], name: str) -> Part:
    level, kind = _level_word(match)
    return Part(name, level, kind, folded=bool(match.group("plain")) and not has_marks(name))


def _level_word(match: re.Match[str]) -> tuple[Level, str]:
    word = match.group().strip(" .")
    return MARKS[PLAIN_MARKS.get(word, word)]


def _is_mark(piece: str, match: re.Match[str]) -> bool:
    """Tell a level word from the start or middle of a name that looks like one."""
    if match.group("short") == "t":
        return known(Part(piece[match.end() :], Level.PROVINCE))
    if not (match.group("plain") or match.group("letter")):
        return True
    if match.start() == 0:
        return not known(Part(piece, folded=True)) and not known(
            Part(piece, Level.COMMUNE, folded=True)
        )
    following = _MARK.split(piece[match.end() :])[0]
    return known(replace(_part(match, following.strip()), folded=True))


def _bare(text: str) -> Iterator[Part]:
    """Read a piece without a level word: a house, one name or several in a row."""
    part = Part(text, folded=not has_marks(text))
    named = known(part) or known(replace(part, level=Level.COMMUNE))
    if _DETAIL.match(text) and (text[0].isdigit() or not named):
        yield Part(text, Level.DETAIL)
        return
    yield from _cut(Part(text))


def _cut(part: Part) -> Iterator[Part]:
    """Take apart names written in a row without any sign, where the whole is no name itself."""
    words = part.name.split()
    if known(part) or not 1 < len(words) <= MOST_WORDS:
        yield part
        return
    yield from _row(part, words) or _commune_row(part, words) or [part]


def _commune_row(part: Part, words: list[str]) -> list[Part]:
    """Read a row that starts with a bare commune; a district has to follow."""
    if part.level is not None:
        return []
    row = _row(replace(part, level=Level.COMMUNE), words)
    follows = any(known(replace(other, level=Level.DISTRICT)) for other in row[1:])
    return row if follows else []


def _row(part: Part, words: list[str]) -> list[Part]:
    """Known names that together are all the words; empty if there is no such row."""
    whole = replace(part, name=" ".join(words))
    if known(whole):
        return [whole]
    for end in range(len(words) - 1, 0, -1):
        head = replace(part, name=" ".join(words[:end]))
        if known(head):
            tail = _row(Part("", folded=part.folded), words[end:])
            if tail:
                return [head, *tail]
    return []
