"""What the words around a skill say: has, wishes for or lacks it, and for how long."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Literal

from matching.clauses import BREAKS, HARD_BREAKS, spans
from matching.cues import NOT_EXPERIENCE, NUMBER_WORDS, UNITS, cue_trie
from matching.lexicon import Trie, longest
from matching.text import has_marks

Kind = Literal["has", "wish", "lacks"]
Span = tuple[int, int]

_CUES = cue_trie(plain=False)
_PLAIN_CUES = cue_trie(plain=True)
_NEGATIONS = frozenset({"không", "chưa", "đừng", "khong", "chua"})
_ALSO = frozenset({"đều", "cũng", "deu", "cung"})
_WANT = frozenset({"muốn", "thích", "nhận", "muon", "thich", "nhan"})
_KNOWS = frozenset({"biết", "biet", "thạo", "thao", "rành", "ranh", "quen"})
_CANNOT = frozenset({("không", "được"), ("khong", "duoc"), ("không", "nổi"), ("khong", "noi")})
_LONGEST_CAREER = 60


class _Reader:
    """Walks the words once; `state` is what the last cue said about the skills that follow."""

    def __init__(self) -> None:
        self.state, self.sure, self.crossed, self.last = "has", False, False, -1

    def at_break(self, word: str, position: int, *, skill_follows: bool) -> None:
        """Forget the cue; a comma keeps a wish, and a negation inside a list."""
        in_list = self.last == position and skill_follows
        kept = self.state == "wish" or (self.state == "lacks" and in_list)
        if word in HARD_BREAKS or not kept:
            self.state = "has"
        self.sure, self.crossed = False, not in_list

    def at_cue(self, cue: str) -> None:
        """Take what the cue says; learning after "đã" or "từng" is a skill that one has."""
        if cue == "turn":
            self.state = "has" if self.state == "lacks" else self.state
        elif cue == "anew":
            self.state, self.sure = "has", False
        elif cue != "skip" and not (cue == "learn" and self.sure):
            self.state, self.sure, self.crossed = cue, cue == "has", False

    def kind(self, *, timed: bool) -> Kind:
        """Kind of a skill met now; one with years of work behind it is no mere wish."""
        if self.state == "lacks":
            return "lacks"
        wished = self.state == "wish" and not (timed and self.crossed)
        wished = wished or (self.state == "learn" and not timed)
        return "wish" if wished else "has"


def kinds(words: Sequence[str], hits: Sequence[Span], timed: Mapping[int, float]) -> list[Kind]:
    """Kind of each hit, in order; `timed` holds the years of hits by their number."""
    reader, found = _Reader(), list[Kind]()
    ends = dict(hits)
    bare = _bare(words)
    position = 0
    while position < len(words):
        if position in ends:
            end = ends[position]
            found.append(_at_hit(reader, words, (position, end), timed=len(found) in timed))
            position = reader.last = end
        else:
            cues = _PLAIN_CUES if position in bare else _CUES
            position = _step(reader, words, position, ends, cues)
    return found


def _bare(words: Sequence[str]) -> set[int]:
    """Places of clauses in which nothing carries an accent."""
    bare = set[int]()
    for start, end in spans(words):
        if not has_marks(" ".join(words[start:end])):
            bare.update(range(start, end))
    return bare


def _at_hit(reader: _Reader, words: Sequence[str], hit: Span, *, timed: bool) -> Kind:
    start, end = hit
    before = words[start - 1] if start else ""
    first, second = [*(w for w in words[end : end + 3] if w not in {"thì", "thi"}), "", ""][:2]
    denied = (first in _NEGATIONS and second in _KNOWS) or _ruled_out(words, end)
    if before in _NEGATIONS or denied:
        return "lacks"
    return "wish" if _wished_after(words, end) else reader.kind(timed=timed)


def _ruled_out(words: Sequence[str], end: int) -> bool:
    """Whether the clause ends in "... không được"."""
    stop = next((i for i in range(end, len(words)) if words[i] in BREAKS), len(words))
    tail = tuple(words[max(end, stop - 2) : stop])
    return tail in _CANNOT


def _wished_after(words: Sequence[str], end: int) -> bool:
    """Whether the clause goes on with "đều muốn" or "cũng thích"."""
    stop = next((i for i in range(end, len(words)) if words[i] in BREAKS), len(words))
    return any(a in _ALSO and b in _WANT for a, b in pairwise(words[end:stop]))


def _step(
    reader: _Reader, words: Sequence[str], position: int, ends: Mapping[int, int], cues: Trie
) -> int:
    word = words[position]
    if word in BREAKS:
        reader.at_break(word, position, skill_follows=position + 1 in ends)
        return position + 1
    cue = longest(cues, words, position) if word in cues else None
    if cue is None:
        return position + 1
    reader.at_cue(cue[1])
    return min([cue[0], *(start for start in ends if position < start)])


def number(word: str) -> float | None:
    """Read a written number; None for other words."""
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    try:
        return float(word.replace(",", "."))
    except ValueError:
        return None


def years(words: Sequence[str], hits: Sequence[Span]) -> dict[int, float]:
    """Years of experience by hit number: "hàn 3 năm", "3 năm may", "6-7 năm" (6.5), "nửa năm"."""
    clause = list(accumulate(word in BREAKS for word in words))
    found: dict[int, float] = {}
    for position, length in _durations(words):
        owner = _owner(clause, hits, position, found)
        if owner is not None:
            found[owner] = length
    return found


def _owner(
    clause: Sequence[int], hits: Sequence[Span], position: int, taken: Mapping[int, float]
) -> int | None:
    here = [n for n, hit in enumerate(hits) if clause[hit[0]] == clause[position]]
    before = [n for n in here if hits[n][1] <= position and n not in taken]
    after = [n for n in here if hits[n][0] > position and n not in taken]
    if before and before[-1] == max(n for n in here if hits[n][1] <= position):
        return before[-1]
    if after:
        return after[0]
    alone = [n for n, hit in enumerate(hits) if clause[hit[0]] == clause[position] - 1]
    return alone[-1] if alone and not here and alone[-1] not in taken else None


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
