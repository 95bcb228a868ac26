"""Whether a short or common wording stands where a trade stands.

"May", "văn phòng" or "kinh doanh" are in any text; only the words around make them someone's work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from matching.clauses import BREAKS, SOFT_BREAKS
from matching.context_years import number
from matching.cues import UNITS
from matching.text import strip_marks
from matching.trade_cues import (
    AMBIGUOUS,
    ENGLISH_ROLES,
    FOLLOWERS,
    JOINERS,
    NATIONS,
    OPENERS,
    ROLE_HEADS,
    SEVERAL,
    STAFF,
    STAFF_OF_UNITS,
    STRONG,
    TRADE_CUES,
    UNITS_OF_STAFF,
)

Span = tuple[int, int]
_SHORT = 10  # words of a text without accents that is no more than a list
_LONGEST_HEAD = 3
_ROLE_REACH = 2  # words from "sales" to "executive"


@cache
def _plain(words: frozenset[str]) -> frozenset[str]:
    return words | frozenset(map(strip_marks, words))


@dataclass(frozen=True, slots=True)
class Around:
    """Where skills already accepted end, and where those begin that need nothing around them.

    `closing`: as the function of that name gives.
    """

    ends: set[int]
    starts: set[int]
    closing: set[int]


def stands_alone(words: Sequence[str], hit: Span) -> bool:
    """Whether the wording is its whole clause."""
    start, end = hit
    opens = start == 0 or words[start - 1] in BREAKS
    return opens and (end == len(words) or words[end] in BREAKS)


def is_count(words: Sequence[str], hit: Span) -> bool:
    """Whether a closing "may" without accents means "some": "lam may ngay"."""
    end = hit[1]
    return words[end - 1] == "may" and not SEVERAL.isdisjoint(words[end : end + 1])


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
    if (wording in STRONG and not plain) or _has_english_role(words, hit[1]):
        return True
    if _is_cued(words, hit[0], before, plain=plain) or _is_listed(words, hit, before, around):
        return True
    return _opens(words, hit, before, around, plain=plain)


def _is_cued(words: Sequence[str], start: int, before: str, *, plain: bool) -> bool:
    """Whether a cue, a role, a unit or years stand before: "thợ may", "3 năm may"."""
    if before in (_plain(TRADE_CUES) if plain else TRADE_CUES) or _has_role(words, start):
        return True
    timed = before in UNITS and start > 1 and number(words[start - 2]) is not None
    return timed or _of_unit(words, start)


def _is_listed(words: Sequence[str], hit: Span, before: str, around: Around) -> bool:
    """Whether it follows a skill, behind "và", alone behind a comma, or at once: "hàn tiện"."""
    if hit[0] in around.ends:
        return hit[0] in around.closing
    if hit[0] - 1 not in around.ends:
        return False
    followed = hit[1] < len(words) and words[hit[1]] in FOLLOWERS
    after_break = before in SOFT_BREAKS and (followed or stands_alone(words, hit))
    return before in _plain(JOINERS) or after_break


def _of_unit(words: Sequence[str], start: int) -> bool:
    """Whether someone's unit stands before: "chuyên viên phòng kinh doanh"."""
    in_unit = start > 1 and words[start - 1] in UNITS_OF_STAFF
    return in_unit and not STAFF_OF_UNITS.isdisjoint(words[max(0, start - 3) : start - 1])


def closing(words: Sequence[str], hits: Sequence[Span]) -> set[int]:
    """Give the starts of one-syllable skills that end a clause right behind another such one."""
    one = [hit for hit in hits if hit[1] - hit[0] == 1]
    last = [b for a, b in pairwise(one) if a[1] == b[0]]
    return {start for start, end in last if end == len(words) or words[end] in BREAKS}


def _is_named(words: Sequence[str], hit: Span, before: str) -> bool:
    """Whether a word that heads every advertisement ("tuyển dụng", "văn phòng") is one's work."""
    after = words[hit[1]] if hit[1] < len(words) else ","
    named = before in STAFF or _has_role(words, hit[0]) or _has_english_role(words, hit[1])
    return named or (before in BREAKS and after in {",", "/"})


def _has_english_role(words: Sequence[str], end: int) -> bool:
    """Whether a role follows at once: "logistics manager", "sales digital specialist"."""
    return not ENGLISH_ROLES.isdisjoint(words[end : end + _ROLE_REACH])


def _has_role(words: Sequence[str], start: int) -> bool:
    heads = _plain(ROLE_HEADS)
    return any(
        " ".join(words[start - size : start]) in heads
        for size in range(1, min(_LONGEST_HEAD, start) + 1)
    )


def _opens(words: Sequence[str], hit: Span, before: str, around: Around, *, plain: bool) -> bool:
    after = words[hit[1]] if hit[1] < len(words) else ","
    alone = before in BREAKS and (after in BREAKS or number(after) is not None)
    if hit[0] == 0 and words[0] in OPENERS and after != "off":
        return True
    if plain:
        return alone and len(words) <= _SHORT
    if alone and _is_nation(words, hit):
        return False
    followed = after in FOLLOWERS or hit[1] in around.starts | around.closing
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
