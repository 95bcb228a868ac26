"""What a posting may not ask for: wordings and the article that forbids each, from a dated table.

A find holds the posting for staff; it never rejects by itself, because wordings mislead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from matching.text import canonical, has_marks, strip_marks
from services.places import read_table


@dataclass(frozen=True, slots=True)
class PostingRule:
    """One thing a posting may not ask for, and since when which article says so."""

    code: str
    what_vi: str
    article: str
    valid_from: date
    valid_to: date | None
    is_justifiable: bool
    """Staff may publish it where a lawful reason is stated."""
    source: str
    checked_on: date | None
    """None: written down from knowledge, the text of the article is still to be read."""
    patterns: tuple[str, ...]
    exceptions: tuple[str, ...]

    def holds(self, on: date) -> bool:
        """Tell whether the article is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule and the words of the posting that met it."""

    rule: PostingRule
    words: str


@lru_cache(maxsize=1)
def rules() -> tuple[PostingRule, ...]:
    """Every rule of the table."""
    return tuple(_rule(row) for row in read_table("posting_rules.csv"))


def find(texts: Iterable[str], on: date) -> tuple[Finding, ...]:
    """Return what a posting's texts ask for against the law of a day, one finding a rule."""
    text, is_marked = written(texts)
    found = ((rule, _match(rule, text, is_marked=is_marked)) for rule in rules() if rule.holds(on))
    return tuple(Finding(rule, words) for rule, words in found if words)


def _match(rule: PostingRule, text: str, *, is_marked: bool) -> str:
    left = wordings_in(rule.exceptions, is_marked=is_marked).sub(" ; ", text)
    match = wordings_in(rule.patterns, is_marked=is_marked).search(left)
    return match.group().strip() if match else ""


def written(texts: Iterable[str]) -> tuple[str, bool]:
    """Return texts in one spelling, and whether they carry accents."""
    text = canonical(". ".join(part for part in texts if part))
    return text, has_marks(text)


@lru_cache(maxsize=128)
def wordings_in(wordings: tuple[str, ...], *, is_marked: bool) -> re.Pattern[str]:
    """Whole syllables; a text without accents is read without them."""
    spelled = (canonical(w) if is_marked else strip_marks(canonical(w)) for w in wordings if w)
    joined = "|".join(_wording(w) for w in sorted(spelled, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if joined else r"(?!)")


def _wording(words: str) -> str:
    return re.escape(words).replace(r"\#", r"\d{1,2}").replace(r"\ ", r"\s+")


def _rule(row: dict[str, str]) -> PostingRule:
    return PostingRule(
        code=row["code"],
        what_vi=row["what_vi"],
        article=row["article"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        is_justifiable=row["is_justifiable"] == "1",
        source=row["source"],
        checked_on=date.fromisoformat(row["checked_on"]) if row["checked_on"] else None,
        patterns=tuple(row["patterns"].split("|")),
        exceptions=tuple(row["exceptions"].split("|")),
    )
