"""Which of the wordings found are skills that someone has or asks for."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from matching.asides import (
    BESIDE_SALES,
    OFFICE,
    SELLING,
    is_department,
    is_industry,
    is_on_sale,
    is_workplace,
    untold,
)
from matching.clauses import BREAKS
from matching.extraction_wordings import Hit
from matching.lexicon import Lexicon
from matching.text import has_marks, is_vietnamese
from matching.trade_cues import PLAIN_WEAK, WEAK
from matching.trades import Around, closing, is_count, is_trade, stands_alone
from matching.vocab import Vocabulary

GENERIC = frozenset({"cong-nhan-san-xuat", "van-hanh-may-san-xuat", "quan-ly-san-xuat"})
"""Said of any factory hand: dropped where a named skill follows at once ("công nhân may")."""

_MANAGES = "quan-ly-san-xuat"

PROGRAMMERS = frozenset({"developer", "lập trình viên", "software engineer", "lập trình"})
"""Said of any programmer: dropped beside what is programmed ("wordpress developer")."""

_PUT_TOGETHER = frozenset({"lắp ráp"})
"""Dropped where what is put together follows at once."""

_LISTING = frozenset({",", "/", "và", "and"})
_REACH = 2  # syllables between a generic word and the skill that it introduces


def sift(words: list[str], hits: list[Hit], lexicon: Lexicon, vocabulary: Vocabulary) -> list[Hit]:
    """Keep what is meant as a skill, each with the code that the whole text gives it."""
    named = _trades(words, _certain(words, hits, lexicon))
    asked = _asked(words, _specific(words, named, vocabulary), vocabulary)
    return _in_context(words, asked, vocabulary)


def _certain(words: list[str], hits: list[Hit], lexicon: Lexicon) -> list[Hit]:
    """Keep wordings that could be an ordinary phrase only where they stand alone."""
    return [hit for hit in hits if not hit.unsure or _is_meant(words, hit, lexicon)]


def _is_meant(words: list[str], hit: Hit, lexicon: Lexicon) -> bool:
    span = (hit.start, hit.end)
    if " ".join(words[hit.start : hit.end]) in lexicon.doubtful:
        return stands_alone(words, span)
    return not is_count(words, span)


def _trades(words: list[str], hits: Sequence[Hit]) -> list[Hit]:
    plain, kept = not has_marks(" ".join(words)), list[Hit]()
    strong = {hit.start for hit in hits if not _weak(words[hit.start : hit.end])}
    around = Around(set(), strong, closing(words, [(hit.start, hit.end) for hit in hits]))
    for hit in hits:
        if hit.start in strong or is_trade(words, (hit.start, hit.end), around, plain=plain):
            kept.append(hit)
            around.ends.add(hit.end)
    return kept


def _asked(words: list[str], hits: list[Hit], vocabulary: Vocabulary) -> list[Hit]:
    """Leave out what a firm is, makes and sells, and what the family does."""
    kept, elsewhere, unit = list[Hit](), untold(words), -1
    for hit in hits:
        if hit.start in elsewhere:
            continue
        if _is_unit(words, hit, unit, vocabulary):
            unit = hit.end
        elif not (kept and _beside(words, kept[-1], hit, vocabulary)):
            kept.append(hit)
    return kept


def _is_unit(words: list[str], hit: Hit, unit: int, vocabulary: Vocabulary) -> bool:
    """Whether a department is meant, by itself or in a list begun by one that ended at `unit`."""
    group = vocabulary.skills[hit.code].group
    listed = 0 <= unit < hit.start and _LISTING.issuperset(words[unit : hit.start])
    return is_department(words, hit.start, group) or (listed and group in OFFICE)


def _beside(words: list[str], before: Hit, hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether a skill only says what the one before it is about, or where."""
    first, span = (before.start, before.end), (hit.start, hit.end)
    seller, group = vocabulary.skills[before.code], vocabulary.skills[hit.code].group
    elsewhere = before.code not in GENERIC and group != seller.group
    if elsewhere and is_workplace(words, first, span):
        return True
    if group in BESIDE_SALES:
        return False
    sells = not SELLING.isdisjoint((seller.code, seller.group))
    if (sells or seller.group in BESIDE_SALES) and is_industry(words, span):
        return True
    return sells and is_on_sale(words, first, span)


def _in_context(words: list[str], hits: list[Hit], vocabulary: Vocabulary) -> list[Hit]:
    """Let a word that many trades share ("mài", "khoan") mean what the text speaks of."""
    shared = [vocabulary.shared.get(" ".join(words[hit.start : hit.end]), {}) for hit in hits]
    if not any(shared):
        return hits
    groups = vocabulary.groups
    firm = [hit.code for hit, meant in zip(hits, shared, strict=True) if not _open(meant, groups)]
    spoken_of = Counter(key for code in firm for key in (code, vocabulary.skills[code].group))
    return [_meant(hit, meant, spoken_of) for hit, meant in zip(hits, shared, strict=True)]


def _open(meanings: Mapping[str, str], groups: Container[str]) -> bool:
    """Whether a word's own field of work is in doubt, so that it tells nothing of the text's."""
    return any(key in groups for key in meanings)


def _meant(hit: Hit, meanings: Mapping[str, str], spoken_of: Counter[str]) -> Hit:
    topic = next((key for key, _ in spoken_of.most_common() if key in meanings), None)
    return hit if topic is None else replace(hit, code=meanings[topic])


@lru_cache(maxsize=65536)
def _weak_wording(wording: str) -> bool:
    single = " " not in wording and is_vietnamese(wording)
    return single or wording in WEAK or wording in PLAIN_WEAK


def _weak(words: Sequence[str]) -> bool:
    return _weak_wording(" ".join(words))


def _specific(words: list[str], hits: list[Hit], vocabulary: Vocabulary) -> list[Hit]:
    """Drop "công nhân" before a trade, and "developer" on either side of what is developed."""
    near = [(a, b) for a, b in pairwise(hits) if a.code in GENERIC and _introduces(words, a, b)]
    general = {b if a.code == _MANAGES and b.code in GENERIC else a for a, b in near}
    general |= {
        a for a, b in pairwise(hits) if a.end == b.start and _named_by(words, a, _PUT_TOGETHER)
    }
    for one, other in pairwise(hits):
        if one.code != other.code and _introduces(words, one, other):
            pair = ((one, other), (other, one))
            general.update(a for a, b in pair if _is_programmer_of(words, a, b, vocabulary))
    return [hit for hit in hits if hit not in general]


def _is_programmer_of(words: list[str], hit: Hit, of: Hit, vocabulary: Vocabulary) -> bool:
    """Whether one only says "developer" and the other what is programmed, which is no machine."""
    return _named_by(words, hit, PROGRAMMERS) and vocabulary.skills[of.code].group in OFFICE


def _named_by(words: list[str], hit: Hit, wordings: frozenset[str]) -> bool:
    return " ".join(words[hit.start : hit.end]) in wordings


def _introduces(words: list[str], hit: Hit, after: Hit) -> bool:
    between = words[hit.end : after.start]
    return len(between) < _REACH and BREAKS.isdisjoint(between)
