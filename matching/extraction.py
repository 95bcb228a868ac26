"""Skills and licences in Vietnamese free text: officers' notes and advertisements.

Order: canonical text, firm names out, shorthand in full, longest wordings over syllables; then
wordings with one slip of the pen; then, only where the writer used no accents, wordings without
accents. Each mention says whether it is a skill the person has, wishes for or lacks.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from matching.clauses import BREAKS, is_english, read, spans, syllable_positions
from matching.context import Kind, kinds
from matching.context_years import years
from matching.lexicon import Lexicon, build, default_lexicon, scan
from matching.licences import LicenceMention, find_licences
from matching.slips import mended
from matching.text import expand, has_marks, is_vietnamese, strip_marks, syllables
from matching.trade_cues import PLAIN_WEAK, WEAK
from matching.trades import (
    BESIDE_SALES,
    SELLING,
    Around,
    is_department,
    is_industry,
    is_on_sale,
    is_trade,
    is_workplace,
    stands_alone,
    untold,
)
from matching.vocab import Vocabulary, load

__all__ = ["LicenceMention", "Mention", "canonical_skill", "find_licences", "find_skills"]

GENERIC = frozenset({"cong-nhan-san-xuat", "van-hanh-may-san-xuat", "quan-ly-san-xuat"})
"""Said of any factory hand: dropped where a named skill follows at once ("công nhân may")."""

PROGRAMMERS = frozenset({"developer", "lập trình viên", "software engineer", "lập trình"})
"""Said of any programmer: dropped beside what is programmed ("wordpress developer")."""

_REACH = 2  # syllables between a generic word and the skill that it introduces
_CLAUSE, _PAIR = 3, 2  # a clause of fewer syllables may well have no accent by right


@dataclass(frozen=True, slots=True)
class Mention:
    """One skill found; start and end count syllables of the text with shorthand in full.

    `unsure`: found only without accents or with a slip of the pen, so a person should look.
    """

    code: str
    start: int
    end: int
    kind: Kind
    years: float | None
    unsure: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    code: str
    unsure: bool


@lru_cache(maxsize=8)
def _lexicon(vocabulary: Vocabulary) -> Lexicon:
    return build(vocabulary)


def find_skills(text: str, vocabulary: Vocabulary | None = None) -> tuple[Mention, ...]:
    """Find every skill that the text names, in order; none overlap."""
    lexicon = default_lexicon() if vocabulary is None else _lexicon(vocabulary)
    words = read(text)
    hits = _found(words, lexicon, vocabulary or load())
    return _mentions(words, hits) if hits else ()


def _mentions(words: list[str], hits: Sequence[_Hit]) -> tuple[Mention, ...]:
    edges = [(hit.start, hit.end) for hit in hits]
    timed = years(words, edges)
    place = syllable_positions(words)
    return tuple(
        Mention(hit.code, place[hit.start], place[hit.end], kind, timed.get(n), hit.unsure)
        for n, (hit, kind) in enumerate(zip(hits, kinds(words, edges, timed), strict=True))
    )


def _found(words: list[str], lexicon: Lexicon, vocabulary: Vocabulary) -> list[_Hit]:
    hits = _candidates(words, lexicon, vocabulary)
    if not hits:
        return []
    named = _trades(words, _certain(words, hits, lexicon))
    asked = _asked(words, _specific(words, named), vocabulary)
    return _in_context(words, asked, vocabulary)


def _candidates(words: list[str], lexicon: Lexicon, vocabulary: Vocabulary) -> list[_Hit]:
    if is_english(words):
        return [_Hit(*hit, unsure=False) for hit in scan(lexicon.exact, words) if hit[2]]
    if not has_marks(" ".join(words)):
        return _plain_hits(words, (0, len(words)), lexicon, vocabulary)
    bare = list(_bare_clauses(words))
    inside = {place for clause in bare for place in range(*clause)}
    hits = [hit for hit in _marked_hits(words, lexicon) if hit.start not in inside]
    for clause in bare:
        hits += _plain_hits(words, clause, lexicon, vocabulary)
    return sorted(hits, key=lambda hit: hit.start)


def _marked_hits(words: list[str], lexicon: Lexicon) -> list[_Hit]:
    exact = list(scan(lexicon.exact, words))
    slips = mended(words, lexicon, [(start, end) for start, end, _ in exact])
    inside = {place for start, end, _ in slips for place in range(start, end)}
    hits = [_Hit(*hit, unsure=False) for hit in exact if hit[2] and hit[0] not in inside]
    return hits + [_Hit(*slip, unsure=True) for slip in slips]


def _bare_clauses(words: list[str]) -> Iterator[tuple[int, int]]:
    """Clauses without accents: the short ones only where most clauses have none."""
    clauses = [(a, b) for a, b in spans(words) if b - a >= _PAIR]
    bare = [(a, b) for a, b in clauses if not has_marks(" ".join(words[a:b]))]
    shortest = _PAIR if 2 * len(bare) >= len(clauses) else _CLAUSE
    return ((a, b) for a, b in bare if b - a >= shortest)


def _plain_hits(
    words: list[str], clause: tuple[int, int], lexicon: Lexicon, vocabulary: Vocabulary
) -> list[_Hit]:
    start, end = clause
    bare = strip_marks(" ".join(words[start:end])).split(" ")
    found = [match for match in scan(lexicon.plain, bare) if match[2]]
    sure = {vocabulary.skills[codes[0]].group for _, _, codes in found if len(codes) == 1}
    hits = []
    for first, last, codes in found:
        code = _likeliest(codes, sure, vocabulary)
        same = lexicon.wordings.get(" ".join(words[start + first : start + last])) == code
        hits.append(_Hit(start + first, start + last, code, unsure=not same))
    return hits


def _likeliest(codes: tuple[str, ...], groups: set[str], vocabulary: Vocabulary) -> str:
    """Choose the meaning whose group the text speaks of anyway; else the first listed."""
    at_home = [code for code in codes if vocabulary.skills[code].group in groups]
    return (at_home or codes)[0]


def _certain(words: list[str], hits: list[_Hit], lexicon: Lexicon) -> list[_Hit]:
    """Keep wordings that could be an ordinary phrase only where they stand alone."""
    return [
        hit
        for hit in hits
        if " ".join(words[hit.start : hit.end]) not in lexicon.doubtful
        or not hit.unsure
        or stands_alone(words, (hit.start, hit.end))
    ]


def _trades(words: list[str], hits: Sequence[_Hit]) -> list[_Hit]:
    plain, kept = not has_marks(" ".join(words)), list[_Hit]()
    strong = {hit.start for hit in hits if not _weak(words[hit.start : hit.end])}
    around = Around(set(), strong)
    for hit in hits:
        if hit.start in strong or is_trade(words, (hit.start, hit.end), around, plain=plain):
            kept.append(hit)
            around.ends.add(hit.end)
    return kept


def _asked(words: list[str], hits: list[_Hit], vocabulary: Vocabulary) -> list[_Hit]:
    """Leave out what a firm is, makes and sells, and what the family does."""
    kept, elsewhere = list[_Hit](), untold(words)
    for hit in hits:
        group = vocabulary.skills[hit.code].group
        passing = hit.start in elsewhere or is_department(words, hit.start, group)
        if not passing and not (kept and _beside(words, kept[-1], hit, vocabulary)):
            kept.append(hit)
    return kept


def _beside(words: list[str], before: _Hit, hit: _Hit, vocabulary: Vocabulary) -> bool:
    """Whether a skill only says what the one before it is about, or where."""
    first, span = (before.start, before.end), (hit.start, hit.end)
    seller, group = vocabulary.skills[before.code], vocabulary.skills[hit.code].group
    elsewhere = before.code not in GENERIC and group != seller.group
    if elsewhere and is_workplace(words, first, span):
        return True
    if group in BESIDE_SALES:
        return False
    if seller.group in BESIDE_SALES and is_industry(words, span):
        return True
    return not SELLING.isdisjoint((seller.code, seller.group)) and is_on_sale(words, first, span)


def _in_context(words: list[str], hits: list[_Hit], vocabulary: Vocabulary) -> list[_Hit]:
    """Let a word that many trades share ("mài", "khoan") mean what the text speaks of."""
    shared = [vocabulary.shared.get(" ".join(words[hit.start : hit.end]), {}) for hit in hits]
    if not any(shared):
        return hits
    firm = [hit.code for hit, meant in zip(hits, shared, strict=True) if not _open(meant)]
    spoken_of = Counter(key for code in firm for key in (code, vocabulary.skills[code].group))
    return [_meant(hit, meant, spoken_of) for hit, meant in zip(hits, shared, strict=True)]


def _open(meanings: Mapping[str, str]) -> bool:
    """Whether a word's own field of work is in doubt, so that it tells nothing of the text's."""
    return not load().groups.keys().isdisjoint(meanings)


def _meant(hit: _Hit, meanings: Mapping[str, str], spoken_of: Counter[str]) -> _Hit:
    topic = next((key for key, _ in spoken_of.most_common() if key in meanings), None)
    return hit if topic is None else replace(hit, code=meanings[topic])


@lru_cache(maxsize=65536)
def _weak_wording(wording: str) -> bool:
    single = " " not in wording and is_vietnamese(wording)
    return single or wording in WEAK or wording in PLAIN_WEAK


def _weak(words: Sequence[str]) -> bool:
    return _weak_wording(" ".join(words))


def _specific(words: list[str], hits: list[_Hit]) -> list[_Hit]:
    """Drop "công nhân" before a trade, and "developer" on either side of what is developed."""
    general = {a for a, b in pairwise(hits) if a.code in GENERIC and _introduces(words, a, b)}
    for one, other in pairwise(hits):
        if one.code != other.code and _introduces(words, one, other):
            general.update(hit for hit in (one, other) if _named_by(words, hit, PROGRAMMERS))
    return [hit for hit in hits if hit not in general]


def _named_by(words: list[str], hit: _Hit, wordings: frozenset[str]) -> bool:
    return " ".join(words[hit.start : hit.end]) in wordings


def _introduces(words: list[str], hit: _Hit, after: _Hit) -> bool:
    between = words[hit.end : after.start]
    return len(between) < _REACH and BREAKS.isdisjoint(between)


def canonical_skill(name: str) -> str | None:
    """Code of one typed skill name: as listed, else the longest skill inside it, else None.

    A typed name stands for itself, so one-syllable and weak wordings need no cue here.
    """
    wording = " ".join(expand(syllables(name)))
    lexicon = default_lexicon()
    if wording in lexicon.wordings:
        return lexicon.wordings[wording]
    words = read(name)
    hits = _candidates(words, lexicon, load())
    longest = max(hits, key=lambda hit: hit.end - hit.start, default=None)
    return longest.code if longest else None
