"""What applying a row would do, and what it did."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models import Position, Returnee, RowStatus
from services.workbooks import DraftRow, Problem

Record = Returnee | Position
CHUNK = 500
"""Rows read, looked up or written in one go."""


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
