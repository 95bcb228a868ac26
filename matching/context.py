"""What the words around a skill say: has it, wishes for it or lacks it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from matching.clauses import BREAKS, HARD_BREAKS, spans
from matching.cues import cue_trie
from matching.lexicon import longest
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
    clauses = _Clauses(words)
    position = 0
    for number, (start, end) in enumerate(hits):
        while position < start:
            position = min(_step(reader, clauses, position, start), start)
        denied = clauses.denies((start, end))
        kind = "lacks" if denied else clauses.wishes(end) or reader.kind(timed=number in timed)
        found.append(kind)
        position = reader.last = end
    return found


class _Clauses:
    """The words with what each clause says as a whole."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.bare = set[int]()
        self._denied, self._wished = set[int](), dict[int, int]()
        for start, end in spans(words):
            self._read(start, end)

    def _read(self, start: int, end: int) -> None:
        words = self.words[start:end]
        if not has_marks(" ".join(words)):
            self.bare.update(range(start, end))
        if tuple(words[-2:]) in _CANNOT:
            self._denied.update(range(start, end + 1))
        also = [i for i, (a, b) in enumerate(pairwise(words)) if a in _ALSO and b in _WANT]
        if also:
            self._wished.update(dict.fromkeys(range(start, end), start + also[-1]))

    def denies(self, hit: Span) -> bool:
        """Whether "không" stands before, "thì chưa biết" behind, or "không được" at the end."""
        start, end = hit
        after = [w for w in self.words[end : end + 3] if w not in {"thì", "thi"}]
        first, second = [*after, "", ""][:2]
        before = self.words[start - 1] if start else ""
        unable = end in self._denied and first not in BREAKS
        return before in _NEGATIONS or unable or (first in _NEGATIONS and second in _KNOWS)

    def wishes(self, end: int) -> Kind | None:
        """Give a wish where the clause goes on with "đều muốn" or "cũng thích"."""
        return "wish" if self._wished.get(end, -1) >= end else None


def _step(reader: _Reader, clauses: _Clauses, position: int, hit: int) -> int:
    word = clauses.words[position]
    if word in BREAKS:
        reader.at_break(word, position, skill_follows=position + 1 == hit)
        return position + 1
    cues = _PLAIN_CUES if position in clauses.bare else _CUES
    cue = longest(cues, clauses.words, position) if word in cues else None
    if cue is None:
        return position + 1
    reader.at_cue(cue[1])
    return cue[0]
