"""The papers a posting asks for: each is named, and questioned where law or habit makes it hard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.places import read_table
from services.posting_rules import wordings_in, written


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `question_vi` asks the firm whether it can do without; empty for an easy one."""

    code: str
    name_vi: str
    patterns: tuple[str, ...]
    question_vi: str
    article: str
    valid_from: date | None

    def is_questioned(self, on: date) -> bool:
        """Tell whether the firm is asked about it on a day."""
        return bool(self.question_vi) and (self.valid_from is None or self.valid_from <= on)


@lru_cache(maxsize=1)
def papers() -> tuple[Paper, ...]:
    """Every paper of the table."""
    return tuple(_paper(row) for row in read_table("posting_papers.csv"))


def asked(texts: Iterable[str]) -> tuple[Paper, ...]:
    """Return the papers that a posting's texts name, in the order of the table."""
    text, is_marked = written(texts)
    return tuple(
        paper for paper in papers() if wordings_in(paper.patterns, is_marked=is_marked).search(text)
    )


def _paper(row: dict[str, str]) -> Paper:
    return Paper(
        code=row["code"],
        name_vi=row["name_vi"],
        patterns=tuple(row["patterns"].split("|")),
        question_vi=row["question_vi"],
        article=row["article"],
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
    )
