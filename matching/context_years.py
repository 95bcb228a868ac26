"""Years of practice: "hàn 3 năm", "3 năm may", "6-7 năm", "nửa năm"."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from matching.clauses import BREAKS
from matching.cues import NOT_EXPERIENCE, NUMBER_WORDS, UNITS

Span = tuple[int, int]
_LONGEST_CAREER = 60
_DIGITS = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")


def number(word: str) -> float | None:
    """Read a written number; None for other words."""
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    return float(word.replace(",", ".")) if _DIGITS.fullmatch(word) else None


def years(words: Sequence[str], hits: Sequence[Span]) -> dict[int, float]:
    """Years of experience by hit number, in order of the text.

    A duration belongs to the skill before it in its clause, else to the one after it, else,
    where the clause names none, to the last skill of the clause before.
    """
    clause = list(accumulate(word in BREAKS for word in words))
    homes, ends = [clause[start] for start, _ in hits], [end for _, end in hits]
    found: dict[int, float] = {}
    for position, length in _durations(words):
        before = bisect_right(ends, position) - 1
        owner = _owner(homes, before, clause[position], found)
        if owner is not None:
            found[owner] = length
    return found


def _owner(homes: Sequence[int], before: int, here: int, taken: Mapping[int, float]) -> int | None:
    """Choose the skill that owns a duration; `homes` are the clauses of the skills."""
    free = [
        number
        for number in (before, before + 1, before + 2)
        if 0 <= number < len(homes) and homes[number] == here and number not in taken
    ]
    if free:
        return free[0]
    alone = before >= 0 and homes[before] == here - 1 and here not in homes[before + 1 : before + 2]
    return before if alone and before not in taken else None


def _durations(words: Sequence[str]) -> list[tuple[int, float]]:
    found = []
    for position, word in enumerate(words):
        if word in UNITS and position:
            length = _length(words, position)
            if length is not None:
                found.append((position, length))
    return found


def _length(words: Sequence[str], unit: int) -> float | None:
    amount = number(words[unit - 1])
    start = unit - 2
    if amount is None or (unit + 1 < len(words) and words[unit + 1] in {"tuổi", "tuoi"}):
        return None
    lower = number(words[start]) if start >= 0 else None
    if lower is not None and lower < amount:
        amount, start = (lower + amount) / 2, start - 1
    if start >= 0 and words[start] in NOT_EXPERIENCE:
        return None
    length = amount * UNITS[words[unit]]
    return round(length, 2) if 0 < length <= _LONGEST_CAREER else None
