"""Whether a short or common wording stands where a trade stands.

"May", "văn phòng" or "kinh doanh" are in any text; only the words around make them someone's work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from matching.clauses import BREAKS, SOFT_BREAKS
from matching.context_years import number
from matching.cues import UNITS
from matching.text import strip_marks
from matching.trade_cues import (
    AMBIGUOUS,
    FOLLOWERS,
    JOINERS,
    NATIONS,
    ROLE_HEADS,
    SEVERAL,
    STAFF,
    STRONG,
    TRADE_CUES,
)

Span = tuple[int, int]
_SHORT = 10  # words of a text without accents that is no more than a list
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
