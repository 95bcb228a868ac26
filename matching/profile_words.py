"""What of a document counts as words: the texts of people and positions, and their terms."""

from itertools import pairwise

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.docs import PersonDoc, PositionDoc
from matching.text import canonical, strip_marks, syllables

UNSAID = frozenset(
    {"nam", "nữ", "nu", "anh", "chị", "ông", "bà", "cô", "chú", "gái", "tuổi", "tuoi"}
)
"""Syllables of sex and age: no part of what two texts have in common."""


def vectorizer() -> TfidfVectorizer:
    """Make what weighs the terms of texts."""
    return TfidfVectorizer(analyzer=_terms, sublinear_tf=True, dtype=np.float64)


def _terms(text: str) -> list[str]:
    """Syllables and pairs of syllables, without accents, sex, age and figures.

    An advertisement for "nam 18-40 tuổi" must not lie nearer to a file that says "nam".
    """
    said = [word for word in syllables(canonical(text)) if word not in UNSAID and word.isalpha()]
    words = [strip_marks(word) for word in said]
    return [*words, *map(" ".join, pairwise(words))]


def position_text(doc: PositionDoc) -> str:
    """Return all that an advertisement says; its title thrice and its skills twice."""
    skills = ". ".join((*doc.required_skills, *doc.preferred_skills))
    return f"{doc.title}. {doc.title}. {doc.title}. {skills}. {skills}. {doc.description}"


def gist(doc: PositionDoc) -> str:
    """Return what an advertisement says first: its title and skills."""
    return ". ".join((doc.title, *doc.required_skills, *doc.preferred_skills))


def person_text(doc: PersonDoc) -> str:
    """Return what a file says of a person; skills twice."""
    names = ". ".join(claim.name for claim in doc.skills)
    return f"{names}. {names}. {doc.summary}"
