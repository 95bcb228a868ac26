"""Simple rankers that any office could have instead: what ours is measured against.

Each gives scores of every position for one person, higher is better. They know no gates, no
vocabulary and no conditions; ties go to the nearer position.
"""

from collections.abc import Callable, Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from matching import places
from matching.docs import PersonDoc, PositionDoc
from matching.text import canonical, strip_marks, syllables

Floats = NDArray[np.float64]
Scorer = Callable[[PersonDoc], Floats]
FAR_KM, FADE_KM = 1e4, 20.0
TIE_BREAK = 1e-7
"""Points a km: too few to change an order by text, enough to settle a tie."""


def person_text(person: PersonDoc) -> str:
    """Everything a person's file says, as one plain text without accents."""
    names = " ".join(claim.name for claim in person.skills)
    return _plain(f"{names} {person.summary} {person.desired_work}")


def position_text(position: PositionDoc) -> str:
    """Everything an advertisement says, as one plain text without accents."""
    skills = " ".join((*position.required_skills, *position.preferred_skills))
    return _plain(f"{position.title} {skills} {position.description}")


def by_distance(positions: Sequence[PositionDoc]) -> Scorer:
    """Nearest first; unknown places last."""
    communes = places.load()
    rows = communes.locate([position.commune_code for position in positions])

    def score(person: PersonDoc) -> Floats:
        return -np.nan_to_num(communes.distances(person.commune_code, rows), nan=FAR_KM)

    return score


def by_shared_skills(positions: Sequence[PositionDoc]) -> Scorer:
    """Share of a position's typed skills whose words all stand among the person's typed skills."""
    asked = [[frozenset(_words(s)) for s in p.required_skills] for p in positions]

    def score(person: PersonDoc) -> Floats:
        have = frozenset(word for claim in person.skills for word in _words(claim.name))
        shares = [np.mean([float(skill <= have) for skill in skills] or [0.0]) for skills in asked]
        return np.asarray(shares, dtype=np.float64)

    return score


def by_bm25(positions: Sequence[PositionDoc]) -> Scorer:
    """BM25 over syllables without accents; distance only breaks ties."""
    nearness, text = by_distance(positions), _bm25(positions)
    return lambda person: text(person) + TIE_BREAK * nearness(person)


def by_bm25_and_distance(positions: Sequence[PositionDoc]) -> Scorer:
    """BM25 that fades with distance: the best of seven ways tried of mixing the two."""
    return _fading(positions, _bm25(positions))


def by_char_tfidf(positions: Sequence[PositionDoc]) -> Scorer:
    """TF-IDF of character 3-5-grams without accents that fades with distance."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    table = vectorizer.fit_transform([position_text(p) for p in positions] or ["_"])

    def score(person: PersonDoc) -> Floats:
        row = vectorizer.transform([person_text(person)])
        return np.asarray((table @ row.T).toarray(), dtype=np.float64).ravel()[: len(positions)]

    return _fading(positions, score)


BASELINES: dict[str, Callable[[Sequence[PositionDoc]], Scorer]] = {
    "distance": by_distance,
    "shared skills": by_shared_skills,
    "BM25, ties by distance": by_bm25,
    "BM25 + distance": by_bm25_and_distance,
    "char TF-IDF + distance": by_char_tfidf,
}


def _bm25(positions: Sequence[PositionDoc]) -> Scorer:
    index = bm25s.BM25()
    index.index([_words(position_text(p)) or ["_"] for p in positions], show_progress=False)
    return lambda person: _bm25_scores(index, person_text(person), len(positions))


def _fading(positions: Sequence[PositionDoc], by_text: Scorer) -> Scorer:
    nearness = by_distance(positions)

    def score(person: PersonDoc) -> Floats:
        near = nearness(person)
        return by_text(person) * np.exp(near / FADE_KM) + TIE_BREAK * near

    return score


def _bm25_scores(index: bm25s.BM25, text: str, positions: int) -> Floats:
    words = [word for word in _words(text) if word in index.vocab_dict]
    if not words:
        return np.zeros(positions)
    return np.asarray(index.get_scores(words), dtype=np.float64)


def _plain(text: str) -> str:
    return strip_marks(canonical(text))


def _words(text: str) -> list[str]:
    return syllables(_plain(text))
