"""Skills and licences in Vietnamese free text: officers' notes and advertisements.

Order: canonical text, firm names out, shorthand in full (clauses); longest wordings over
syllables, then those with one slip of the pen, then, only where the writer used no accents, those
without accents (extraction_wordings); what is named in passing left out (extraction_sift). Each
mention says whether it is a skill the person has, wishes for or lacks, and for how long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.clauses import read, syllable_positions
from matching.context import Kind, kinds
from matching.context_years import years
from matching.extraction_sift import GENERIC, sift
from matching.extraction_wordings import Hit, candidates
from matching.lexicon import Lexicon, build, default_lexicon
from matching.licences import LicenceMention, find_licences
from matching.text import expand, syllables
from matching.vocab import Vocabulary, load

__all__ = [
    "GENERIC",
    "LicenceMention",
    "Mention",
    "canonical_skill",
    "find_licences",
    "find_skills",
]


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


@lru_cache(maxsize=8)
def _lexicon(vocabulary: Vocabulary) -> Lexicon:
    return build(vocabulary)


def find_skills(text: str, vocabulary: Vocabulary | None = None) -> tuple[Mention, ...]:
    """Find every skill that the text names, in order; none overlap."""
    lexicon = default_lexicon() if vocabulary is None else _lexicon(vocabulary)
    words, known = read(text), vocabulary or load()
    hits = candidates(words, lexicon, known)
    return _mentions(words, sift(words, hits, lexicon, known)) if hits else ()


def _mentions(words: list[str], hits: Sequence[Hit]) -> tuple[Mention, ...]:
    edges = [(hit.start, hit.end) for hit in hits]
    timed = years(words, edges)
    place = syllable_positions(words)
    return tuple(
        Mention(hit.code, place[hit.start], place[hit.end], kind, timed.get(n), hit.unsure)
        for n, (hit, kind) in enumerate(zip(hits, kinds(words, edges, timed), strict=True))
    )


def canonical_skill(name: str) -> str | None:
    """Code of one typed skill name: as listed, else the longest skill inside it, else None.

    A typed name stands for itself, so one-syllable and weak wordings need no cue here.
    """
    wording = " ".join(expand(syllables(name)))
    lexicon = default_lexicon()
    if wording in lexicon.wordings:
        return lexicon.wordings[wording]
    words = read(name)
    hits = candidates(words, lexicon, load())
    longest = max(hits, key=lambda hit: hit.end - hit.start, default=None)
    return longest.code if longest else None
