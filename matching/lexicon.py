"""Skill wordings as tries over syllables: exact, without accents, and with a slip of the pen.

A trie node is a dict from syllable to node; the key "" holds what ends there. Decoys (ordinary
phrases that contain a skill word, like "tiếng hàn") end in the code "" and eat their syllables.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from matching.text import strip_marks
from matching.vocab import Vocabulary, load

Trie = dict[str, Any]
DECOY = ""
ROLES = frozenset(
    {"công", "nhân", "viên", "thợ", "tài", "xế", "ngành", "cong", "nhan", "vien", "tho", "nganh"}
)
LONGEST_GAPPED = 5
LOST = frozenset({"mạ", "tô", "bả"})
"""Skills that without accents are mostly another word (mà, to, ba)."""

REPAIRS = ("bảo trì ", "bảo dưỡng ", "bảo hành ", "kỹ thuật ", "kỹ thuật viên ")
VARIANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sửa ", ("sửa chữa ", "thợ sửa ", "sửa chữa bảo dưỡng ", *REPAIRS)),
    ("lắp ", ("lắp đặt ", "thợ lắp ", "thi công lắp đặt ")),
    ("vận hành máy ", ("đứng máy ", "chạy máy ", "điều khiển máy ", "vận hành ")),
    ("máy ", ("chạy máy ", "đứng máy ", "vận hành máy ", "thợ máy ")),
    ("bảo dưỡng ", ("bảo trì bảo dưỡng ", "bảo trì ")),
    ("nuôi ", ("chăn nuôi ", "chăm sóc ", "chăm ")),
    ("lái ", ("chạy ", "điều khiển ", "tài xế ", "vận hành ")),
    ("làm ", ("thợ làm ", "nghề làm ", "sản xuất ")),
    ("bán ", ("buôn bán ", "nhân viên bán ", "buôn ")),
)
"""A wording that begins so is also written so, unless another skill claims that wording."""

SWAPS = (("lợn", "heo"), ("hải sản", "thủy sản"), ("máy tính", "máy vi tính"))
"""Words that stand for each other anywhere in a wording."""

_FOLDS = str.maketrans("ảẩẳẻểỉỏổởủửỷ", "ãẫẵẽễĩõỗỡũữỹ")
_ONSET_FOLDS = (("x", "s"), ("ch", "tr"), ("gi", "d"), ("r", "d"), ("l", "n"))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Give one key to the spellings that Thanh Hóa mixes: hỏi/ngã, s/x, ch/tr, d/gi/r, l/n."""
    for heard, key in _ONSET_FOLDS:
        if word.startswith(heard) and not (heard == "ch" and word.startswith("chr")):
            word = key + word[len(heard) :]
            break
    return word.translate(_FOLDS)


def add(trie: Trie, words: Sequence[str], ending: object) -> None:
    """Let the words end in `ending`; the first comer keeps its place."""
    for word in words:
        trie = trie.setdefault(word, {})
    trie.setdefault("", ending)


def trie_of(wordings: Iterable[Sequence[str]]) -> Trie:
    """Make a trie of wordings, each ending in itself."""
    trie: Trie = {}
    for words in wordings:
        add(trie, words, " ".join(words))
    return trie


def longest(trie: Trie, words: Sequence[str], start: int) -> tuple[int, Any] | None:
    """Longest match at `start` as (end, ending)."""
    found, node = None, trie
    for position in range(start, len(words)):
        if words[position] not in node:
            break
        node = node[words[position]]
        if "" in node:
            found = (position + 1, node[""])
    return found


def scan(trie: Trie, words: Sequence[str]) -> Iterator[tuple[int, int, Any]]:
    """Leftmost-longest matches as (start, end, ending), never overlapping.

    A longer match that begins inside a shorter one wins: "chạy máy 1 kim" is "máy 1 kim" and not
    "chạy máy". A decoy yields to nobody. Words of role ("công nhân may | may mũ giày") do not
    count for the length.
    """
    position = 0
    while position < len(words):
        match = longest(trie, words, position) if words[position] in trie else None
        if match is None:
            position += 1
        elif match[1] and (start := _outdone(trie, words, position, match[0])) is not None:
            position = start
        else:
            yield position, match[0], match[1]
            position = match[0]


def _outdone(trie: Trie, words: Sequence[str], start: int, end: int) -> int | None:
    first = sum(1 for word in words[start:end] if word not in ROLES)
    for later in range(start + 1, end):
        match = longest(trie, words, later) if words[later] in trie else None
        least = first if match is not None and match[1] else end - start
        if match is not None and match[0] > end and match[0] - later > least:
            return later
    return None


def wordings(vocabulary: Vocabulary) -> dict[str, str]:
    """Every wording with its code: as listed first, then derived ones that nobody claims."""
    listed = dict(vocabulary.terms())
    found = dict(listed)
    for wording, code in listed.items():
        for derived in _derived(wording):
            found.setdefault(derived, code)
    for wording, code in tuple(found.items()):
        for one, other in SWAPS:
            if one in wording:
                found.setdefault(wording.replace(one, other), code)
    return found


def _derived(wording: str) -> Iterable[str]:
    for start, others in VARIANTS:
        if wording.startswith(start):
            yield from (other + wording[len(start) :] for other in others)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tries of one vocabulary, and the wordings they came from.

    `exact` ends in a code, `plain` in a tuple of possible codes, `folded` in a tuple of
    (syllables, code). `doubtful` are plain wordings that are an ordinary phrase as well
    ("phuc vu ban": bàn or bạn). `gapped` maps a wording with "" for one syllable to
    (syllable, code)s.
    """

    wordings: dict[str, str]
    exact: Trie
    plain: Trie
    doubtful: frozenset[str]
    folded: Trie
    gapped: dict[tuple[str, ...], list[tuple[str, str]]]


def build(vocabulary: Vocabulary) -> Lexicon:
    """Compile the tries; about 20 ms for 700 skills."""
    found = wordings(vocabulary)
    exact: Trie = {}
    for decoy in vocabulary.decoys:
        add(exact, decoy.split(" "), DECOY)
    for wording, code in found.items():
        add(exact, wording.split(" "), code)
    decoys = set(map(strip_marks, vocabulary.decoys))
    doubtful = decoys & set(map(strip_marks, found))
    plain = _plain(found)
    for decoy in decoys:
        add(plain, decoy.split(" "), ())
    return Lexicon(found, exact, plain, frozenset(doubtful), _folded(found), _gapped(found))


def _plain(found: dict[str, str]) -> Trie:
    meanings: dict[str, tuple[str, ...]] = {}
    for wording, code in found.items():
        before = meanings.get(strip_marks(wording), ())
        if code not in before and wording not in LOST:
            meanings[strip_marks(wording)] = (*before, code)
    trie: Trie = {}
    for plain, codes in meanings.items():
        add(trie, plain.split(" "), codes)
    return trie


def _folded(found: dict[str, str]) -> Trie:
    keys: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    for wording, code in found.items():
        words = tuple(wording.split(" "))
        if len(words) > 1:
            keys.setdefault(tuple(map(fold, words)), []).append((words, code))
    trie: Trie = {}
    for key, meant in keys.items():
        add(trie, key, tuple(meant))
    return trie


def _gapped(found: dict[str, str]) -> dict[tuple[str, ...], list[tuple[str, str]]]:
    gapped: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for wording, code in found.items():
        words = wording.split(" ")
        if 1 < len(words) <= LONGEST_GAPPED:
            for gap, word in enumerate(words):
                key = (*words[:gap], "", *words[gap + 1 :])
                gapped.setdefault(key, []).append((word, code))
    return gapped


@cache
def default_lexicon() -> Lexicon:
    """Compile the shipped vocabulary once a process."""
    return build(load())
