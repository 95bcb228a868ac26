"""Where wordings of skills stand: exact, with one slip, or without accents."""

from collections.abc import Iterator
from dataclasses import dataclass

from matching.clauses import is_english, spans
from matching.lexicon import Lexicon, scan
from matching.shared_objects import joined
from matching.slips import mended
from matching.text import has_marks, strip_marks
from matching.vocab import Vocabulary

_CLAUSE, _PAIR = 3, 2  # a clause of fewer syllables may well have no accent by right


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording at words `start` to `end`; `unsure`: without accents or with a slip."""

    start: int
    end: int
    code: str
    unsure: bool


def candidates(words: list[str], lexicon: Lexicon, vocabulary: Vocabulary) -> list[Hit]:
    """Find every wording, in order, whatever stands around it; none overlap."""
    if is_english(words):
        return [Hit(*hit, unsure=False) for hit in scan(lexicon.exact, words) if hit[2]]
    if not has_marks(" ".join(words)):
        return _plain_hits(words, (0, len(words)), lexicon, vocabulary)
    bare = list(_bare_clauses(words))
    inside = {place for clause in bare for place in range(*clause)}
    hits = [hit for hit in _marked_hits(words, lexicon) if hit.start not in inside]
    for clause in bare:
        hits += _plain_hits(words, clause, lexicon, vocabulary)
    return sorted(hits, key=lambda hit: hit.start)


def _marked_hits(words: list[str], lexicon: Lexicon) -> list[Hit]:
    exact = _with_shared(words, lexicon)
    slips = mended(words, lexicon, [(start, end) for start, end, _ in exact])
    inside = {place for start, end, _ in slips for place in range(start, end)}
    hits = [Hit(*hit, unsure=False) for hit in exact if hit[2] and hit[0] not in inside]
    return hits + [Hit(*slip, unsure=True) for slip in slips]


def _with_shared(words: list[str], lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Wordings, those of several verbs with one object in place of what they hold."""
    shared = list(joined(words, lexicon.exact))
    inside = {place for start, end, _ in shared for place in range(start, end)}
    found = scan(lexicon.exact, words)
    return shared + [match for match in found if inside.isdisjoint(range(match[0], match[1]))]


def _bare_clauses(words: list[str]) -> Iterator[tuple[int, int]]:
    """Clauses without accents: the short ones only where most clauses have none."""
    clauses = [(a, b) for a, b in spans(words) if b - a >= _PAIR]
    bare = [(a, b) for a, b in clauses if not has_marks(" ".join(words[a:b]))]
    shortest = _PAIR if 2 * len(bare) >= len(clauses) else _CLAUSE
    return ((a, b) for a, b in bare if b - a >= shortest)


def _plain_hits(
    words: list[str], clause: tuple[int, int], lexicon: Lexicon, vocabulary: Vocabulary
) -> list[Hit]:
    start, end = clause
    bare = strip_marks(" ".join(words[start:end])).split(" ")
    found = [match for match in scan(lexicon.plain, bare) if match[2]]
    sure = {vocabulary.skills[codes[0]].group for _, _, codes in found if len(codes) == 1}
    hits = []
    for first, last, codes in found:
        code = _likeliest(codes, sure, vocabulary)
        same = lexicon.wordings.get(" ".join(words[start + first : start + last])) == code
        hits.append(Hit(start + first, start + last, code, unsure=not same))
    return hits


def _likeliest(codes: tuple[str, ...], groups: set[str], vocabulary: Vocabulary) -> str:
    """Choose the meaning whose group the text speaks of anyway; else the first listed."""
    at_home = [code for code in codes if vocabulary.skills[code].group in groups]
    return (at_home or codes)[0]
