"""Text as syllables and breaks, ready for the tries: firm names out, shorthand in full."""

import itertools
import re
import unicodedata
from collections.abc import Sequence

from matching.firm_names import without_firms
from matching.text import SHORTHAND, canonical, expand, has_marks, is_vietnamese, strip_marks

HARD_BREAKS = frozenset(".;!?•*|")
SOFT_BREAKS = frozenset(",:()–—/-")
BREAKS = HARD_BREAKS | SOFT_BREAKS

_VOWELS = frozenset("aeiouy")
LANGUAGES = frozenset(
    {"anh", "hàn", "nhật", "trung", "hoa", "pháp", "đức", "nga", "han", "nhat", "phap", "duc"}
)
_TONGUES = frozenset({"tiếng", "tieng"})
_JOINTS = SOFT_BREAKS | {"và", "hoặc", "hay", "va", "hoac", "&"}
_LISTED, _LIST_ENDS = LANGUAGES | _JOINTS, _JOINTS | HARD_BREAKS
_BULLETS = dict.fromkeys(map(ord, "➼❖✱●►▶✔✓→➤⁃▪■◆◇★☆⇒·⚡♦❗"), " • ")
_BRANCH = re.compile(r"\bcn\. ?")  # "CN. Sơn La" is a branch, "CN may" a worker
_TOKEN = re.compile(r"\d+[.,]\d+|[^\W_]+[+#]*|[.;!?•*|,:()–—/]|(?<!\S)-(?!\S)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_ENGLISH = frozenset(
    {
        *("the", "and", "of", "with", "for", "our", "your", "are", "is", "or", "we", "you", "as"),
        *("by", "from", "all", "team", "years", "skills", "ability"),
        *("experience", "business", "analyst", "engineer", "manager", "developer", "senior"),
        *("junior", "executive", "specialist", "officer", "supervisor", "technician"),
    }
)
_ENGLISH_WORDS, _FOREIGN = 2, 0.4


def read(text: str) -> list[str]:
    """Canonical syllables, with each break as a word of its own; lines end in a break.

    Shorthand is written out, without accents where its clause has none.
    """
    composed = unicodedata.normalize("NFC", text).replace("\n", " ; ").translate(_BULLETS)
    composed = composed.replace(" & ", " / ")
    composed = _WORD.sub(_unglued, composed)
    line = _BRANCH.sub("chi nhánh ", canonical(without_firms(composed)))
    tokens = _TOKEN.findall(line)
    if not any(map(_accented, tokens)) and not SHORTHAND.keys() >= set(tokens):
        return strip_marks(" ".join(_languages(expand(tokens)))).split(" ") if tokens else []
    return _languages(expand(tokens))


def _languages(words: list[str]) -> list[str]:
    """Say "tiếng" before each language of a list: "tiếng Anh / Hàn" is "tiếng Anh / tiếng Hàn"."""
    if _TONGUES.isdisjoint(words):
        return words
    full, last = list[str](), ""
    for word, after in itertools.zip_longest(words, words[1:], fillvalue=";"):
        if last and word in LANGUAGES and full[-1] in _JOINTS and after in _LIST_ENDS:
            full.append(last)
        full.append(word)
        if word in _TONGUES:
            last = word
        elif word not in _LISTED:
            last = ""
    return full


def _accented(token: str) -> bool:
    """Whether a word carries accents; the đ of an abbreviation (LĐPT, ĐT) tells nothing."""
    return has_marks(token) and not _VOWELS.isdisjoint(strip_marks(token))


def _unglued(match: re.Match[str]) -> str:
    """Part sentences that a web page ran together ("tốt nghiệpTrung cấp"), not AutoCAD."""
    word = match.group()
    if word.isascii() or word.islower() or word.isupper():
        return word
    return word[0] + "".join(
        f" ; {after}" if before.islower() and after.isupper() else after
        for before, after in itertools.pairwise(word)
    )


def is_english(words: Sequence[str]) -> bool:
    """Whether the text is English, where words like "to" and "may" are no trade."""
    if has_marks(" ".join(words)):
        return False
    letters = [word for word in words if word.isalpha()]
    foreign = sum(not is_vietnamese(word) for word in letters)
    common = sum(word in _ENGLISH for word in letters)
    return common >= _ENGLISH_WORDS or (foreign > 1 and foreign >= _FOREIGN * len(letters))


def spans(words: Sequence[str]) -> list[tuple[int, int]]:
    """Start and end of each stretch between breaks."""
    edges = [-1, *(i for i, word in enumerate(words) if word in BREAKS), len(words)]
    return [(a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1]


def syllable_positions(words: list[str]) -> list[int]:
    """For each word its place when breaks are not counted (and one more for the end)."""
    places, seen = [], 0
    for word in words:
        places.append(seen)
        seen += word not in BREAKS
    return [*places, seen]
