"""The ISCO-08 occupation of a position: its own code, else what title and skills clearly say."""

from functools import lru_cache

from matching import vocab
from matching.docs import PositionDoc
from matching.extraction import canonical_skill, find_skills

CODE_LENGTH = 4


def occupations(position: PositionDoc) -> tuple[str, ...]:
    """ISCO-08 codes of a position, surest first; empty when nothing tells."""
    if position.occupation_code:
        return (position.occupation_code,)
    return _inferred(position.title, position.required_skills)


@lru_cache(maxsize=4096)
def _inferred(title: str, required: tuple[str, ...]) -> tuple[str, ...]:
    codes = [mention.code for mention in find_skills(title)]
    if not codes:
        codes = [code for name in required if (code := canonical_skill(name))]
    skills = vocab.load().skills
    found = (skills[code].isco08 for code in codes if code in skills)
    return tuple(dict.fromkeys(code for code in found if len(code) == CODE_LENGTH))


def covers(barred: str, code: str) -> bool:
    """Whether a barred ISCO-08 prefix covers an occupation."""
    return bool(barred) and code.startswith(barred)
