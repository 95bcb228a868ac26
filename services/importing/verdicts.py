"""What applying a row would do, and what it did."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from models import CommunityModel, OutreachActivity, Position, Returnee, RowStatus
from services.workbooks import DraftRow, Problem

Record = Returnee | Position | CommunityModel | OutreachActivity
CHUNK = 500
"""Rows read, looked up or written in one go."""


Some = TypeVar("Some")


def parts(rows: Sequence[Some]) -> Iterator[Sequence[Some]]:
    """Cut into parts of CHUNK."""
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row's status, the record it speaks of where one is on file, what it would change."""

    status: RowStatus
    record: Record | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A record made or changed, and what undoing needs: old values, or what was made beside it."""

    record: Record
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def record_id(self) -> UUID:
        """Return the id of the record."""
        return self.record.id


def refused(draft: DraftRow, field_name: str, message: str) -> Verdict:
    """Add a problem to a row and call it one to mend."""
    if all(message != problem.message for problem in draft.problems):
        draft.problems.append(Problem(field_name, None, message))
    return Verdict(RowStatus.ERROR)


def ask_for_missing(drafts: Iterable[DraftRow], needed: Mapping[str, str]) -> None:
    """Add a problem where a row lacks what a record cannot be without, its whole column perhaps."""
    for draft in drafts:
        for name, message in needed.items():
            if not draft.values.get(name):
                _ask(draft, name, message)


def _ask(draft: DraftRow, name: str, message: str) -> None:
    if all(problem.field not in {name, _SAID_OF.get(name)} for problem in draft.problems):
        refused(draft, name, message)


_SAID_OF = {"birth_year": "birth_date", "commune_code": "address"}
"""The column in which a reader names what is wrong with a value made of it."""
