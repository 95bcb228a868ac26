"""Skill wordings with one slip of the pen, for text that carries accents.

Two kinds: a syllable spelt as the writer hears it (sữa xe, trăn nuôi) and a syllable that the
keyboard garbled (lái xe nâgn). Anything freer confuses real trades with each other.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from matching.lexicon import LONGEST_GAPPED, Lexicon, fold, scan
from matching.text import is_vietnamese, strip_marks

Match = tuple[int, int, str]
Span = tuple[int, int]
_LONG = 4  # letters of a garbled syllable; shorter ones are mostly abbreviations
_WHOLE = 3  # syllables of a slip that may swallow an exact match ("lái xe" in "lái xe nâgn")


def mended(words: Sequence[str], lexicon: Lexicon, exact: Sequence[Span]) -> list[Match]:
    """Find matches with exactly one slip, apart from the exact ones or well around them."""
    found: list[Match] = []
    owners = {place: span for span in exact for place in range(*span)}
    for start, end, code in (*_misheard(words, lexicon), *_garbled(words, lexicon)):
        touched = {owners[place] for place in range(start, end) if place in owners}
        if all(_is_around((start, end), other) for other in touched):
            found.append((start, end, code))
            owners |= dict.fromkeys(range(start, end), (start, end))
    return found


def _is_around(slip: Span, exact: Span) -> bool:
    start, end = slip
    return start <= exact[0] and exact[1] <= end and end - start >= _WHOLE and slip != exact


def _misheard(words: Sequence[str], lexicon: Lexicon) -> Iterator[Match]:
    for start, end, meant in scan(lexicon.folded, list(map(fold, words))):
        for wording, code in meant:
            wrong = sum(a != b for a, b in zip(words[start:end], wording, strict=True))
            if wrong == 1:
                yield start, end, code
                break


def _garbled(words: Sequence[str], lexicon: Lexicon) -> Iterator[Match]:
    for position, word in enumerate(words):
        if _is_odd(word):
            yield from _around(words, position, lexicon)


@lru_cache(maxsize=65536)
def _is_odd(word: str) -> bool:
    return word.isalpha() and len(word) >= _LONG and not is_vietnamese(word)


def _around(words: Sequence[str], position: int, lexicon: Lexicon) -> Iterator[Match]:
    for size in range(LONGEST_GAPPED, 1, -1):
        for start in range(max(0, position - size + 1), min(position, len(words) - size) + 1):
            key = (*words[start:position], "", *words[position + 1 : start + size])
            for meant, code in lexicon.gapped.get(key, ()):
                if _one_edit(strip_marks(words[position]), strip_marks(meant)):
                    yield start, start + size, code
                    return


@lru_cache(maxsize=65536)
def _one_edit(typed: str, meant: str) -> bool:
    """Whether one letter is missing, extra or wrong, or two neighbours are swapped."""
    if typed == meant:
        return True
    if abs(len(typed) - len(meant)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), -1)
    if at < 0:
        return True
    rest, wanted = typed[at:], meant[at:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or swapped == wanted
