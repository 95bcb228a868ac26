"""Whether a wording found stands where a skill is asked or told, not in passing.

Short and common wordings need words around them that make them a trade; departments, goods on
sale and other nations are passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from matching.clauses import BREAKS, HARD_BREAKS, SOFT_BREAKS
from matching.context_years import number
from matching.cues import UNITS
from matching.text import strip_marks
from matching.trade_cues import (
    AMBIGUOUS,
    AT,
    FIRMS,
    FOLLOWERS,
    GOODS,
    JOINERS,
    KIN,
    MARKETS,
    MEMBERS,
    NATIONS,
    PEOPLE,
    ROLE_HEADS,
    SCHOOLED,
    STAFF,
    STRONG,
    TAUGHT,
    TAUGHT_BEFORE,
    TRADE_CUES,
    UNIT_HEADS,
    WORKPLACES,
)

Span = tuple[int, int]
SELLING = frozenset({"ban-hang", "ke-toan", "hanh-chinh-nhan-su", "kiem-tra-chat-luong"})
"""Fields and skills after which a trade in the same breath is what is sold, booked or hired."""
OFFICE = frozenset({"van-phong", "ban-hang", "tin-hoc", "kho-van"})
"""Fields of work that are also names of a firm's departments: "liên hệ phòng kế toán"."""
BESIDE_SALES = OFFICE | {"ngoai-ngu"}
_SHORT = 10  # words of a text without accents that is no more than a list
_GOODS_GAP, _MARKET_GAP = 4, 8  # words between who sells and what, and "ngành" what
_LONGEST_HEAD = 3


@cache
def _plain(words: frozenset[str]) -> frozenset[str]:
    return words | frozenset(map(strip_marks, words))


@dataclass(frozen=True, slots=True)
class Around:
    """Where skills already accepted end, and where those begin that need nothing around them."""

    ends: set[int]
    starts: set[int]


def stands_alone(words: Sequence[str], hit: Span) -> bool:
    """Whether the wording is its whole clause."""
    start, end = hit
    opens = start == 0 or words[start - 1] in BREAKS
    return opens and (end == len(words) or words[end] in BREAKS)


def is_trade(words: Sequence[str], hit: Span, around: Around, *, plain: bool) -> bool:
    """Whether a one-syllable or common skill word stands where a trade stands.

    After a cue ("thợ may"), after a role ("trưởng nhóm kinh doanh"), after "và" and another
    skill, with years ("3 năm may", "hàn 5 năm"), or alone between commas; without accents the
    last is too weak.
    """
    before = words[hit[0] - 1] if hit[0] else ","
    wording = " ".join(words[hit[0] : hit[1]])
    if wording in AMBIGUOUS:
        return _is_named(words, hit, before)
    if wording in STRONG and not plain:
        return True
    if before in (_plain(TRADE_CUES) if plain else TRADE_CUES) or _has_role(words, hit[0]):
        return True
    if hit[0] - 1 in around.ends and (
        before in _plain(JOINERS) or (before in SOFT_BREAKS and stands_alone(words, hit))
    ):
        return True
    if before in UNITS and hit[0] > 1 and number(words[hit[0] - 2]) is not None:
        return True
    return _opens(words, hit, before, around, plain=plain)


def _is_named(words: Sequence[str], hit: Span, before: str) -> bool:
    """Whether a word that heads every advertisement ("tuyển dụng", "văn phòng") is one's work."""
    after = words[hit[1]] if hit[1] < len(words) else ","
    return before in STAFF or (before in BREAKS and after in {",", "/"})


def _has_role(words: Sequence[str], start: int) -> bool:
    heads = _plain(ROLE_HEADS)
    return any(
        " ".join(words[start - size : start]) in heads
        for size in range(1, min(_LONGEST_HEAD, start) + 1)
    )


def _opens(words: Sequence[str], hit: Span, before: str, around: Around, *, plain: bool) -> bool:
    after = words[hit[1]] if hit[1] < len(words) else ","
    alone = before in BREAKS and (after in BREAKS or number(after) is not None)
    if plain:
        return alone and len(words) <= _SHORT
    if alone and _is_nation(words, hit):
        return False
    followed = after in FOLLOWERS or hit[1] in around.starts
    return alone or (before in BREAKS and followed) or _counted(words, hit)


def _is_nation(words: Sequence[str], hit: Span) -> bool:
    """Whether the word stands in a list of nations: "Nhật - Hàn"."""
    start, end = hit
    around = (*words[max(0, start - 2) : start], *words[end : end + 2])
    return words[start] in NATIONS and not NATIONS.isdisjoint(around)


def _counted(words: Sequence[str], hit: Span) -> bool:
    """Whether a headcount stands before ("02 kế toán"); "5 may" is no such thing."""
    start, end = hit
    return end - start > 1 and start > 0 and number(words[start - 1]) is not None


def is_department(words: Sequence[str], start: int, group: str) -> bool:
    """Whether a unit or a colleague is meant: "phối hợp với phòng kế toán"."""
    if group not in OFFICE:
        return False
    if start and words[start - 1] in {"cho", "với", "cùng"} and words[start] in PEOPLE:
        return True
    unit = next((head for head in UNIT_HEADS if _ends_with(words, start, head)), None)
    if unit is None:
        return False
    owner = start - len(unit) - 1
    return owner < 0 or words[owner] not in MEMBERS


def _ends_with(words: Sequence[str], end: int, tail: Sequence[str]) -> bool:
    return tuple(words[max(0, end - len(tail)) : end]) == tuple(tail)


def is_on_sale(words: Sequence[str], seller: Span, hit: Span) -> bool:
    """Whether what follows a selling skill is its goods or its market, not a second skill."""
    between = words[seller[1] : hit[0]]
    if "(" in between and ")" not in between and len(between) <= _GOODS_GAP + 2:
        return TRADE_CUES.isdisjoint(between)
    if len(between) > _MARKET_GAP or not JOINERS.isdisjoint(between):
        return False
    named = not MARKETS.isdisjoint(between) or GOODS.intersection(between[-1:])
    return bool(named) or (len(between) <= _GOODS_GAP and BREAKS.isdisjoint(between))


def is_workplace(words: Sequence[str], worker: Span, hit: Span) -> bool:
    """Whether the wording only says where the skill named before is used: "bảo vệ nhà máy gỗ"."""
    if words[hit[0]] not in WORKPLACES or not HARD_BREAKS.isdisjoint(words[worker[1] : hit[0]]):
        return False
    return hit[0] == worker[1] or words[hit[0] - 1] in AT


def is_industry(words: Sequence[str], hit: Span) -> bool:
    """Whether "ngành" stands before, and no "chuyên ngành" or "các ngành" of a school."""
    start = hit[0]
    known = words[start - 2] if start > 1 else ""
    return start > 0 and words[start - 1] in MARKETS and known not in SCHOOLED


def of_others(words: Sequence[str]) -> set[int]:
    """Places in clauses whose subject is one of the family."""
    found, theirs = set[int](), False
    for place, word in enumerate(words):
        if word in BREAKS:
            theirs = False
        elif word in KIN and (place == 0 or words[place - 1] in BREAKS):
            theirs = words[place + 1 : place + 2] not in (["chồng"], ["con"], ["mẹ"])
        if theirs:
            found.add(place)
    return found


def offered(words: Sequence[str]) -> set[int]:
    """Places in which a firm says what it will teach: "hỗ trợ đào tạo về kỹ năng ..."."""
    found, teaching = set[int](), False
    for place, word in enumerate(words):
        if word in HARD_BREAKS:
            teaching = False
        elif word == "đào" and words[place + 1 : place + 2] == ["tạo"]:
            after = words[place + 2] if place + 2 < len(words) else ""
            teaching = after in TAUGHT and TAUGHT_BEFORE.isdisjoint(
                words[max(0, place - 3) : place]
            )
        if teaching:
            found.add(place)
    return found


def units(words: Sequence[str]) -> set[int]:
    """Places in brackets that list a firm's departments: "các phòng ban (kinh doanh, ...)"."""
    found, listing = set[int](), False
    for place, word in enumerate(words):
        if word == "(":
            listing = not {"ban", "phận"}.isdisjoint(words[max(0, place - 3) : place])
        elif word == ")" or word in HARD_BREAKS:
            listing = False
        if listing:
            found.add(place)
    return found


def boasts(words: Sequence[str]) -> set[int]:
    """Places in which a firm says what it makes: "công ty chuyên sản xuất ..."."""
    found, about, boasting = set[int](), False, False
    for place, word in enumerate(words):
        if word in HARD_BREAKS or word in {"tuyển", "cần"}:
            about = boasting = False
        elif tuple(words[place : place + 2]) in FIRMS:
            about = about or _begins(words, place)
        boasting = boasting or (about and word in {"chuyên", "vực"})
        if boasting:
            found.add(place)
    return found


def _begins(words: Sequence[str], place: int) -> bool:
    """Whether nothing but "là" or "với" stands before in the sentence."""
    before = words[max(0, place - 1) : place]
    return not before or before[0] in HARD_BREAKS or before[0] in {"là", "với"}


def untold(words: Sequence[str]) -> set[int]:
    """Places in which the text speaks of no one's work: boasts, offers, units, the family."""
    return boasts(words) | offered(words) | units(words) | of_others(words)
